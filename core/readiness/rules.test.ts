import { describe, expect, it } from "vitest";
import { type CheckLine, line } from "../agent-check/line.ts";
import { checked, installation, invoiceRecord, lineRecord, type World } from "./example.ts";
import type { InstallationFacts, ReadPair } from "./facts.ts";
import type { Outcome } from "./finding.ts";
import type { RuleCode } from "./rule-texts.ts";
import { rules } from "./rules.ts";
import { findingInWords, noteInWords } from "./texts.ts";

const record = (world: World, side: "globe" | "milestones", name: string, at = 0) => {
  const found = world[side][name]?.[at];
  if (!found) throw new Error(`no ${name}`);
  return found;
};

const add = (side: "globe" | "milestones", name: string, rest: object) => (world: World) => {
  world[side][name]?.push({ ...record(world, side, name), ...rest });
};
const set = (side: "globe" | "milestones", name: string, rest: object) => (world: World) => {
  Object.assign(record(world, side, name), rest);
};
const without =
  (side: "globe" | "milestones", ...names: string[]) =>
  (world: World) => {
    for (const name of names) delete world[side][name];
  };
const told = (rest: object | null) => (world: World) => {
  world.connector = rest && { ...world.connector, ...rest };
};
const installed =
  (rest: Partial<InstallationFacts> = {}) =>
  (world: World) => {
    world.installation = installation(rest);
  };
const both =
  (...changes: ((world: World) => void)[]) =>
  (world: World) => {
    for (const change of changes) change(world);
  };
const decided =
  (state: "proposed" | "approved") =>
  (pair: ReadPair): ReadPair => ({
    ...pair,
    decision: { action: "take_globe", state },
  });

const away = {
  id: "demo",
  online: false,
  version: "0.1.0",
  lastSeen: "2026-11-23T20:00:00.000Z",
  administrations: ["500"],
};
/** What the agent's own check last said. */
const seen = (...lines: CheckLine[]) => ({ agentCheck: { at: "2026-11-24T06:00:00.000Z", lines } });
const never = { ...away, version: null, lastSeen: null, administrations: [] };

interface Case {
  rule: RuleCode;
  when: string;
  change: (world: World) => void;
  pairs?: (pair: ReadPair) => ReadPair;
  outcome: Outcome;
  /** "kind key" of each row. */
  rows?: string[];
  /** Waiting in euros, where the rule knows of money. */
  amount?: number;
  missing?: string[];
}

const found = (
  rule: RuleCode,
  outcome: Outcome,
  when: string,
  change: Case["change"],
  rows: string[],
  amount?: number,
) => ({
  ...{ rule, outcome, when, change, rows },
  ...(amount !== undefined && { amount }),
});
const unknown = (rule: RuleCode, when: string, change: Case["change"], ...missing: string[]): Case => ({
  ...{ rule, outcome: "unknown", when, change, missing },
});

/** A customer, VAT code, ... that Globe lacks, and the invoice that waits for it. */
const invoiceOn = (header: object, line: object) => (world: World) => {
  world.milestones.Invoice?.push(invoiceRecord(90, "20260124", header as never));
  world.milestones.InvoiceLine?.push(lineRecord(91, 90, line as never));
};

