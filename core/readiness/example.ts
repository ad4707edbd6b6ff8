// A small company in which nothing is wrong, as both systems would export it, and an installation in which all is well.
// For tests: each changes what it is about.

import { type CheckLine, line } from "../agent-check/line.ts";
import { entityNames } from "../entities/index.ts";
import { checkReadiness, type Readiness, type ReadinessSource } from "../flows/check-readiness.ts";
import { invoiceSettings } from "../invoices/settings.ts";
import type { RawRecord } from "../reconcile/references.ts";
import type { InstallationFacts, ReadPair } from "./facts.ts";
import { recordsSource } from "./records.ts";

type Changeable = Record<string, Record<string, RawRecord[string]>[]>;

export interface World {
  globe: Changeable;
  milestones: Changeable;
  /** connector.json; null: nobody said. */
  connector: Record<string, unknown> | null;
  /** Null: two folders of exports. */
  installation: InstallationFacts | null;
}

const company = { CompanyCode: "500" };

export const world = (): World => ({
  globe: {
    CostCenter: [{ ...company, Code: "ADV     ", Description: "Advies", Enabled: true }],
    Currency: [{ CurrencyCode: "EUR", Description: "Euro", CurrencyCharacter: "E", Enabled: true }],
    VAT: [
      {
        ...company,
        VATCode: "1",
        Description: "Hoog",
        Percentage: 21,
        SalesPurchase: "V",
        VATCharged: false,
        Excluded: "E",
      },
      {
        ...company,
        VATCode: "3",
        Description: "Verlegd",
        Percentage: 0,
        SalesPurchase: "V",
        VATCharged: true,
        Excluded: "E",
      },
    ],
    Resource: [
      { ...company, ID: 7, FullName: "Anna Bos", LastName: "Bos", Status: "A", CostCenter: "ADV", ManagerID: 0 },
    ],
    Account: [
      {
        ...{ ...company, AccountCode: "10021", DebtorCode: "               10021", DebtorNumber: " 10021" },
        ...{ AccountName: "Waterschap", CustomerStatus: "A", VatCode: "1", AccountManagerID: 7 },
      },
    ],
    Item: [
      {
        ...{ ...company, ItemCode: "UREN", CountrySpecificDescription: "Uren", Type: "L", Blocked: "" },
        ...{ GLAccountRevenue: "     8000", SalesVATCode: "1" },
      },
    ],
    Project: [
      {
        ...{ ...company, ProjectNumber: "P1", Description: "Dijk", Status: "A", Type: "H", CustomerCode: "10021" },
        ...{ ProjectManager: 7, ProjectCostCenter: "ADV" },
      },
    ],
    GeneralLedgerAccount: [
      {
        ...company,
        GeneralLedgerCode: "     1300",
        GeneralLedgerDescription: "Debiteuren",
        RevenueAccount: "D",
        Blocked: false,
      },
      {
        ...company,
        GeneralLedgerCode: "     8000",
        GeneralLedgerDescription: "Omzet",
        RevenueAccount: "J",
        Blocked: false,
      },
    ],
    "BrowserData.Journal": [
      { JournalNumber: " 70", Description: "Verkoopboek", JournalType: "V" },
      { JournalNumber: " 60", Description: "Inkoopboek", JournalType: "I" },
    ],
    PeriodDate: [{ FinancialYear: 2026, FinancialPeriod: " 11", DateBegin: "2026-11-01", DateEnd: "2026-11-30" }],
    Division: [{ Code: "500", CurrencyCode: "EUR" }],
    FinancialHeader: [],
    FinancialLine: [],
  },
  milestones: {
    Company: [{ CompanyId: 1, Code: "500", Name: "Voorbeeld", VatAmountSumMode: "PerLine" }],
    CostCenter: [{ CostCenterId: 10, CompanyId: 1, Code: "ADV", Name: "Advies" }],
    Currency: [{ CurrencyId: 20, Code: "EUR", Name: "Euro", Symbol: "E" }],
    VatCode: [
      { VatCodeId: 30, Code: "1", Name: "Hoog", Percentage: 21, ReverseCharge: false, IcpReturn: "None" },
      { VatCodeId: 31, Code: "3", Name: "Verlegd", Percentage: 0, ReverseCharge: true, IcpReturn: "Services" },
    ],
    Employee: [
      {
        ...{
          ResourceCompanyId: 40,
          CompanyId: 1,
          ResourceNumber: "7",
          Name: "Anna Bos",
          LastName: "Bos",
          IsActive: true,
        },
        CostCenterId: 10,
      },
    ],
    Customer: [
      {
        ...{ CustomerCompanyId: 50, CompanyId: 1, CustomerCode: "10021", Name: "Waterschap", IsActive: true },
        ...{ VatCodeId: 30, ManagerResourceCompanyId: 40 },
      },
    ],
    Item: [
      {
        ...{ ItemCompanyId: 60, CompanyId: 1, ItemCode: "UREN", Name: "Uren", ItemType: "Labour", IsActive: true },
        ...{ GLAccountRevenue: "8000", VatCodeId: 30 },
      },
    ],
    Project: [
      {
        ...{ ProjectId: 70, CompanyId: 1, ProjectCode: "P1", Name: "Dijk", IsActive: true, CustomerCompanyId: 50 },
        ...{ ResourceCompanyId: 40, CostCenterId: 10, IsPaymentByHours: true, IsPaymentByOtherExpenses: true },
      },
    ],
    Invoice: [invoiceRecord(80, "20260123")],
    InvoiceLine: [lineRecord(81, 80)],
  },
  connector: { company: "500", salesJournal: "70", debtorAccount: "1300", booksClosedUntil: "2026-10-31" },
  installation: null,
});

