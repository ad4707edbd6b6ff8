// What became of an invoice, without sending anything: Globe is asked first, and only where it has no entry does the
// journal say how far this agent came.
import type { GlobeBooking } from "../connectors/globe/booking.ts";
import type { BookingRefused, LookupRequest } from "../core/booking-messages.ts";
import { TieoutError } from "../core/errors.ts";
import { comparedReference } from "../core/invoices/references.ts";
import type { SalesEntry } from "../core/invoices/sales-entry.ts";
import { type Outcome, sought } from "./book.ts";
import { type BookingJournal, openHeaders, orphans, ownKeys } from "./journal.ts";
import { type Bare, proven } from "./proof.ts";

export interface LookUpParts {
  request: LookupRequest;
  entry: SalesEntry;
  globe: GlobeBooking;
  journal: BookingJournal;
  stop: AbortSignal;
}

/** Throws TieoutError where Globe cannot be read: then nothing is known. */
export async function lookedUp({ request, entry, globe, journal, stop }: LookUpParts): Promise<Outcome> {
  const steps = journal.steps(request, comparedReference(entry.header.YourReference));
  const [first, ...rest] = await globe.entries(sought(entry), stop);
  if (first) {
    const expected = { entry, pdf: request.pdf, readBack: request.readBack };
    return proven(globe, expected, [first, ...rest], steps, stop);
  }
  const left = orphans(steps, []);
  const open = openHeaders(steps).length > 0;
  const job = journal.attempt(request);
  if (job && isRefusal(job.outcome) && !open) return { ...job.outcome, orphans: left };
  const taken = ownKeys(steps).size > 0 ? "lines" : "taken";
  const reached = open ? "header" : job ? taken : "nothing";
  const reason = "Globe has no entry with this reference";
  const values = { invoice: entry.header.YourReference, reason };
  return {
    kind: "unknown",
    reached,
    journalSince: journal.since,
    message: new TieoutError("booking_unknown", { values }).message,
    reason,
    orphans: left,
  };
}

const isRefusal = (outcome: unknown): outcome is Bare<BookingRefused> =>
  typeof outcome === "object" && outcome !== null && "kind" in outcome && outcome.kind === "refused";
