// The proof that nothing is lost and nothing is there twice: every processed invoice is exactly one sales entry with its
// PDF, per period and journal, with control totals by VAT code on both sides.
import type { Booking } from "./booking.ts";
import { debtorOf, type Facts, periodOf } from "./facts.ts";
import { grouped } from "./grouped.ts";
import type { Invoice } from "./invoice.ts";
import { type Cents, cents, sum } from "./money.ts";
import { numberSeries, type Series } from "./number-series.ts";
import { comparedReference } from "./references.ts";
import { vatOf } from "./vat.ts";

/** `pdf`: SHA-256 of the invoice's PDF as Milestones gave it; null where it has none. */
export interface SentInvoice {
  invoice: Invoice;
  pdf: string | null;
}

/** `pdf`: SHA-256 of the linked document as Globe gave it back; null where none is linked. */
export interface FoundEntry {
  booking: Booking;
  pdf: string | null;
}

export interface VatControl {
  currency: string;
  code: string;
  milestones: { base: Cents; vat: Cents };
  globe: { base: Cents; vat: Cents };
  equal: boolean;
}

export interface PeriodProof {
  year: string;
  period: string;
  journal: string;
  /** Processed invoices, and entries, of this period and journal. */
  invoices: number;
  entries: number;
  /** Numbers of invoices without an entry. */
  missing: string[];
  /** Entries of an invoice that has one already. */
  doubles: { number: string; entries: string[] }[];
  /** Entries that no invoice stands behind. */
  strangers: { entry: string; reference: string }[];
  /** Invoices whose entry has another debtor, total or VAT. */
  differing: { number: string; entry: string }[];
  /** Invoices that were booked in another period than their date's. */
  moved: { number: string; period: string }[];
  pdf: { number: string; what: "none_in_milestones" | "none_in_globe" | "differs" }[];
  vat: VatControl[];
  /** Whether all of it agrees. */
  complete: boolean;
}

export interface Completeness {
  periods: PeriodProof[];
  series: Series[];
  /** Every period agrees and no number is there twice. Gaps in a series are named and left to a person. */
  complete: boolean;
}

interface Match {
  invoice: SentInvoice | null;
  entry: FoundEntry | null;
  /** A further entry of a number whose invoices all have theirs. */
  again: boolean;
}

/** Of all invoices of an administration, drafts included, and all its sales entries that Globe holds. */
export function completeness(
  invoices: readonly SentInvoice[],
  entries: readonly FoundEntry[],
  facts: Facts,
): Completeness {
  const processed = invoices.filter(({ invoice }) => invoice.processed && invoice.kind !== "other");
  const placed = matched(processed, entries, facts).map((match) => ({ ...match, place: placeOf(match, facts) }));
  const periods = [...grouped(placed, ({ place }) => written(place)).values()]
    .flatMap(([first, ...rest]) => (first ? [proof(first.place, [first, ...rest], facts)] : []))
    .sort((a, b) => (written(a) < written(b) ? -1 : 1));
  const series = numberSeries(invoices.map(({ invoice }) => invoice));
  return {
    periods,
    series,
    complete: periods.every((period) => period.complete) && series.every(({ doubles }) => doubles.length === 0),
  };
}

