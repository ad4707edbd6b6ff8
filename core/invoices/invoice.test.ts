import { describe, expect, it } from "vitest";
import { invoices, type MilestonesRecords } from "./invoice.ts";
import { invoiceSettings } from "./settings.ts";

const settings = invoiceSettings.parse({ company: 500 });

const header = {
  InvoiceHeaderId: 9007199254740993n,
  InvoiceNumber: "C1",
  InvoiceDate: "2026-11-20T00:00:00",
  DueDate: null,
  InvoiceHeaderState: "Processed",
  InvoiceHeaderType: "Invoice",
  CompanyId: 1,
  CurrencyId: 20,
  CustomerCompanyId: 30,
  InvoiceCustomerCompanyId: 31,
  TotalExclVat: 100,
  TotalVat: 21,
  TotalInclVat: 121,
};
const line = {
  InvoiceLineId: 1,
  InvoiceHeaderId: "9007199254740993",
  LineNumber: 1,
  Description: "  Uren   november ",
  Quantity: 1,
  Price: "100,00",
  Amount: 100,
  ItemCompanyId: 50,
  VatCodeId: 40,
  VatAmount: 21,
  CostCenterId: 60,
  ProjectId: null,
};
const records = (rest: Partial<MilestonesRecords> = {}): MilestonesRecords => ({
  Company: [
    { CompanyId: 1, Code: "500", VatAmountSumMode: "PerVatCode" },
    { CompanyId: 2, Code: "600", VatAmountSumMode: "PerLine" },
  ],
  Invoice: [header],
  InvoiceLine: [line],
  Customer: [
    { CustomerCompanyId: 30, CustomerCode: "10030" },
    { CustomerCompanyId: 31, CustomerCode: " 10031" },
  ],
  Item: [{ ItemCompanyId: 50, ItemCode: "Uren", GLAccountRevenue: " 8000" }],
  VatCode: [{ VatCodeId: 40, Code: "h", Percentage: "21.00", ReverseCharge: false }],
  CostCenter: [{ CostCenterId: 60, Code: "adv" }],
  Project: [],
  Currency: [{ CurrencyId: 20, Code: "eur" }],
  ...rest,
});
const only = (rest: Partial<MilestonesRecords> = {}) => invoices(records(rest), settings)[0];

describe("an invoice of Milestones", () => {
  it("has its references as business keys and its amounts as decimals", () => {
    expect(only()).toMatchObject({
      id: "9007199254740993",
      number: "C1",
      kind: "invoice",
      processed: true,
      date: "2026-11-20",
      dueDate: "",
      debtor: "10031",
      currency: "EUR",
      vatMode: "per_code",
      totalIncl: "121",
      lines: [
        {
          description: "Uren november",
          price: "100",
          vatCode: "H",
          percentage: "21",
          item: "Uren",
          glAccount: "8000",
          costCenter: "ADV",
          project: "",
        },
      ],
    });
  });

  it("says what it points to and Milestones does not have", () => {
    const lost = { ...line, ItemCompanyId: 99, VatCodeId: 98, CostCenterId: 97, ProjectId: 96 };
    expect(only({ InvoiceLine: [lost], Invoice: [{ ...header, InvoiceCustomerCompanyId: 95 }] })).toMatchObject({
      debtor: "?95",
      lines: [{ item: "?99", glAccount: "", vatCode: "?98", percentage: null, costCenter: "?97", project: "?96" }],
    });
  });

  it("goes to the customer itself where it names no other debtor", () => {
    expect(only({ Invoice: [{ ...header, InvoiceCustomerCompanyId: null }] })?.debtor).toBe("10030");
  });

  it("of another company is left out", () => {
    expect(only({ Invoice: [{ ...header, CompanyId: 2 }] })).toBeUndefined();
  });

  it("has its lines in order of their numbers, or as they came where the numbers are no order", () => {
    const lines = (numbers: (number | null)[]) =>
      numbers.map((LineNumber, at) => ({ ...line, LineNumber, Description: `${at}` }));
    const read = (numbers: (number | null)[]) =>
      only({ InvoiceLine: lines(numbers) })?.lines.map(({ number, description }) => `${number}:${description}`);
    expect(read([30, 10, 20])).toEqual(["10:1", "20:2", "30:0"]);
    expect(read([1, 1, 2])).toEqual(["1:0", "2:1", "3:2"]);
    expect(read([null, 5])).toEqual(["1:0", "2:1"]);
  });

  it.each([
    ["Draft", "1", false],
    ["Processed", "", false],
    ["Processed", "1", true],
  ])("in state %s with number %j is processed: %s", (InvoiceHeaderState, InvoiceNumber, expected) => {
    expect(only({ Invoice: [{ ...header, InvoiceHeaderState, InvoiceNumber }] })?.processed).toBe(expected);
  });

  it("of an unknown type is neither an invoice nor a credit note", () => {
    expect(only({ Invoice: [{ ...header, InvoiceHeaderType: "ProForma" }] })?.kind).toBe("other");
    expect(only({ Invoice: [{ ...header, InvoiceHeaderType: null }] })?.kind).toBe("invoice");
  });
});

describe("a credit note", () => {
  const positive = { ...header, InvoiceHeaderType: "CreditInvoice" };
  const negative = { ...positive, TotalExclVat: -100, TotalVat: -21, TotalInclVat: -121 };
  const reversed = { ...line, Quantity: -1, Amount: -100, VatAmount: -21 };

  it("reverses in the same way, whether it was written with or without a minus", () => {
    const [first, second] = [only({ Invoice: [positive] }), only({ Invoice: [negative], InvoiceLine: [reversed] })];
    expect(first).toEqual(second);
    expect(first).toMatchObject({
      kind: "credit",
      totalIncl: "-121",
      lines: [{ quantity: "-1", price: "100", amount: "-100", vat: "-21" }],
    });
  });

  it("names the invoice it takes back, by number where Milestones gives only the id", () => {
    const original = { ...header, InvoiceHeaderId: 7, InvoiceNumber: "2026-1" };
    const credit = (rest: object) => invoices(records({ Invoice: [original, { ...negative, ...rest }] }), settings)[1];
    expect(credit({ OriginalInvoiceHeaderId: 7 })?.original).toBe("2026-1");
    expect(credit({ OriginalInvoiceHeaderId: 8 })?.original).toBe("?8");
    expect(credit({ OriginalInvoiceHeaderId: 8, OriginalInvoiceNumber: "2025-9" })?.original).toBe("2025-9");
    expect(credit({})?.original).toBe("");
  });
});

describe("what is no invoice", () => {
  it.each([
    [{ Invoice: [{ ...header, TotalInclVat: "veel" }] }, "Invoice C1 TotalInclVat"],
    [{ Invoice: [{ ...header, TotalInclVat: null }] }, "Invoice C1 TotalInclVat"],
    [{ Invoice: [{ ...header, InvoiceDate: "31-02-2026" }] }, "Invoice C1 InvoiceDate"],
    [{ InvoiceLine: [{ ...line, Amount: "" }] }, "InvoiceLine 1 Amount"],
    [{ InvoiceLine: [{ ...line, InvoiceHeaderId: null }] }, "InvoiceLine 1 InvoiceHeaderId"],
  ])("is refused by name and field", (rest, where) => {
    expect(() => only(rest)).toThrow(where);
  });

  it("is refused where the company is not in Milestones", () => {
    expect(() => only({ Company: [] })).toThrow("500");
  });
});
