// A data set's records, held in memory by the stand-ins. Files are only ever read: changes live as long as the program.
// Whole numbers that a JS number cannot hold (64-bit ids) are bigint from the file to the wire.
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

export type Value = string | number | bigint | boolean | null | { [name: string]: Value };
export type StoredRecord = Record<string, Value>;

/** A record and its place in the order of reading; a place is never given twice. */
export interface Row {
  readonly place: number;
  readonly record: StoredRecord;
}

/** One entity's records, in order of their places. */
export class Records {
  #rows: Row[] = [];
  #next = 0;
  /** Moves with each change, so that an answer prepared before it is known to be old. */
  version = 0;

  get rows(): readonly Row[] {
    return this.#rows;
  }

  add(record: StoredRecord): Row {
    const row = { place: this.#next, record };
    this.#next += 1;
    this.#rows.push(row);
    this.version += 1;
    return row;
  }

  change(row: Row, to: StoredRecord): Row {
    const changed = { place: row.place, record: to };
    this.#rows = this.#rows.map((one) => (one.place === row.place ? changed : one));
    this.version += 1;
    return changed;
  }

  remove(row: Row): void {
    this.#rows = this.#rows.filter((one) => one.place !== row.place);
    this.version += 1;
  }

  /** The first record whose property reads so; padding does not count. */
  find(property: string, text: string): Row | undefined {
    return this.#rows.find((row) => String(row.record[property] ?? "").trim() === text.trim());
  }
}

/** Every `<Entity>.json` of a folder, by entity name. Throws, naming the folder, when it is not there. */
export async function readFolder(folder: string): Promise<Map<string, Records>> {
  const found = new Map<string, Records>();
  const files = await readdir(folder);
  for (const file of files.filter((name) => name.endsWith(".json")).sort()) {
    const records = new Records();
    for await (const record of readArray(join(folder, file))) records.add(record);
    found.set(file.slice(0, -".json".length), records);
  }
  return found;
}

/** The objects of a file that is one JSON array, each parsed by itself, so that the file's size does not matter. */
export async function* readArray(file: string): AsyncGenerator<StoredRecord> {
  let depth = 0;
  let quoted = false;
  let escaped = false;
  let held = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const text: string = chunk;
    let from = depth > 0 ? 0 : -1;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (quoted) {
        if (escaped) escaped = false;
        else if (unit === 92) escaped = true;
        else if (unit === 34) quoted = false;
      } else if (unit === 34) quoted = true;
      else if (unit === 123) {
        if (depth === 0) from = at;
        depth += 1;
      } else if (unit === 125) {
        depth -= 1;
        if (depth > 0) continue;
        yield recordOf(file, held + text.slice(from, at + 1));
        held = "";
        from = -1;
      }
    }
    if (from >= 0) held += text.slice(from);
  }
  if (depth !== 0) throw new Error(`${file} ends in the middle of a record`);
}

function recordOf(file: string, text: string): StoredRecord {
  try {
    return exactParse(text) as StoredRecord;
  } catch (error) {
    throw new Error(`${file} holds a record that is not JSON: ${text.slice(0, 80)}`, { cause: error });
  }
}

const mayHoldLongNumber = /[:,[\s]-?\d{16}/;
const stringsAndNumbers = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const longInteger = /^-?\d{16,}$/;
const mark = "\u0000integer ";

/** JSON with whole numbers of 16 digits and more as bigint. */
export function exactParse(text: string): unknown {
  if (!mayHoldLongNumber.test(text)) return JSON.parse(text);
  const marked = text.replace(stringsAndNumbers, (token) =>
    longInteger.test(token) ? JSON.stringify(mark + token) : token,
  );
  return JSON.parse(marked, (_, value) =>
    typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

/** JSON with bigint written as a number, digit by digit. */
export function exactJson(value: unknown): string {
  const marked = JSON.stringify(value, (_, one) => (typeof one === "bigint" ? `${mark}${one}` : one));
  return marked.replace(/"\\u0000integer (-?\d+)"/g, "$1");
}
