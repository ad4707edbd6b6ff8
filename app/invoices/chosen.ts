// What chosen invoices come to before something is done with them: what it is done to, what is left out and why, and
// the sums. Who then does it names what they saw of each.
import type { InvoiceRefusal } from "../../prisma/invoice-release.ts";
import type { InvoiceRow } from "../../prisma/invoices.ts";
import { type Amount, amountsOf } from "./amounts.ts";
import { type InvoiceAct, whyNot } from "./may.ts";

/** Invoices that something is done to in one go. */
export const mostAtOnce = 5000;

export interface Seen {
  id: number;
  /** Of the entry's fingerprint, as much as tells two apart. */
  seen: string;
}

export interface ChosenInvoices {
  can: Seen[];
  amounts: Amount[];
  /** How many of those have warnings, and how many of them reverse. */
  warned: number;
  credits: number;
  refused: Partial<Record<InvoiceRefusal, number>>;
  /** Where it is one only. */
  single: { number: string; debtorName: string } | null;
}

export const seenOf = ({ fingerprint }: Pick<InvoiceRow, "fingerprint">): string => fingerprint.slice(0, 16);

export function chosenOf(
  rows: readonly InvoiceRow[],
  act: InvoiceAct,
  me: Parameters<typeof whyNot>[2],
  own: string,
): ChosenInvoices {
  const judged = rows.map((row) => ({ row, why: whyNot(act, { ...row, hasPdf: row.pdfHash !== null }, me) }));
  const can = judged.filter(({ why }) => why === null).map(({ row }) => row);
  const [single] = can;
  return {
    can: can.map((row) => ({ id: row.id, seen: seenOf(row) })),
    amounts: amountsOf(can, own),
    warned: can.filter(({ findings }) => findings.length > 0).length,
    credits: can.filter(({ kind }) => kind === "credit").length,
    refused: counted(judged.flatMap(({ why }) => why ?? [])),
    single: single && can.length === 1 ? { number: single.number, debtorName: single.debtorName } : null,
  };
}

export interface InvoicesDone {
  /** Their own numbers. */
  done: number[];
  refused: Partial<Record<InvoiceRefusal, number>>;
}

export const counted = (reasons: readonly InvoiceRefusal[]): Partial<Record<InvoiceRefusal, number>> => {
  const found: Partial<Record<InvoiceRefusal, number>> = {};
  for (const why of reasons) found[why] = (found[why] ?? 0) + 1;
  return found;
};
