// Globe's stand-in as a writer sees it, the ledger as it stands behind it, and entries to book, for tests.
import { existsSync, readFileSync } from "node:fs";
import { exampleInvoice, exampleLine } from "../core/invoices/example.ts";
import { type Facts, facts, type GlobeRecords } from "../core/invoices/facts.ts";
import type { Invoice } from "../core/invoices/invoice.ts";
import { type SalesEntry, salesEntry } from "../core/invoices/sales-entry.ts";
import { invoiceSettings } from "../core/invoices/settings.ts";
import { globeFetch, globeHeaders } from "./globe-account.ts";

type Values = Record<string, string | number | boolean | null>;

export interface LedgerView {
  entries: {
    header: Values;
    lines: Values[];
    rows: { kind: string; account: string; vatCode: string; amount: string }[];
  }[];
  staged: { TransactionKey: string; lines: Values[] }[];
  documents: { document: Values; sha256: string | null; bytes: number }[];
}

/** The ledger of a stand-in, from behind. */
export async function ledgerOf(url: string, database?: string): Promise<LedgerView> {
  const which = database === undefined ? "" : `?database=${database}`;
  return (await fetch(`${url}/standin/ledger${which}`)).json();
}

export async function changeBooks(url: string, settings: Values): Promise<void> {
  const response = await fetch(`${url}/standin/ledger`, { method: "PATCH", body: JSON.stringify(settings) });
  if (!response.ok) throw new Error(await response.text());
}

/** Writes to the service itself. `refusal`: the innermost text of an error. */
export async function written(url: string, entity: string, record: Values, method = "POST", database = "500") {
  const response = await globeFetch(`${url}/services/Exact.Entity.REST.EG/${entity}`, {
    method,
    headers: { ...globeHeaders(database), "Content-Type": "application/json" },
    body: JSON.stringify(record),
  });
  const body = await response.json();
  return { status: response.status, d: body.d, refusal: body.error?.innererror?.internalexception?.message };
}

const folderOf = (name: string) => new URL(`../demo/${name}/globe/`, import.meta.url);

/** The facts of a demo's Globe, with the given settings. */
export function demoFacts(name = "northwind", settings: object = {}): Facts {
  const connector = JSON.parse(readFileSync(new URL(`../demo/${name}/connector.json`, import.meta.url), "utf8"));
  const entities = ["Account", "VAT", "GeneralLedgerAccount", "CostCenter", "Project", "Currency"] as const;
  const more = ["BrowserData.Journal", "PeriodDate", "Division", "FinancialHeader", "FinancialLine"] as const;
  const records = [...entities, ...more].map((entity) => {
    const file = new URL(`${entity}.json`, folderOf(name));
    return [entity, existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []];
  });
  return facts(Object.fromEntries(records) as GlobeRecords, invoiceSettings.parse({ ...connector, ...settings }));
}

/** A sales entry of an invoice with this number, as it would be approved for the northwind demo: EUR 1,319.00. */
export function entryOf(number: string, invoice: Partial<Invoice> = {}, settings: object = {}): SalesEntry {
  const lines = [
    exampleLine(),
    exampleLine({
      number: 2,
      description: "Reiskosten",
      amount: "100",
      vatCode: "2",
      percentage: "9",
      glAccount: "8010",
    }),
  ];
  const whole = exampleInvoice({ number, debtor: "10001", lines, ...invoice });
  return salesEntry(whole, demoFacts("northwind", settings)).entry;
}
