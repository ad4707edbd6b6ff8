// What a right comparison of the shipped data set finds, and the same data set changed in ways whose truth follows.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./house.ts";

export const northwind = join(root, "demo/northwind");

export interface Truth {
  counts: Record<string, Record<string, number>>;
  pairs: Record<string, Record<string, { status: string; fields?: Record<string, [unknown, unknown]> }>>;
}

export const truth = JSON.parse(readFileSync(join(root, "tests/truth/northwind.json"), "utf8")) as Truth;

/** The counts that a status gives, as the truth writes them: an absent one is 0. */
export function countsOf(entities: Record<string, Record<string, unknown>>): Truth["counts"] {
  return Object.fromEntries(
    Object.entries(entities).map(([entity, counts]) => [
      entity,
      Object.fromEntries(
        ["equal", "different", "only_in_globe", "only_in_milestones"].map((status) => [status, Number(counts[status])]),
      ),
    ]),
  );
}

type Records = Record<string, unknown>[];

/** A copy of the shipped data set with some files' records changed; a folder of its own. */
export function changedDataSet(changes: Record<string, (records: Records) => Records>): string {
  const folder = mkdtempSync(join(tmpdir(), "tieout-data-set-"));
  cpSync(northwind, folder, { recursive: true });
  for (const [file, change] of Object.entries(changes)) {
    const path = join(folder, file);
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, "utf8")) as Records)));
  }
  return folder;
}
