import { describe, expect, it } from "vitest";
import { type Booking, bookings } from "./booking.ts";
import { completeness, type FoundEntry, type SentInvoice } from "./completeness.ts";
import { exampleFacts, exampleInvoice, exampleLine } from "./example.ts";
import type { Invoice } from "./invoice.ts";
import { salesEntry } from "./sales-entry.ts";

const facts = exampleFacts();

/** The entry that Globe holds when an invoice was sent as it is. */
function booked(invoice: Invoice, at: number): Booking {
  const { header, lines, totals } = salesEntry(invoice, facts).entry;
  const entry = { ...header, EntryNumber: String(26700000 + at) };
  const [booking] = bookings(
    {
      FinancialHeader: [{ ...entry, Amount: totals.incl }],
      FinancialLine: lines.map((line) => ({ ...entry, ...line })),
    },
    facts.settings,
  );
  if (!booking) throw new Error("no booking");
  return booking;
}

const credit = exampleInvoice({
  number: "2026-0125",
  kind: "credit",
  original: "2026-0123",
  totalExcl: "-1000",
  totalVat: "-210",
  totalIncl: "-1210",
  lines: [exampleLine({ amount: "-1000", vat: "-210" })],
});
const three = [
  exampleInvoice(),
  exampleInvoice({
    number: "2026-0124",
    date: "2026-10-31",
    totalExcl: "100",
    totalVat: "9",
    totalIncl: "109",
    lines: [exampleLine({ amount: "100", vatCode: "2", percentage: "9", vat: "9" })],
  }),
  credit,
];
const sent = (invoices: Invoice[]): SentInvoice[] =>
  invoices.map((invoice) => ({ invoice, pdf: `pdf of ${invoice.number}` }));
const found = (invoices: Invoice[]): FoundEntry[] =>
  invoices.map((invoice, at) => ({ booking: booked(invoice, at + 1), pdf: `pdf of ${invoice.number}` }));

/** What is said per period, leaving out what is in order. */
const faults = (invoices: SentInvoice[], entries: FoundEntry[]) =>
  completeness(invoices, entries, facts).periods.flatMap(
    ({ period, missing, doubles, strangers, differing, moved, pdf, vat }) => {
      const said = {
        missing,
        doubles,
        strangers,
        differing,
        moved,
        pdf,
        vat: vat.filter(({ equal }) => !equal).map(({ code }) => code),
      };
      const left = Object.entries(said).filter(([, found_]) => found_.length > 0);
      return left.length === 0 ? [] : [[period, Object.fromEntries(left)]];
    },
  );

describe("the proof of completeness", () => {
  it("is given where every invoice is one entry with its PDF, with equal control totals a period and code", () => {
    const proof = completeness(sent(three), found(three), facts);
    expect(proof.complete).toBe(true);
    expect(
      proof.periods.map(({ period, journal, invoices, entries, vat }) => [period, journal, invoices, entries, vat]),
    ).toEqual([
      [
        "10",
        "70",
        1,
        1,
        [
          {
            currency: "EUR",
            code: "2",
            milestones: { base: 10_000, vat: 900 },
            globe: { base: 10_000, vat: 900 },
            equal: true,
          },
        ],
      ],
      [
        "11",
        "70",
        2,
        2,
        [{ currency: "EUR", code: "1", milestones: { base: 0, vat: 0 }, globe: { base: 0, vat: 0 }, equal: true }],
      ],
    ]);
  });

  it("does not count drafts, though their numbers are part of the series", () => {
    const draft = exampleInvoice({ number: "2026-0126", processed: false });
    const proof = completeness(sent([...three, draft]), found(three), facts);
    expect([proof.complete, proof.series[0]?.last, proof.series[0]?.gaps]).toEqual([true, "2026-0126", []]);
  });

  it("names an invoice without an entry, and its VAT code", () => {
    expect(faults(sent(three), found(three.slice(1)))).toEqual([["11", { missing: ["2026-0123"], vat: ["1"] }]]);
  });

  it("names an entry that is there twice", () => {
    const again = { ...found(three)[0], booking: { ...booked(exampleInvoice(), 9) }, pdf: null };
    expect(faults(sent(three), [...found(three), again])).toEqual([
      ["11", { doubles: [{ number: "2026-0123", entries: ["26700009"] }], vat: ["1"] }],
    ]);
  });

  it("names an entry that no invoice stands behind", () => {
    const stranger = exampleInvoice({ number: "HANDMATIG" });
    expect(faults(sent(three), found([...three, stranger]))).toEqual([
      ["11", { strangers: [{ entry: "26700004", reference: "HANDMATIG" }], vat: ["1"] }],
    ]);
  });

  it("names an entry of another total, debtor or VAT code", () => {
    const other = (change: Partial<Booking>) => {
      const [first, ...rest] = found(three);
      return first ? [{ ...first, booking: { ...first.booking, ...change } }, ...rest] : [];
    };
    const differing = [{ number: "2026-0123", entry: "26700001" }];
    expect(faults(sent(three), other({ total: 1 }))).toEqual([["11", { differing }]]);
    expect(faults(sent(three), other({ debtorNumber: "10021" }))).toEqual([["11", { differing }]]);
    expect(faults(sent(three), other({ vat: [{ code: "2", base: 100_000, vat: 21_000 }] }))).toEqual([
      ["11", { differing, vat: ["1", "2"] }],
    ]);
  });

  it("names a PDF that is missing or is another one", () => {
    const entries = found(three).map((entry, at) => ({
      ...entry,
      pdf: at === 0 ? null : at === 1 ? "another" : entry.pdf,
    }));
    const invoices = sent(three).map((one, at) => (at === 2 ? { ...one, pdf: null } : one));
    expect(faults(invoices, entries)).toEqual([
      ["10", { pdf: [{ number: "2026-0124", what: "differs" }] }],
      [
        "11",
        {
          pdf: [
            { number: "2026-0123", what: "none_in_globe" },
            { number: "2026-0125", what: "none_in_milestones" },
          ],
        },
      ],
    ]);
  });

  it("says where an invoice was booked in another period than its date's; its money is counted where it was booked", () => {
    const [first, ...rest] = found(three);
    const moved = first ? [{ ...first, booking: { ...first.booking, period: "10", date: "2026-10-31" } }, ...rest] : [];
    expect(faults(sent(three), moved)).toEqual([["10", { moved: [{ number: "2026-0123", period: "2026-11" }] }]]);
  });

  it("fits two invoices of one number to their own entries, and is not given", () => {
    const twin = exampleInvoice({ debtor: "7021" });
    const proof = completeness(sent([exampleInvoice(), twin]), found([twin, exampleInvoice()]), facts);
    expect(proof.periods.map(({ differing, complete }) => [differing, complete])).toEqual([[[], true]]);
    expect([proof.series[0]?.doubles, proof.complete]).toEqual([["2026-0123"], false]);
    expect(completeness(sent([exampleInvoice(), twin]), found([twin]), facts).periods[0]?.missing).toEqual([
      "2026-0123",
    ]);
  });
});
