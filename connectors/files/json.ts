// A JSON list of records, read record by record: the file is never parsed whole. Numbers keep every digit.
import type { Raw } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";
import { ByteFile } from "./bytes.ts";
import { Row, type Table } from "./row.ts";

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const [openList, closeList, openRecord, closeRecord] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A text file that stands for another: what people see, and which row of it a record was. */
export interface StandsFor {
  file: string;
  rowOf: (record: number) => number;
}

export class JsonTable implements Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly size: number;
  readonly headed = false;
  absent: ReadonlySet<string> = new Set();
  readonly #bytes: ByteFile;
  readonly #rowOf: (record: number) => number;
  #wanted: readonly string[] = [];
  #row: Row;

  constructor(path: string, standsFor?: StandsFor) {
    this.file = standsFor?.file ?? path;
    this.#rowOf = standsFor?.rowOf ?? ((record) => record);
    this.#bytes = new ByteFile(path, this.file);
    this.size = this.#bytes.size;
    this.#row = new Row(0, this.#bytes.decode);
    this.columns = this.#firstNames();
  }

  scan(wanted: readonly string[], take: (row: Row) => void, progress?: (bytes: number) => void): void {
    const absent = new Set(wanted);
    this.#wanted = wanted;
    this.#row = new Row(wanted.length, this.#bytes.decode);
    this.#records((text, number, offset, length) => {
      const record = this.#parsed(text, number);
      if (absent.size > 0) for (const name of absent) if (name in record) absent.delete(name);
      take(this.#filled(record, number, offset, length));
    }, progress);
    this.absent = absent;
  }

  rowAt(offset: number, length: number, number: number): Row {
    const text = this.#bytes.decode(this.#bytes.at(offset, length), 0, length);
    return this.#filled(this.#parsed(text, number), number, offset, length);
  }

  close(): void {
    this.#bytes.close();
  }

  #filled(record: Record<string, unknown>, number: number, offset: number, length: number): Row {
    const row = this.#row;
    row.number = number;
    row.offset = offset;
    row.length = length;
    for (let place = 0; place < this.#wanted.length; place += 1) {
      const name = this.#wanted[place] as string;
      const value = record[name];
      if (typeof value === "object" && value !== null)
        throw new TieoutError("value_nested", { values: { file: this.file, row: number, column: name } });
      row.values[place] = value as Raw;
    }
    return row;
  }

  #parsed(text: string, row: number): Record<string, unknown> {
    try {
      return JSON.parse(longNumber.test(text) ? withExactNumbers(text) : text);
    } catch (cause) {
      throw new TieoutError("json_invalid", { values: { file: this.file, row }, cause });
    }
  }

  /** The names in the first records. */
  #firstNames(): string[] {
    const names = new Set<string>();
    let enough = 100;
    this.#records((text, number) => {
      for (const name of Object.keys(this.#parsed(text, number))) names.add(name);
      enough -= 1;
      return enough > 0;
    });
    return [...names];
  }

  /** Gives each record's text, its row and where it lies, until the list ends or `take` answers false. */
  #records(
    take: (text: string, row: number, offset: number, length: number) => unknown,
    progress?: (bytes: number) => void,
  ): void {
    const { file } = this;
    const decode = this.#bytes.decode;
    let record = 0;
    let expects: "list" | "record or end" | "record" | "comma or end" | "nothing" = "list";
    const invalid = (code: "json_invalid" | "json_truncated" | "json_not_list") =>
      new TieoutError(code, { values: { file, row: this.#rowOf(record + 1) } });
    let stopped = false;
    this.#bytes.blocks(
      this.#bytes.mark,
      ({ bytes, limit, offset, last }) => {
        let at = 0;
        while (at < limit && !stopped) {
          const byte = bytes[at] as number;
          if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) at += 1;
          else if (expects === "list" && byte === openList) {
            expects = "record or end";
            at += 1;
          } else if (expects === "list") throw invalid("json_not_list");
          else if (byte === openRecord && (expects === "record or end" || expects === "record")) {
            const end = recordEnd(bytes, at, limit);
            if (end < 0 && last) throw invalid("json_truncated");
            if (end < 0) return at;
            record += 1;
            expects = "comma or end";
            stopped = take(decode(bytes, at, end), this.#rowOf(record), offset + at, end - at) === false;
            at = end;
          } else if (byte === comma && expects === "comma or end") {
            expects = "record";
            at += 1;
          } else if (byte === closeList && (expects === "comma or end" || expects === "record or end")) {
            expects = "nothing";
            at += 1;
          } else throw invalid("json_invalid");
        }
        if (last && !stopped && expects !== "nothing")
          throw invalid(expects === "list" ? "json_not_list" : "json_truncated");
        return stopped ? -1 : at;
      },
      progress,
    );
  }
}

/** Where the record that begins at `at` ends, or -1 when the bytes end before it does. */
function recordEnd(bytes: Buffer, at: number, limit: number): number {
  let depth = 0;
  for (let place = at; place < limit; place += 1) {
    const byte = bytes[place];
    if (byte === quote) {
      place += 1;
      while (place < limit && bytes[place] !== quote) place += bytes[place] === backslash ? 2 : 1;
    } else if (byte === openRecord || byte === openList) depth += 1;
    else if (byte === closeRecord || byte === closeList) {
      depth -= 1;
      if (depth === 0) return place + 1;
    }
  }
  return -1;
}

const longNumber = /\d[\d.]{15}/;
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Numbers that a double would round become texts, with an exponent where a decimal text could be read two ways. */
function withExactNumbers(text: string): string {
  return text.replace(stringOrNumber, (token) => {
    if (token.startsWith('"') || token.length < 16) return token;
    return /^-?\d+$/.test(token) || /[eE]/.test(token) ? `"${token}"` : `"${token}e0"`;
  });
}
