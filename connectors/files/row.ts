// One record of a file, as its reader fills it: where each wanted column lies in the file's bytes, or its value.
import type { Raw } from "../../core/entities/kinds.ts";

/** Reused from record to record: take what you need before the next one is read. */
export class Row {
  /** As a person counts: a header is row 1. */
  number = 0;
  /** Where the record lies in the file that is read again, in bytes. */
  offset = 0;
  length = 0;
  bytes: Buffer = Buffer.alloc(0);
  /** By wanted column: where its text lies in `bytes`. A start of -1 means that the value stands in `values`. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly values: Raw[];
  readonly #decode: Decode;

  constructor(columns: number, decode: Decode) {
    this.start = new Int32Array(columns).fill(-1);
    this.end = new Int32Array(columns);
    this.values = new Array<Raw>(columns).fill(null);
    this.#decode = decode;
  }

  /** The value of a wanted column as the file gives it; null where the file has no such column. */
  raw(column: number): Raw {
    const start = this.start[column] as number;
    return start < 0 ? this.values[column] : this.#decode(this.bytes, start, this.end[column] as number);
  }
}

/** Text of a stretch of bytes, in the file's encoding. */
export type Decode = (bytes: Buffer, start: number, end: number) => string;

/** A file of records, opened: its header is read and checked. */
export interface Table {
  /** As shown to people. */
  readonly file: string;
  /** Column names: the header, or for JSON the names in the first records. */
  readonly columns: readonly string[];
  /** Whether a header says which columns there are; without one, later records may have others. */
  readonly headed: boolean;
  /** Size of what is scanned, in bytes. */
  readonly size: number;
  /** Wanted columns that no record had; known after a scan. */
  readonly absent: ReadonlySet<string>;
  /** Reads every record once, in order. Throws a TieoutError naming row and column at the first that is not whole. */
  scan(wanted: readonly string[], take: (row: Row) => void, progress?: (bytes: number) => void): void;
  /** Reads records again, by offset and length. Valid after a scan, with its wanted columns. */
  rowAt(offset: number, length: number, number: number): Row;
  close(): void;
}
