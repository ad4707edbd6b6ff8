// Where the ledger is kept: one JSON object a line, only ever added, on disk before anybody is told that it happened.
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";

/** Where an event stands, to read it again. */
export type Mark = number;

export interface LedgerFile {
  /** Every event so far, in order. */
  events(): Iterable<{ event: unknown; mark: Mark }>;
  /** Ends when the event is on disk. */
  append(event: object): Mark;
  read(mark: Mark): unknown;
  close(): void;
}

/** A ledger in a file, made where there is none; without a path one that lives as long as the program. */
export const ledgerFile = (path: string | undefined): LedgerFile => (path === undefined ? inMemory() : onDisk(path));

function inMemory(): LedgerFile {
  const kept: string[] = [];
  return {
    *events() {
      for (const [mark, text] of kept.entries()) yield { event: JSON.parse(text), mark };
    },
    append: (event) => kept.push(JSON.stringify(event)) - 1,
    read: (mark) => JSON.parse(kept[mark] ?? "null"),
    close: () => undefined,
  };
}

const newline = 10;
const block = 1 << 17;

function onDisk(path: string): LedgerFile {
  const file = openSync(path, "a+");
  let size = whole(file);
  // why: an event that was cut off by a death was never answered, so it never happened.
  ftruncateSync(file, size);

  function line(from: number): Buffer {
    const parts: Buffer[] = [];
    for (let at = from; ; at += block) {
      const part = Buffer.allocUnsafe(block);
      const read = readSync(file, part, 0, block, at);
      const end = part.subarray(0, read).indexOf(newline);
      parts.push(part.subarray(0, end < 0 ? read : end));
      if (end >= 0 || read < block) return Buffer.concat(parts);
    }
  }

  return {
    *events() {
      let held: Buffer = Buffer.alloc(0);
      let mark = 0;
      for (let at = 0; at < size; at += block) {
        const part = Buffer.allocUnsafe(block);
        held = Buffer.concat([held, part.subarray(0, readSync(file, part, 0, block, at))]);
        for (let end = held.indexOf(newline); end >= 0; end = held.indexOf(newline)) {
          yield { event: JSON.parse(held.toString("utf8", 0, end)), mark };
          mark += end + 1;
          held = held.subarray(end + 1);
        }
      }
    },
    append(event) {
      const mark = size;
      const bytes = Buffer.from(`${JSON.stringify(event)}\n`);
      writeSync(file, bytes);
      fsyncSync(file);
      size += bytes.length;
      return mark;
    },
    read: (mark) => JSON.parse(line(mark).toString("utf8")),
    close: () => closeSync(file),
  };
}

/** Bytes up to and with the last newline. */
function whole(file: number): number {
  const part = Buffer.allocUnsafe(block);
  for (let end = fstatSync(file).size; end > 0; ) {
    const from = Math.max(0, end - block);
    const found = part.subarray(0, readSync(file, part, 0, end - from, from)).lastIndexOf(newline);
    if (found >= 0) return from + found + 1;
    end = from;
  }
  return 0;
}
