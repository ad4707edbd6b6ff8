// All records of a side's folder that someone asks for, read whole into memory, each file with its hash. For checks that
// look at everything once; comparing two large folders goes another way.
import { createHash } from "node:crypto";
import { createReadStream, readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { Raw } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";
import type { Needed } from "../../core/readiness/records.ts";
import type { Side } from "../../core/reconcile/normalise.ts";
import type { RawRecord } from "../../core/reconcile/references.ts";
import { checkedCell } from "./cell.ts";
import { checkColumns, isCodeColumn, keyMissing, openTable } from "./inputs.ts";

export interface ReadFile {
  /** The system's own name of what it holds. */
  name: string;
  file: string;
  records: RawRecord[];
  /** Over the file's bytes. */
  sha256: string;
  /** Code columns of a workbook that held numbers: leading zeros may be lost. */
  numericCodes: string[];
  /** Columns that are asked for and not there: they count as empty. */
  missing: string[];
}

const readable = new Set([".json", ".csv", ".tsv", ".xlsx"]);

/** Reads the needed files that the folder holds, in order of name. Throws a TieoutError at the first that is not whole. */
export async function folderRecords(
  folder: string,
  side: Side,
  needed: Readonly<Record<string, Needed>>,
): Promise<ReadFile[]> {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats) throw new TieoutError("input_missing", { values: { file: folder } });
  if (!stats.isDirectory()) throw new TieoutError("option_wrong", { values: { reason: `${folder} is not a folder` } });
  const names = new Map(Object.keys(needed).map((name) => [name.toLowerCase(), name]));
  const files = new Map<string, string>();
  for (const file of readdirSync(folder).sort()) {
    const name = readable.has(extname(file).toLowerCase())
      ? names.get(basename(file, extname(file)).toLowerCase())
      : undefined;
    if (name === undefined) continue;
    const before = files.get(name);
    if (before !== undefined)
      throw new TieoutError("input_twice", { values: { folder, entity: name, files: `${before}, ${file}` } });
    files.set(name, file);
  }
  const read: ReadFile[] = [];
  for (const [name, file] of files) read.push(await readFile(join(folder, file), name, side, needed[name] as Needed));
  return read;
}

async function readFile(file: string, name: string, side: Side, { entity, columns, kinds }: Needed): Promise<ReadFile> {
  const isCode = (column: string) =>
    entity ? isCodeColumn(entity, side, column) : columns.includes(column) && kinds[column] === undefined;
  const table = await openTable(file, isCode);
  try {
    if (entity) checkColumns(table, entity, side);
    const records: RawRecord[] = [];
    table.scan(columns, (row) => {
      const record: Record<string, Raw> = {};
      for (const [at, column] of columns.entries()) {
        const kind = kinds[column];
        const raw = row.raw(at);
        record[column] = kind
          ? checkedCell(kind, side, raw, () => ({ file: table.file, row: row.number, column }))
          : raw;
      }
      records.push(record);
    });
    const key = entity && (side === "globe" ? (entity.key.globe ?? entity.key.name) : entity.key.name);
    if (key && records.length > 0 && table.absent.has(key)) throw keyMissing(table.file, key);
    const numericCodes = (table.numericCodes ?? []).filter((column) => columns.includes(column));
    return { name, file, records, sha256: await hashOf(file), numericCodes, missing: [...table.absent] };
  } finally {
    table.close();
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(file)) hash.update(bytes);
  return hash.digest("hex");
}
