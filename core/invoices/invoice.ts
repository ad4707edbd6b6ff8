// An invoice of Milestones with its lines, every reference resolved to its business key. Text and decimals only, so that
// it can be stored, frozen and hashed as it is. A credit note's amounts are negative, whichever way they were written.
import { z } from "zod";
import { entities } from "../entities/index.ts";
import { code as asCode, canonicalMilestones, plain, unresolved, writtenFlag } from "../entities/kinds.ts";
import { TieoutError } from "../errors.ts";
import type { RawRecord } from "../reconcile/references.ts";
import { grouped } from "./grouped.ts";
import { decimalText, negated } from "./money.ts";
import { type InvoiceSettings, type VatMode, vatModeOf } from "./settings.ts";
import { code, date, decimal, prose, read, requiredDecimal } from "./shapes.ts";

/** Other: a type that is neither an invoice nor a credit note (a pro forma); never judged, never booked. */
export type InvoiceKind = "invoice" | "credit" | "other";

/** References are business keys: "" for none, "?" and the id for what Milestones does not have. Amounts: decimal text. */
export interface InvoiceLine {
  number: number;
  description: string;
  quantity: string | null;
  price: string | null;
  amount: string;
  vatCode: string;
  /** Milestones' percentage of that code; null where the code is not known. */
  percentage: string | null;
  reverseCharge: boolean;
  /** May have more than two decimals where VAT is summed per code; null where the line says none. */
  vat: string | null;
  item: string;
  /** The item's revenue account. */
  glAccount: string;
  costCenter: string;
  project: string;
}

export interface Invoice {
  id: string;
  number: string;
  kind: InvoiceKind;
  /** False also without a number: what has none cannot be found again. */
  processed: boolean;
  /** Local dates; "" for none. */
  date: string;
  dueDate: string;
  /** Customer code of who gets the invoice. */
  debtor: string;
  /** "" is the administration's own currency. */
  currency: string;
  description: string;
  /** Number of the invoice that a credit note takes back; "" for none. */
  original: string;
  vatMode: VatMode;
  totalExcl: string | null;
  totalVat: string | null;
  totalIncl: string;
  lines: InvoiceLine[];
}

const present = code.refine((value) => value !== "", "is missing");

const headerShape = z.object({
  InvoiceHeaderId: present,
  InvoiceNumber: code,
  InvoiceDate: date,
  DueDate: date,
  InvoiceHeaderState: code,
  InvoiceHeaderType: code,
  CompanyId: code,
  CurrencyId: code,
  CustomerCompanyId: code,
  InvoiceCustomerCompanyId: code,
  OriginalInvoiceHeaderId: code,
  OriginalInvoiceNumber: code,
  Description: prose,
  TotalExclVat: decimal,
  TotalVat: decimal,
  TotalInclVat: requiredDecimal,
});

const lineShape = z.object({
  InvoiceLineId: code,
  InvoiceHeaderId: present,
  LineNumber: decimal,
  Description: prose,
  Quantity: decimal,
  Price: decimal,
  Amount: requiredDecimal,
  ItemCompanyId: code,
  VatCodeId: code,
  VatAmount: decimal,
  CostCenterId: code,
  ProjectId: code,
});
type Line = z.infer<typeof lineShape>;

/** Milestones' records as read, by its own entity names. All of one pull. */
export interface MilestonesRecords {
  Company: readonly RawRecord[];
  Invoice: readonly RawRecord[];
  InvoiceLine: readonly RawRecord[];
  Customer: readonly RawRecord[];
  Item: readonly RawRecord[];
  VatCode: readonly RawRecord[];
  CostCenter: readonly RawRecord[];
  Project: readonly RawRecord[];
  Currency: readonly RawRecord[];
}

/** What must be read of each, all records. */
export const milestonesFields: Readonly<Record<keyof MilestonesRecords, readonly string[]>> = {
  Company: ["CompanyId", "Code", "VatAmountSumMode"],
  Invoice: Object.keys(headerShape.shape),
  InvoiceLine: Object.keys(lineShape.shape),
  Customer: [entities.customer.id, entities.customer.key.name],
  Item: [entities.item.id, entities.item.key.name, "GLAccountRevenue"],
  VatCode: [entities.vatCode.id, entities.vatCode.key.name, "Percentage", "ReverseCharge"],
  CostCenter: [entities.costCenter.id, entities.costCenter.key.name],
  Project: [entities.project.id, entities.project.key.name],
  Currency: [entities.currency.id, entities.currency.key.name],
};

/**
 * The invoices of the settings' company, in the order read, drafts included.
 * Throws `company_unknown`, and `source_not_understood` where a record is no invoice or no line.
 */
