// Whether Globe holds an invoice already: same number, debtor and total is the same invoice, wherever it was booked.
import type { Booking } from "./booking.ts";
import { debtorOf, type Facts } from "./facts.ts";
import type { Invoice } from "./invoice.ts";
import { cents } from "./money.ts";
import { comparedReference } from "./references.ts";

/** Entries with the invoice's number: the one that is this invoice, and those of another debtor or total. */
export function foundInGlobe(invoice: Invoice, facts: Facts): { same: Booking | null; others: Booking[] } {
  const debtor = debtorOf(invoice.debtor, facts);
  const total = cents(invoice.totalIncl);
  const isSame = (one: Booking) => debtor !== null && one.debtorNumber === debtor.number && one.total === total;
  const known = facts.bookings.get(comparedReference(invoice.number)) ?? [];
  const same = known.filter(isSame);
  return {
    same: same.find(({ journal }) => journal === facts.settings.salesJournal) ?? same[0] ?? null,
    others: known.filter((one) => !isSame(one)),
  };
}