const cases: Case[] = [
  found("agent_seen", "blocking", "the agent was never heard", installed({ agent: never }), ["agent demo"]),
  found("agent_seen", "blocking", "the agent is away", installed({ agent: away }), ["agent demo"]),
  found(
    "agent_serves",
    "blocking",
    "it serves others only",
    installed({ agent: { ...away, administrations: ["510"] } }),
    ["administration 500"],
  ),
  unknown("agent_serves", "it was never heard", installed({ agent: never }), "agent"),
  found("agent_version", "major", "it is older", installed({ version: "0.2.0" }), ["agent demo"]),
  unknown("agent_version", "it was never heard", installed({ agent: never }), "agent"),
  found(
    "agent_stays_on",
    "major",
    "it did not answer in the evening",
    installed({ silentRuns: [{ run: 12, entity: "item", at: "2026-11-23T19:45:00.000Z" }] }),
    ["run 12"],
  ),
  unknown("agent_stays_on", "it was never heard", installed({ agent: never }), "agent"),
  unknown("outbound_only", "it was never heard", installed({ agent: never }), "agent"),
  found(
    "one_connector",
    "blocking",
    "another administration has the same Globe company",
    installed({ sameDatabase: [{ code: "510", name: "Twee" }] }),
    ["administration 510"],
  ),
  found("one_connector", "blocking", "two agents serve it", installed({ agentsServing: ["demo", "oud"] }), [
    "agent demo",
    "agent oud",
  ]),
  found("globe_user_reads", "blocking", "items were never read", installed({ lastComplete: lastCompleteBut("item") }), [
    "entity item",
  ]),
  found(
    "globe_user_books",
    "blocking",
    "it may not import",
    installed({
      rehearsed: null,
      ...seen(line("globe_creates", "ok", "may"), line("globe_imports", "not_ok", "may_not", { functions: "X" })),
    }),
    ["agent demo"],
  ),
  found(
    "globe_user_books",
    "blocking",
    "a right was taken away since an invoice was booked",
    installed(seen(line("globe_creates", "not_ok", "may_not", { functions: "X" }), line("globe_imports", "ok", "may"))),
    ["agent demo"],
  ),
  unknown("globe_user_books", "nobody asked Globe", installed({ rehearsed: null, agentCheck: null }), "rights"),
  unknown(
    "globe_user_books",
    "the names of the rights are not given",
    installed({ rehearsed: null, ...seen(line("globe_creates", "unknown", "right_not_named")) }),
    "rights",
  ),
  found(
    "globe_user_reads",
    "blocking",
    "the agent may not read items",
    installed(seen(line("globe_reads", "not_ok", "may_not_read", { entity: "Item", reason: "No rights." }))),
    ["agent demo"],
  ),
  found(
    "agent_check",
    "major",
    "the key opens more than it should",
    installed(seen(line("bus_key", "not_ok", "key_too_wide", { in: "in", out: "out", more: "all" }))),
    ["agent demo"],
  ),
  unknown("agent_check", "the agent never answered", installed({ agentCheck: null }), "agent_check"),
  unknown("agent_check", "the agent is too old", installed({ agentCheckFailed: "protocol_too_new" }), "agent_too_old"),
  found("snapshot_complete", "blocking", "projects were not exported", without("globe", "Project"), ["entity project"]),
  found(
    "snapshot_fresh",
    "major",
    "items are of last week",
    installed({ lastComplete: { ...lastCompleteBut("item"), item: "2026-11-17T08:00:00.000Z" } }),
    ["entity item"],
  ),
  unknown("snapshot_fresh", "nothing was ever read", installed({ lastComplete: {} }), "comparison"),

  found("sales_journal", "blocking", "none is given", told({ salesJournal: "" }), ["journal -"], 1210),
  found("sales_journal", "blocking", "Globe has none such", told({ salesJournal: "77" }), ["journal 77"], 1210),
  found("sales_journal", "blocking", "it is for purchase", told({ salesJournal: "60" }), ["journal 60"], 1210),
  unknown("sales_journal", "nobody said", told(null), "settings"),
  unknown("sales_journal", "journals were not exported", without("globe", "BrowserData.Journal"), "journals"),
  found("debtor_account", "blocking", "none is given", told({ debtorAccount: null }), ["account -"], 1210),
  found("debtor_account", "blocking", "Globe has none such", told({ debtorAccount: "1301" }), ["account 1301"], 1210),
  found("debtor_account", "blocking", "it is one for revenue", told({ debtorAccount: "8000" }), ["account 8000"], 1210),
  found(
    "debtor_account",
    "blocking",
    "it is blocked",
    set("globe", "GeneralLedgerAccount", { Blocked: true }),
    ["account 1300"],
    1210,
  ),
  unknown("debtor_account", "nobody said", told(null), "settings"),
  unknown("debtor_account", "accounts were not exported", without("globe", "GeneralLedgerAccount"), "accounts"),
  unknown(
    "debtor_account",
    "their kind was not exported",
    set("globe", "GeneralLedgerAccount", { RevenueAccount: "" }),
    "account_kind",
  ),
  found("books_closed", "minor", "no date is set", told({ booksClosedUntil: null }), ["administration 500"]),
  unknown("books_closed", "nobody said", told(null), "settings"),

  found(
    "customers_in_globe",
    "blocking",
    "an active one is missing",
    add("milestones", "Customer", { CustomerCompanyId: 51, CustomerCode: "10099" }),
    ["customer 10099"],
    0,
  ),
  found(
    "customers_in_globe",
    "blocking",
    "an inactive one has an invoice to book",
    both(
      add("milestones", "Customer", { CustomerCompanyId: 51, CustomerCode: "10099", IsActive: false }),
      invoiceOn({ CustomerCompanyId: 51 }, {}),
    ),
    ["customer 10099"],
    1210,
  ),
  unknown("customers_in_globe", "they were not exported", without("globe", "Account"), "customer"),
  found(
    "vat_codes_in_globe",
    "blocking",
    "an item uses one that is missing",
    both(
      add("milestones", "VatCode", { VatCodeId: 32, Code: "8" }),
      add("milestones", "Item", { ItemCompanyId: 61, ItemCode: "UREN2", VatCodeId: 32 }),
      add("globe", "Item", { ItemCode: "UREN2" }),
    ),
    ["vatCode 8"],
    0,
  ),
  found(
    "vat_codes_in_globe",
    "blocking",
    "an invoice uses one that is for purchase in Globe",
    both(
      add("milestones", "VatCode", { VatCodeId: 32, Code: "11" }),
      add("globe", "VAT", { VATCode: "11", SalesPurchase: "I" }),
      invoiceOn({}, { VatCodeId: 32 }),
    ),
    ["vatCode 11"],
    1210,
  ),
  unknown("vat_codes_in_globe", "they were not exported", without("globe", "VAT"), "vatCode"),
  found(
    "currencies_in_globe",
    "major",
    "a draft is in one that is missing",
    both(
      add("milestones", "Currency", { CurrencyId: 21, Code: "JPY" }),
      invoiceOn({ CurrencyId: 21, InvoiceHeaderState: "Draft" }, {}),
    ),
    ["currency JPY"],
    0,
  ),
  unknown(
    "currencies_in_globe",
    "one is missing and invoices were not exported",
    both(add("milestones", "Currency", { CurrencyId: 21, Code: "JPY" }), without("milestones", "Invoice")),
    "invoices",
  ),
  found(
    "cost_centers_in_globe",
    "major",
    "an employee has one that is missing",
    both(
      add("milestones", "CostCenter", { CostCenterId: 11, Code: "NEW" }),
      set("milestones", "Employee", { CostCenterId: 11 }),
    ),
    ["costCenter NEW"],
    0,
  ),
  unknown("cost_centers_in_globe", "they were not exported", without("milestones", "CostCenter"), "costCenter"),
  found(
    "projects_in_globe",
    "major",
    "an active one is missing",
    add("milestones", "Project", { ProjectId: 71, ProjectCode: "P2" }),
    ["project P2"],
    0,
  ),
  unknown("projects_in_globe", "they were not exported", without("milestones", "Project"), "project"),
  found(
    "items_in_globe",
    "major",
    "an active one is missing",
    add("milestones", "Item", { ItemCompanyId: 61, ItemCode: "KM" }),
    ["item KM"],
    0,
  ),
  unknown("items_in_globe", "they were not exported", without("milestones", "Item"), "item"),
  found(
    "employees_in_globe",
    "major",
    "an active one is missing",
    add("milestones", "Employee", { ResourceCompanyId: 41, ResourceNumber: "9999" }),
    ["employee 9999"],
    0,
  ),
  unknown("employees_in_globe", "they were not exported", without("globe", "Resource"), "employee"),
  found(
    "duplicate_codes",
    "blocking",
    "a debtor code stands there twice",
    add("globe", "Account", { AccountName: "Dubbel" }),
    ["customer 10021"],
  ),
  unknown("duplicate_codes", "nothing can be compared", nothing, "comparison"),
  found(
    "codes_fit",
    "major",
    "codes are too long, hold letters or characters that Globe lacks",
    both(
      add("milestones", "Customer", { CustomerCompanyId: 51, CustomerCode: "D-10099" }),
      add("milestones", "CostCenter", { CostCenterId: 11, Code: "ADVIES-ZUID" }),
      add("milestones", "Item", { ItemCompanyId: 61, ItemCode: "Čaj" }),
    ),
    ["costCenter ADVIES-ZUID", "customer D-10099", "item Čaj"],
  ),
  unknown("codes_fit", "nothing can be compared", nothing, "comparison"),
  found(
    "codes_mask",
    "minor",
    "all of Globe's have five digits",
    both(
      (world) => {
        const [first] = world.globe.Account ?? [];
        for (let at = 0; at < 30; at += 1)
          world.globe.Account?.push({
            ...first,
            DebtorCode: String(20_000 + at),
            DebtorNumber: String(20_000 + at),
            AccountCode: String(20_000 + at),
          });
      },
      add("milestones", "Customer", { CustomerCompanyId: 51, CustomerCode: "010021" }),
    ),
    ["customer 010021"],
  ),
  unknown("codes_mask", "nothing can be compared", nothing, "comparison"),
  found(
    "names_storable",
    "minor",
    "a name holds what Globe lacks",
    add("milestones", "Project", { ProjectId: 71, ProjectCode: "P2", Name: "Čáslav" }),
    ["project P2"],
  ),
  unknown("names_storable", "nothing can be compared", nothing, "comparison"),
  found(
    "names_cut",
    "minor",
    "a name is longer than fifty characters",
    both(
      set("globe", "Project", { Description: "a".repeat(55) }),
      set("milestones", "Project", { Name: "a".repeat(50) }),
    ),
    ["project P1"],
  ),
  unknown("names_cut", "nothing can be compared", nothing, "comparison"),
  found(
    "references_known",
    "minor",
    "an employee has a cost centre that is not there",
    set("milestones", "Employee", { CostCenterId: 999 }),
    ["employee 7"],
  ),
  unknown("references_known", "nothing can be compared", nothing, "comparison"),
  found(
    "unused_codes",
    "minor",
    "nothing uses a cost centre that Globe lacks",
    add("milestones", "CostCenter", { CostCenterId: 11, Code: "OUD" }),
    ["costCenter OUD"],
  ),
  unknown("unused_codes", "nothing can be compared", nothing, "comparison"),

  found("vat_percentages", "blocking", "Globe has 9 %", set("globe", "VAT", { Percentage: 9 }), ["vatCode 1"], 1210),
  unknown("vat_percentages", "they were not exported", without("globe", "VAT"), "vatCode"),
  found("vat_meanings", "blocking", "Globe reverses the charge", set("globe", "VAT", { VATCharged: true }), [
    "vatCode 1",
  ]),
  found(
    "vat_meanings",
    "blocking",
    "Milestones reverses the charge",
    set("milestones", "VatCode", { ReverseCharge: "ja" }),
    ["vatCode 1"],
  ),
  found(
    "vat_meanings",
    "blocking",
    "Milestones has EU supplies",
    set("milestones", "VatCode", { IcpReturn: "Goods" }),
    ["vatCode 1"],
  ),
  unknown("vat_meanings", "they were not exported", without("milestones", "VatCode"), "vatCode"),
  found("vat_exclusive", "major", "amounts hold VAT in Globe", set("globe", "VAT", { Excluded: "I" }), ["vatCode 1"]),
  unknown("vat_exclusive", "nobody said which company it is for", told(null), "vat_amounts"),

  found(
    "open_invoices",
    "blocking",
    "the debtor is blocked",
    set("globe", "Account", { CustomerStatus: "B" }),
    ["invoice 20260123"],
    1210,
  ),
  unknown("open_invoices", "they were not exported", without("milestones", "InvoiceLine"), "invoices"),
  found(
    "invoice_warnings",
    "minor",
    "the account is marked as blocked",
    set("globe", "Account", { Blocked: true }),
    ["invoice 20260123"],
    1210,
  ),
  unknown("invoice_warnings", "they were not exported", without("milestones", "InvoiceLine"), "invoices"),
  found("rehearsal", "major", "none was booked", installed({ rehearsed: null }), ["administration 500"]),

  found("start_situation", "blocking", "Globe has no customers", empty("globe", "Account"), ["entity customer"]),
  found("start_situation", "minor", "Milestones has no customers", empty("milestones", "Customer"), [
    "entity customer",
  ]),
  found("start_situation", "major", "neither has", both(empty("globe", "Account"), empty("milestones", "Customer")), [
    "entity customer",
  ]),
  unknown("start_situation", "they were not exported", without("globe", "Account"), "customer"),
  found("overwrites", "major", "two fields differ", set("globe", "Account", { AccountName: "Anders", VatCode: "" }), [
    "customer 10021",
  ]),
  unknown("overwrites", "not all was exported", without("globe", "Item", "Resource"), "employee", "item"),
  {
    ...found("overwrites", "major", "a proposal waits", set("globe", "Account", { AccountName: "Anders" }), [
      "customer 10021",
    ]),
    pairs: decided("proposed"),
  },
  {
    ...found("overwrites", "ok", "it was approved", set("globe", "Account", { AccountName: "Anders" }), []),
    pairs: decided("approved"),
  },
  found("creates", "minor", "Globe has one more", add("globe", "CostCenter", { Code: "NEW" }), ["costCenter NEW"]),
  unknown("creates", "not all was exported", without("milestones", "Currency"), "currency"),

  found("two_approvers", "major", "there is one", installed({ approvers: 1 }), ["administration 500"]),
  found(
    "decisions_closed",
    "minor",
    "one waits",
    installed({ proposals: [{ id: 5, entity: "customer", key: "10021", title: "Waterschap" }] }),
    ["decision 5"],
  ),
];

