import { beforeEach, describe, expect, it } from "vitest";
import { exampleLine } from "../core/invoices/example.ts";
import type { PolicyRules } from "../core/invoices/policy.ts";
import type { Role } from "../core/states.ts";
import { events, verifyEvents } from "./events.ts";
import { departures } from "./invoice-exports.ts";
import { decidePolicy, invoicePolicies, policyInForce, proposePolicy, switchPolicyOff } from "./invoice-policy.ts";
import { invoicesForPolicy, letGoByPolicy, releaseInvoices, withdrawInvoices } from "./invoice-release.ts";
import { InvoiceTest, testInvoice } from "./test-invoices.ts";

let test: InvoiceTest;

beforeEach(async () => {
  test = await InvoiceTest.begun();
});

const rules: PolicyRules = { upTo: 150_000, cleanOnly: true, creditNotes: false };
const id = () => test.administration.id;
const who = (role: Role) => test.test.people[role];
const propose = (role: Role, more: Partial<PolicyRules> = {}) =>
  proposePolicy(test.db, who(role), id(), { rules: { ...rules, ...more }, reason: "minder werk" });
const decide = (role: Role, version = 1, approved = true) =>
  decidePolicy(test.db, who(role), id(), { version, approved });

function inForce(more: Partial<PolicyRules> = {}): void {
  expect(propose("administrator", more)).toBeNull();
  const [{ version } = { version: 0 }] = invoicePolicies(test.db, id());
  expect(decide("approver", version)).toBeNull();
}

/** Numbers that the policy in force lets go. */
function letGo(): string[] {
  const policy = policyInForce(test.db, id());
  if (!policy) return [];
  const ids = invoicesForPolicy(test.db, test.administration, policy);
  return letGoByPolicy(test.db, test.administration, policy, ids).flatMap((one) => (one.refused ? [] : [one.number]));
}

const amount = (number: string, excl: string, vat: string, incl: string) =>
  testInvoice(number, {
    totalExcl: excl,
    totalVat: vat,
    totalIncl: incl,
    lines: [exampleLine({ amount: excl, vat, quantity: null, price: null })],
  });

describe("the policy by which invoices are let go", () => {
  it("is off until one person proposed it and another approved it", () => {
    expect(propose("approver")).toBe("role");
    expect(propose("administrator")).toBeNull();
    expect(policyInForce(test.db, id())).toBeNull();
    expect(decide("administrator")).toBe("own_proposal");
    expect(decide("preparer")).toBe("role");
    expect(decide("approver", 7)).toBe("moved");
    expect(decide("approver")).toBeNull();
    expect(policyInForce(test.db, id())).toMatchObject({
      version: 1,
      rules,
      proposedBy: "administrator",
      decidedBy: "approver",
    });
    expect(decide("approver")).toBe("none");
  });

  it("goes on as it is until another version is approved, and every version stays", () => {
    inForce();
    propose("administrator", { upTo: 1 });
    propose("administrator", { upTo: 2 });
    expect(policyInForce(test.db, id())?.version).toBe(1);
    expect(decide("approver", 3, false)).toBeNull();
    expect(policyInForce(test.db, id())?.version).toBe(1);
    inForce({ upTo: 4 });
    expect(invoicePolicies(test.db, id()).map(({ version, state }) => [version, state])).toEqual([
      ...[
        [4, "in_force"],
        [3, "rejected"],
        [2, "withdrawn"],
        [1, "replaced"],
      ],
    ]);
  });

  it("is switched off at once, by one person", () => {
    inForce();
    expect(switchPolicyOff(test.db, who("preparer"), id())).toBe("role");
    expect(switchPolicyOff(test.db, who("administrator"), id())).toBeNull();
    expect(switchPolicyOff(test.db, who("administrator"), id())).toBe("none");
    expect(letGo()).toEqual([]);
    expect(events(test.db, { subject: "policy 1" }).map(({ kind, actor }) => [kind, actor])).toEqual([
      ["invoice_policy_off", "administrator"],
      ["invoice_policy_approved", "approver"],
      ["invoice_policy_proposed", "administrator"],
    ]);
  });
});

describe("a policy in force", () => {
  it("lets go what is ready within its amount, in its own name, and nothing else", async () => {
    await test.pulled([
      amount("2026-0001", "1000", "210", "1210"),
      amount("2026-0002", "1239.67", "260.33", "1500"),
      amount("2026-0003", "1239.68", "260.33", "1500.01"),
      testInvoice("2026-0004", { lines: [exampleLine({ vatCode: "8" })] }),
      testInvoice("2026-0005", { processed: false }),
    ]);
    inForce();
    expect(letGo()).toEqual(["2026-0001", "2026-0002"]);
    expect(letGo()).toEqual([]);
    expect(test.stateOf("2026-0001")).toBe("approved");
    expect(departures(test.db, id()).map(({ number }) => number)).toEqual(["2026-0001", "2026-0002"]);
    const told = events(test.db, { subject: "2026-0001", limit: 2 });
    expect(told.map(({ kind, actor, actorId, detail }) => [kind, actor, actorId, detail.policy])).toEqual([
      ["invoice_approved", "policy 1", null, 1],
      ["invoice_released", "policy 1", null, 1],
    ]);
    expect(verifyEvents(test.db).whole).toBe(true);
  });

  it("leaves credit notes to people unless it says otherwise, and those by their amount", async () => {
    const credit = (number: string) => ({ ...amount(number, "-1000", "-210", "-1210"), kind: "credit" as const });
    await test.pulled([credit("2026-0001")]);
    inForce();
    expect(letGo()).toEqual([]);
    inForce({ creditNotes: true, cleanOnly: false, upTo: 120_000 });
    expect(letGo()).toEqual([]);
    inForce({ creditNotes: true, cleanOnly: false, upTo: 121_000 });
    expect(letGo()).toEqual(["2026-0001"]);
  });

  it("leaves what has a warning to people, if so set", async () => {
    const debtors = [
      {
        DebtorCode: "               10021",
        DebtorNumber: "  7021",
        AccountName: "Waterschap",
        CustomerStatus: "A",
        Blocked: 1,
      },
    ];
    await test.pulled([testInvoice("2026-0001")], { Account: debtors });
    expect(test.db.prepare(`SELECT count(*) FROM invoice_finding`).pluck().get()).toBe(1);
    inForce();
    expect(letGo()).toEqual([]);
    inForce({ cleanOnly: false });
    expect(letGo()).toEqual(["2026-0001"]);
  });

  it("leaves alone what a person took back", async () => {
    await test.pulled([testInvoice("2026-0001")]);
    const ids = [test.idOf("2026-0001")];
    releaseInvoices(test.db, test.word("preparer"), test.administration, ids);
    inForce();
    expect(letGo()).toEqual([]);
    withdrawInvoices(test.db, test.word("preparer"), test.administration, ids);
    expect(letGo()).toEqual([]);
  });

  it("lets go nothing of what is not what was judged, as settings moved since", async () => {
    await test.pulled([testInvoice("2026-0001")]);
    inForce();
    test.save({ salesJournal: "71" });
    expect(letGo()).toEqual([]);
  });
});
