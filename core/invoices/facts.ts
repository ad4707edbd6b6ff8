// What must be known of Globe to judge an invoice: the last complete snapshot, by business key, with the settings.
// Codes are trimmed; cost centre, project, currency and VAT code in upper case, as Globe stores them.
import { z } from "zod";
import { isOfCompany } from "../reconcile/normalise.ts";
import type { RawRecord } from "../reconcile/references.ts";
import { type Booking, bookings, entryShape, lineShape } from "./booking.ts";
import { grouped } from "./grouped.ts";
import type { InvoiceSettings } from "./settings.ts";
import { code, date, decimal, flag, read, unlessFalse, upperCode } from "./shapes.ts";

export interface Debtor {
  code: string;
  /** Six wide in Globe; what an entry is booked on, and not always alike to the code. */
  number: string;
  name: string;
  /** CustomerStatus: A and R may be invoiced. */
  status: string;
  /** AccountStatus and Blocked: two other fields that say "blocked" and do not stop an entry. */
  accountStatus: string;
  blocked: boolean;
}

export interface GlobeVatCode {
  code: string;
  /** Null where Globe says none. */
  percentage: string | null;
  forSales: boolean;
  /** Excluded: E without, I with VAT in the amount, N none, T with VAT in the amount, net kept. */
  amounts: string;
  reverseCharge: boolean;
}

export interface LedgerAccount {
  code: string;
  name: string;
  /** RevenueAccount: D debtors, J revenue, V VAT, and others; "" where Globe says none. */
  kind: string;
  blocked: boolean;
  needsCostCenter: boolean;
  needsProject: boolean;
}

export interface Journal {
  code: string;
  name: string;
  type: string;
}

export interface Period {
  year: string;
  period: string;
  from: string;
  until: string;
}

export interface Facts {
  settings: InvoiceSettings;
  /** Of the division; "" where Globe does not say. */
  baseCurrency: string;
  /** More than one where Globe holds the code twice. */
  debtors: ReadonlyMap<string, readonly Debtor[]>;
  vatCodes: ReadonlyMap<string, readonly GlobeVatCode[]>;
  accounts: ReadonlyMap<string, LedgerAccount>;
  costCenters: ReadonlyMap<string, { enabled: boolean }>;
  projects: ReadonlyMap<string, { status: string }>;
  currencies: ReadonlyMap<string, { enabled: boolean }>;
  journals: ReadonlyMap<string, Journal>;
  periods: readonly Period[];
  /** Sales entries found in Globe, by YourReference as compared. */
  bookings: ReadonlyMap<string, readonly Booking[]>;
}

const shapes = {
  Account: z.object({
    CompanyCode: code,
    DebtorCode: code,
    DebtorNumber: code,
    AccountName: code,
    CustomerStatus: upperCode,
    AccountStatus: upperCode,
    Blocked: flag,
  }),
  VAT: z.object({
    CompanyCode: code,
    VATCode: upperCode,
    Percentage: decimal,
    SalesPurchase: upperCode,
    Excluded: upperCode,
    VATCharged: flag,
  }),
  GeneralLedgerAccount: z.object({
    CompanyCode: code,
    GeneralLedgerCode: code,
    GeneralLedgerDescription: code,
    RevenueAccount: upperCode,
    Blocked: flag,
    CostCentreAccount: flag,
    ProjectAccount: flag,
  }),
  CostCenter: z.object({ CompanyCode: code, Code: upperCode, Enabled: unlessFalse }),
  Project: z.object({ CompanyCode: code, ProjectNumber: upperCode, Status: upperCode }),
  Currency: z.object({ CurrencyCode: upperCode, Enabled: unlessFalse }),
  "BrowserData.Journal": z.object({ JournalNumber: code, Description: code, JournalType: upperCode }),
  PeriodDate: z.object({ FinancialYear: code, FinancialPeriod: code, DateBegin: date, DateEnd: date }),
  Division: z.object({ Code: code, CurrencyCode: upperCode }),
};

/** Globe's records as read, by Entity Services' own names. FinancialHeader and FinancialLine: what is booked already. */
export type GlobeRecords = Readonly<
  Record<keyof typeof shapes | "FinancialHeader" | "FinancialLine", readonly RawRecord[]>
>;

const properties = ({ shape }: z.ZodObject): string[] => Object.keys(shape);

