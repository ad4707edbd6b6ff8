// The demo's company, judged. What is expected was worked out by hand from the log of what its maker changed
// (tests/truth), and from who uses the codes that only Milestones has.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkReadiness, conformity } from "../flows/check-readiness.ts";
import { cents, sum } from "../invoices/money.ts";
import { invoiceSettings } from "../invoices/settings.ts";
import type { RawRecord } from "../reconcile/references.ts";
import { recordsSource } from "./records.ts";

const root = new URL("../../", import.meta.url);
const parsed = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), "utf8"));

const truthShape = z.object({
  counts: z.record(z.string(), z.record(z.string(), z.number())),
  pairs: z.record(z.string(), z.record(z.string(), z.object({ status: z.string() }))),
  invoices: z.record(z.string(), z.object({ state: z.string(), blocks: z.array(z.string()), total: z.string() })),
});

function readiness(dataset: string) {
  const side = (name: string) =>
    Object.fromEntries(
      readdirSync(new URL(`demo/${dataset}/${name}/`, root)).map((file) => [
        file.replace(".json", ""),
        parsed(`demo/${dataset}/${name}/${file}`) as RawRecord[],
      ]),
    );
  const settings = invoiceSettings.parse(parsed(`demo/${dataset}/connector.json`));
  return checkReadiness(
    recordsSource({
      company: { code: settings.company, name: dataset },
      ...{ globe: side("globe"), milestones: side("milestones"), settings },
      ...{ snapshots: [], now: "2026-11-24T08:00:00.000Z" },
    }),
  );
}

describe("northwind", () => {
  const found = readiness("northwind");
  const truth = truthShape.parse(parsed("tests/truth/northwind.json"));
  const of = (code: string) => {
    const finding = found.findings.find((one) => one.code === code);
    if (!finding) throw new Error(`no finding ${code}`);
    return finding;
  };
  const keys = (code: string) => of(code).rows.map(({ key }) => key);

  it("may not go live: four rules block, in order of the money that waits", () => {
    expect(found.verdict).toEqual({
      ready: false,
      blocks: 4,
      outcomes: { blocking: 4, major: 4, minor: 3, unknown: 0, ok: 15 },
    });
    expect(found.findings.filter(({ blocks }) => blocks).map(({ code, count, money }) => [code, count, money])).toEqual(
      [
        ["open_invoices", 155, { invoices: 155, own: 28_213_197, others: { JPY: 318_269 } }],
        ["vat_percentages", 1, { invoices: 137, own: 26_174_127, others: { JPY: 137_994 } }],
        ["vat_codes_in_globe", 1, { invoices: 19, own: 4_529_175, others: { JPY: 60_509 } }],
        ["customers_in_globe", 4, { invoices: 9, own: 1_111_176, others: {} }],
      ],
    );
  });

  it("names what must heal, and nothing else", () => {
    expect(keys("customers_in_globe").sort()).toEqual(["010015", "010045", "10051", "10081"]);
    expect(keys("vat_codes_in_globe")).toEqual(["8"]);
    expect(keys("vat_percentages")).toEqual(["2"]);
    expect(keys("currencies_in_globe")).toEqual(["JPY"]);
    expect(of("currencies_in_globe").money).toEqual({ invoices: 4, own: 0, others: { JPY: 318_269 } });
    expect(keys("items_in_globe")).toEqual(["DIENST-01"]);
    expect(keys("employees_in_globe")).toEqual(["9999"]);
    expect(keys("unused_codes")).toEqual(["ADV"]);
    expect(keys("codes_mask")).toEqual(["DIENST-01"]);
    expect(of("start_situation")).toMatchObject({ outcome: "ok", text: "both_filled" });
  });

  it("forecasts exactly the pairs that differ, and those that only Globe has", () => {
    const pairs = (status: string) =>
      Object.entries(truth.pairs).flatMap(([entity, of]) =>
        Object.entries(of).flatMap(([key, pair]) => (pair.status === status ? [`${entity} ${key}`] : [])),
      );
    const rows = (code: string) => of(code).rows.map(({ kind, key }) => `${kind} ${key}`);
    expect(rows("overwrites").sort()).toEqual(pairs("different").sort());
    expect(rows("creates").sort()).toEqual(pairs("only_in_globe").sort());
  });

  it("counts as the comparison does, and says how much is equal", () => {
    for (const [entity, counts] of Object.entries(truth.counts))
      expect(found.entities[entity as "item"]).toMatchObject(counts);
    expect(
      conformity(
        found.entities.customer ?? {
          equal: 0,
          different: 0,
          only_in_globe: 0,
          only_in_milestones: 0,
          duplicate_key: 0,
        },
      ),
    ).toBe("72.0");
  });
});

it.each(readdirSync(new URL("tests/truth/", root)).map((file) => file.replace(".json", "")))(
  "the invoices of %s that would not be booked are those of its truth, with their money",
  (dataset) => {
    if (!existsSync(new URL(`demo/${dataset}/`, root))) throw new Error("the data set ships with the product");
    const { invoices } = truthShape.parse(parsed(`tests/truth/${dataset}.json`));
    const blocked = Object.entries(invoices).filter(([, { state }]) => state === "blocked");
    const finding = readiness(dataset).findings.find(({ code }) => code === "open_invoices");
    expect(finding?.rows.map(({ key }) => key).sort()).toEqual(blocked.map(([number]) => number).sort());
    const money = finding?.money;
    const all = (money?.own ?? 0) + sum(Object.values(money?.others ?? {}));
    expect(all).toBe(sum(blocked.map(([, { total }]) => Math.abs(cents(total) ?? Number.NaN))));
  },
);