export function invoices(records: MilestonesRecords, settings: InvoiceSettings): Invoice[] {
  const company = records.Company.find((one) => plain(one.Code).trim() === settings.company);
  if (!company) throw new TieoutError("company_unknown", { values: { code: settings.company } });
  const companyId = plain(company.CompanyId).trim();
  const vatMode = vatModeOf(plain(company.VatAmountSumMode));
  const resolve = resolver(records);
  const headers = records.Invoice.map((record) =>
    read(headerShape, { system: "Milestones", entity: "Invoice", name: plain(record.InvoiceNumber) }, record),
  );
  const numbers = new Map(headers.map((header) => [header.InvoiceHeaderId, header.InvoiceNumber]));
  const linesOf = grouped(
    records.InvoiceLine.map((record) =>
      read(lineShape, { system: "Milestones", entity: "InvoiceLine", name: plain(record.InvoiceLineId) }, record),
    ),
    (line) => line.InvoiceHeaderId,
  );
  return headers
    .filter((header) => header.CompanyId === "" || header.CompanyId === companyId)
    .map((header): Invoice => {
      const kind = kindOf(header.InvoiceHeaderType, settings);
      const turned = kind === "credit" && !header.TotalInclVat.startsWith("-");
      const amount = (value: string) => (turned ? negated(value) : value);
      const original = header.OriginalInvoiceHeaderId;
      return {
        id: header.InvoiceHeaderId,
        number: header.InvoiceNumber,
        kind,
        processed: header.InvoiceNumber !== "" && settings.processedStates.includes(header.InvoiceHeaderState),
        date: header.InvoiceDate,
        dueDate: header.DueDate,
        debtor: resolve.customer(header.InvoiceCustomerCompanyId || header.CustomerCompanyId),
        currency: resolve.currency(header.CurrencyId),
        description: header.Description,
        original:
          header.OriginalInvoiceNumber || (original === "" ? "" : (numbers.get(original) ?? unresolved(original))),
        vatMode,
        totalExcl: header.TotalExclVat && amount(header.TotalExclVat),
        totalVat: header.TotalVat && amount(header.TotalVat),
        totalIncl: amount(header.TotalInclVat),
        lines: numbered(linesOf.get(header.InvoiceHeaderId) ?? []).map(([number, line]) => ({
          number,
          description: line.Description,
          quantity: line.Quantity && amount(line.Quantity),
          price: line.Price,
          amount: amount(line.Amount),
          ...resolve.vat(line.VatCodeId),
          vat: line.VatAmount && amount(line.VatAmount),
          ...resolve.item(line.ItemCompanyId),
          costCenter: resolve.costCenter(line.CostCenterId),
          project: resolve.project(line.ProjectId),
        })),
      };
    });
}

function kindOf(type: string, { invoiceTypes, creditTypes }: InvoiceSettings): InvoiceKind {
  if (creditTypes.includes(type)) return "credit";
  return type === "" || invoiceTypes.includes(type) ? "invoice" : "other";
}

/** Lines in order of their own numbers, counted anew from 1 where a number is missing or there twice. */
function numbered(lines: readonly Line[]): [number, Line][] {
  const own = (line: Line) => Number(line.LineNumber ?? Number.NaN);
  const sound = new Set(lines.map(own)).size === lines.length && lines.every((line) => Number.isSafeInteger(own(line)));
  if (!sound) return lines.map((line, at) => [at + 1, line]);
  return lines.map((line): [number, Line] => [own(line), line]).sort(([a], [b]) => a - b);
}

/** From Milestones' ids to business keys. */
function resolver(records: MilestonesRecords) {
  const byId = (rows: readonly RawRecord[], idField: string) =>
    new Map(rows.map((row) => [plain(row[idField]).trim(), row]));
  const keys = (name: "customer" | "costCenter" | "project" | "currency", rows: readonly RawRecord[]) => {
    const { id: idField, key } = entities[name];
    const known = byId(rows, idField);
    return (reference: string): string => {
      if (reference === "") return "";
      const found = known.get(reference);
      return found ? canonicalMilestones(key.kind, found[key.name]) : unresolved(reference);
    };
  };
  const vatCodes = byId(records.VatCode, entities.vatCode.id);
  const items = byId(records.Item, entities.item.id);
  return {
    customer: keys("customer", records.Customer),
    costCenter: keys("costCenter", records.CostCenter),
    project: keys("project", records.Project),
    currency: keys("currency", records.Currency),
    vat(reference: string): Pick<InvoiceLine, "vatCode" | "percentage" | "reverseCharge"> {
      const found = vatCodes.get(reference);
      return {
        vatCode: found
          ? canonicalMilestones(entities.vatCode.key.kind, found.Code)
          : reference === ""
            ? ""
            : unresolved(reference),
        percentage: decimalText(found?.Percentage),
        reverseCharge: writtenFlag(found?.ReverseCharge) ?? false,
      };
    },
    item(reference: string): Pick<InvoiceLine, "item" | "glAccount"> {
      const found = items.get(reference);
      return {
        item: found ? plain(found.ItemCode).trim() : reference === "" ? "" : unresolved(reference),
        glAccount: canonicalMilestones(asCode, found?.GLAccountRevenue),
      };
    },
  };
}
