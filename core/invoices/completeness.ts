// The proof that nothing is lost and nothing is there twice: every processed invoice is exactly one sales entry with its
// PDF, per period and journal, with control totals by VAT code on both sides.
import { createHash } from "node:crypto";
import { type Facts, periodOf } from "./facts.ts";
import { grouped } from "./grouped.ts";
import { type Cents, sum } from "./money.ts";
import { type Gap, numberSeries, type Series } from "./number-series.ts";
import { type FoundEntry, type Match, matched, type ProofRow, proofRow, type SentInvoice } from "./proof-rows.ts";
import { vatOf } from "./vat.ts";

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
  /** Every invoice with its entry, and every entry without one; what does not agree first. */
  rows: ProofRow[];
  vat: VatControl[];
  /** Numbers missing behind an invoice of this period; named, and left to a person. */
  gaps: Gap[];
  /** Whether all of it agrees. */
  complete: boolean;
}

export interface Completeness {
  periods: PeriodProof[];
  series: Series[];
  /** Every period agrees and no number is there twice. Gaps in a series are named and left to a person. */
  complete: boolean;
}

/** Of all invoices of an administration, drafts included, and all its sales entries that Globe holds. */
export function completeness(
  invoices: readonly SentInvoice[],
  entries: readonly FoundEntry[],
  facts: Facts,
): Completeness {
  const processed = invoices.filter(({ invoice }) => invoice.processed && invoice.kind !== "other");
  const placed = matched(processed, entries, facts).map((match) => ({ match, place: placeOf(match, facts) }));
  const series = numberSeries(invoices.map(({ invoice }) => invoice));
  const twice = new Set(series.flatMap(({ doubles }) => doubles));
  const gaps = gapsByPlace(series, invoices, placed, facts);
  const periods = [...grouped(placed, ({ place }) => written(place)).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, of]): PeriodProof[] => {
      const [first] = of;
      const matches = of.map(({ match }) => match);
      return first ? [periodProof(first.place, matches, gaps.get(name) ?? [], twice, facts)] : [];
    });
  return { periods, series, complete: periods.every(({ complete }) => complete) && twice.size === 0 };
}

/** What two people sign: it is another as soon as anything of the period moves. */
export const proofFingerprint = (period: PeriodProof): string =>
  createHash("sha256").update(JSON.stringify(period)).digest("hex");

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
    period: (entry?.booking.period || lies?.period || "").trim(),
    journal: entry?.booking.journal ?? facts.settings.salesJournal ?? "",
  };
}

/** Sorts as periods follow each other. */
const written = ({ year, period, journal }: Place) => `${year} ${period.padStart(3)} ${journal.padStart(3)}`;

/** Each gap with the invoice that it follows, drafts too, since they hold numbers. */
function gapsByPlace(
  series: readonly Series[],
  invoices: readonly SentInvoice[],
  placed: readonly { match: Match; place: Place }[],
  facts: Facts,
): Map<string, Gap[]> {
  const places = new Map<string, Place>();
  for (const sent of invoices)
    places.set(sent.invoice.number, placeOf({ invoice: sent, entry: null, again: false }, facts));
  for (const { match, place } of placed) if (match.invoice) places.set(match.invoice.invoice.number, place);
  const found = series.flatMap(({ gaps }) => gaps.map((gap) => ({ gap, place: places.get(gap.after) })));
  return new Map(
    [...grouped(found, ({ place }) => (place ? written(place) : ""))].map(([name, of]) => [
      name,
      of.map(({ gap }) => gap),
    ]),
  );
}

function periodProof(
  place: Place,
  matches: readonly Match[],
  gaps: Gap[],
  twice: ReadonlySet<string>,
  facts: Facts,
): PeriodProof {
  const vat = controls(matches, facts);
  const rows = matches
    .map((match) => proofRow(match, { twice, facts, place }))
    .sort((a, b) => Number(b.faults.length > 0) - Number(a.faults.length > 0) || (a.number < b.number ? -1 : 1));
  return {
    ...place,
    invoices: matches.filter(({ invoice }) => invoice).length,
    entries: matches.filter(({ entry }) => entry).length,
    rows,
    vat,
    gaps,
    complete: rows.every(({ faults }) => faults.length === 0) && vat.every(({ equal }) => equal),
  };
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
