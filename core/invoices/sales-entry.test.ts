import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bookings } from "./booking.ts";
import { reasonInWords } from "./entry-reasons.ts";
import { exampleFacts, exampleInvoice, exampleLine } from "./example.ts";
import type { Invoice, InvoiceLine } from "./invoice.ts";
import { ledgerRows } from "./ledger.ts";
import { euros, negated, sum } from "./money.ts";
import { mismatches } from "./read-back.ts";
import { entryFingerprint, type SalesEntry, salesEntry } from "./sales-entry.ts";
import { taxed } from "./vat.ts";

const facts = exampleFacts();

const codes = [
  ["1", "21"],
  ["2", "9"],
  ["3", "0"],
  ["5", "21"],
] as const;
const anyInvoice = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: -5_000_000, max: 5_000_000 }), fc.constantFrom(...codes)), {
      minLength: 1,
      maxLength: 20,
    }),
    fc.constantFrom("per_line" as const, "per_code" as const),
  )
  .map(([amounts, vatMode]): Invoice => {
    const lines = amounts.map(([amount, [vatCode, percentage]], at) =>
      exampleLine({
        number: at + 1,
        amount: euros(amount),
        vatCode,
        percentage,
        vat: null,
        reverseCharge: vatCode === "3",
      }),
    );
    const vats = taxed({ vatMode, lines });
    const [excl, vat] = [sum(vats.map(({ base }) => base)), sum(vats.map((one) => one.vat))];
    return exampleInvoice({
      vatMode,
      lines,
      totalExcl: euros(excl),
      totalVat: euros(vat),
      totalIncl: euros(excl + vat),
    });
  });
const anySign = fc.constantFrom("+", "-");

/** The credit note that takes a whole invoice back. */
const credit = (invoice: Invoice): Invoice => ({
  ...invoice,
  kind: "credit",
  number: "C1",
  original: invoice.number,
  totalExcl: negated(invoice.totalExcl ?? "0"),
  totalVat: negated(invoice.totalVat ?? "0"),
  totalIncl: negated(invoice.totalIncl),
  lines: invoice.lines.map((line): InvoiceLine => ({ ...line, amount: negated(line.amount) })),
});
const amountsOf = ({ lines, totals }: SalesEntry) => [
  ...lines.flatMap(({ Amount, VATAmount, VATBasis }) => [Amount, VATAmount, VATBasis]),
  ...[totals.excl, totals.vat, totals.incl],
  ...totals.perCode.flatMap(({ base, vat }) => [base, vat]),
];
const opposite = (amounts: string[]) => amounts.map((amount) => (amount === "0.00" ? amount : negated(amount)));

