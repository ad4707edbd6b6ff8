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

/**
 * The company whose records take part; undefined where no file names one. Throws a TieoutError where it is unknown, or
 * where nobody said which of several.
 */
export function decidedCompany(
  asked: string | undefined,
  seen: { globe: string[]; milestones: Map<string, string> | undefined },
  files: { globe: string; companies: string },
): string | undefined {
  const known = [...new Set([...seen.globe, ...(seen.milestones?.keys() ?? [])])].filter((code) => code !== "").sort();
  const listed = (codes: string[]) => codes.join(", ") || "none";
  if (asked === undefined) {
    if (known.length > 1) throw new TieoutError("company_undecided", { values: { companies: listed(known) } });
    return known[0];
  }
  if (seen.milestones && !seen.milestones.has(asked)) {
    const companies = listed([...seen.milestones.keys()]);
    throw new TieoutError("company_not_there", { values: { company: asked, file: files.companies, companies } });
  }
  if (!seen.milestones && known.length > 0 && !known.includes(asked))
    throw new TieoutError("company_not_there", {
      values: { company: asked, file: files.globe, companies: listed(known) },
    });
  return asked;
}
