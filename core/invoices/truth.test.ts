// Every data set with a known truth: the findings and states of its invoices are exactly those.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { RawRecord } from "../reconcile/references.ts";
import { facts } from "./facts.ts";
import { invoices } from "./invoice.ts";
import { invoiceSettings } from "./settings.ts";
import { codesOf, stateOf } from "./state.ts";

const root = new URL("../../", import.meta.url);
const parsed = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const records = (path: string) => (existsSync(new URL(path, root)) ? (parsed(path) as RawRecord[]) : []);

const truthShape = z.object({
  invoices: z.record(z.string(), z.object({ state: z.string(), blocks: z.array(z.string()), total: z.string() })),
});

function judged(name: string) {
  const of = (side: string) => (entity: string) => records(`demo/${name}/${side}/${entity}.json`);
  const [globe, milestones] = [of("globe"), of("milestones")];
  const settings = invoiceSettings.parse(parsed(`demo/${name}/connector.json`));
  const known = facts(
    {
      Account: globe("Account"),
      VAT: globe("VAT"),
      GeneralLedgerAccount: globe("GeneralLedgerAccount"),
      CostCenter: globe("CostCenter"),
      Project: globe("Project"),
      Currency: globe("Currency"),
      "BrowserData.Journal": globe("BrowserData.Journal"),
      PeriodDate: globe("PeriodDate"),
      Division: globe("Division"),
      FinancialHeader: globe("FinancialHeader"),
      FinancialLine: globe("FinancialLine"),
    },
    settings,
  );
  const all = invoices(
    {
      Company: milestones("Company"),
      Invoice: milestones("Invoice"),
      InvoiceLine: milestones("InvoiceLine"),
      Customer: milestones("Customer"),
      Item: milestones("Item"),
      VatCode: milestones("VatCode"),
      CostCenter: milestones("CostCenter"),
      Project: milestones("Project"),
      Currency: milestones("Currency"),
    },
    settings,
  );
  return Object.fromEntries(
    all.map((invoice) => {
      const { state, findings, total } = stateOf(invoice, known);
      const truthState = state === "draft" ? "not_processed" : state;
      return [invoice.number, { state: truthState, blocks: codesOf(findings), total }];
    }),
  );
}

describe("the invoices of a data set", () => {
  const names = readdirSync(new URL("tests/truth/", root)).map((file) => file.replace(".json", ""));
  it.each(names)("of %s come to exactly the states and findings that its maker knows", (name) => {
    const truth = truthShape.parse(parsed(`tests/truth/${name}.json`)).invoices;
    expect(judged(name)).toEqual(truth);
  });
});
