// The words of the go-live check in both languages: what is not known, why a row stands there, and the rest of a finding.
import { lineInWords } from "../agent-check/texts.ts";
import type { Language } from "../errors.ts";
import { type FindingText, inWords } from "../invoices/findings.ts";
import type { Note, Severity } from "./finding.ts";
import type { Finding } from "./judge.ts";
import { type RuleCode, ruleTexts } from "./rule-texts.ts";
import { type SentenceText, sentenceTexts } from "./sentence-texts.ts";

export type { SentenceText } from "./sentence-texts.ts";

/** Facts that may not be known. */
export const missingTexts = {
  costCenter: { en: "cost centres", nl: "kostenplaatsen" },
  currency: { en: "currencies", nl: "valuta" },
  vatCode: { en: "VAT codes", nl: "btw-codes" },
  employee: { en: "employees", nl: "medewerkers" },
  customer: { en: "customers", nl: "klanten" },
  item: { en: "items", nl: "artikelen" },
  project: { en: "projects", nl: "projecten" },
  comparison: { en: "a complete comparison", nl: "een volledige vergelijking" },
  settings: { en: "the connector's settings", nl: "de instellingen van de koppeling" },
  journals: { en: "Globe's journals", nl: "de dagboeken van Globe" },
  accounts: { en: "Globe's ledger accounts", nl: "de grootboekrekeningen van Globe" },
  account_kind: { en: "what kind the ledger account is of", nl: "van welke soort de grootboekrekening is" },
  vat_amounts: {
    en: "whether Globe's VAT codes are inclusive",
    nl: "of de btw-codes van Globe inclusief zijn",
  },
  invoices: { en: "the invoices", nl: "de facturen" },
  installation: { en: "the installation", nl: "de installatie" },
  agent: { en: "the agent, which was never heard", nl: "de agent, die nooit gehoord is" },
  rights: { en: "what the Globe user may do", nl: "wat de Globe-gebruiker mag" },
  agent_check: { en: "what the agent's own check says", nl: "wat de eigen controle van de agent zegt" },
  agent_too_old: {
    en: "what the agent's own check says: that agent is too old to be asked, update it",
    nl: "wat de eigen controle van de agent zegt: die agent is te oud om te vragen, werk hem bij",
  },
} satisfies Record<string, Record<Language, string>>;

export type MissingFact = keyof typeof missingTexts;

/** Why a row stands there. */
export const noteTexts = {
  active: { en: "active", nl: "actief" },
  used_by_costCenter: { en: "used by cost centres: {count}", nl: "gebruikt door kostenplaatsen: {count}" },
  used_by_currency: { en: "used by currencies: {count}", nl: "gebruikt door valuta: {count}" },
  used_by_vatCode: { en: "used by VAT codes: {count}", nl: "gebruikt door btw-codes: {count}" },
  used_by_employee: { en: "used by employees: {count}", nl: "gebruikt door medewerkers: {count}" },
  used_by_customer: { en: "used by customers: {count}", nl: "gebruikt door klanten: {count}" },
  used_by_item: { en: "used by items: {count}", nl: "gebruikt door artikelen: {count}" },
  used_by_project: { en: "used by projects: {count}", nl: "gebruikt door projecten: {count}" },
  used_by_invoice: { en: "used by invoices: {count}", nl: "gebruikt door facturen: {count}" },
  records: { en: "{globe} in Globe, {milestones} in Milestones", nl: "{globe} in Globe, {milestones} in Milestones" },
  code_too_long: { en: "longer than {limit} characters", nl: "langer dan {limit} tekens" },
  code_not_digits: { en: "Globe takes digits only", nl: "Globe neemt alleen cijfers" },
  code_not_storable: { en: "holds characters that Globe cannot keep", nl: "bevat tekens die Globe niet kan bewaren" },
  name_too_long: { en: "longer than {limit} characters", nl: "langer dan {limit} tekens" },
  name_not_digits: { en: "Globe takes digits only", nl: "Globe neemt alleen cijfers" },
  name_not_storable: { en: "holds characters that Globe cannot keep", nl: "bevat tekens die Globe niet kan bewaren" },
  mask: { en: "written {shape}, Globe's are {mask}", nl: "geschreven als {shape}, die van Globe als {mask}" },
  name_length: { en: "{length} characters", nl: "{length} tekens" },
  points_nowhere: { en: "{fields}", nl: "{fields}" },
  percentages: {
    en: "{globe} % in Globe, {milestones} % in Milestones",
    nl: "{globe} % in Globe, {milestones} % in Milestones",
  },
  reverse_charge_in_globe: { en: "reverse-charged in Globe only", nl: "alleen in Globe verlegd" },
  reverse_charge_in_milestones: { en: "reverse-charged in Milestones only", nl: "alleen in Milestones verlegd" },
  icp_in_milestones: {
    en: "EU supply in Milestones ({icp}), not reverse-charged in Globe",
    nl: "ICP in Milestones ({icp}), in Globe niet verlegd",
  },
  inclusive: { en: "inclusive", nl: "inclusief" },
  journal_type: { en: "type {type}", nl: "soort {type}" },
  account_kind: { en: "kind {kind}", nl: "soort {kind}" },
  overwrites: { en: "{field}: {milestones} becomes {globe}", nl: "{field}: {milestones} wordt {globe}" },
  empties: { en: "{field}: {milestones} becomes empty", nl: "{field}: {milestones} wordt leeg" },
  creates: { en: "is created", nl: "wordt aangemaakt" },
  last_seen: { en: "last heard {at}", nl: "laatst gehoord {at}" },
  last_complete: { en: "last complete {at}", nl: "laatst volledig {at}" },
  silent_at: { en: "no answer at {at}", nl: "geen antwoord om {at}" },
  same_database: { en: "same Globe database", nl: "zelfde Globe-database" },
  serves_too: { en: "says it serves this administration", nl: "zegt deze administratie te bedienen" },
  decision_about: { en: "{entity} {key}", nl: "{entity} {key}" },
} satisfies Record<string, Record<Language, string>>;

