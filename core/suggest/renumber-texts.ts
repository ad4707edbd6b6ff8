// The renumber plan in words, in both languages: page, workbook and command line say the same.
import type { EntityName } from "../entities/entity.ts";
import type { Language } from "../errors.ts";
import type { Side } from "../reconcile/normalise.ts";
import type { CodeChange, Collision } from "./renumber.ts";

type Texts = Record<Language, string>;
const text = (en: string, nl: string): Texts => ({ en, nl });

const collisionTexts: Readonly<Record<Collision["kind"], Texts>> = {
  in_use: text("another record keeps that code", "een ander record houdt die code"),
  same_target: text("two records would get that code", "twee records zouden die code krijgen"),
  two_targets: text("the record would get two codes", "het record zou twee codes krijgen"),
  too_long: text("too long for Globe", "te lang voor Globe"),
  not_digits: text("Globe takes digits only here", "Globe neemt hier alleen cijfers"),
  not_storable: text("Globe cannot keep one of its characters", "Globe kan een van de tekens niet bewaren"),
};

const noteTexts = {
  temporary: text("temporary, to break a circle", "tijdelijk, om een kring te breken"),
  raisesHighest: text(
    "above the highest number in use: Globe numbers on from it",
    "boven het hoogste nummer in gebruik: Globe nummert daarna verder",
  ),
  isUnusual: text(
    "written otherwise than nearly all codes: check the number mask",
    "anders geschreven dan bijna alle codes: controleer het nummermasker",
  ),
};

const entityTexts: Readonly<Record<EntityName, Texts>> = {
  costCenter: text("Cost centres", "Kostenplaatsen"),
  currency: text("Currencies", "Valuta"),
  vatCode: text("VAT codes", "BTW-codes"),
  employee: text("Employees", "Medewerkers"),
  customer: text("Customers", "Klanten"),
  item: text("Items", "Artikelen"),
  project: text("Projects", "Projecten"),
};

export const sideNames: Readonly<Record<Side, string>> = { globe: "Globe", milestones: "Milestones" };

export const collisionInWords = ({ kind }: Pick<Collision, "kind">, language: Language): string =>
  collisionTexts[kind][language];

/** What to mind about a change; "" for nothing. */
export const noteInWords = (change: CodeChange, language: Language): string =>
  (["temporary", "raisesHighest", "isUnusual"] as const)
    .filter((name) => change[name])
    .map((name) => noteTexts[name][language])
    .join("; ");

export const entityInWords = (entity: EntityName, language: Language): string => entityTexts[entity][language];
