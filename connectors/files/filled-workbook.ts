// A workbook that was exported for decisions and comes back filled, read as a stream: one entry a row that was filled in,
// with why it cannot be taken where it cannot. Nothing in it is believed that its proofs do not hold.
import { closeSync, openSync, readSync, statSync } from "node:fs";
import excel from "exceljs";
import { TieoutError } from "../../core/errors.ts";
import type { Prover } from "../../core/ports/prover.ts";
import { type AskedColumn, askedColumns } from "../../core/views/sheet.ts";
import { type Book, bookOf, isBookTitle, provedRow, provedText } from "./row-proof.ts";
import { checkContainer, plainCell } from "./xlsx.ts";

export type FilledRefusal = "unmarked" | "foreign" | "altered" | "twice";

export interface FilledRow {
  /** Of the sheet, as a person counts them. */
  row: number;
  /** As the sheet shows it; proved only where the row is not refused. */
  key: string;
  pairId: number;
  fingerprint: string;
  asked: Record<AskedColumn, string>;
  refused: FilledRefusal | null;
}

export interface FilledWanted {
  /** What people call the file. */
  file: string;
  administrationId: number;
  prover: Prover;
  /** More filled rows than these are refused whole. */
  mostRows: number;
}

/**
 * All rows in which something was filled in, in the workbook's order. Throws a TieoutError where the file is no whole
 * workbook, was not exported here or for this administration, was altered in what it says of itself, or lacks a column.
 */
export async function filledRows(path: string, wanted: FilledWanted): Promise<FilledRow[]> {
  const { file } = wanted;
  checkContainer(path, file);
  checkUnpackedSize(path, file);
  const reader = new excel.stream.xlsx.WorkbookReader(path, {
    ...{ worksheets: "emit", sharedStrings: "cache", styles: "cache", hyperlinks: "ignore", entries: "ignore" },
  });
  const rows: FilledRow[] = [];
  let known = false;
  try {
    for await (const sheet of reader) {
      let places: Places | null = null;
      let seen = 0;
      for await (const row of sheet) {
        const cells = row.values as unknown[];
        if (places) {
          const filled = filledRow(row.number, cells, places, wanted);
          if (filled) rows.push(filled);
          if (rows.length > wanted.mostRows)
            throw new TieoutError("returned_too_many", { values: { file, most: wanted.mostRows } });
        } else if (seen < headerWithin) places = placesIn(cells, wanted);
        seen += 1;
        known ||= places !== null;
      }
    }
  } catch (cause) {
    if (cause instanceof TieoutError) throw cause;
    throw new TieoutError("returned_unreadable", { values: { file }, cause });
  }
  if (!known) throw new TieoutError("returned_unknown", { values: { file } });
  if (rows.length === 0) throw new TieoutError("returned_unfilled", { values: { file } });
  return withoutRepeats(rows);
}

/** A header may have been moved down by rows put above it. */
const headerWithin = 30;

/** Where each column stands in the sheet. */
interface Places {
  book: Book;
  proof: number;
  key: number;
  proved: number[];
  asked: Record<AskedColumn, number>;
}

function placesIn(cells: readonly unknown[], { file, prover, administrationId }: FilledWanted): Places | null {
  const titles = Array.from(cells, (cell) => String(plainCell(cell) ?? "").trim());
  const proof = titles.findIndex(isBookTitle);
  if (proof < 0) return null;
  const book = bookOf(titles[proof] ?? "", prover);
  if (book === "foreign") throw new TieoutError("returned_foreign", { values: { file } });
  if (book === "altered") throw new TieoutError("returned_altered", { values: { file } });
  const { administration, proved, asked, key } = book;
  if (administration.id !== administrationId)
    throw new TieoutError("returned_other", { values: { file, code: administration.code } });
  const placeOf = (column: string) => {
    const at = titles.indexOf(column);
    if (at < 0) throw new TieoutError("returned_column", { values: { file, column } });
    if (titles.lastIndexOf(column) !== at) throw new TieoutError("returned_column_twice", { values: { file, column } });
    return at;
  };
  return {
    ...{ book, proof, key: placeOf(key), proved: proved.map(placeOf) },
    asked: Object.fromEntries(askedColumns.map((name) => [name, placeOf(asked[name])])) as Places["asked"],
  };
}

function filledRow(row: number, cells: readonly unknown[], places: Places, { prover }: FilledWanted): FilledRow | null {
  const text = (at: number) => String(plainCell(cells[at]) ?? "").trim();
  const asked = Object.fromEntries(askedColumns.map((name) => [name, text(places.asked[name])])) as FilledRow["asked"];
  if (Object.values(asked).every((one) => one === "")) return null;
  const proof = text(places.proof);
  const says = places.proved.map((at) => provedText(cells[at]));
  const proved = proof === "" ? "unmarked" : provedRow(proof, places.book, says, prover);
  const shown = { row, key: text(places.key).slice(0, 500), asked };
  if (typeof proved === "string") return { ...shown, pairId: 0, fingerprint: "", refused: proved };
  return { ...shown, ...proved, refused: null };
}

/** A pair that was filled in more than once could mean two things: none of its rows is taken. */
function withoutRepeats(rows: FilledRow[]): FilledRow[] {
  const times = new Map<number, number>();
  for (const { pairId } of rows) times.set(pairId, (times.get(pairId) ?? 0) + 1);
  return rows.map((row) =>
    row.refused === null && (times.get(row.pairId) ?? 0) > 1 ? { ...row, refused: "twice" } : row,
  );
}

const mostUnpacked = 1_500_000_000;

/** Refuses a file that is small and unpacks to more than any workbook of ours: as its directory says. */
function checkUnpackedSize(path: string, file: string): void {
  const { size } = statSync(path);
  const handle = openSync(path, "r");
  try {
    const tail = Buffer.alloc(Math.min(size, 66_000));
    readSync(handle, tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
    const length = tail.readUInt32LE(end + 12);
    const directory = Buffer.alloc(Math.min(length, size));
    readSync(handle, directory, 0, directory.length, tail.readUInt32LE(end + 16));
    let unpacked = 0;
    for (let at = 0; at + 46 <= directory.length; ) {
      if (directory.readUInt32LE(at) !== 0x02014b50) throw new TieoutError("returned_unreadable", { values: { file } });
      unpacked += directory.readUInt32LE(at + 24);
      at += 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    if (unpacked > mostUnpacked) throw new TieoutError("returned_unreadable", { values: { file } });
  } catch (cause) {
    if (cause instanceof TieoutError) throw cause;
    throw new TieoutError("returned_unreadable", { values: { file }, cause });
  } finally {
    closeSync(handle);
  }
}
