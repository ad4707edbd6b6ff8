// The proof of a period as sheets: verdict and signatures, every invoice with its entry, control totals, gaps. Neutral of
// any library.
import type { Language } from "../errors.ts";
import type { Content, SheetColumn, SheetRow } from "../views/sheet.ts";
import type { PeriodProof } from "./completeness.ts";
import { type Cents, euros } from "./money.ts";
import { faultInWords, verdictInWords } from "./proof-texts.ts";

export interface ProofSheets {
  language: Language;
  cover: { name: string; title: string; lines: { label: string; value: string | number | Date }[] };
  sheets: { name: string; columns: SheetColumn[]; rows: SheetRow[] }[];
}

export interface ProofAbout {
  administration: string;
  name: string;
  fingerprint: string;
  readAt: string;
  madeBy: string;
  madeAt: string;
  signatures: readonly { step: "prepared" | "reviewed"; by: string; at: string; comment: string }[];
}

const words = {
  en: {
    cover: { name: "Proof", title: "Proof of completeness" },
    lines: {
      ...{ administration: "Administration", period: "Period", journal: "Journal", verdict: "Verdict" },
      ...{ invoices: "Invoices in Milestones", entries: "Sales entries in Globe", loose: "Rows that do not tie out" },
      ...{ readAt: "Both systems read at", prepared: "Prepared by", reviewed: "Reviewed by", nobody: "nobody yet" },
      ...{ comment: "Comment", fingerprint: "Proof (SHA-256)", madeBy: "Made by", madeAt: "Made at" },
    },
    rows: {
      name: "Invoices and entries",
      columns: [
        ...["Verdict", "Number", "Invoice date", "Customer", "Currency", "Total in Milestones", "Entry", "Entry date"],
        ...["Debtor", "Currency in Globe", "Total in Globe", "PDF in Milestones (SHA-256)"],
        ...["PDF read back from Globe (SHA-256)", "Date belongs to period", "What to do"],
      ],
    },
    vat: {
      name: "VAT control totals",
      columns: ["Verdict", "Currency", "VAT code", "Base Milestones", "Base Globe", "VAT Milestones", "VAT Globe"],
    },
    gaps: { name: "Gaps in numbers", columns: ["After", "From", "Until", "Missing"] },
    ties: "ties out",
    differs: "differs",
  },
  nl: {
    cover: { name: "Bewijs", title: "Volledigheidsbewijs" },
    lines: {
      ...{ administration: "Administratie", period: "Periode", journal: "Dagboek", verdict: "Oordeel" },
      ...{
        invoices: "Facturen in Milestones",
        entries: "Verkoopboekingen in Globe",
        loose: "Regels die niet aansluiten",
      },
      ...{ readAt: "Beide systemen gelezen op", prepared: "Opgesteld door", reviewed: "Beoordeeld door" },
      ...{ nobody: "nog niemand", comment: "Opmerking", fingerprint: "Bewijs (SHA-256)", madeBy: "Gemaakt door" },
      madeAt: "Gemaakt op",
    },
    rows: {
      name: "Facturen en boekingen",
      columns: [
        ...["Oordeel", "Nummer", "Factuurdatum", "Klant", "Valuta", "Totaal in Milestones", "Boekstuk", "Boekdatum"],
        ...["Debiteur", "Valuta in Globe", "Totaal in Globe", "PDF in Milestones (SHA-256)"],
        ...["PDF teruggelezen uit Globe (SHA-256)", "Datum hoort bij periode", "Wat te doen"],
      ],
    },
    vat: {
      name: "Controletotalen btw",
      columns: [
        "Oordeel",
        "Valuta",
        "Btw-code",
        "Grondslag Milestones",
        "Grondslag Globe",
        "Btw Milestones",
        "Btw Globe",
      ],
    },
    gaps: { name: "Gaten in de nummers", columns: ["Na", "Van", "Tot en met", "Ontbreken"] },
    ties: "sluit aan",
    differs: "verschilt",
  },
} as const;

