// A sales entry that Globe holds, as read back: FinancialHeader with its FinancialLines. Amounts as invoices have them:
// positive where the debtor owes, whatever sign the lines were sent with.
import { z } from "zod";
import { plain } from "../entities/kinds.ts";
import type { RawRecord } from "../reconcile/references.ts";
import { grouped } from "./grouped.ts";
import { type Cents, sum } from "./money.ts";
import { comparedReference } from "./references.ts";
import type { InvoiceSettings } from "./settings.ts";
import { amount, code, date, read, upperCode } from "./shapes.ts";
import { type VatTotal, vatTotals } from "./vat.ts";

export interface Booking {
  journal: string;
  entryNumber: string;
  /** YourReference as compared. */
  reference: string;
  debtorNumber: string;
  /** Local date. */
  date: string;
  year: string;
  period: string;
  currency: string;
  /** With VAT. */
  total: Cents;
  vat: VatTotal[];
  /** Globe's id of the document linked to it; "" for none. */
  document: string;
}

const headerShape = z.object({
  Journal: code,
  EntryNumber: code,
  TransactionKey: code,
  YourReference: code,
  DebtorNumber: code,
  EntryDate: date,
  FinancialYear: code,
  FinancialPeriod: code,
  CurrencyCode: upperCode,
  Amount: amount,
});

const lineShape = z.object({
  Journal: code,
  EntryNumber: code,
  TransactionKey: code,
  VATCode: upperCode,
  Amount: amount,
  VATAmount: amount,
  VATBasis: amount,
  DocumentID: code,
});

const ofGlobe = <Shape extends z.ZodType>(shape: Shape, entity: string, record: RawRecord): z.infer<Shape> =>
  read(shape, { system: "Globe", entity, name: plain(record.EntryNumber) }, record);

/** The entries of Globe that have a reference. Lines belong to a header by entry number and journal, or by key. */
export function bookings(
  records: Readonly<Record<"FinancialHeader" | "FinancialLine", readonly RawRecord[]>>,
  settings: Pick<InvoiceSettings, "salesLineSign">,
): Booking[] {
  const sign = settings.salesLineSign === "-" ? -1 : 1;
  const lines = records.FinancialLine.map((record) => ofGlobe(lineShape, "FinancialLine", record));
  const byEntry = grouped(lines, (line) => `${line.Journal} ${line.EntryNumber}`);
  const byKey = grouped(lines, (line) => line.TransactionKey);
  return records.FinancialHeader.map((record) => ofGlobe(headerShape, "FinancialHeader", record))
    .filter((header) => header.YourReference !== "")
    .map((header): Booking => {
      const own =
        byEntry.get(`${header.Journal} ${header.EntryNumber}`) ??
        byEntry.get(` ${header.EntryNumber}`) ??
        (header.TransactionKey === "" ? [] : (byKey.get(header.TransactionKey) ?? []));
      const taxed = own.map((line) => {
        const vat = sign * (line.VATAmount ?? 0);
        return {
          code: line.VATCode,
          base: line.VATBasis === null ? sign * (line.Amount ?? 0) : sign * line.VATBasis,
          vat,
        };
      });
      const document = own.find((line) => line.DocumentID !== "")?.DocumentID ?? "";
      return {
        journal: header.Journal,
        entryNumber: header.EntryNumber,
        reference: comparedReference(header.YourReference),
        debtorNumber: header.DebtorNumber,
        date: header.EntryDate,
        year: header.FinancialYear,
        period: header.FinancialPeriod,
        currency: header.CurrencyCode,
        total: header.Amount ?? sum(taxed.map(({ base, vat }) => base + vat)),
        vat: vatTotals(taxed.filter((line) => line.code !== "")),
        document,
      };
    });
}