describe("a sales entry", () => {
  const { entry, why } = salesEntry(
    exampleInvoice({ lines: [exampleLine({ costCenter: "ADV", project: "P1" })] }),
    facts,
  );

  it("is in Globe's words and widths", () => {
    expect(entry).toEqual({
      header: {
        Journal: " 70",
        JournalAccount: "     1300",
        DebtorNumber: "  7021",
        Description: "Advies",
        EntryDate: "2026-11-20",
        ReportingDate: "2026-11-20",
        InvoiceDueDate: "2026-12-20",
        FinancialYear: "2026",
        FinancialPeriod: "11",
        CurrencyCode: "EUR",
        YourReference: "2026-0123",
        OurReference: "20260123",
      },
      lines: [
        {
          GLAccount: "     8000",
          Description: "Adviesuren november",
          Amount: "1000.00",
          VATCode: "1",
          VATAmount: "210.00",
          VATBasis: "1000.00",
          CostCenter: "ADV",
          Project: "P1",
          Quantity: "8",
        },
      ],
      lineSign: "+",
      document: {
        Subject: "Factuur 2026-0123",
        FileName: "Factuur-2026-0123.pdf",
        YourRef: "2026-0123",
        OurRef: "20260123",
        DebtorNumber: "  7021",
        CompanyCode: "500",
      },
      totals: {
        excl: "1000.00",
        vat: "210.00",
        incl: "1210.00",
        perCode: [{ code: "1", base: "1000.00", vat: "210.00" }],
      },
    });
  });

  it("gives the reason of every value in both languages", () => {
    expect(Object.keys(why.header)).toEqual(Object.keys(entry.header));
    expect(why.lines.map((line) => Object.keys(line))).toEqual(entry.lines.map((line) => Object.keys(line)));
    const said = (language: "en" | "nl") =>
      [...Object.values(why.header), ...why.lines.flatMap((line) => Object.values(line))].map((reason) =>
        reasonInWords(reason, language),
      );
    for (const language of ["en", "nl"] as const)
      expect(said(language).filter((text) => /[{}]|^$/.test(text))).toEqual([]);
    expect(reasonInWords(why.header.DebtorNumber, "nl")).toBe(
      "Het debiteurnummer van Waterschap, gevonden op klantcode 10021",
    );
    expect(reasonInWords(why.lines[0]?.VATAmount as never, "en")).toBe("21 % of 1000.00, rounded per line");
  });

  it("of a blocked invoice shows what is missing as nothing, with the reason", () => {
    const blocked = salesEntry(
      exampleInvoice({
        debtor: "999",
        date: "2027-01-01",
        lines: [exampleLine({ vatCode: "?8", percentage: null, glAccount: "", costCenter: "?1" })],
      }),
      exampleFacts({}, { salesJournal: null, debtorAccount: null, ourReference: "none" }),
    );
    expect(blocked.entry.header).toMatchObject({
      Journal: null,
      JournalAccount: null,
      DebtorNumber: null,
      FinancialPeriod: null,
      OurReference: null,
    });
    expect(blocked.entry.lines[0]).toMatchObject({
      GLAccount: null,
      VATCode: null,
      VATAmount: "210.00",
      CostCenter: null,
    });
    expect(blocked.why.header.DebtorNumber).toEqual({ reason: "debtor_not_in_globe", values: { code: "999" } });
  });

  it("sends amounts with VAT where Globe's code is inclusive, and with a minus where Globe wants one", () => {
    const of = (line: Partial<InvoiceLine>, settings = {}) =>
      salesEntry(exampleInvoice({ lines: [exampleLine(line)] }), exampleFacts({}, settings)).entry.lines[0];
    expect(of({ vatCode: "5" })).toMatchObject({ Amount: "1210.00", VATAmount: "210.00", VATBasis: "1000.00" });
    expect(of({}, { salesLineSign: "-" })).toMatchObject({
      Amount: "-1000.00",
      VATAmount: "-210.00",
      VATBasis: "-1000.00",
    });
  });

  it("has a fingerprint that moves with any value that is sent", () => {
    const print = (invoice: Partial<Invoice>) => entryFingerprint(salesEntry(exampleInvoice(invoice), facts).entry);
    expect(print({})).toBe(print({}));
    const moved = [
      { number: "2" },
      { date: "2026-11-21" },
      { debtor: "7021" },
      { lines: [exampleLine({ amount: "1000.01" })] },
    ];
    expect(new Set([{}, ...moved].map(print)).size).toBe(moved.length + 1);
  });

  it("names a file that Windows can keep", () => {
    const { document } = salesEntry(exampleInvoice({ number: 'A/1:*?"<>|\\2' }), facts).entry;
    expect(document.FileName).toBe("Factuur-A-1-2.pdf");
  });

  it("adds up to the cent: its lines are its totals, and each code's lines are the code's", () => {
    fc.assert(
      fc.property(anyInvoice, anySign, (invoice, salesLineSign) => {
        const { lines, totals } = salesEntry(invoice, exampleFacts({}, { salesLineSign })).entry;
        const up = salesLineSign === "+" ? 1 : -1;
        const cents = (text: string) => Math.round(Number(text) * 100);
        const total = (of: (line: (typeof lines)[number]) => string) =>
          up * sum(lines.map((line) => cents(of(line)))) || 0;
        expect(total((line) => line.VATBasis)).toBe(cents(totals.excl));
        expect(total((line) => line.VATAmount)).toBe(cents(totals.vat));
        expect(cents(totals.excl) + cents(totals.vat)).toBe(cents(totals.incl));
        expect(totals.excl).toBe(invoice.totalExcl);
        expect(totals.incl).toBe(invoice.totalIncl);
        expect(euros(sum(totals.perCode.map(({ vat }) => cents(vat))))).toBe(totals.vat);
      }),
    );
  });

  it("balances: debit equals credit, each row on one side, none negative", () => {
    fc.assert(
      fc.property(anyInvoice, anySign, fc.boolean(), (invoice, salesLineSign, asCredit) => {
        const made = salesEntry(asCredit ? credit(invoice) : invoice, exampleFacts({}, { salesLineSign }));
        const rows = ledgerRows(made.entry);
        expect(sum(rows.map(({ debit }) => debit))).toBe(sum(rows.map(({ credit: on }) => on)));
        expect(rows.every(({ debit, credit: on }) => debit >= 0 && on >= 0 && (debit === 0 || on === 0))).toBe(true);
      }),
    );
  });

  it("of a credit note is exactly the reverse of its invoice's", () => {
    fc.assert(
      fc.property(anyInvoice, anySign, (invoice, salesLineSign) => {
        const with_ = exampleFacts({}, { salesLineSign });
        const [forth, back] = [salesEntry(invoice, with_).entry, salesEntry(credit(invoice), with_).entry];
        expect(amountsOf(back)).toEqual(opposite(amountsOf(forth)));
        const turned = ledgerRows(back).map(({ debit, credit: on }) => [on, debit]);
        expect(turned).toEqual(ledgerRows(forth).map(({ debit, credit: on }) => [debit, on]));
      }),
    );
  });
});

