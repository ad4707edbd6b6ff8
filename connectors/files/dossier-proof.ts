// Checks a dossier against its own manifest, offline: every cell of every sheet, and the chain of events that it carries.
import { existsSync } from "node:fs";
import { TieoutError } from "../../core/errors.ts";
import { eventOfCells } from "../../core/readiness/dossier.ts";
import { dossierWords } from "../../core/readiness/dossier-texts.ts";
import { type ChainedEvent, verifyChain } from "../../core/readiness/event-chain.ts";
import { cellSays, columnLetters, manifest, manifestRow, type RowPrint, rowPrint, sealOf } from "./dossier-cells.ts";

/** A cell that is not as it was written. Prints, never values: "empty" for a cell without one. */
export interface AlteredCell {
  sheet: string;
  cell: string;
  expected: string;
  found: string;
}

export interface DossierProof {
  /** Whether every cell is as it was written, and the chain of events holds. */
  whole: boolean;
  /** In the order of the sheets. */
  altered: AlteredCell[];
  sheets: number;
  rows: number;
  chain: { events: number; head: string; brokenAt: number | null };
  /** Over all that the workbook holds now: it must be the one that was noted when it was made. */
  seal: string;
}

/** Throws `dossier_unreadable` where the file is no workbook, `dossier_unknown` where it is no dossier. */
export async function dossierProof(file: string): Promise<DossierProof> {
  const proof = proofOf(await sheetsOf(file));
  if (!proof) throw new TieoutError("dossier_unknown", { values: { file } });
  return proof;
}

/** The proof of a workbook's cells; null where they are no dossier. */
export function proofOf(sheets: readonly SheetCells[]): DossierProof | null {
  const listed = sheets.find(({ name }) => name === manifest.sheet);
  const isKnown = listed?.rows[1]?.[0] === cellSays(manifest.format) || listed?.rows[0]?.join() === header.join();
  if (!listed || !isKnown) return null;
  const content = sheets.filter((sheet) => sheet !== listed);
  const prints = content.flatMap(printsOf);
  const altered = alteredCells(prints, listed.rows);
  const events = content.find(({ name }) => eventSheets.includes(name))?.rows.slice(1) ?? [];
  const chain = verifyChain(
    events.map((row) => eventOfCells(row.map(plainText))).filter((event): event is ChainedEvent => event !== null),
  );
  return {
    whole: altered.length === 0 && chain.brokenAt === null,
    altered: inOrder(altered, [...content.map(({ name }) => name), manifest.sheet]),
    sheets: content.length,
    rows: prints.length,
    chain,
    seal: sealOf(prints),
  };
}

export interface SheetCells {
  name: string;
  /** What each cell says, from the first row and column on; no empty rows at the end. */
  rows: string[][];
}

const header = manifest.header.map(cellSays);
const eventSheets = Object.values(dossierWords).map(({ events }) => events.name);
const plainText = (said: string): string => said.slice(2);

/** What each cell of a workbook says. */
export async function sheetsOf(file: string): Promise<SheetCells[]> {
  if (!existsSync(file)) throw new TieoutError("input_missing", { values: { file } });
  const { default: excel } = await import("exceljs");
  const workbook = new excel.Workbook();
  try {
    await workbook.xlsx.readFile(file);
  } catch (cause) {
    throw new TieoutError("dossier_unreadable", { values: { file }, cause });
  }
  return workbook.worksheets.map((sheet) => {
    const rows: string[][] = [];
    sheet.eachRow({ includeEmpty: false }, (row, number) => {
      const cells: string[] = [];
      row.eachCell({ includeEmpty: false }, (cell, column) => {
        while (cells.length < column - 1) cells.push("");
        cells.push(cellSays(cell.value));
      });
      if (cells.every((one) => one === "")) return;
      while (rows.length < number - 1) rows.push([]);
      rows.push(cells);
    });
    return { name: sheet.name, rows };
  });
}

const printsOf = ({ name, rows }: SheetCells): RowPrint[] => rows.map((cells, at) => rowPrint(name, at + 1, cells));

/** A manifest's line, as it is listed. */
interface Line {
  at: number;
  sheet: string;
  row: number;
  cells: string[];
  sha256: string;
}

