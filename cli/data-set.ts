// A demo's data set: a folder with globe/, milestones/ and connector.json. What it is called and whether it is the same
// one as before.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { InvoiceConnector } from "../core/administration.ts";
import { TieoutError } from "../core/errors.ts";

const connectorFile = z.object({
  company: z.string().min(1),
  salesJournal: z.string().min(1).nullish(),
  debtorAccount: z.string().min(1).nullish(),
  booksClosedUntil: z.iso.date().nullish(),
  salesLineSign: z.enum(["+", "-"]).optional(),
  ourReference: z.enum(["number", "none"]).optional(),
  processedStates: z.array(z.string()).optional(),
  invoiceTypes: z.array(z.string()).optional(),
  creditTypes: z.array(z.string()).optional(),
});

const companies = z.array(z.object({ Code: z.string(), Name: z.string() }));

export interface DataSet {
  path: string;
  /** Hash over every file's name and content. */
  hash: string;
  company: string;
  companyName: string;
  salesJournal: string | null;
  debtorAccount: string | null;
  booksClosedUntil: string | null;
  /** What it says of invoices, where it differs from the usual. */
  invoices: Partial<InvoiceConnector>;
}

/** @throws TieoutError data_set_unreadable, naming the file. */
export function dataSet(folder: string): DataSet {
  const path = resolve(folder);
  for (const part of ["globe", "milestones", "connector.json"])
    if (!existsSync(join(path, part)))
      throw new TieoutError("data_set_unreadable", { values: { folder: path, reason: `it has no ${part}` } });
  const {
    company: code,
    salesJournal,
    debtorAccount,
    booksClosedUntil,
    ...invoices
  } = parsed(path, "connector.json", connectorFile);
  const company = existsSync(join(path, "milestones/Company.json"))
    ? parsed(path, "milestones/Company.json", companies).find(({ Code }) => Code.trim() === code)
    : undefined;
  return {
    path,
    hash: hashOf(path),
    company: code,
    companyName: company?.Name.trim() ?? code,
    salesJournal: salesJournal ?? null,
    debtorAccount: debtorAccount ?? null,
    booksClosedUntil: booksClosedUntil ?? null,
    invoices: Object.fromEntries(Object.entries(invoices).filter(([, value]) => value !== undefined)),
  };
}

function parsed<T>(path: string, file: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(readFileSync(join(path, file), "utf8")));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new TieoutError("data_set_unreadable", { values: { folder: path, reason: `${file}: ${reason}` }, cause });
  }
}

function hashOf(path: string): string {
  const sum = createHash("sha256");
  for (const folder of ["globe", "milestones"])
    for (const file of readdirSync(join(path, folder)).sort())
      sum.update(`${folder}/${file}\n`).update(readFileSync(join(path, folder, file)));
  return sum.update(readFileSync(join(path, "connector.json"))).digest("hex");
}
