// Every invoice of the data sets, sent to Globe's stand-in as it would be approved: what is ready is booked, and comes to
// Milestones' totals by VAT code to the cent; what is blocked for a reason that Globe knows too, Globe refuses.
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GlobeBooking, globeBooking } from "../../connectors/globe/booking.ts";
import { grouped } from "../../core/invoices/grouped.ts";
import { type Invoice, invoices, type MilestonesRecords, milestonesFields } from "../../core/invoices/invoice.ts";
import { cents, euros, sum } from "../../core/invoices/money.ts";
import { mismatches } from "../../core/invoices/read-back.ts";
import { salesEntry } from "../../core/invoices/sales-entry.ts";
import { codesOf, stateOf } from "../../core/invoices/state.ts";
import { vatOf } from "../../core/invoices/vat.ts";
import { globeStandin } from "../../standins/globe/server.ts";
import { connected } from "../globe-account.ts";
import { demoFacts, ledgerOf } from "../ledger.ts";

const root = new URL("../../", import.meta.url);
const names = readdirSync(new URL("tests/truth/", root)).map((file) => file.replace(".json", ""));
const never = new AbortController().signal;

/** What only Tieout minds, since it knows both sides: Globe books it as it is told. */
const unknownToGlobe = ["amounts_differ", "number_already_booked", "character_not_storable"];

function invoicesOf(name: string): { all: Invoice[]; facts: ReturnType<typeof demoFacts> } {
  const facts = demoFacts(name);
  const records = Object.keys(milestonesFields).map((entity) => {
    const file = new URL(`demo/${name}/milestones/${entity}.json`, root);
    return [entity, existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []];
  });
  return { all: invoices(Object.fromEntries(records) as MilestonesRecords, facts.settings), facts };
}

describe.each(names)("the invoices of %s", (name) => {
  const { all, facts } = invoicesOf(name);
  const judged = all.map((invoice) => ({ invoice, ...stateOf(invoice, facts) }));
  let url: string;
  let stop: () => Promise<void>;
  let globe: GlobeBooking;
  beforeAll(async () => {
    ({ url, stop } = await globeStandin({ dataset: [new URL(`demo/${name}`, root).pathname] }));
    globe = globeBooking(connected(url, { databaseName: facts.settings.company }));
  });
  afterAll(() => stop());

  async function sent(invoice: Invoice) {
    const { entry } = salesEntry(invoice, facts);
    const of = { transactionKey: randomUUID(), documentId: null };
    for (const at of entry.lines.keys()) {
      const line = await globe.line(entry, at, of, never);
      if (line.outcome !== "done") return { entry, ended: line };
    }
    return { entry, ended: await globe.header(entry, of.transactionKey, never) };
  }

  it("that are ready are booked, and the ledger's totals by VAT code are Milestones' to the cent", async () => {
    const before = new Set((await ledgerOf(url)).entries.map(({ header }) => header.ID));
    const ready = judged.flatMap(({ invoice, state }) => (state === "ready" ? [invoice] : []));
    for (const invoice of ready) {
      const { entry, ended } = await sent(invoice);
      expect([invoice.number, ended]).toMatchObject([invoice.number, { outcome: "done" }]);
      const { YourReference: reference, Journal } = entry.header;
      const [found, ...more] = await globe.entries(
        { reference, journal: Journal ?? "", lineSign: entry.lineSign },
        never,
      );
      expect(more).toEqual([]);
      expect([invoice.number, found && mismatches(entry, found.booking, false)]).toEqual([invoice.number, []]);
    }
    const rows = (await ledgerOf(url)).entries
      .filter(({ header }) => !before.has(header.ID))
      .flatMap((one) => one.rows);
    const amount = (kind: string) => (row: (typeof rows)[number]) =>
      row.kind === kind ? -(cents(row.amount) ?? 0) : 0;
    const booked = [...grouped(rows, ({ vatCode }) => vatCode)].flatMap(([code, ofCode]) =>
      code === "" ? [] : [[code, euros(sum(ofCode.map(amount("B")))), euros(sum(ofCode.map(amount("K"))))]],
    );
    const expected = [...grouped(ready.flatMap(vatOf), ({ code }) => code)].map(([code, ofCode]) => [
      code,
      euros(sum(ofCode.map(({ base }) => base))),
      euros(sum(ofCode.map(({ vat }) => vat))),
    ]);
    expect(booked.sort()).toEqual(expected.sort());
    expect(sum(rows.map((row) => cents(row.amount) ?? Number.NaN))).toBe(0);
    expect(ready.length).toBeGreaterThan(5);
  });

  it("that are blocked for a reason that Globe knows too are refused by Globe", async () => {
    const blocked = judged.filter(({ invoice, state, findings }) => {
      // why: a line without any VAT code is one that Globe takes.
      if (state !== "blocked" || invoice.lines.some(({ vatCode }) => vatCode === "")) return false;
      return codesOf(findings).some((code) => !unknownToGlobe.includes(code));
    });
    const booked: unknown[] = [];
    for (const { invoice, findings } of blocked) {
      const { ended } = await sent(invoice);
      if (ended.outcome !== "refused") booked.push([invoice.number, codesOf(findings), ended.outcome]);
    }
    expect(booked).toEqual([]);
    expect(blocked.length).toBeGreaterThan(5);
  });
});
