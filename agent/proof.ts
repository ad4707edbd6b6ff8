// What Globe holds of an invoice, held against what was approved: totals, VAT by code, and the PDF byte for byte.
import type { FoundDocument, FoundEntry, GlobeBooking } from "../connectors/globe/booking.ts";
import type { Booked, Orphan } from "../core/booking-messages.ts";
import type { Booking } from "../core/invoices/booking.ts";
import { euros } from "../core/invoices/money.ts";
import { mismatches } from "../core/invoices/read-back.ts";
import type { SalesEntry } from "../core/invoices/sales-entry.ts";
import { type BookingSteps, openHeaders, orphans, ownKeys } from "./journal.ts";

/** An answer without what names the request. */
export type Bare<Message> = Omit<
  Message,
  "version" | "requestId" | "administration" | "invoice" | "fingerprint" | "attempt"
>;

export interface Expected {
  entry: SalesEntry;
  /** SHA-256 of the PDF; null for none. */
  pdf: string | null;
  /** Whether Globe gives bytes back. */
  readBack: boolean;
}

/** Of the entries with a reference, the one that is this invoice's, and whether this agent sent it. */
export function ownEntry(found: readonly [FoundEntry, ...FoundEntry[]], steps: BookingSteps) {
  const keys = ownKeys(steps);
  const sent = found.find(({ transactionKey }) => keys.has(transactionKey));
  const it = sent ?? found[0];
  // why: where Globe does not tell the key, an entry is ours when a header of ours may have been posted.
  const open = openHeaders(steps.filter(({ isOwn }) => isOwn));
  return { it, own: sent !== undefined || (it.transactionKey === "" && open.length > 0) };
}

/** The answer about entries that were found. Throws TieoutError where Globe cannot be read. */
export async function proven(
  globe: GlobeBooking,
  { entry, pdf, readBack }: Expected,
  found: readonly [FoundEntry, ...FoundEntry[]],
  steps: BookingSteps,
  signal: AbortSignal,
): Promise<Bare<Booked>> {
  const { it, own } = ownEntry(found, steps);
  const document = pdf === null ? null : await documentOf(globe, it, { pdf, readBack }, signal);
  const left: Orphan[] = orphans(
    steps,
    found.map(({ transactionKey }) => transactionKey),
  );
  return {
    kind: "booked",
    already: !own,
    entry: shown(it.booking),
    document,
    mismatches: [...mismatches(entry, it.booking, false), ...documentMismatch({ pdf, readBack }, document)],
    doubles: found.filter((one) => one !== it).map(({ booking }) => booking.entryNumber),
    orphans: left,
  };
}

const shown = (booking: Booking): Booked["entry"] => ({
  journal: booking.journal,
  entryNumber: booking.entryNumber,
  year: booking.year,
  period: booking.period,
  date: booking.date,
  debtorNumber: booking.debtorNumber,
  currency: booking.currency,
  total: euros(booking.total),
  vat: booking.vat.map(({ code, base, vat }) => ({ code, base: euros(base), vat: euros(vat) })),
});

function documentMismatch(
  { pdf, readBack }: { pdf: string | null; readBack: boolean },
  document: Booked["document"],
): Booked["mismatches"] {
  const holds = document !== null && (!readBack || document.sha256 === pdf);
  if (pdf === null || holds) return [];
  return [{ what: "document", vatCode: "", expected: pdf, found: document?.sha256 ?? "" }];
}

/** The document that is linked, by the lines or by itself; of several, the one with the right bytes. */
async function documentOf(
  globe: GlobeBooking,
  { booking, sysGuid }: FoundEntry,
  { pdf, readBack }: { pdf: string; readBack: boolean },
  signal: AbortSignal,
): Promise<Booked["document"]> {
  const linked: FoundDocument[] = [
    ...(booking.document === "" ? [] : await globe.documents({ id: booking.document }, signal)),
    ...(sysGuid === "" ? [] : await globe.documents({ entryKey: sysGuid }, signal)),
  ];
  let first: Booked["document"] = null;
  for (const one of linked) {
    const sha256 = readBack ? await globe.contentOf(one, signal) : null;
    first ??= { id: one.id, sha256 };
    if (sha256 === pdf) return { id: one.id, sha256 };
  }
  return first;
}