function lineOf(row: readonly string[], at: number): Line {
  const [sheet = "", number = "", , cells = "", sha256 = ""] = row.map(plainText);
  return { at, sheet, row: Number(number), cells: cells === "" ? [] : cells.split(" "), sha256 };
}

const placeOf = ({ sheet, row }: { sheet: string; row: number }): string => `${row} ${sheet}`;

/** Where the seal holds, the content is as it was written, and what differs lies in the manifest alone. */
function alteredCells(prints: readonly RowPrint[], rows: readonly string[][]): AlteredCell[] {
  const top = [manifest.header, [manifest.format]].flatMap((want, at) => alteredLine(at, rows[at], want));
  const seal = sealOf(prints);
  const body = rows.slice(2, -1);
  const end = alteredLine(rows.length - 1, rows.at(-1), [manifest.seal, "", "", "", seal]);
  if (plainText(rows.at(-1)?.[4] ?? "") === seal) {
    const longest = Math.max(body.length, prints.length);
    const lines = Array.from({ length: longest }, (_, at) => {
      const print = prints[at];
      return alteredLine(at + 2, body[at], print ? manifestRow(print) : []);
    });
    return [...top, ...lines.flat(), ...end];
  }
  const { kept, altered } = matched(prints, body.map(lineOf));
  const lines = kept.flatMap(({ print, line }) => alteredLine(line.at + 2, body[line.at], manifestRow(print)));
  // why: over altered content the seal differs of itself.
  return [...top, ...altered, ...lines, ...(altered.length === 0 ? end : [])];
}

/** Rows that are as they were written with their lines, and the cells of those that are not. */
function matched(prints: readonly RowPrint[], lines: readonly Line[]) {
  const left = new Map(prints.map((print) => [placeOf(print), print]));
  const open = new Set(lines);
  const kept: { print: RowPrint; line: Line }[] = [];
  const pair = (line: Line, print: RowPrint | undefined, same: (print: RowPrint) => boolean) => {
    if (!print || !left.has(placeOf(print)) || !same(print)) return;
    left.delete(placeOf(print));
    open.delete(line);
    kept.push({ print, line });
  };
  // why: one of hash and prints holds where only the other was altered, in the manifest itself.
  for (const line of lines)
    pair(
      line,
      left.get(placeOf(line)),
      ({ cells, sha256 }) => sha256 === line.sha256 || cells.join(" ") === line.cells.join(" "),
    );
  for (const line of [...open]) pair(line, prints[line.at], ({ sha256 }) => sha256 === line.sha256);
  const altered: AlteredCell[] = [];
  for (const line of open) {
    const print = left.get(placeOf(line));
    left.delete(placeOf(line));
    altered.push(...differing(line, print?.cells ?? [], line.cells));
  }
  for (const print of left.values()) altered.push(...differing(print, print.cells, []));
  return { kept, altered };
}

function differing(
  { sheet, row }: { sheet: string; row: number },
  found: readonly string[],
  expected: readonly string[],
): AlteredCell[] {
  return Array.from({ length: Math.max(found.length, expected.length) }, (_, at) => ({
    ...{ sheet, cell: `${columnLetters(at)}${row}` },
    ...{ expected: shown(expected[at]), found: shown(found[at]) },
  })).filter((one) => one.expected !== one.found);
}

const shown = (print: string | undefined): string => (print === undefined || print === "-" ? "empty" : print);

/** Cells of the manifest's own row that are not what they should say. */
function alteredLine(at: number, found: readonly string[] | undefined, expected: readonly string[]): AlteredCell[] {
  const place = { sheet: manifest.sheet, row: at + 1 };
  const printed = (said: readonly string[]) => rowPrint(place.sheet, place.row, said).cells;
  return differing(place, printed(found ?? []), printed(expected.map(cellSays)));
}

/** By sheet in the workbook's order, row and column. */
function inOrder(altered: AlteredCell[], names: readonly string[]): AlteredCell[] {
  const place = ({ sheet, cell }: AlteredCell) => {
    const [, letters = "", row = ""] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
    const known = names.indexOf(sheet);
    return [known < 0 ? names.length : known, Number(row), letters.length, letters] as const;
  };
  return altered
    .map((one) => ({ one, at: place(one) }))
    .sort(({ at: a }, { at: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : 1))
    .map(({ one }) => one);
}
