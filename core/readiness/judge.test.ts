import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entities, entityNames } from "../entities/index.ts";
import { checked, installation, invoiceRecord, lineRecord, type World } from "./example.ts";
import type { Outcome } from "./finding.ts";
import { findingsFingerprint, verdictOf } from "./judge.ts";
import { rules } from "./rules.ts";

/** What may go wrong in a company, each in its own way; any of it together. */
const changes: Record<string, (world: World) => void> = {
  customer: (world) =>
    world.milestones.Customer?.push({
      CustomerCompanyId: 51,
      CompanyId: 1,
      CustomerCode: "10099",
      Name: "Nieuw",
      IsActive: true,
    }),
  again: (world) => world.globe.Account?.push({ ...world.globe.Account[0], AccountName: "Nog eens" }),
  percentage: (world) => Object.assign(world.globe.VAT?.[0] ?? {}, { Percentage: 9 }),
  currency: (world) => world.milestones.Currency?.push({ CurrencyId: 21, Code: "JPY", Name: "Yen", Symbol: "Y" }),
  yen: (world) => {
    world.milestones.Invoice?.push(invoiceRecord(90, "20260124", { CurrencyId: 21, CustomerCompanyId: 51 }));
    world.milestones.InvoiceLine?.push(lineRecord(91, 90));
  },
  credit: (world) => {
    world.milestones.Invoice?.push(
      invoiceRecord(92, "20260125", { InvoiceHeaderType: "CreditInvoice", CustomerCompanyId: 51 }),
    );
    world.milestones.InvoiceLine?.push(lineRecord(93, 92));
  },
  journal: (world) => void Object.assign(world, { connector: { ...world.connector, salesJournal: "77" } }),
  names: (world) => Object.assign(world.globe.Item?.[0] ?? {}, { CountrySpecificDescription: "Anders" }),
  items: (world) => void delete world.globe.Item,
  invoices: (world) => void delete world.milestones.InvoiceLine,
  connector: (world) => void Object.assign(world, { connector: null }),
  installed: (world) =>
    void Object.assign(world, { installation: installation({ agentCheck: null, rehearsed: null, approvers: 1 }) }),
};

const anyChanges = fc.subarray(Object.keys(changes));
const found = (names: readonly string[]) =>
  checked((world) => {
    for (const name of names) changes[name]?.(world);
  });

const runs = { numRuns: 40 };

const order: Outcome[] = ["blocking", "major", "minor", "unknown", "ok"];

describe("whatever goes wrong together", () => {
  it("a finding's count is its rows, and its pairs are those of its rows, each once", () => {
    fc.assert(
      fc.property(anyChanges, (names) => {
        for (const finding of found(names).findings) {
          expect(finding.count).toBe(finding.rows.length);
          const pairs = finding.rows.flatMap(({ entity, key }) => (entity === null ? [] : [`${entity} ${key}`]));
          expect(finding.pairs.flatMap(({ entity, keys }) => keys.map((key) => `${entity} ${key}`)).sort()).toEqual(
            pairs.sort(),
          );
          expect(new Set(pairs).size).toBe(pairs.length);
          expect(finding.rows.length === 0).toBe(finding.outcome === "ok" || finding.outcome === "unknown");
          expect(finding.missing.length > 0).toBe(finding.outcome === "unknown");
        }
      }),
      runs,
    );
  });

  it("what is known to block comes first, then what blocks unknown, then major, minor, unknown and ok", () => {
    fc.assert(
      fc.property(anyChanges, (names) => {
        const { findings, verdict } = found(names);
        const ranks = findings.map(({ outcome, blocks }) =>
          blocks && outcome === "unknown" ? 0.5 : order.indexOf(outcome),
        );
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        const blocking = findings.filter(({ blocks }) => blocks).length;
        expect(verdict).toMatchObject({ blocks: blocking, ready: blocking === 0 });
        expect(Object.values(verdict.outcomes).reduce((sum, count) => sum + count, 0)).toBe(findings.length);
      }),
      runs,
    );
  });

  it("the same facts give the same findings, and every rule of the scope answers once", () => {
    fc.assert(
      fc.property(anyChanges, (names) => {
        const [first, second] = [found(names), found(names)];
        expect(first).toEqual(second);
        expect([...first.findings.map(({ code }) => code), ...first.leftOut].sort()).toEqual(
          rules.map(({ code }) => code).sort(),
        );
        expect(first.leftOut.length === 0).toBe(first.scope === "installation");
      }),
      runs,
    );
  });

  it("money of a finding counts each invoice once, and never more than all that wait", () => {
    fc.assert(
      fc.property(anyChanges, (names) => {
        const { findings } = found(names);
        const all = findings.find(({ code }) => code === "open_invoices")?.money;
        for (const { money, rows } of findings) {
          if (!money) continue;
          for (const row of rows) expect(row.money?.own ?? 0).toBeLessThanOrEqual(money.own);
          expect(money.own).toBeLessThanOrEqual(rows.reduce((sum, row) => sum + (row.money?.own ?? 0), 0));
        }
        if (all)
          for (const { severity, money } of findings)
            if (severity === "blocking" && money) expect(money.own).toBeLessThanOrEqual(all.own);
      }),
      runs,
    );
  });

  it("the fingerprint moves when what was found moves, and not when only the clock does", () => {
    fc.assert(
      fc.property(anyChanges, (names) => {
        const { findings, fingerprint } = found(names);
        expect(findingsFingerprint([...findings].reverse())).toBe(fingerprint);
        for (const [at, one] of findings.entries())
          for (const other of [
            { ...one, rows: one.rows.slice(1) },
            { ...one, outcome: "major" as const },
          ])
            if (other.rows.length !== one.rows.length || other.outcome !== one.outcome)
              expect(findingsFingerprint(findings.with(at, other))).not.toBe(fingerprint);
      }),
      { numRuns: 30 },
    );
  });
});

it("an unknown answer blocks only where the rule can block", () => {
  const { findings } = found(["connector", "items"]);
  const unknown = findings.filter(({ outcome }) => outcome === "unknown");
  expect(unknown.length).toBeGreaterThan(3);
  for (const { blocks, severity } of unknown) expect(blocks).toBe(severity === "blocking");
  expect(verdictOf(findings).ready).toBe(false);
});

it("an administration that Milestones has more of is judged by its own records alone", () => {
  const other = (world: World) => {
    world.milestones.Company?.push({ CompanyId: 2, Code: "510", Name: "Ander" });
    for (const name of entityNames) {
      const { milestones, key, id } = entities[name];
      const [first] = world.milestones[milestones] ?? [];
      if (first && "CompanyId" in first)
        world.milestones[milestones]?.push({ ...first, CompanyId: 2, [id]: 999, [key.name]: "X1" });
    }
    world.globe.Account?.push({ ...world.globe.Account[0], CompanyCode: "510", DebtorCode: "777" });
  };
  expect(checked(other).findings.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
});