describe("what Globe gives back", () => {
  const { entry } = salesEntry(exampleInvoice(), facts);
  const header = {
    Journal: " 70",
    EntryNumber: "26700001",
    YourReference: "2026-0123",
    DebtorNumber: "  7021",
    EntryDate: "/Date(1795132800000)/",
    CurrencyCode: "EUR",
    Amount: 1210,
  };
  const line = {
    Journal: "70",
    EntryNumber: "26700001",
    VATCode: "1",
    Amount: 1000,
    VATAmount: 210,
    VATBasis: 1000,
    DocumentID: "d",
  };
  const read = (changed: { header?: object; line?: object }, sign: "+" | "-" = "+") =>
    bookings(
      { FinancialHeader: [{ ...header, ...changed.header }], FinancialLine: [{ ...line, ...changed.line }] },
      { salesLineSign: sign },
    )[0];
  const named = (changed: Parameters<typeof read>[0], document = true) => {
    const booking = read(changed);
    return booking && mismatches(entry, booking, document).map(({ what }) => what);
  };

  it("agrees when it is what was sent", () => {
    expect(named({})).toEqual([]);
  });

  it.each<[string, Parameters<typeof read>[0], string[]]>([
    ["another debtor", { header: { DebtorNumber: "1" } }, ["debtor"]],
    ["a cent more", { header: { Amount: 1210.01 } }, ["total"]],
    ["VAT that Globe computed itself", { line: { VATAmount: 209.99 } }, ["vat"]],
    ["another VAT code", { line: { VATCode: "2" } }, ["base", "vat", "base", "vat"]],
    ["the day before", { header: { EntryDate: "2026-11-19" } }, ["date"]],
    ["another journal", { header: { Journal: "71" }, line: { Journal: "71" } }, ["journal"]],
    ["no document", { line: { DocumentID: null } }, ["document"]],
  ])("names %s", (_, changed, expected) => {
    expect(named(changed)).toEqual(expected);
  });

  it("does not miss a document where none was sent", () => {
    expect(named({ line: { DocumentID: "" } }, false)).toEqual([]);
  });

  it("is read with the sign lines are sent with", () => {
    expect(read({ line: { Amount: -1000, VATAmount: -210, VATBasis: -1000 } }, "-")?.vat).toEqual([
      { code: "1", base: 100_000, vat: 21_000 },
    ]);
  });

  it("gets its lines by key where they carry no entry number, and its total from them where the header has none", () => {
    const found = bookings(
      {
        FinancialHeader: [{ ...header, Amount: null, TransactionKey: "k" }],
        FinancialLine: [
          { ...line, EntryNumber: "", TransactionKey: "k" },
          { ...line, EntryNumber: "9", TransactionKey: "other" },
        ],
      },
      { salesLineSign: "+" },
    );
    expect(found[0]).toMatchObject({ total: 121_000, vat: [{ code: "1", base: 100_000, vat: 21_000 }] });
  });

  it("does not mix the lines of two years that share an entry number", () => {
    const [one, other] = bookings(
      {
        FinancialHeader: [2025, 2026].map((FinancialYear) => ({ ...header, FinancialYear })),
        FinancialLine: [2025, 2026].map((FinancialYear) => ({
          ...line,
          FinancialYear,
          VATCode: String(FinancialYear),
        })),
      },
      { salesLineSign: "+" },
    );
    expect([one?.vat.map(({ code }) => code), other?.vat.map(({ code }) => code)]).toEqual([["2025"], ["2026"]]);
  });

  it("is found by its posted lines where no header was read; staged lines are no entry", () => {
    const own = { ...line, YourReference: "2026-0123", DebtorNumber: "  7021" };
    const found = bookings(
      { FinancialHeader: [], FinancialLine: [own, { ...own, EntryNumber: "", TransactionKey: "staged" }] },
      { salesLineSign: "+" },
    );
    expect(found).toMatchObject([{ reference: "2026-0123", debtorNumber: "7021", total: 121_000 }]);
  });
});