export type NoteText = keyof typeof noteTexts;

/** Who heals it. */
export const ownerTexts = {
  finance: { en: "Finance", nl: "Financiële administratie" },
  milestones: { en: "Milestones' key user", nl: "Beheerder van Milestones" },
  it: { en: "IT", nl: "IT-beheer" },
} satisfies Record<string, Record<Language, string>>;

export type Owner = keyof typeof ownerTexts;

export const severityTexts: Readonly<Record<Severity | "ok" | "unknown", Record<Language, string>>> = {
  blocking: { en: "Blocking", nl: "Blokkerend" },
  major: { en: "Major", nl: "Belangrijk" },
  minor: { en: "Minor", nl: "Klein" },
  unknown: { en: "Unknown", nl: "Onbekend" },
  ok: { en: "In order", nl: "In orde" },
};

/** Where a rule comes from. */
export const sourceTexts = {
  preconditions: {
    en: "Qics: connection with Exact Globe, preconditions",
    nl: "Qics: koppeling met Exact Globe, randvoorwaarden",
  },
  attention: {
    en: "Qics: connection with Exact Globe, points of attention",
    nl: "Qics: koppeling met Exact Globe, aandachtspunten",
  },
  needed: {
    en: "Qics: connection with Exact Globe, needed data",
    nl: "Qics: koppeling met Exact Globe, benodigde gegevens",
  },
  globe: { en: "Exact Globe: entity reference", nl: "Exact Globe: naslag van de entiteiten" },
  milestones: { en: "Milestones: what other connections meet", nl: "Milestones: ervaring van andere koppelingen" },
  practice: { en: "Practice: separation of duties and go-live", nl: "Praktijk: functiescheiding en ingebruikname" },
} satisfies Record<string, Record<Language, string>>;

export type Source = keyof typeof sourceTexts;

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

export function noteInWords({ text, values }: Note, language: Language): string {
  if (text.startsWith("invoice:"))
    return inWords({ text: text.slice("invoice:".length) as FindingText, values }, language).sentence;
  if (text.startsWith("check:")) {
    const { check = "", ...rest } = values;
    const line = { check, administration: null, outcome: "not_ok" as const, text: text.slice("check:".length) };
    const { question, seen, next } = lineInWords({ ...line, values: rest }, language);
    return `${question}: ${seen}. ${next}`.trim();
  }
  return filled(noteTexts[text as NoteText][language], values);
}

/** Question, what was found, and what to do. */
export function findingInWords(
  { code, text, values, count, missing }: Pick<Finding, "code" | "text" | "values" | "count" | "missing">,
  language: Language,
): { question: string; sentence: string; remedy: string } {
  const { question, remedy } = ruleTexts[code as RuleCode][language];
  const unknown = missing.map((fact) => missingTexts[fact][language]).join(", ");
  const sentence = filled(sentenceTexts[text as SentenceText][language], {
    ...values,
    count: String(count),
    missing: unknown,
  });
  return { question, sentence, remedy };
}
