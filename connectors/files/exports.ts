// The go-live check's source from two folders of exports: no installation is needed.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { entities, entityNames } from "../../core/entities/index.ts";
import { plain } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";
import type { ReadinessSource } from "../../core/flows/check-readiness.ts";
import { type InvoiceSettings, invoiceSettings } from "../../core/invoices/settings.ts";
import { missingForInvoices, neededRecords, type Records, recordsSource } from "../../core/readiness/records.ts";
import { decidedCompany } from "../../core/reconcile/company.ts";
import type { Side } from "../../core/reconcile/normalise.ts";
import type { RulesByEntity } from "../../core/reconcile/rules-file.ts";
import { folderRecords, type ReadFile } from "./records.ts";

export interface Folders {
  globe: string;
  milestones: string;
  company?: string;
  /** What the connector is told; where left out, connector.json in the parent of either folder says it, or nobody. */
  settings?: InvoiceSettings;
  rules?: RulesByEntity;
}

/** Reads both folders whole. `warnings`: what a reader should know. Throws a TieoutError where anything is not readable. */
export async function exportsSource(folders: Folders): Promise<{ source: ReadinessSource; warnings: string[] }> {
  const [globe, milestones] = [
    await folderRecords(folders.globe, "globe", neededRecords.globe),
    await folderRecords(folders.milestones, "milestones", neededRecords.milestones),
  ];
  const records = { globe: byName(globe), milestones: byName(milestones) };
  if (!entityNames.some((name) => records.globe[entities[name].globe] && records.milestones[entities[name].milestones]))
    throw new TieoutError("nothing_to_compare", { values: { globe: folders.globe, milestones: folders.milestones } });
  const connector = folders.settings ?? connectorBeside(folders);
  const company = companyOf(folders, records, connector);
  const missing = missingForInvoices(records);
  const warnings = [
    ...[...globe, ...milestones].flatMap(({ file, numericCodes }) =>
      numericCodes.map((column) => `${file}, column ${column} holds numbers: leading zeros may be lost.`),
    ),
    ...(missing.length > 0 ? [`Invoices are not judged: no file ${missing.join(", ")}.`] : []),
    ...(missing.length === 0 && !records.globe.FinancialHeader
      ? ["Globe's sales entries (FinancialHeader) were not exported: every processed invoice counts as open."]
      : []),
  ];
  const source = recordsSource({
    company,
    ...records,
    settings: connector && { ...connector, company: company.code },
    snapshots: [...snapshots("globe", globe), ...snapshots("milestones", milestones)],
    now: new Date().toISOString(),
    ...(folders.rules && { rules: folders.rules }),
  });
  return { source, warnings };
}

const byName = (files: readonly ReadFile[]): Records =>
  Object.fromEntries(files.map(({ name, records }) => [name, records]));

const snapshots = (side: Side, files: readonly ReadFile[]) =>
  files.map(({ name, records, sha256 }) => ({ side, name, records: records.length, sha256 }));

/** connector.json in the parent of either folder. */
function connectorBeside({ globe, milestones }: Folders): InvoiceSettings | null {
  for (const folder of [globe, milestones]) {
    const file = join(dirname(resolve(folder)), "connector.json");
    if (!existsSync(file)) continue;
    const unreadable = (reason: string, cause?: unknown) =>
      new TieoutError("input_unreadable", { values: { file, reason }, cause });
    let written: unknown;
    try {
      written = JSON.parse(readFileSync(file, "utf8"));
    } catch (cause) {
      throw unreadable("it is not JSON", cause);
    }
    const read = invoiceSettings.safeParse(written);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw unreadable(`${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim());
  }
  return null;
}

function companyOf(folders: Folders, { globe, milestones }: Record<Side, Records>, connector: InvoiceSettings | null) {
  const companies = milestones.Company?.map((one) => ({
    code: plain(one.Code).trim(),
    id: plain(one.CompanyId).trim(),
    name: plain(one.Name).trim(),
  }));
  const compared = entityNames.flatMap((name) => globe[entities[name].globe] ?? []);
  const code = decidedCompany(
    folders.company?.trim() ?? connector?.company,
    {
      globe: [...new Set(compared.map((record) => plain(record.CompanyCode).trim()))],
      milestones: companies && new Map(companies.map((one) => [one.code, one.id])),
    },
    { globe: folders.globe, companies: join(folders.milestones, "Company") },
  );
  return { code: code ?? "", name: companies?.find((one) => one.code === code)?.name ?? "" };
}
