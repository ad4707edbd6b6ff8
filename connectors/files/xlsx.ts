// A workbook's first sheet, read as a stream. Its records are written to a JSON list in a temporary folder, so that
// from there on a workbook is read like any other file: in one pass, and again only where records differ.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TieoutError } from "../../core/errors.ts";
import { checkedHeader } from "./header.ts";
import { JsonTable } from "./json.ts";
import type { Row, Table } from "./row.ts";

/** A column whose numeric cells are codes: they become their integer text, and are counted. */
export type IsCode = (column: string) => boolean;

export interface WorkbookTable extends Table {
  /** Code columns that held numeric cells: leading zeros may be lost there. */
  readonly numericCodes: readonly string[];
}

/** Opens a workbook. Throws a TieoutError when it is encrypted, truncated, empty or otherwise no whole workbook. */
export async function openWorkbook(path: string, isCode: IsCode): Promise<WorkbookTable> {
  checkContainer(path);
  const folder = mkdtempSync(join(tmpdir(), "tieout-"));
  const close = () => rmSync(folder, { recursive: true, force: true });
  try {
    const spool = join(folder, "records.json");
    const { columns, rows, numericCodes } = await spooled(path, spool, isCode);
    const inner = new JsonTable(spool, { file: path, rowOf: (record) => rows[record - 1] ?? record + 1 });
    return new SpooledWorkbook(inner, columns, numericCodes, close);
  } catch (thrown) {
    close();
    if (thrown instanceof TieoutError) throw thrown;
    throw damaged(path, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

class SpooledWorkbook implements WorkbookTable {
  readonly file: string;
  readonly size: number;
  readonly headed = true;
  readonly #inner: JsonTable;
  readonly #close: () => void;
  readonly columns: readonly string[];
  readonly numericCodes: readonly string[];

  constructor(inner: JsonTable, columns: readonly string[], numericCodes: readonly string[], close: () => void) {
    this.file = inner.file;
    this.size = inner.size;
    this.#inner = inner;
    this.columns = columns;
    this.numericCodes = numericCodes;
    this.#close = close;
  }

  get absent(): ReadonlySet<string> {
    const wanted = [...this.#inner.absent];
    return new Set(wanted.filter((column) => !this.columns.includes(column)));
  }

  scan(wanted: readonly string[], take: (row: Row) => void, progress?: (bytes: number) => void): void {
    this.#inner.scan(wanted, take, progress);
  }

  rowAt(offset: number, length: number, number: number): Row {
    return this.#inner.rowAt(offset, length, number);
  }

  close(): void {
    this.#inner.close();
    this.#close();
  }
}

/** The first sheet's records, written to a JSON list as they are read. */
class Spool {
  readonly #path: string;
  readonly #out: number;
  readonly #isCode: IsCode;
  #text = "[";
  columns: readonly string[] | undefined;
  /** The sheet's row of each record. */
  readonly rows: number[] = [];
  readonly numericCodes = new Set<string>();

  constructor(path: string, spool: string, isCode: IsCode) {
    this.#path = path;
    this.#out = openSync(spool, "w");
    this.#isCode = isCode;
  }

  add(row: { values: unknown; number: number }): void {
    const cells = row.values as unknown[];
    if (!this.columns) {
      const names = Array.from({ length: cells.length - 1 }, (_, at) => String(plainCell(cells[at + 1]) ?? "").trim());
      if (names.some((name) => name !== "")) this.columns = checkedHeader(this.#path, row.number, names);
      return;
    }
    const record: Record<string, unknown> = {};
    for (const [at, column] of this.columns.entries()) {
      const place = { file: this.#path, row: row.number, column };
      const value = column === "" ? null : cellValue(cells[at + 1], this.#isCode(column), place);
      if (value === null) continue;
      record[column] = value;
      if (typeof cells[at + 1] === "number" && typeof value === "string") this.numericCodes.add(column);
    }
    if (Object.keys(record).length === 0) return;
    this.#text += `${this.rows.length === 0 ? "" : ",\n"}${JSON.stringify(record)}`;
    this.rows.push(row.number);
    if (this.#text.length > 1 << 20) this.#write();
  }

  #write(): void {
    writeSync(this.#out, this.#text);
    this.#text = "";
  }

  end(): void {
    this.#text += "]";
    this.#write();
  }

  close(): void {
    closeSync(this.#out);
  }
}

async function spooled(path: string, file: string, isCode: IsCode) {
  const { default: excel } = await import("exceljs");
  const reader = new excel.stream.xlsx.WorkbookReader(path, {
    worksheets: "emit",
    sharedStrings: "cache",
    styles: "cache",
    hyperlinks: "ignore",
    entries: "ignore",
  });
  const spool = new Spool(path, file, isCode);
  try {
    await readFirst(reader, (row) => spool.add(row));
    spool.end();
  } finally {
    spool.close();
  }
  const { columns, rows, numericCodes } = spool;
  if (!columns) throw new TieoutError("file_empty", { values: { file: path } });
  return { columns, rows, numericCodes: [...numericCodes] };
}

type Sheets = AsyncIterable<AsyncIterable<{ values: unknown; number: number }>>;

/**
 * Takes the rows of the first sheet. why on to the last sheet, also when a row is refused: the reader keeps sheets that
 * come before their texts in files of its own, and removes each only when it is asked for the next.
 */
async function readFirst(sheets: Sheets, take: (row: { values: unknown; number: number }) => void): Promise<void> {
  let isFirst = true;
  let refused: { why: unknown } | undefined;
  for await (const sheet of sheets) {
    try {
      for await (const row of sheet) if (isFirst) take(row);
    } catch (why) {
      refused ??= { why };
    }
    isFirst = false;
  }
  if (refused) throw refused.why;
}

type Plain = string | number | boolean | null;

/** A cell's shown content: rich text and links as text, formulas as their result, dates as yyyy-mm-dd. */
export function plainCell(cell: unknown): Plain {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString().slice(0, 10);
  if (typeof cell !== "object") return cell as Plain;
  if ("richText" in cell) return (cell.richText as { text: string }[]).map((part) => part.text).join("");
  if ("result" in cell) return plainCell(cell.result);
  if ("text" in cell) return plainCell(cell.text);
  return null;
}

function cellValue(cell: unknown, isCode: boolean, place: { file: string; row: number; column: string }): Plain {
  const result = typeof cell === "object" && cell !== null && "result" in cell ? cell.result : cell;
  if (typeof result === "object" && result !== null && "error" in result)
    throw new TieoutError("cell_error", { values: { ...place, value: String(result.error) } });
  const value = plainCell(cell);
  return Number.isInteger(value) && isCode ? BigInt(value as number).toString() : value;
}

const compoundFile = Buffer.from("d0cf11e0a1b11ae1", "hex");
const endOfDirectory = Buffer.from("504b0506", "hex");

/** A workbook is a zip with a directory at its end; an encrypted one lies in a compound file. `file` is what people call it. */
export function checkContainer(path: string, file = path): void {
  const { size } = statSync(path);
  if (size === 0) throw new TieoutError("file_empty", { values: { file } });
  const handle = openSync(path, "r");
  try {
    const head = Buffer.alloc(8);
    readSync(handle, head, 0, 8, 0);
    if (head.equals(compoundFile)) throw new TieoutError("workbook_encrypted", { values: { file } });
    if (head.toString("latin1", 0, 2) !== "PK") throw damaged(file, "it does not begin as one");
    const tail = Buffer.alloc(Math.min(size, 66_000));
    readSync(handle, tail, 0, tail.length, size - tail.length);
    if (tail.lastIndexOf(endOfDirectory) < 0) throw damaged(file, "its end is missing");
  } finally {
    closeSync(handle);
  }
}

function damaged(file: string, reason: string): TieoutError {
  return new TieoutError("workbook_damaged", { values: { file, reason } });
}
