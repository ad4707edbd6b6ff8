// From an invoice to the sales entry as Globe will get it, with the reason for each value. What is shown here is what is
// frozen on approval and what the agent sends: nothing is computed afterwards.
import { createHash } from "node:crypto";
import type { EntryReason, Reason } from "./entry-reasons.ts";
import { debtorOf, type Facts, periodOf, vatCodeOf } from "./facts.ts";
import type { Invoice } from "./invoice.ts";
import { type Cents, euros, sum } from "./money.ts";
import { headerDescription, ourReference } from "./references.ts";
import { aligned } from "./storable.ts";
import { type TaxedLine, taxed, vatTotals } from "./vat.ts";

/** Globe's own property names. Codes padded as Globe keeps them, amounts and quantities as decimal text. Null: not sent. */
export interface EntryHeader {
  Journal: string | null;
  JournalAccount: string | null;
  DebtorNumber: string | null;
  Description: string;
  EntryDate: string;
  ReportingDate: string;
  InvoiceDueDate: string | null;
  FinancialYear: string | null;
  FinancialPeriod: string | null;
  CurrencyCode: string | null;
  YourReference: string;
  OurReference: string | null;
}

export interface EntryLine {
  GLAccount: string | null;
  Description: string;
  Amount: string;
  VATCode: string | null;
  VATAmount: string;
  VATBasis: string;
  CostCenter: string | null;
  Project: string | null;
  Quantity: string | null;
}

/** The document that carries the invoice's PDF. */
export interface EntryDocument {
  Subject: string;
  FileName: string;
  YourRef: string;
  OurRef: string | null;
  DebtorNumber: string | null;
  CompanyCode: string;
}

/** What the entry must come to when it is read back: as invoices have it, positive where the debtor owes. */
export interface EntryTotals {
  excl: string;
  vat: string;
  incl: string;
  perCode: { code: string; base: string; vat: string }[];
}

export interface SalesEntry {
  header: EntryHeader;
  /** Their amounts carry `lineSign` where the invoice earns. */
  lines: EntryLine[];
  lineSign: "+" | "-";
  document: EntryDocument;
  totals: EntryTotals;
}

export interface Why {
  header: Record<keyof EntryHeader, EntryReason>;
  lines: Record<keyof EntryLine, EntryReason>[];
}

/** The entry of an invoice, also of one that is blocked: what cannot be said is null, and `why` tells so. */
export function salesEntry(invoice: Invoice, facts: Facts): { entry: SalesEntry; why: Why } {
  const lines = taxed(invoice);
  const header = headerOf(invoice, facts);
  const built = lines.map((line) => lineOf(line, invoice, facts));
  const entry: SalesEntry = {
    header: header.values,
    lines: built.map(({ values }) => values),
    lineSign: facts.settings.salesLineSign,
    document: documentOf(invoice, header.values, facts),
    totals: totalsOf(lines),
  };
  return { entry, why: { header: header.why, lines: built.map(({ why }) => why) } };
}

/** SHA-256 of the entry: an approval is bound to it and lapses when it moves. */
export const entryFingerprint = (entry: SalesEntry): string =>
  createHash("sha256").update(JSON.stringify(entry)).digest("hex");

type Explained<Part> = { [Name in keyof Part]: [Part[Name], Reason, Record<string, string>?] };

function apart<Part extends object>(
  explained: Explained<Part>,
): { values: Part; why: Record<keyof Part, EntryReason> } {
  const values: Record<string, unknown> = {};
  const why: Record<string, EntryReason> = {};
  for (const [name, [value, reason, of]] of Object.entries<[unknown, Reason, Record<string, string>?]>(explained)) {
    values[name] = value;
    why[name] = { reason, values: of ?? {} };
  }
  return { values: values as Part, why: why as Record<keyof Part, EntryReason> };
}

