import { describe, expect, it } from "vitest";
import { type Booking, bookings } from "./booking.ts";
import { completeness, proofFingerprint } from "./completeness.ts";
import { exampleFacts, exampleInvoice, exampleLine } from "./example.ts";
import type { Invoice } from "./invoice.ts";
import type { FoundEntry, SentInvoice } from "./proof-rows.ts";
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
  invoices.map((invoice) => ({ invoice, pdf: `pdf of ${invoice.number}`, bookedSince: false }));
const found = (invoices: Invoice[]): FoundEntry[] =>
  invoices.map((invoice, at) => ({ booking: booked(invoice, at + 1), pdf: `pdf of ${invoice.number}` }));

/** What is said per period, leaving out what is in order: "number entry: faults". */
const faults = (invoices: SentInvoice[], entries: FoundEntry[]) =>
  completeness(invoices, entries, facts).periods.flatMap(({ period, rows, vat }) => {
    const told = rows
      .filter((row) => row.faults.length > 0)
      .map(({ number, entry, faults: of }) => `${number} ${entry?.number ?? "-"}: ${of.join(" ")}`);
    const unequal = vat.filter(({ equal }) => !equal).map(({ code }) => `VAT ${code}`);
    return told.length + unequal.length === 0 ? [] : [[period, ...told, ...unequal]];
  });

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
    expect(faults(sent(three), found(three.slice(1)))).toEqual([["11", "2026-0123 -: missing", "VAT 1"]]);
  });

  it("names an entry that is there twice", () => {
    const again = { ...found(three)[0], booking: { ...booked(exampleInvoice(), 9) }, pdf: null };
    expect(faults(sent(three), [...found(three), again])).toEqual([["11", "2026-0123 26700009: double", "VAT 1"]]);
  });

  it("names an entry that no invoice stands behind", () => {
    const stranger = exampleInvoice({ number: "HANDMATIG" });
    expect(faults(sent(three), found([...three, stranger]))).toEqual([["11", "HANDMATIG 26700004: stranger", "VAT 1"]]);
  });

  it("names an entry of another total, debtor or VAT code", () => {
    const other = (change: Partial<Booking>) => {
      const [first, ...rest] = found(three);
      return first ? [{ ...first, booking: { ...first.booking, ...change } }, ...rest] : [];
    };
    const differing = "2026-0123 26700001: differs";
    expect(faults(sent(three), other({ total: 1 }))).toEqual([["11", differing]]);
    expect(faults(sent(three), other({ debtorNumber: "10021" }))).toEqual([["11", differing]]);
    expect(faults(sent(three), other({ vat: [{ code: "2", base: 100_000, vat: 21_000 }] }))).toEqual([
      ["11", differing, "VAT 1", "VAT 2"],
    ]);
  });

  it("names a PDF that is missing or is another one", () => {
    const entries = found(three).map((entry, at) => ({
      ...entry,
      pdf: at === 0 ? null : at === 1 ? "another" : entry.pdf,
    }));
    const invoices = sent(three).map((one, at) => (at === 2 ? { ...one, pdf: null } : one));
    expect(faults(invoices, entries)).toEqual([
      ["10", "2026-0124 26700002: pdf_differs"],
      ["11", "2026-0123 26700001: no_pdf_in_globe", "2026-0125 26700003: no_pdf_in_milestones"],
    ]);
  });

  it("says where an invoice was booked in another period than its date's; its money is counted where it was booked", () => {
    const [first, ...rest] = found(three);
    const moved = first ? [{ ...first, booking: { ...first.booking, period: "10", date: "2026-10-31" } }, ...rest] : [];
    const [october] = completeness(sent(three), moved, facts).periods;
    expect(october?.rows.map(({ number, movedFrom }) => [number, movedFrom])).toEqual([
      ["2026-0123", "2026-11"],
      ["2026-0124", null],
    ]);
    expect(faults(sent(three), moved)).toEqual([]);
  });

  it("fits two invoices of one number to their own entries, and is not given", () => {
    const twin = exampleInvoice({ debtor: "7021" });
    const proof = completeness(sent([exampleInvoice(), twin]), found([twin, exampleInvoice()]), facts);
    expect(proof.periods[0]?.rows.map((row) => row.faults)).toEqual([["number_twice"], ["number_twice"]]);
    expect([proof.series[0]?.doubles, proof.complete]).toEqual([["2026-0123"], false]);
    expect(faults(sent([exampleInvoice(), twin]), found([twin]))).toEqual([
      ["11", "2026-0123 -: missing number_twice", "2026-0123 26700001: number_twice", "VAT 1"],
    ]);
  });

  it("names a gap in the numbers where it is, and leaves it to a person", () => {
    const later = exampleInvoice({ number: "2026-0130" });
    const { periods, complete } = completeness(sent([...three, later]), found([...three, later]), facts);
    expect(complete).toBe(true);
    expect(periods.map(({ period, gaps }) => [period, gaps])).toEqual([
      ["10", []],
      ["11", [{ after: "2026-0125", from: "2026-0126", until: "2026-0129", missing: 4 }]],
    ]);
  });

  it("tells a document that nobody read back from none, and an invoice booked since Globe was read from a lost one", () => {
    const unread = found(three).map((entry) => ({ booking: { ...entry.booking, document: "{1}" }, pdf: null }));
    expect(faults(sent(three.slice(1, 2)), unread.slice(1, 2))).toEqual([
      ["10", "2026-0124 26700002: pdf_not_read_back"],
    ]);
    const since = sent(three.slice(1, 2)).map((one) => ({ ...one, bookedSince: true }));
    expect(faults(since, [])).toEqual([["10", "2026-0124 -: booked_since", "VAT 2"]]);
  });

  it("is another as soon as anything of its period moves, and only of that period", () => {
    const prints = (entries: FoundEntry[]) => completeness(sent(three), entries, facts).periods.map(proofFingerprint);
    const before = prints(found(three));
    expect(prints(found(three))).toEqual(before);
    const after = prints(found(three).map((entry, at) => (at === 1 ? { ...entry, pdf: "another" } : entry)));
    expect(after.map((print, at) => print === before[at])).toEqual([false, true]);
  });
});
