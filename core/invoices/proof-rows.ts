// Who is who in the proof of completeness: each invoice with its one entry, or alone, and what of the two does not agree.
import type { Booking } from "./booking.ts";
import { debtorOf, type Facts, periodOf } from "./facts.ts";
import { grouped } from "./grouped.ts";
import type { Invoice } from "./invoice.ts";
import { type Cents, cents, exactCents, halfUp } from "./money.ts";
import { comparedReference } from "./references.ts";
import { vatOf } from "./vat.ts";

/** An invoice as Milestones has it. */
export interface SentInvoice {
  invoice: Invoice;
  /** SHA-256 of its PDF as Milestones gave it; null where it has none. */
  pdf: string | null;
  /** Whether it was booked after Globe was read: then its entry cannot be seen yet. */
  bookedSince: boolean;
}

/** `pdf`: SHA-256 of the linked document as Globe gave it back; null where none is linked, or none was read back. */
export interface FoundEntry {
  booking: Booking;
  pdf: string | null;
}

/** What keeps a period from being complete, in the order it is told. */
export const proofFaults = [
  "missing",
  "booked_since",
  "double",
  "stranger",
  "differs",
  "number_twice",
  "no_pdf_in_milestones",
  "no_pdf_in_globe",
  "pdf_not_read_back",
  "pdf_differs",
] as const;
export type ProofFault = (typeof proofFaults)[number];

export interface ProofRow {
  /** The invoice's; of an entry without one, its reference. */
  number: string;
  invoice: { date: string; debtor: string; total: Cents; currency: string; pdf: string | null } | null;
  entry: { number: string; date: string; debtor: string; total: Cents; currency: string; pdf: string | null } | null;
  faults: ProofFault[];
  /** The period of its date, where it was booked in another one: "2026-11". */
  movedFrom: string | null;
}

export interface Match {
  invoice: SentInvoice | null;
  entry: FoundEntry | null;
  /** A further entry of a number whose invoices all have theirs. */
  again: boolean;
}

/** Who is who: invoices to entries one to one, by number; among several of a number, by debtor and total first. */
export function matched(invoices: readonly SentInvoice[], entries: readonly FoundEntry[], facts: Facts): Match[] {
  const byReference = grouped(entries, ({ booking }) => booking.reference);
  const matches: Match[] = [];
  for (const [reference, ofNumber] of grouped(invoices, ({ invoice }) => comparedReference(invoice.number))) {
    const left = new Set(byReference.get(reference) ?? []);
    const took = new Map<SentInvoice, FoundEntry>();
    for (const fits of [agrees, () => true])
      for (const sent of ofNumber) {
        if (took.has(sent)) continue;
        const found = [...left].find((entry) => fits(sent.invoice, entry.booking, facts));
        if (!found) continue;
        took.set(sent, found);
        left.delete(found);
      }
    for (const sent of ofNumber) matches.push({ invoice: sent, entry: took.get(sent) ?? null, again: false });
    for (const entry of left) matches.push({ invoice: null, entry, again: true });
    byReference.delete(reference);
  }
  for (const entry of [...byReference.values()].flat()) matches.push({ invoice: null, entry, again: false });
  return matches;
}

function agrees(invoice: Invoice, booking: Booking, facts: Facts): boolean {
  return booking.debtorNumber === debtorOf(invoice.debtor, facts)?.number && booking.total === cents(invoice.totalIncl);
}

interface About {
  /** Numbers that more than one invoice carries. */
  twice: ReadonlySet<string>;
  facts: Facts;
  /** Where it is booked. */
  place: { year: string; period: string };
}

export function proofRow(match: Match, about: About): ProofRow {
  const { invoice, entry } = match;
  const { twice, facts, place } = about;
  const own = invoice && entry ? periodOf(invoice.invoice.date, facts.periods) : null;
  const stays = own === null || (own.year === place.year && own.period.trim() === place.period);
  return {
    number: invoice?.invoice.number ?? entry?.booking.reference ?? "",
    invoice: invoice && {
      ...{ date: invoice.invoice.date, debtor: invoice.invoice.debtor },
      ...{ total: halfUp(exactCents(invoice.invoice.totalIncl)), pdf: invoice.pdf },
      currency: invoice.invoice.currency || facts.baseCurrency,
    },
    entry: entry && {
      ...{ number: entry.booking.entryNumber, date: entry.booking.date, debtor: entry.booking.debtorNumber },
      ...{ total: entry.booking.total, currency: entry.booking.currency || facts.baseCurrency, pdf: entry.pdf },
    },
    faults: faultsOf(match, twice, facts),
    movedFrom: stays ? null : `${own.year}-${own.period.trim()}`,
  };
}

function faultsOf({ invoice, entry, again }: Match, twice: ReadonlySet<string>, facts: Facts): ProofFault[] {
  if (!invoice) return [again ? "double" : "stranger"];
  const faults: ProofFault[] = twice.has(invoice.invoice.number) ? ["number_twice"] : [];
  if (!entry) return [invoice.bookedSince ? "booked_since" : "missing", ...faults];
  const { booking } = entry;
  const sameVat = JSON.stringify(vatOf(invoice.invoice)) === JSON.stringify(booking.vat);
  if (!agrees(invoice.invoice, booking, facts) || !sameVat) faults.unshift("differs");
  const pdf = pdfFault(invoice, entry);
  return pdf ? [...faults, pdf] : faults;
}

function pdfFault(invoice: SentInvoice, { booking, pdf }: FoundEntry): ProofFault | null {
  if (invoice.pdf === null) return "no_pdf_in_milestones";
  if (pdf === null) return booking.document === "" ? "no_pdf_in_globe" : "pdf_not_read_back";
  return invoice.pdf === pdf ? null : "pdf_differs";
}