/** Who is who: invoices to entries one to one, by number; among several of a number, by debtor and total first. */
function matched(invoices: readonly SentInvoice[], entries: readonly FoundEntry[], facts: Facts): Match[] {
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

interface Place {
  year: string;
  period: string;
  journal: string;
}

/** Where it is booked; what is not booked belongs where it would be. */
function placeOf({ invoice, entry }: Match, facts: Facts): Place {
  const date = entry?.booking.date ?? invoice?.invoice.date ?? "";
  const lies = periodOf(date, facts.periods);
  return {
    year: entry?.booking.year || lies?.year || date.slice(0, 4),
    period: entry?.booking.period || lies?.period || "",
    journal: entry?.booking.journal ?? facts.settings.salesJournal ?? "",
  };
}

/** Sorts as periods follow each other. */
const written = ({ year, period, journal }: Place) => `${year} ${period.padStart(3)} ${journal.padStart(3)}`;

function proof(place: Place, matches: readonly Match[], facts: Facts): PeriodProof {
  const pairs = matches.flatMap(({ invoice, entry }) => (invoice && entry ? [{ invoice, entry }] : []));
  const numberOf = ({ invoice }: SentInvoice) => invoice.number;
  const missing = matches.flatMap(({ invoice, entry }) => (invoice && !entry ? [numberOf(invoice)] : [])).sort();
  const alone = matches.flatMap((match) => (!match.invoice && match.entry ? [{ ...match, entry: match.entry }] : []));
  const doubles = [
    ...grouped(
      alone.filter(({ again }) => again),
      ({ entry }) => entry.booking.reference,
    ),
  ].map(([number, of]) => ({ number, entries: of.map(({ entry }) => entry.booking.entryNumber).sort() }));
  const strangers = alone
    .filter(({ again }) => !again)
    .map(({ entry }) => ({ entry: entry.booking.entryNumber, reference: entry.booking.reference }));
  const vat = controls(matches, facts);
  const differing = pairs
    .filter(({ invoice, entry }) => !agrees(invoice.invoice, entry.booking, facts) || !sameVat(invoice, entry))
    .map(({ invoice, entry }) => ({ number: numberOf(invoice), entry: entry.booking.entryNumber }));
  const moved = pairs.flatMap(({ invoice }) => {
    const own = periodOf(invoice.invoice.date, facts.periods);
    const stays = own === null || (own.year === place.year && own.period === place.period);
    return stays ? [] : [{ number: numberOf(invoice), period: `${own.year}-${own.period}` }];
  });
  const pdf = pairs.flatMap(({ invoice, entry }): PeriodProof["pdf"] => {
    const number = numberOf(invoice);
    if (invoice.pdf === null) return [{ number, what: "none_in_milestones" }];
    if (entry.pdf === null) return [{ number, what: "none_in_globe" }];
    return invoice.pdf === entry.pdf ? [] : [{ number, what: "differs" }];
  });
  const faults = [missing, doubles, strangers, differing, pdf];
  return {
    ...place,
    invoices: matches.filter(({ invoice }) => invoice).length,
    entries: matches.filter(({ entry }) => entry).length,
    missing,
    doubles,
    strangers,
    differing,
    moved,
    pdf,
    vat,
    complete: faults.every((found) => found.length === 0) && vat.every(({ equal }) => equal),
  };
}

function sameVat({ invoice }: SentInvoice, { booking }: FoundEntry): boolean {
  return JSON.stringify(vatOf(invoice)) === JSON.stringify(booking.vat);
}

function controls(matches: readonly Match[], facts: Facts): VatControl[] {
  const rows = matches.flatMap(({ invoice, entry }) => [
    ...(invoice ? vatOf(invoice.invoice) : []).map((total) => ({
      ...total,
      side: "milestones" as const,
      currency: invoice?.invoice.currency || facts.baseCurrency,
    })),
    ...(entry?.booking.vat ?? []).map((total) => ({
      ...total,
      side: "globe" as const,
      currency: entry?.booking.currency || facts.baseCurrency,
    })),
  ]);
  return [...grouped(rows, ({ currency, code }) => `${currency} ${code}`).values()]
    .map((ofCode): VatControl => {
      const [first] = ofCode;
      const on = (side: "globe" | "milestones") => {
        const own = ofCode.filter((row) => row.side === side);
        return { base: sum(own.map(({ base }) => base)), vat: sum(own.map(({ vat }) => vat)) };
      };
      const [milestones, globe] = [on("milestones"), on("globe")];
      const equal = milestones.base === globe.base && milestones.vat === globe.vat;
      return { currency: first?.currency ?? "", code: first?.code ?? "", milestones, globe, equal };
    })
    .sort((a, b) => (`${a.currency} ${a.code}` < `${b.currency} ${b.code}` ? -1 : 1));
}
