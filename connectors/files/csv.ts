// CSV, read strictly: comma, semicolon or tab; quotation marks as RFC 4180 has them; every row as wide as the header.
// A column that is not quoted twice is never made into a string here: the row only says where its bytes lie.
import { TieoutError } from "../../core/errors.ts";
import { ByteFile } from "./bytes.ts";
import { checkedHeader } from "./header.ts";
import { Row, type Table } from "./row.ts";

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const separators = [0x2c, 0x3b, 0x09];

export class CsvTable implements Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly size: number;
  readonly headed = true;
  absent: ReadonlySet<string> = new Set();
  readonly #bytes: ByteFile;
  readonly #separator: number;
  readonly #body: number;
  /** By column of the file: its place among the wanted ones, or -1. */
  #places = new Int32Array(0);
  #row: Row;
  /** How many columns the last record had. */
  #found = 0;

  constructor(path: string) {
    this.#bytes = new ByteFile(path);
    this.file = path;
    this.size = this.#bytes.size;
    const head = this.#head();
    this.#separator = separatorOf(head.bytes, head.to);
    this.#row = new Row(0, this.#bytes.decode);
    this.columns = [];
    this.columns = checkedHeader(path, 1, this.#headerCells(head.bytes.subarray(0, head.to)));
    this.#body = head.next;
  }

  scan(wanted: readonly string[], take: (row: Row) => void, progress?: (bytes: number) => void): void {
    this.#places = new Int32Array(this.columns.map((column) => wanted.indexOf(column)));
    this.absent = new Set(wanted.filter((column) => !this.columns.includes(column)));
    const row = new Row(wanted.length, this.#bytes.decode);
    this.#row = row;
    row.number = 1;
    this.#bytes.blocks(
      this.#body,
      ({ bytes, limit, offset, last }) => {
        let at = 0;
        while (at < limit) {
          row.number += 1;
          const next = this.#record(row, bytes, at, limit, last);
          if (next < 0) {
            row.number -= 1;
            break;
          }
          if (isBlank(bytes, at, next)) {
            at = next;
            continue;
          }
          if (this.#found !== this.columns.length) throw this.#wrongWidth(row.number);
          row.offset = offset + at;
          row.length = next - at;
          take(row);
          at = next;
        }
        return at;
      },
      progress,
    );
  }

  rowAt(offset: number, length: number, number: number): Row {
    this.#row.number = number;
    this.#record(this.#row, this.#bytes.at(offset, length), 0, length, true);
    return this.#row;
  }

  close(): void {
    this.#bytes.close();
  }

  /** Fills the row with the record at `at`; answers where the next begins, or -1 when the block ends before it does. */
  #record(row: Row, bytes: Buffer, at: number, limit: number, last: boolean): number {
    const separator = this.#separator;
    const places = this.#places;
    row.bytes = bytes;
    let column = 0;
    let next = at;
    for (; ; column += 1) {
      let from = next;
      let to: number;
      let doubled = false;
      if (next < limit && bytes[next] === quote) {
        from = next + 1;
        to = from;
        for (; ; to += 2) {
          to = bytes.indexOf(quote, to);
          if (to < 0 || to >= limit || (to + 1 >= limit && !last)) {
            if (!last) return -1;
            throw this.#openQuote(row.number, column);
          }
          if (to + 1 >= limit || bytes[to + 1] !== quote) break;
          doubled = true;
        }
        next = to + 1;
        const after = bytes[next];
        if (next < limit && after !== separator && after !== lineFeed && after !== carriageReturn)
          throw this.#openQuote(row.number, column);
      } else {
        while (next < limit) {
          const byte = bytes[next];
          if (byte === separator || byte === lineFeed || byte === carriageReturn) break;
          next += 1;
        }
        to = next;
      }
      const place = column < places.length ? (places[column] as number) : -1;
      if (place >= 0) {
        row.start[place] = doubled ? -1 : from;
        row.end[place] = to;
        if (doubled) row.values[place] = this.#bytes.decode(bytes, from, to).replaceAll('""', '"');
      }
      if (next >= limit) {
        if (!last) return -1;
        break;
      }
      const ended = bytes[next];
      next += 1;
      if (ended === separator) continue;
      if (ended === carriageReturn) {
        if (next >= limit && !last) return -1;
        if (next < limit && bytes[next] === lineFeed) next += 1;
      }
      break;
    }
    this.#found = column + 1;
    return next;
  }

  #wrongWidth(row: number): TieoutError {
    const expected = this.columns.length;
    const column = this.columns[Math.min(this.#found, expected - 1)] ?? "";
    return new TieoutError("row_width", { values: { file: this.file, row, found: this.#found, expected, column } });
  }

  #openQuote(row: number, column: number): TieoutError {
    const name = this.columns[column] || column + 1;
    return new TieoutError("quote_open", { values: { file: this.file, row, column: name } });
  }

  /** The bytes of the header row, and where the rows begin. */
  #head(): { bytes: Buffer; to: number; next: number } {
    const mark = this.#bytes.mark;
    const bytes = this.#bytes.at(mark, Math.min(this.size - mark, 1 << 16));
    let quoted = false;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === quote) quoted = !quoted;
      if (quoted || (byte !== lineFeed && byte !== carriageReturn)) continue;
      const next = byte === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : at + 1;
      return { bytes, to: at, next: mark + next };
    }
    return { bytes, to: bytes.length, next: this.size };
  }

  #headerCells(bytes: Buffer): string[] {
    const row = new Row(bytes.length + 1, this.#bytes.decode);
    row.number = 1;
    this.#places = Int32Array.from(row.start, (_, place) => place);
    this.#record(row, bytes, 0, bytes.length, true);
    return Array.from({ length: this.#found }, (_, place) => String(row.raw(place) ?? "").trim());
  }
}

/** An empty line is no record. */
function isBlank(bytes: Buffer, from: number, to: number): boolean {
  return to - from <= 2 && (bytes[from] === lineFeed || bytes[from] === carriageReturn);
}

/** The separator that stands most often in the header, outside quotation marks. */
function separatorOf(bytes: Buffer, to: number): number {
  const counts = separators.map(() => 0);
  let quoted = false;
  for (let at = 0; at < to; at += 1) {
    if (bytes[at] === quote) quoted = !quoted;
    const which = quoted ? -1 : separators.indexOf(bytes[at] as number);
    if (which >= 0) counts[which] = (counts[which] as number) + 1;
  }
  return separators[counts.indexOf(Math.max(...counts))] as number;
}
