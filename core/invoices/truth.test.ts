// Every data set with a known truth: the findings and states of its invoices are exactly those.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { RawRecord } from "../reconcile/references.ts";
import { bookings } from "./booking.ts";
import { completeness } from "./completeness.ts";
import { facts, type GlobeRecords, globeFields } from "./facts.ts";
import { grouped } from "./grouped.ts";
import { invoices, type MilestonesRecords, milestonesFields } from "./invoice.ts";
import { ledgerRows } from "./ledger.ts";
import { cents, euros, sum } from "./money.ts";
import { numberSeries } from "./number-series.ts";
import { mismatches } from "./read-back.ts";
import { rootCauses } from "./root-causes.ts";
import { salesEntry } from "./sales-entry.ts";
import { invoiceSettings } from "./settings.ts";
import { codesOf, stateOf } from "./state.ts";

const root = new URL("../../", import.meta.url);
const parsed = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const records = (path: string) => (existsSync(new URL(path, root)) ? (parsed(path) as RawRecord[]) : []);

/** What a pull brings: the properties that are asked for and nothing else. */
const pick = (record: RawRecord, names: readonly string[]): RawRecord =>
  Object.fromEntries(names.map((name) => [name, record[name] ?? null]));

const truthShape = z.object({
  invoices: z.record(z.string(), z.object({ state: z.string(), blocks: z.array(z.string()), total: z.string() })),
});

const names = readdirSync(new URL("tests/truth/", root)).map((file) => file.replace(".json", ""));

function dataset(name: string) {
  const of = (side: string, fields: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(
      Object.entries(fields).map(([entity, names]) => [
        entity,
        records(`demo/${name}/${side}/${entity}.json`).map((record) => pick(record, names)),
      ]),
    );
  const settings = invoiceSettings.parse(parsed(`demo/${name}/connector.json`));
  const known = facts(of("globe", globeFields) as unknown as GlobeRecords, settings);
  const all = invoices(of("milestones", milestonesFields) as unknown as MilestonesRecords, settings);
  return { known, all, judged: all.map((invoice) => ({ invoice, ...stateOf(invoice, known) })) };
}

describe.each(names)("the invoices of %s", (name) => {
  const truth = truthShape.parse(parsed(`tests/truth/${name}.json`)).invoices;
  const { known, all, judged } = dataset(name);
  const ready = judged.flatMap(({ invoice, state }) => (state === "ready" ? [invoice] : []));

  it("come to exactly the states and findings that its maker knows", () => {
    const found = judged.map(({ invoice, state, findings, total }) => [
      invoice.number,
      { state: state === "draft" ? "not_processed" : state, blocks: codesOf(findings), total },
    ]);
    expect(Object.fromEntries(found)).toEqual(truth);
  });

  it("wait for root causes whose money is that of the truth, code by code", () => {
    const held = judged.map(({ invoice, findings, total }) => {
      return { number: invoice.number, total: cents(total) ?? 0, currency: "", findings };
    });
    const causes = rootCauses(held, known.baseCurrency);
    for (const [code, ofCode] of grouped(causes, (cause) => cause.code)) {
      const waiting = Object.entries(truth).filter(([, { blocks }]) => blocks.includes(code));
      const numbers = [...new Set(ofCode.flatMap((cause) => cause.invoices))].sort();
      expect([code, numbers]).toEqual([code, waiting.map(([number]) => number).sort()]);
      for (const cause of ofCode)
        expect(euros(cause.amount)).toBe(
          euros(sum(cause.invoices.map((number) => Math.abs(cents(truth[number]?.total ?? null) ?? Number.NaN)))),
        );
    }
    expect(causes.length).toBeGreaterThan(3);
  });

  it("that are ready, booked as shown, balance and are proved complete to the cent", () => {
    const entries = ready.map((invoice, at) => ({
      ...salesEntry(invoice, known).entry,
      number: String(26700000 + at),
    }));
    for (const entry of entries) {
      const rows = ledgerRows(entry);
      expect(sum(rows.map(({ debit }) => debit))).toBe(sum(rows.map(({ credit }) => credit)));
    }
    const inGlobe = bookings(
      {
        FinancialHeader: entries.map(({ header, totals, number }) => ({
          ...header,
          EntryNumber: number,
          Amount: totals.incl,
        })),
        FinancialLine: entries.flatMap(({ header, lines, number }) =>
          lines.map((line) => ({ Journal: header.Journal, EntryNumber: number, ...line })),
        ),
      },
      known.settings,
    );
    expect(inGlobe.flatMap((booking, at) => (entries[at] ? mismatches(entries[at], booking, false) : []))).toEqual([]);
    const after = { ...known, bookings: grouped(inGlobe, ({ reference }) => reference) };
    expect([...new Set(ready.map((invoice) => stateOf(invoice, after).state))]).toEqual(["already_booked"]);
    const sent = ready.map((invoice) => ({ invoice, pdf: invoice.id, bookedSince: false }));
    const found = inGlobe.map((booking, at) => ({ booking, pdf: ready[at]?.id ?? null }));
    const proof = completeness(sent, found, known);
    expect(proof.complete).toBe(true);
    const booked = sum(proof.periods.flatMap(({ vat }) => vat.map(({ globe }) => globe.base + globe.vat)));
    expect(euros(booked)).toBe(
      euros(sum(ready.map(({ number }) => cents(truth[number]?.total ?? null) ?? Number.NaN))),
    );
  });

  it("have no number twice", () => {
    expect(numberSeries(all).flatMap(({ doubles }) => doubles)).toEqual([]);
  });
});

it("every property that is read of Globe is one of Entity Services", () => {
  const known = parsed("standins/globe/entities.json") as Record<string, { properties: object }>;
  for (const [entity, names_] of Object.entries(globeFields))
    expect([entity, names_.filter((name) => !(name in (known[entity]?.properties ?? {})))]).toEqual([entity, []]);
});

it("the numbers that a data set leaves out are named as gaps", () => {
  const gaps = (name: string) => numberSeries(dataset(name).all).flatMap((series) => series.gaps);
  const missing = ["07", "29", "46", "57", "72"].map((end) => `202600${end}`);
  expect(
    gaps("northwind")
      .map(({ from }) => from)
      .filter((from) => from < "20260100"),
  ).toEqual(missing);
  expect(gaps("credit-notes").map(({ from }) => from)).toContain("C2026-0011");
});
