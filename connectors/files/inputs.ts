// What a side is given as: a folder with one file an entity, or a single file; and those files, opened.
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { type Entity, type EntityName, entities, entityNames } from "../../core/entities/index.ts";
import { TieoutError } from "../../core/errors.ts";
import type { Side } from "../../core/reconcile/normalise.ts";
import { CsvTable } from "./csv.ts";
import { JsonTable } from "./json.ts";
import type { Table } from "./row.ts";

export const companyFile = "Company";

/** A side's files, by entity; for Milestones also the one that names the companies. */
export interface Input {
  path: string;
  /** The folder in which the files lie. */
  folder: string;
  files: Partial<Record<EntityName, string>>;
  companies: string | undefined;
}

const readable = new Set([".json", ".csv", ".tsv", ".xlsx"]);

/** Finds a side's files. A single file needs its entity where its name does not say it. Throws a TieoutError. */
export function findInput(path: string, side: Side, entityName?: EntityName): Input {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new TieoutError("input_missing", { values: { file: path } });
  if (!stats.isDirectory()) {
    if (!readable.has(extname(path).toLowerCase()))
      throw new TieoutError("input_kind_unknown", { values: { file: path } });
    const name = entityName ?? entityOf(path, side);
    if (!name) throw new TieoutError("entity_undecided", { values: { file: path } });
    return { path, folder: dirname(path), files: { [name]: path }, companies: undefined };
  }
  const found = new Map<string, string[]>();
  for (const file of readdirSync(path).sort()) {
    if (!readable.has(extname(file).toLowerCase())) continue;
    const name = systemName(file);
    found.set(name, [...(found.get(name) ?? []), file]);
  }
  const only = (name: string): string | undefined => {
    const files = found.get(name.toLowerCase()) ?? [];
    if (files.length > 1)
      throw new TieoutError("input_twice", { values: { folder: path, entity: name, files: files.join(", ") } });
    return files[0] === undefined ? undefined : join(path, files[0]);
  };
  const files: Input["files"] = {};
  for (const name of entityNames) {
    const file = only(entities[name][side]);
    if (file) files[name] = file;
  }
  return { path, folder: path, files, companies: side === "milestones" ? only(companyFile) : undefined };
}

const systemName = (file: string): string => basename(file, extname(file)).toLowerCase();

/** The entity that a file's name says, on this side. */
export function entityOf(path: string, side: Side): EntityName | undefined {
  return entityNames.find((name) => entities[name][side].toLowerCase() === systemName(path));
}

/** Opens a file of records by its extension. `isCode` tells a workbook's code columns. Throws a TieoutError. */
export async function openTable(
  path: string,
  isCode: (column: string) => boolean = () => false,
): Promise<Table & { numericCodes?: readonly string[] }> {
  try {
    switch (extname(path).toLowerCase()) {
      case ".json":
        return new JsonTable(path);
      case ".xlsx": {
        // why: the workbook library takes longer to load than most files to read.
        const { openWorkbook } = await import("./xlsx.ts");
        return await openWorkbook(path, isCode);
      }
      default:
        return new CsvTable(path);
    }
  } catch (thrown) {
    if (thrown instanceof TieoutError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TieoutError(existsSync(path) ? "input_unreadable" : "input_missing", { values: { file: path, reason } });
  }
}

/**
 * Whether a side's column of this name holds codes, which may begin with zeros: a workbook's number there is its whole
 * text, with a warning. Ids and employees' numbers are numbers in the systems themselves.
 */
export function isCodeColumn(entity: Entity, side: Side, column: string): boolean {
  if (side === "globe" && ["AccountCode", "DebtorNumber", "CompanyCode"].includes(column)) return true;
  const field = entity.fields.find((each) => (side === "globe" ? each.globe : each.name) === column);
  switch (field?.kind.name) {
    case "code":
      return field.role !== "company" && entity.name !== "employee";
    case "reference":
      return side === "globe" && field.kind.to !== "employee";
    case "postcode":
    case "vatNumber":
      return true;
    default:
      return false;
  }
}

/** Throws a TieoutError when a file's columns are those of the other side, or lack the key. */
export function checkColumns(table: Table, entity: Entity, side: Side): void {
  const other: Side = side === "globe" ? "milestones" : "globe";
  const key = side === "globe" ? (entity.key.globe ?? entity.key.name) : entity.key.name;
  if (table.columns.length === 0) return;
  const known = (which: Side) =>
    entity.fields.flatMap((field) => (which === "globe" ? (field.globe ?? []) : field.name));
  const only = (which: Side, without: Side) => known(which).filter((name) => !known(without).includes(name));
  const present = (names: string[]) => names.filter((name) => table.columns.includes(name)).length;
  if (present(only(side, other)) === 0 && present(only(other, side)) > 0)
    throw new TieoutError("sides_swapped", {
      values: { file: table.file, side: sideNames[side], other: sideNames[other] },
    });
  if (table.headed && !table.columns.includes(key)) throw keyMissing(table.file, key);
}

export const sideNames: Record<Side, string> = { globe: "Exact Globe", milestones: "Milestones" };

export const keyMissing = (file: string, column: string): TieoutError =>
  new TieoutError("key_column_missing", { values: { file, row: 1, column } });