function empty(side: "globe" | "milestones", name: string) {
  return (world: World) => {
    world[side][name] = [];
  };
}

function nothing(world: World): void {
  world.globe = {};
}

function lastCompleteBut(entity: "item"): InstallationFacts["lastComplete"] {
  const { [entity]: _, ...rest } = installation().lastComplete;
  return rest;
}

describe("each rule", () => {
  it("is in order where nothing is wrong, installed or from files", () => {
    for (const { findings, verdict } of [checked(), checked(installed())]) {
      expect(findings.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
      expect(verdict).toMatchObject({ ready: true, blocks: 0 });
    }
    expect(
      checked(installed())
        .findings.map(({ code }) => code)
        .sort(),
    ).toEqual(rules.map(({ code }) => code).sort());
  });

  it.each(cases)(
    "$rule is $outcome when $when",
    ({ rule, change, pairs, outcome, rows = [], amount, missing = [] }) => {
      const { findings } = checked(change, pairs);
      const finding = findings.find(({ code }) => code === rule);
      expect(finding).toMatchObject({ outcome, missing });
      expect(finding?.rows.map(({ kind, key }) => `${kind} ${key}`)).toEqual(rows);
      if (amount !== undefined) expect(finding?.money).toMatchObject({ own: amount * 100, others: {} });
    },
  );

  it("can be ok and can be otherwise; one that a fact may lack for can be unknown", () => {
    const seen = new Set(cases.filter(({ outcome }) => outcome !== "ok").map(({ rule }) => rule));
    expect(rules.map(({ code }) => code).filter((code) => !seen.has(code))).toEqual([]);
  });

  it("never comes to more than its severity", () => {
    const order = ["ok", "minor", "major", "blocking"];
    for (const { rule, outcome } of cases) {
      const severity = rules.find(({ code }) => code === rule)?.severity ?? "minor";
      if (outcome !== "unknown") expect(order.indexOf(outcome)).toBeLessThanOrEqual(order.indexOf(severity));
    }
  });

  it.each(["nl", "en"] as const)("says what it found in words without gaps (%s)", (language) => {
    for (const { change, pairs } of [...cases, { change: () => {} }, { change: installed() }] as Case[])
      for (const finding of checked(change, pairs).findings) {
        const { question, sentence, remedy } = findingInWords(finding, language);
        const notes = finding.rows.flatMap((row) => row.notes.map((note) => noteInWords(note, language)));
        for (const text of [question, sentence, remedy, ...notes]) expect(text).not.toMatch(/[{}]|undefined|^$/);
      }
  });
});