/** What must be read of each, all records: purchase VAT codes, every account, every sales entry. */
export const globeFields: Readonly<Record<keyof GlobeRecords, readonly string[]>> = {
  Account: properties(shapes.Account),
  VAT: properties(shapes.VAT),
  GeneralLedgerAccount: properties(shapes.GeneralLedgerAccount),
  CostCenter: properties(shapes.CostCenter),
  Project: properties(shapes.Project),
  Currency: properties(shapes.Currency),
  "BrowserData.Journal": properties(shapes["BrowserData.Journal"]),
  PeriodDate: properties(shapes.PeriodDate),
  Division: properties(shapes.Division),
  FinancialHeader: properties(entryShape),
  FinancialLine: properties(lineShape),
};

/** The facts of a complete snapshot. Records of other companies take no part. Throws `source_not_understood`. */
export function facts(records: GlobeRecords, settings: InvoiceSettings): Facts {
  const { company } = settings;
  const rows = <Shape extends z.ZodType>(entity: keyof typeof shapes, shape: Shape): z.infer<Shape>[] =>
    records[entity]
      .filter((record) => isOfCompany(record, company))
      .map((record) => read(shape, { system: "Globe", entity }, record));
  const divisions = rows("Division", shapes.Division);
  const journals = rows("BrowserData.Journal", shapes["BrowserData.Journal"]).map((one) => ({
    code: one.JournalNumber,
    name: one.Description,
    type: one.JournalType,
  }));
  return {
    settings,
    baseCurrency: (divisions.find((one) => one.Code === company) ?? divisions[0])?.CurrencyCode ?? "",
    debtors: grouped(
      rows("Account", shapes.Account)
        .filter((one) => one.DebtorCode !== "")
        .map((one) => ({
          code: one.DebtorCode,
          number: one.DebtorNumber,
          name: one.AccountName,
          status: one.CustomerStatus,
          accountStatus: one.AccountStatus,
          blocked: one.Blocked,
        })),
      (one) => one.code,
    ),
    vatCodes: grouped(
      rows("VAT", shapes.VAT).map((one) => ({
        code: one.VATCode,
        percentage: one.Percentage,
        forSales: one.SalesPurchase === "V" || one.SalesPurchase === "B",
        amounts: one.Excluded,
        reverseCharge: one.VATCharged,
      })),
      (one) => one.code,
    ),
    accounts: new Map(
      rows("GeneralLedgerAccount", shapes.GeneralLedgerAccount).map((one) => [
        one.GeneralLedgerCode,
        {
          code: one.GeneralLedgerCode,
          name: one.GeneralLedgerDescription,
          kind: one.RevenueAccount,
          blocked: one.Blocked,
          needsCostCenter: one.CostCentreAccount,
          needsProject: one.ProjectAccount,
        },
      ]),
    ),
    costCenters: new Map(rows("CostCenter", shapes.CostCenter).map((one) => [one.Code, { enabled: one.Enabled }])),
    projects: new Map(rows("Project", shapes.Project).map((one) => [one.ProjectNumber, { status: one.Status }])),
    currencies: new Map(rows("Currency", shapes.Currency).map((one) => [one.CurrencyCode, { enabled: one.Enabled }])),
    journals: new Map(journals.map((one) => [one.code, one])),
    periods: rows("PeriodDate", shapes.PeriodDate).map((one) => ({
      year: one.FinancialYear,
      period: one.FinancialPeriod,
      from: one.DateBegin,
      until: one.DateEnd,
    })),
    bookings: grouped(
      bookings(records, settings).filter((one) => isSales(one.journal, settings, journals)),
      (one) => one.reference,
    ),
  };
}

/** Entries of purchase, bank and other journals carry other people's references. */
const isSales = (journal: string, settings: InvoiceSettings, journals: readonly Journal[]): boolean =>
  journal === settings.salesJournal || journals.some((one) => one.code === journal && one.type === "V");

/** The period that a local date lies in; null where Globe has none. */
export const periodOf = (date: string, periods: readonly Period[]): Period | null =>
  periods.find((one) => date !== "" && one.from <= date && date <= one.until) ?? null;

/** Of several VAT codes alike, the one for sales. */
export function vatCodeOf(code: string, { vatCodes }: Facts): GlobeVatCode | null {
  const found = vatCodes.get(code) ?? [];
  return found.find(({ forSales }) => forSales) ?? found[0] ?? null;
}

/** CustomerStatus Active or Reference; the other letters stop an entry. */
export const mayBeInvoiced = ({ status }: Debtor): boolean => status === "A" || status === "R";

/** The debtor of a customer code: of several alike, the first that may be invoiced. */
export function debtorOf(code: string, { debtors }: Facts): Debtor | null {
  const found = debtors.get(code) ?? [];
  return found.find(mayBeInvoiced) ?? found[0] ?? null;
}
