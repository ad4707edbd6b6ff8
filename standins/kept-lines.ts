// What happened to a stand-in's records, one JSON object a line, on disk before anybody is told; there again after kill -9.
// Whole numbers of any length stay as they are.
import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import { exactJson, exactParse } from "./dataset.ts";

export interface KeptLines {
  /** What happened so far, in order. */
  all(): unknown[];
  /** Ends when it is on disk. */
  add(line: object): void;
}

/** Lines in a file, made where there is none; without a path nothing is kept. */
export function keptLines(path: string | undefined): KeptLines {
  if (path === undefined) return { all: () => [], add: () => undefined };
  return {
    all() {
      if (!existsSync(path)) return [];
      const text = readFileSync(path, "utf8");
      // why: a line that was cut off by a death was never answered, so it never happened.
      const whole = text.slice(0, text.lastIndexOf("\n") + 1);
      if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
      return whole.split("\n").filter(Boolean).map(exactParse);
    },
    add: (line) => appendFileSync(path, `${exactJson(line)}\n`, { flush: true }),
  };
}
