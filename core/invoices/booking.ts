// A sales entry that Globe holds, as read back: FinancialHeader with its FinancialLines. Amounts as invoices have them:
// positive where the debtor owes, whatever sign the lines were sent with.
import { z } from "zod";
import { plain } from "../entities/kinds.ts";
import type { RawRecord } from "../reconcile/references.ts";
import { grouped } from "./grouped.ts";
import { type Cents, sum } from "./money.ts";
import { comparedReference } from "./references.ts";
import type { InvoiceSettings } from "./settings.ts";
import { amount, code, date, prose, read, upperCode } from "./shapes.ts";
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
  /** Of its lines, where they were read with their descriptions. */
  texts: string[];
}

export const entryShape = z.object({
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
export const lineShape = entryShape.extend({
  VATCode: upperCode,
  VATAmount: amount,
  VATBasis: amount,
  DocumentID: code,
});
type Head = z.infer<typeof entryShape>;
// why: of all that is booked nobody needs the descriptions; of an entry that is read back they are compared.
const readBackShape = lineShape.extend({ Description: prose });
type Line = z.infer<typeof readBackShape>;

/**
 * The entries of Globe that have a reference. Posted lines whose header was not read are an entry as well: better found
 * without a header than booked twice. Lines without an entry number and a header are staged, not posted.
 */
export function bookings(
  records: Readonly<Record<"FinancialHeader" | "FinancialLine", readonly RawRecord[]>>,
  settings: Pick<InvoiceSettings, "salesLineSign">,
): Booking[] {
  const sign = settings.salesLineSign === "-" ? -1 : 1;
  const headers = records.FinancialHeader.map((record) => ofGlobe(entryShape, "FinancialHeader", record));
  const lines = records.FinancialLine.map((record) => ofGlobe(readBackShape, "FinancialLine", record));
  const byNumber = grouped(lines, (line) => line.EntryNumber);
  const byKey = grouped(lines, (line) => line.TransactionKey);
  const taken = new Set<Line>();
  const ofHeaders = headers.map((header) => {
    const posted = header.EntryNumber === "" ? [] : (byNumber.get(header.EntryNumber) ?? []);
    const numbered = posted.filter((line) => isOf(line, header));
    const own =
      numbered.length > 0 || header.TransactionKey === "" ? numbered : (byKey.get(header.TransactionKey) ?? []);
    for (const line of own) taken.add(line);
    return booking(header, header.Amount, own, sign);
  });
  const left = lines.filter((line) => !taken.has(line) && line.EntryNumber !== "");
  const headless = grouped(left, (line) => `${line.FinancialYear} ${line.Journal} ${line.EntryNumber}`);
  const ofLines = [...headless.values()].flatMap((own) => (own[0] ? [booking(own[0], null, own, sign)] : []));
  return [...ofHeaders, ...ofLines].filter(({ reference }) => reference !== "");
}

const ofGlobe = <Shape extends z.ZodType>(shape: Shape, entity: string, record: RawRecord): z.infer<Shape> =>
  read(shape, { system: "Globe", entity, name: plain(record.EntryNumber) }, record);

// why: an entry number is unique within its journal and financial year only.
const isOf = (line: Line, header: Head): boolean =>
  (line.Journal === "" || line.Journal === header.Journal) &&
  (line.FinancialYear === "" || header.FinancialYear === "" || line.FinancialYear === header.FinancialYear);

function booking(head: Head, total: Cents | null, lines: readonly Line[], sign: 1 | -1): Booking {
  const taxed = lines.map((line) => ({
    code: line.VATCode,
    base: sign * (line.VATBasis ?? line.Amount ?? 0),
    vat: sign * (line.VATAmount ?? 0),
  }));
  return {
    journal: head.Journal,
    entryNumber: head.EntryNumber,
    reference: comparedReference(head.YourReference),
    debtorNumber: head.DebtorNumber,
    date: head.EntryDate,
    year: head.FinancialYear,
    period: head.FinancialPeriod,
    currency: head.CurrencyCode,
    total: total ?? sum(taxed.map(({ base, vat }) => base + vat)),
    vat: vatTotals(taxed.filter((line) => line.code !== "")),
    document: lines.find((line) => line.DocumentID !== "")?.DocumentID ?? "",
    texts: lines.flatMap(({ Description }) => (Description === "" ? [] : [Description])),
  };
}
