// What a cell of a dossier says, whatever program saved it last: text, number or nothing. A formula, a link or an error
// is none of these, so it never passes for the value that it shows. And the prints that prove a row.
import { createHash } from "node:crypto";

const day = 86_400_000;

/** "" for an empty cell; else a letter for its kind, and what it says. */
export function cellSays(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "string") return textSays(value);
  if (typeof value === "number") return `n:${steady(value)}`;
  if (typeof value === "boolean") return `b:${value}`;
  // why: a date is a number to which a style was given; a style is no part of what it says.
  if (value instanceof Date) return `n:${steady(value.getTime() / day + 25_569)}`;
  const kept = value as Record<string, unknown>;
  if ("formula" in kept || "sharedFormula" in kept) return `f:${String(kept.formula ?? kept.sharedFormula)}`;
  if ("hyperlink" in kept) return `h:${String(kept.hyperlink)}`;
  if ("richText" in kept) return textSays((kept.richText as { text: string }[]).map(({ text }) => text).join(""));
  return `e:${JSON.stringify(value)}`;
}

// why: programs write a line's end in their own way, and the library that reads decodes some texts twice.
function textSays(text: string): string {
  let told = text.replace(/\r\n?/g, "\n");
  for (let before = ""; before !== told; ) {
    before = told;
    told = told.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? "");
  }
  return told === "" ? "" : `s:${told}`;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Fifteen digits, which every program keeps. */
const steady = (value: number): string => String(Number(value.toPrecision(15)));

// What a workbook's XML cannot hold, and characters beyond the basic plane, which the library that reads may tear apart.
const unwritable = /(?![\n\t])[\p{Cc}\p{Cs}\ufffe\uffff\u{10000}-\u{10ffff}]/gu;

/** A text as every program keeps it in a cell: no blanks around it, nothing it cannot hold or takes for an escape. */
export const keepable = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(unwritable, "\ufffd")
    .replace(/_x(?=[0-9a-f]{4}_)/gi, "_ x")
    .slice(0, 32_767)
    .trim();

/** What a row's cells come to. */
export interface RowPrint {
  sheet: string;
  row: number;
  /** Eight hexadecimal digits a cell, "-" for an empty one: they tell which cell was altered. */
  cells: string[];
  /** SHA-256 over the row: it tells that none was. */
  sha256: string;
}

/** `says` are the row's cells from the first column on. */
export function rowPrint(sheet: string, row: number, says: readonly string[]): RowPrint {
  const cells = [...says];
  while (cells.at(-1) === "") cells.pop();
  return {
    sheet,
    row,
    cells: cells.map((one, at) => (one === "" ? "-" : hash([sheet, row, at, one]).slice(0, 8))),
    sha256: hash([sheet, row, cells]),
  };
}

const hash = (told: unknown): string => createHash("sha256").update(JSON.stringify(told)).digest("hex");

/** Over all rows of all sheets: kept elsewhere, it proves that the whole dossier is the one that was made. */
export const sealOf = (prints: readonly RowPrint[]): string =>
  hash(prints.map(({ sheet, row, sha256 }) => [sheet, row, sha256]));

/** Column of a sheet by its place from 0: A, B, ... AA. */
export function columnLetters(at: number): string {
  const rest = Math.floor(at / 26);
  return `${rest > 0 ? columnLetters(rest - 1) : ""}${String.fromCharCode(65 + (at % 26))}`;
}

/** The last sheet of a dossier, in every language. */
export const manifest = {
  sheet: "Manifest",
  header: ["Sheet", "Row", "Cells", "Prints", "SHA-256"],
  format: "tieout-dossier-1",
  seal: "seal",
} as const;

/** A manifest's row of a print. */
export const manifestRow = ({ sheet, row, cells, sha256 }: RowPrint): string[] => [
  sheet,
  String(row),
  String(cells.length),
  cells.join(" "),
  sha256,
];
