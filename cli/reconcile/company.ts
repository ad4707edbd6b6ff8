// Which company's records take part, and which of Milestones' company ids is that company.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { type Input, openTable } from "../../connectors/files/inputs.ts";
import { plain } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";

/** Milestones' companies: ids by code. Undefined without a Company file. */
export async function milestonesCompanies(input: Input): Promise<Map<string, string> | undefined> {
  if (input.companies === undefined) return undefined;
  const table = await openTable(input.companies, (column) => column === "CompanyId" || column === "Code");
  try {
    for (const column of ["CompanyId", "Code"])
      if (!table.columns.includes(column))
        throw new TieoutError("key_column_missing", { values: { file: table.file, row: 1, column } });
    const ids = new Map<string, string>();
    table.scan(["CompanyId", "Code"], (row) => {
      ids.set(plain(row.raw(1)).trim(), plain(row.raw(0)).trim());
    });
    return ids;
  } finally {
    table.close();
  }
}

const connector = z.object({ company: z.union([z.string(), z.number()]).transform((code) => String(code).trim()) });

/** The company that connector.json beside a side's folder names. */
export function connectorCompany(globe: Input, milestones: Input): string | undefined {
  for (const input of [globe, milestones]) {
    const file = join(dirname(resolve(input.folder)), "connector.json");
    if (!existsSync(file)) continue;
    const read = connector.safeParse(json(file));
    if (!read.success) throw new TieoutError("input_unreadable", { values: { file, reason: "it names no company" } });
    return read.data.company;
  }
  return undefined;
}

function json(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new TieoutError("json_invalid", { values: { file, row: 1 }, cause });
  }
}
