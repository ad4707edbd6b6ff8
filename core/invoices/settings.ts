// What the connector of one administration must know to book invoices, and how Milestones' words are read.
import { z } from "zod";
import { type Administration, usualInvoices } from "../administration.ts";
import { canonicalDate } from "../entities/kinds.ts";

const code = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((raw) => {
    const text = String(raw ?? "").trim();
    return text === "" ? null : text;
  });

/**
 * Journal and account as Globe writes them, without padding; dates local.
 * `salesLineSign`: how Globe wants the amount of a sales line that earns money ("+" unless a test booking showed "-").
 * `ourReference`: whether Globe's 8-digit reference carries the digits of the invoice number.
 */
export const invoiceSettings = z.object({
  company: z.union([z.string(), z.number()]).transform((raw) => String(raw).trim()),
  salesJournal: code,
  debtorAccount: code,
  booksClosedUntil: z
    .string()
    .nullish()
    .transform((raw, context) => {
      const date = canonicalDate(raw);
      if (date.startsWith("?")) context.addIssue({ code: "custom", message: `${raw} is no date` });
      return date === "" ? null : date;
    }),
  salesLineSign: z.enum(["+", "-"]).default(usualInvoices.salesLineSign),
  ourReference: z.enum(["number", "none"]).default(usualInvoices.ourReference),
  /** Milestones' own words, which are not public: defaults that an administration may set otherwise. */
  processedStates: z.array(z.string()).default(usualInvoices.processedStates),
  invoiceTypes: z.array(z.string()).default(usualInvoices.invoiceTypes),
  creditTypes: z.array(z.string()).default(usualInvoices.creditTypes),
});
export type InvoiceSettings = z.infer<typeof invoiceSettings>;

/** Those of an administration. */
export function invoiceSettingsOf({ code, settings }: Pick<Administration, "code" | "settings">): InvoiceSettings {
  const { processedStates, telling } = settings.invoices;
  const { bookedState } = telling;
  // why: an invoice that Milestones was told is booked is as processed as before.
  const states = bookedState === null ? processedStates : [...new Set([...processedStates, bookedState])];
  return invoiceSettings.parse({ ...settings.invoices, ...settings, processedStates: states, company: code });
}

export type VatMode = "per_line" | "per_code";

/** The members of VatAmountSumMode are not public: what names lines, or nothing known, is per line. */
export function vatModeOf(written: string): VatMode {
  return /vat|code|rate|perc|group|total|invoice|header/i.test(written) && !/line/i.test(written)
    ? "per_code"
    : "per_line";
}