function headerOf(invoice: Invoice, facts: Facts) {
  const { settings } = facts;
  const { number, date } = invoice;
  const debtor = debtorOf(invoice.debtor, facts);
  const period = periodOf(date, facts.periods);
  const own = ourReference(number, settings);
  const currency = invoice.currency || facts.baseCurrency;
  const journal = facts.journals.get(settings.salesJournal ?? "");
  const inPeriod = { date, period: period ? `${period.year}-${period.period}` : "-" };
  return apart<EntryHeader>({
    Journal: settings.salesJournal
      ? [aligned(settings.salesJournal, 3), "journal_of_settings", { name: journal?.name ?? "?" }]
      : [null, "journal_not_chosen"],
    JournalAccount: settings.debtorAccount
      ? [aligned(settings.debtorAccount, 9), "debtor_account_of_settings"]
      : [null, "debtor_account_of_journal"],
    DebtorNumber: debtor
      ? [aligned(debtor.number, 6), "debtor_number_of_code", { code: debtor.code, name: debtor.name }]
      : [null, "debtor_not_in_globe", { code: invoice.debtor || "-" }],
    Description: [
      headerDescription(invoice),
      invoice.description === "" ? "description_from_number" : "description_of_invoice",
    ],
    EntryDate: [date, "invoice_date"],
    ReportingDate: [date, "invoice_date"],
    InvoiceDueDate: invoice.dueDate === "" ? [null, "due_date_of_globe"] : [invoice.dueDate, "due_date"],
    FinancialYear: [period?.year ?? null, period ? "period_of_date" : "no_period", inPeriod],
    FinancialPeriod: [period?.period ?? null, period ? "period_of_date" : "no_period", inPeriod],
    CurrencyCode: [currency === "" ? null : currency, invoice.currency === "" ? "own_currency" : "invoice_currency"],
    YourReference: [number, "look_up_reference"],
    OurReference:
      own === null
        ? [null, settings.ourReference === "none" ? "own_reference_off" : "no_digits"]
        : [own, "digits_of_number", { number }],
  });
}

function lineOf({ line, base, vat }: TaxedLine, invoice: Invoice, facts: Facts) {
  const { settings } = facts;
  const globe = vatCodeOf(line.vatCode, facts);
  const inclusive = globe?.amounts === "I" || globe?.amounts === "T";
  const signed = (amount: Cents) => euros(settings.salesLineSign === "-" ? 0 - amount : amount);
  const known = (key: string) => (key === "" || key.startsWith("?") ? null : key);
  const reversal = invoice.kind === "credit" ? "amount_of_credit" : "amount_of_line";
  const about = { sign: settings.salesLineSign, original: invoice.original || "-" };
  return apart<EntryLine>({
    GLAccount:
      line.glAccount === ""
        ? [null, "no_account", { item: line.item || "-" }]
        : [aligned(line.glAccount, 9), "account_of_item", { item: line.item }],
    Description: [line.description, "description_of_line"],
    Amount: [signed(inclusive ? base + vat : base), inclusive ? "amount_with_vat" : reversal, about],
    VATCode: [known(line.vatCode), known(line.vatCode) === null ? "no_vat_code" : "vat_code_of_line"],
    VATAmount: [
      signed(vat),
      line.reverseCharge ? "vat_reverse_charged" : invoice.vatMode === "per_line" ? "vat_per_line" : "vat_per_code",
      { percentage: line.percentage ?? "-", base: euros(base), code: line.vatCode },
    ],
    VATBasis: [signed(base), "vat_basis"],
    CostCenter: [known(line.costCenter), line.costCenter === "" ? "no_cost_center" : "cost_center_of_line"],
    Project: [known(line.project), line.project === "" ? "no_project" : "project_of_line"],
    Quantity: [line.quantity, line.quantity === null ? "no_quantity" : "quantity_of_line"],
  });
}

function documentOf(invoice: Invoice, header: EntryHeader, facts: Facts): EntryDocument {
  const name = `${invoice.kind === "credit" ? "Creditnota" : "Factuur"} ${invoice.number}`;
  return {
    Subject: name,
    // why: what a file name cannot hold on Windows becomes a dash.
    FileName: `${name.replace(/[\s\\/:*?"<>|]+/g, "-")}.pdf`,
    YourRef: header.YourReference,
    OurRef: header.OurReference,
    DebtorNumber: header.DebtorNumber,
    CompanyCode: facts.settings.company,
  };
}

function totalsOf(lines: readonly TaxedLine[]): EntryTotals {
  const [excl, vat] = [sum(lines.map(({ base }) => base)), sum(lines.map((line) => line.vat))];
  const perCode = vatTotals(lines.map((line) => ({ code: line.line.vatCode, base: line.base, vat: line.vat })));
  return {
    excl: euros(excl),
    vat: euros(vat),
    incl: euros(excl + vat),
    perCode: perCode.map(({ code, ...amounts }) => ({ code, base: euros(amounts.base), vat: euros(amounts.vat) })),
  };
}
