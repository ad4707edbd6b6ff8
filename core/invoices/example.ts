// A clean invoice and the facts it is booked by, for tests: each test changes what it is about.
import { type Facts, facts, type GlobeRecords } from "./facts.ts";
import type { Invoice, InvoiceLine } from "./invoice.ts";
import { type InvoiceSettings, invoiceSettings } from "./settings.ts";

export const globe: GlobeRecords = {
  Account: [
    { DebtorCode: "               10021", DebtorNumber: "  7021", AccountName: "Waterschap", CustomerStatus: "A" },
    { DebtorCode: "                7021", DebtorNumber: " 10021", AccountName: "Brouwer", CustomerStatus: "R" },
    { DebtorCode: "               10030", DebtorNumber: " 10030", AccountName: "Failliet", CustomerStatus: "B" },
    { DebtorCode: "", DebtorNumber: "", AccountName: "Leverancier", CustomerStatus: "N" },
  ],
  VAT: [
    { VATCode: "1", Percentage: 21, Excluded: "E", SalesPurchase: "V", VATCharged: false },
    { VATCode: "2", Percentage: "9.00", Excluded: "E", SalesPurchase: "B", VATCharged: false },
    { VATCode: "3", Percentage: 0, Excluded: "E", SalesPurchase: "V", VATCharged: true },
    { VATCode: "5", Percentage: 21, Excluded: "I", SalesPurchase: "V", VATCharged: false },
    { VATCode: "11", Percentage: 21, Excluded: "E", SalesPurchase: "I", VATCharged: false },
  ],
  GeneralLedgerAccount: [
    { GeneralLedgerCode: "     1300", Blocked: false },
    { GeneralLedgerCode: "     8000", Blocked: false, CostCentreAccount: false },
    { GeneralLedgerCode: "     8100", Blocked: false, CostCentreAccount: true },
    { GeneralLedgerCode: "     8200", Blocked: 0, ProjectAccount: 1 },
    { GeneralLedgerCode: "     8900", Blocked: true },
  ],
  CostCenter: [
    { Code: "ADV", Enabled: true },
    { Code: "OUD", Enabled: false },
  ],
  Project: [
    { ProjectNumber: "P1", Status: "A" },
    { ProjectNumber: "P0", Status: "C" },
  ],
  Currency: [
    { CurrencyCode: "EUR", Enabled: true },
    { CurrencyCode: "USD", Enabled: false },
  ],
  "BrowserData.Journal": [
    { JournalNumber: " 70", Description: "Verkoopboek", JournalType: "V" },
    { JournalNumber: " 71", Description: "Projecten", JournalType: "V" },
    { JournalNumber: " 60", Description: "Inkoopboek", JournalType: "I" },
  ],
  PeriodDate: [
    { FinancialYear: 2026, FinancialPeriod: " 10", DateBegin: "2026-10-01", DateEnd: "2026-10-31" },
    { FinancialYear: 2026, FinancialPeriod: " 11", DateBegin: "2026-11-01", DateEnd: "2026-11-30" },
  ],
  Division: [{ Code: "500", CurrencyCode: "EUR" }],
  FinancialHeader: [],
  FinancialLine: [],
};

export const exampleFacts = (
  records: Partial<GlobeRecords> = {},
  settings: Partial<Record<keyof InvoiceSettings, unknown>> = {},
): Facts =>
  facts(
    { ...globe, ...records },
    invoiceSettings.parse({
      company: "500",
      salesJournal: "70",
      debtorAccount: "1300",
      booksClosedUntil: "2026-09-30",
      ...settings,
    }),
  );

export const exampleLine = (rest: Partial<InvoiceLine> = {}): InvoiceLine => ({
  number: 1,
  description: "Adviesuren november",
  quantity: "8",
  price: "125",
  amount: "1000",
  vatCode: "1",
  percentage: "21",
  reverseCharge: false,
  vat: "210",
  item: "UREN",
  glAccount: "8000",
  costCenter: "",
  project: "",
  ...rest,
});

export const exampleInvoice = (rest: Partial<Invoice> = {}): Invoice => ({
  id: "1",
  number: "2026-0123",
  kind: "invoice",
  processed: true,
  date: "2026-11-20",
  dueDate: "2026-12-20",
  debtor: "10021",
  currency: "EUR",
  description: "Advies",
  original: "",
  vatMode: "per_line",
  totalExcl: "1000",
  totalVat: "210",
  totalIncl: "1210",
  lines: [exampleLine()],
  ...rest,
});
