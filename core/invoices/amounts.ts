// Whether an invoice adds up to the cent: lines, VAT as the company sums it, and the totals it shows.

import { type Finding, finding } from "./findings.ts";
import { grouped } from "./grouped.ts";
import type { Invoice } from "./invoice.ts";
import { cents, euros, exactCents, halfUp, percentOf, product, sum } from "./money.ts";
import { exactVat, taxed } from "./vat.ts";

type Difference = "lines" | "line_vat" | "code_vat" | "vat" | "total";

/** Every sum of the invoice that does not come out, most telling first. Empty: it adds up. */
export function amountFindings(invoice: Invoice): Finding[] {
  if (invoice.lines.length === 0) return [finding("amounts_differ:no_lines", "invoice", invoice.number)];
  const broken = notCents(invoice);
  if (broken.length > 0) return broken;
  return [...lineSums(invoice), ...vatSums(invoice), ...totalSums(invoice)];
}

function differs(
  invoice: Invoice,
  which: Difference,
  amounts: { expected: number; found: number },
  rest: { line?: number; values?: Record<string, string> } = {},
): Finding[] {
  if (amounts.expected === amounts.found) return [];
  const values = { expected: euros(amounts.expected), found: euros(amounts.found), ...rest.values };
  return [finding(`amounts_differ:${which}`, "invoice", invoice.number, { ...rest, values })];
}

function notCents(invoice: Invoice): Finding[] {
  const amounts: [string, string | null][] = [
    ["TotalExclVat", invoice.totalExcl],
    ["TotalVat", invoice.totalVat],
    ["TotalInclVat", invoice.totalIncl],
    ...invoice.lines.map((line): [string, string] => [`Amount ${line.number}`, line.amount]),
  ];
  return amounts.flatMap(([what, found]) =>
    found === null || cents(found) !== null
      ? []
      : [finding("amounts_differ:not_cents", "invoice", invoice.number, { values: { what, found } })],
  );
}

function lineSums(invoice: Invoice): Finding[] {
  const found = cents(invoice.totalExcl);
  if (found === null) return [];
  return differs(invoice, "lines", { expected: sum(taxed(invoice).map(({ base }) => base)), found });
}

function vatSums(invoice: Invoice): Finding[] {
  const lines = taxed(invoice);
  const parts = invoice.vatMode === "per_line" ? perLine(invoice) : perCode(invoice);
  const found = cents(invoice.totalVat);
  return found === null
    ? parts
    : [...parts, ...differs(invoice, "vat", { expected: sum(lines.map(({ vat }) => vat)), found })];
}

function perLine(invoice: Invoice): Finding[] {
  return taxed(invoice).flatMap(({ line, vat }) => {
    if (line.vat === null) return [];
    const values = { line: String(line.number), percentage: line.percentage ?? "?" };
    return differs(
      invoice,
      "line_vat",
      { expected: vat, found: cents(line.vat) ?? halfUp(exactCents(line.vat)) },
      { line: line.number, values },
    );
  });
}

/** Lines may carry their VAT rounded or not: together they may miss the code by half a cent each, never by more. */
function perCode(invoice: Invoice): Finding[] {
  return [...grouped(taxed(invoice), ({ line }) => line.vatCode)].flatMap(([vatCode, lines]) => {
    if (lines.some(({ line }) => line.vat === null)) return [];
    const none = percentOf(0, "0");
    const said = lines.reduce((all, { line }) => all.plus(exactCents(line.vat ?? "0")), none);
    const due = lines.reduce((all, { line, base }) => all.plus(exactVat(line, base)), none);
    if (
      said
        .minus(due)
        .abs()
        .lessThanOrEqualTo(lines.length * 0.5)
    )
      return [];
    const amounts = { expected: halfUp(due), found: halfUp(said) };
    return differs(invoice, "code_vat", amounts, { values: { vatCode } });
  });
}

function totalSums(invoice: Invoice): Finding[] {
  const lines = taxed(invoice);
  const excl = cents(invoice.totalExcl) ?? sum(lines.map(({ base }) => base));
  const vat = cents(invoice.totalVat) ?? sum(lines.map(({ vat: ofLine }) => ofLine));
  return differs(invoice, "total", { expected: excl + vat, found: cents(invoice.totalIncl) ?? 0 });
}

/** Lines whose quantity times price is not their amount: a discount, or a slip. A warning, never more. */
export function lineAmountWarnings(invoice: Invoice): Finding[] {
  return invoice.lines.flatMap((line) => {
    const found = cents(line.amount);
    if (line.quantity === null || line.price === null || found === null) return [];
    const expected = halfUp(product(line.quantity, line.price));
    if (expected === found) return [];
    const values = { line: String(line.number), expected: euros(expected), found: euros(found) };
    return [finding("line_amount_differs", "invoice", invoice.number, { line: line.number, values })];
  });
}