const rowContents: Content[] = [
  ...(["text", "code", "date", "code", "code", "number", "code", "date"] as const),
  ...(["code", "code", "number", "code", "code", "code", "text"] as const),
];
const vatContents: Content[] = ["text", "code", "code", "number", "number", "number", "number"];
const gapContents: Content[] = ["code", "code", "code", "number"];

export function proofSheets(period: PeriodProof, about: ProofAbout, language: Language): ProofSheets {
  const say = words[language];
  const { lines } = say;
  const signed = (step: "prepared" | "reviewed") => about.signatures.find((one) => one.step === step);
  const by = (step: "prepared" | "reviewed") => {
    const found = signed(step);
    return [
      { label: lines[step], value: found ? `${found.by}, ${found.at}` : lines.nobody },
      ...(found?.comment ? [{ label: lines.comment, value: found.comment }] : []),
    ];
  };
  return {
    language,
    cover: {
      ...say.cover,
      lines: [
        { label: lines.administration, value: about.administration },
        { label: lines.period, value: about.name },
        { label: lines.journal, value: period.journal },
        { label: lines.verdict, value: verdictInWords(period, language) },
        { label: lines.invoices, value: period.invoices },
        { label: lines.entries, value: period.entries },
        { label: lines.loose, value: period.rows.filter(({ faults }) => faults.length > 0).length },
        { label: lines.readAt, value: new Date(about.readAt) },
        ...by("prepared"),
        ...by("reviewed"),
        { label: lines.fingerprint, value: about.fingerprint },
        { label: lines.madeBy, value: about.madeBy },
        { label: lines.madeAt, value: new Date(about.madeAt) },
      ],
    },
    sheets: [
      sheet(say.rows, rowContents, rowsOf(period, language)),
      sheet(say.vat, vatContents, vatRows(period, language)),
      sheet(say.gaps, gapContents, gapRows(period)),
    ],
  };
}

function sheet(
  { name, columns }: { name: string; columns: readonly string[] },
  contents: readonly Content[],
  rows: SheetRow[],
): ProofSheets["sheets"][number] {
  const width = { text: 34, code: 16, number: 18, date: 14, word: 14 };
  return {
    name,
    columns: columns.map((title, at): SheetColumn => {
      const content = contents[at] ?? "text";
      return { id: String(at), title, content, width: width[content], side: null };
    }),
    rows,
  };
}

const money = (amount: Cents | undefined): string => (amount === undefined ? "" : euros(amount));

const rowsOf = ({ rows }: PeriodProof, language: Language): SheetRow[] =>
  rows.map(({ number, invoice, entry, faults, movedFrom }) => {
    const said = faults.map((fault) => faultInWords(fault, language));
    return {
      texts: [
        said.map(({ name }) => name).join("; ") || words[language].ties,
        ...[number, invoice?.date ?? "", invoice?.debtor ?? "", invoice?.currency ?? "", money(invoice?.total)],
        ...[entry?.number ?? "", entry?.date ?? "", entry?.debtor ?? "", entry?.currency ?? "", money(entry?.total)],
        ...[invoice?.pdf ?? "", entry?.pdf ?? "", movedFrom ?? "", said.map(({ next }) => next).join(" ")],
      ],
      differing: faults.length > 0 ? [0] : [],
    };
  });

const vatRows = ({ vat }: PeriodProof, language: Language): SheetRow[] =>
  vat.map(({ currency, code, milestones, globe, equal }) => ({
    texts: [
      ...[words[language][equal ? "ties" : "differs"], currency, code],
      ...[milestones.base, globe.base, milestones.vat, globe.vat].map(euros),
    ],
    differing: [...(milestones.base === globe.base ? [] : [3, 4]), ...(milestones.vat === globe.vat ? [] : [5, 6])],
  }));

const gapRows = ({ gaps }: PeriodProof): SheetRow[] =>
  gaps.map(({ after, from, until, missing }) => ({ texts: [after, from, until, String(missing)], differing: [] }));