export const invoiceRecord = (id: number, number: string, rest: Record<string, RawRecord[string]> = {}) => ({
  ...{ InvoiceHeaderId: id, InvoiceNumber: number, InvoiceDate: "2026-11-20", DueDate: "2026-12-20", CompanyId: 1 },
  ...{ InvoiceHeaderState: "Processed", InvoiceHeaderType: "Invoice", CurrencyId: 20, CustomerCompanyId: 50 },
  ...{ Description: "Advies", TotalExclVat: 1000, TotalVat: 210, TotalInclVat: 1210 },
  ...rest,
});

export const lineRecord = (id: number, invoice: number, rest: Record<string, RawRecord[string]> = {}) => ({
  ...{ InvoiceLineId: id, InvoiceHeaderId: invoice, LineNumber: 1, Description: "Uren", Quantity: 8, Price: 125 },
  ...{ Amount: 1000, ItemCompanyId: 60, VatCodeId: 30, VatAmount: 210, CostCenterId: 10, ProjectId: 70 },
  ...rest,
});

const now = "2026-11-24T08:00:00.000Z";

const allInOrder: CheckLine[] = (
  ["globe_reads", "globe_creates", "globe_imports", "bus_key", "disk_space"] as const
).map((check) => line(check, "ok", "may"));

export const installation = (rest: Partial<InstallationFacts> = {}): InstallationFacts => ({
  now,
  version: "0.1.0",
  agent: { id: "demo", online: true, version: "0.1.0", lastSeen: now, administrations: ["500"] },
  agentsServing: ["demo"],
  sameDatabase: [],
  agentCheck: { at: now, lines: allInOrder },
  agentCheckFailed: null,
  rehearsed: { number: "20260122", entry: "26700001" },
  lastComplete: Object.fromEntries(entityNames.map((name) => [name, now])),
  silentRuns: [],
  proposals: [],
  approvers: 2,
  ...rest,
});

/** The check of the small company after a change. `pairs` changes what is read of a comparison. */
export function checked(change: (world: World) => void = () => {}, pairs = (pair: ReadPair) => pair): Readiness {
  const changed = world();
  change(changed);
  const { globe, milestones, connector } = changed;
  const source: ReadinessSource = recordsSource({
    company: { code: "500", name: "Voorbeeld" },
    ...{ globe, milestones, now },
    settings: connector && invoiceSettings.parse(connector),
    snapshots: [{ side: "globe", name: "Account", records: globe.Account?.length ?? 0, sha256: "0".repeat(64) }],
  });
  return checkReadiness({
    ...source,
    pairs: (entity) => {
      const read = source.pairs(entity);
      return read && [...read].map(pairs);
    },
    ...(changed.installation && { scope: "installation", installation: changed.installation }),
  });
}
