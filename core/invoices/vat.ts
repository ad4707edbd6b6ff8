// VAT of an invoice, rounded half-up to the cent, per line or per code as Milestones' Company.VatAmountSumMode says.
// Source of the rule: arithmetic rounding, one method consistently; 37.50 + 12.50 at 21 % is 10.51 or 10.50.
import { grouped } from "./grouped.ts";
import type { Invoice, InvoiceLine } from "./invoice.ts";
import { type Cents, cents, exactCents, halfUp, percentOf, sum } from "./money.ts";

export interface TaxedLine {
  line: InvoiceLine;
  /** Without VAT. */
  base: Cents;
  vat: Cents;
}

/** A code's base and VAT on an invoice or in a period. */
export interface VatTotal {
  code: string;
  base: Cents;
  vat: Cents;
}

/** VAT that a line should carry before rounding, in cents; what it says itself where its percentage is not known. */
export function exactVat(line: InvoiceLine, base: Cents) {
  if (line.reverseCharge) return percentOf(base, "0");
  return line.percentage === null ? exactCents(line.vat ?? "0") : percentOf(base, line.percentage);
}

/**
 * Base and VAT of every line, in order. Per code, the cents that rounding the code's total leaves over go to the lines
 * nearest to the next cent, so that lines add up to the code. Amounts that are not whole cents count rounded.
 */
export function taxed(invoice: Pick<Invoice, "vatMode" | "lines">): TaxedLine[] {
  const bases = invoice.lines.map((line) => ({ line, base: cents(line.amount) ?? halfUp(exactCents(line.amount)) }));
  const lines = bases.map(({ line, base }) => ({ line, base, vat: halfUp(exactVat(line, base)) }));
  if (invoice.vatMode === "per_code")
    for (const ofCode of grouped(lines, ({ line }) => line.vatCode).values()) spread(ofCode);
  return lines;
}

/** Gives each line its share of the code's VAT, so that the shares come to the rounded total. */
function spread(lines: TaxedLine[]): void {
  const shares = lines.map((taxedLine) => ({ taxedLine, exact: exactVat(taxedLine.line, taxedLine.base) }));
  const total = halfUp(shares.reduce((all, { exact }) => all.plus(exact), percentOf(0, "0")));
  const left = total - sum(lines.map(({ vat }) => vat));
  const step = Math.sign(left);
  const nearest = shares
    .map(({ taxedLine, exact }) => ({ taxedLine, short: exact.minus(taxedLine.vat).times(step) }))
    .sort((a, b) => b.short.comparedTo(a.short) || a.taxedLine.line.number - b.taxedLine.line.number);
  for (const { taxedLine } of nearest.slice(0, Math.abs(left))) taxedLine.vat += step;
}

/** Totals by VAT code, in order of code. */
export function vatTotals(lines: readonly { code: string; base: Cents; vat: Cents }[]): VatTotal[] {
  return [...grouped(lines, ({ code }) => code)]
    .map(([code, ofCode]) => ({
      code,
      base: sum(ofCode.map(({ base }) => base)),
      vat: sum(ofCode.map(({ vat }) => vat)),
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Base and VAT of an invoice by code. */
export const vatOf = (invoice: Pick<Invoice, "vatMode" | "lines">): VatTotal[] =>
  vatTotals(taxed(invoice).map(({ line, base, vat }) => ({ code: line.vatCode, base, vat })));
