// A sales entry as it was approved and as it travels: the very text that its fingerprint was taken of.
import { createHash } from "node:crypto";
import { z } from "zod";
import type { SalesEntry } from "./sales-entry.ts";

const money = z.string().regex(/^-?\d+\.\d\d$/);
const date = z.iso.date();
const text = z.string();
const optional = z.string().nullable();
/** What an entry that was approved cannot be without. */
const demanded = z.string().refine((value) => value.trim() !== "", "is missing");

const frozen: z.ZodType<SalesEntry> = z.strictObject({
  header: z.strictObject({
    Journal: demanded,
    JournalAccount: optional,
    DebtorNumber: demanded,
    Description: text,
    EntryDate: date,
    ReportingDate: date,
    InvoiceDueDate: date.nullable(),
    FinancialYear: z.string().regex(/^\d+$/).nullable(),
    FinancialPeriod: z.string().regex(/^\d+$/).nullable(),
    CurrencyCode: optional,
    YourReference: demanded,
    OurReference: optional,
  }),
  lines: z
    .array(
      z.strictObject({
        GLAccount: demanded,
        Description: text,
        Amount: money,
        VATCode: optional,
        VATAmount: money,
        VATBasis: money,
        CostCenter: optional,
        Project: optional,
        Quantity: z
          .string()
          .regex(/^-?\d+(?:\.\d+)?$/)
          .nullable(),
      }),
    )
    .min(1),
  lineSign: z.enum(["+", "-"]),
  document: z.strictObject({
    Subject: text,
    FileName: text,
    YourRef: text,
    OurRef: optional,
    DebtorNumber: optional,
    CompanyCode: text,
  }),
  totals: z.strictObject({
    excl: money,
    vat: money,
    incl: money,
    perCode: z.array(z.strictObject({ code: text, base: money, vat: money })),
  }),
});

/** The text that travels; its SHA-256 is the entry's fingerprint. */
export const entryText = (entry: SalesEntry): string => JSON.stringify(entry);

/** The entry of a text. Throws an Error that says what is wrong: not what was approved, or no entry. */
export function frozenEntry(written: string, fingerprint: string): SalesEntry {
  if (createHash("sha256").update(written).digest("hex") !== fingerprint)
    throw new Error("its fingerprint is another one");
  const found = frozen.safeParse(JSON.parse(written));
  if (!found.success) throw new Error(z.prettifyError(found.error));
  return found.data;
}
