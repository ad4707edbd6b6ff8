// One approved entry into Globe, once: looked up first, its PDF kept, its lines sent under one key, closed by a header,
// and read back. A header whose end nobody saw is only looked up. Whatever was done before a death is in the journal.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { FoundEntry, GlobeBooking, Step } from "../connectors/globe/booking.ts";
import type { Booked, BookingRefused, BookingUnknown } from "../core/booking-messages.ts";
import { asTieoutError, type ErrorCode, TieoutError } from "../core/errors.ts";
import { comparedReference } from "../core/invoices/references.ts";
import type { SalesEntry } from "../core/invoices/sales-entry.ts";
import { attached, type Sent, untilItEnds } from "./attach.ts";
import { type BookingJournal, type Job, openHeaders, orphans } from "./journal.ts";
import { type Bare, ownEntry, proven } from "./proof.ts";

export type Outcome = Bare<Booked> | Bare<BookingRefused> | Bare<BookingUnknown>;

export interface BookParts {
  job: Job;
  entry: SalesEntry;
  globe: GlobeBooking;
  journal: BookingJournal;
  /** The invoice's PDF. Throws an Error that says what is wrong with it. */
  pdf(): Promise<Uint8Array>;
  /** Milliseconds between the look-ups of an entry that should be there. */
  pauses: readonly number[];
  stop: AbortSignal;
}

/** How often lines are sent anew, under another key, where one of them had no sure end. */
const tries = 3;

/** Milliseconds before what never reached Globe is sent again. */
const next = 1_000;

/** Nothing is booked, and nothing will be. */
class NotBooked extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, reason: string) {
    super(reason);
    this.code = code;
  }
}

type Found = readonly [FoundEntry, ...FoundEntry[]];
const some = (found: readonly FoundEntry[]): Found | null => {
  const [first, ...rest] = found;
  return first ? [first, ...rest] : null;
};

export const sought = ({ header, lineSign }: SalesEntry) => ({
  reference: header.YourReference,
  journal: header.Journal ?? "",
  lineSign,
});

/** How the booking ended. Throws only when told to stop: then the journal knows where to go on. */
export async function bookedOnce(parts: BookParts): Promise<Outcome> {
  const { job, entry, globe, journal, stop } = parts;
  const { request } = job;
  const { file, link } = request;
  const reference = comparedReference(entry.header.YourReference);
  const steps = () => journal.steps(request, reference);
  const deadline = Date.parse(request.deadline);
  const expected = { entry, pdf: file?.sha256 ?? null, readBack: link.readBack };

  const sent: Sent = async (step) => {
    for (;;) {
      const found = await step();
      if (found.outcome !== "not_sent" || Date.now() > deadline) return found;
      await pause(next, undefined, { signal: stop });
    }
  };

  /** What Globe is asked before anything is booked, as soon as it answers. Throws NotBooked where that is too late. */
  async function answered<Value>(ask: () => Promise<Value>): Promise<Value> {
    for (;;) {
      try {
        return await ask();
      } catch (thrown) {
        stop.throwIfAborted();
        const error = asTieoutError(thrown);
        const mayPass = error.code === "source_unreachable" || error.code === "source_incomplete";
        if (!mayPass || Date.now() > deadline) throw new NotBooked("booking_not_sent", error.message);
        await pause(next, undefined, { signal: stop });
      }
    }
  }

  /** Looks for what should be there, again and again for a while. "unseen": the last time Globe could not be asked. */
  async function lookedFor(): Promise<Found | "absent" | "unseen"> {
    let last: "absent" | "unseen" = "unseen";
    for (const wait of [0, ...parts.pauses]) {
      if (wait > 0) await pause(wait, undefined, { signal: stop });
      try {
        const found = some(await globe.entries(sought(entry), stop));
        if (found) return found;
        last = "absent";
      } catch {
        stop.throwIfAborted();
        last = "unseen";
      }
    }
    return last;
  }

  async function proof(found: Found): Promise<Outcome> {
    const { it, own } = ownEntry(found, steps());
    journal.step(job, { name: "found", entryNumber: it.booking.entryNumber, own });
    let reason = "";
    for (const wait of [0, ...parts.pauses]) {
      if (wait > 0) await pause(wait, undefined, { signal: stop });
      try {
        if (own && file && link.route === "entry" && it.sysGuid !== "") {
          const pdf = await parts.pdf().catch(() => null);
          // why: what became of it is seen when it is read back.
          if (pdf) await attached({ globe, entry, pdf, link, entryKey: it.sysGuid, sent, stop });
        }
        return await proven(globe, expected, found, steps(), stop);
      } catch (thrown) {
        stop.throwIfAborted();
        reason = asTieoutError(thrown).message;
      }
    }
    return unknown(reason);
  }

  function unknown(reason: string): Outcome {
    const error = new TieoutError("booking_unknown", { values: { invoice: entry.header.YourReference, reason } });
    const { message } = error;
    const left = orphans(steps(), []);
    return { kind: "unknown", reached: "header", journalSince: journal.since, message, reason, orphans: left };
  }

  /** The document that the lines will point at; null where none is wanted, or where it comes after. */
  async function documentFirst(): Promise<string | null> {
    if (!file) return null;
    const pdf = await parts.pdf().catch((thrown) => {
      stop.throwIfAborted();
      throw new NotBooked("file_incomplete", String(thrown instanceof Error ? thrown.message : thrown));
    });
    if (link.route === "entry") return null;
    const kept = await answered(() => attached({ globe, entry, pdf, link, entryKey: null, sent, stop }));
    if ("reason" in kept) throw new NotBooked("document_not_kept", kept.reason);
    journal.step(job, { name: "document", id: kept.id, entryKey: null });
    return kept.id;
  }

  /** The key that all lines wait under. Where a line had no sure end its key is left alone, and another one is begun. */
  async function staged(documentId: string | null): Promise<string> {
    let reason = "";
    for (let attempt = 0; attempt < tries; attempt += 1) {
      let transactionKey: string = randomUUID();
      const lines = entry.lines.length;
      journal.step(job, { name: "lines", transactionKey, lines });
      let line: Step<{ TransactionKey: string }> | undefined;
      for (const at of entry.lines.keys()) {
        stop.throwIfAborted();
        line = await sent(() => globe.line(entry, at, { transactionKey, documentId }, untilItEnds));
        if (line.outcome !== "done") break;
        const given = line.value.TransactionKey.toLowerCase();
        if (given === transactionKey) continue;
        if (at > 0) {
          line = { outcome: "unknown", reason: "Globe put a line under another key", denied: false };
          break;
        }
        journal.step(job, { name: "renamed", transactionKey, to: given });
        journal.step(job, { name: "lines", transactionKey: given, lines });
        transactionKey = given;
      }
      if (line === undefined || line.outcome === "done") return transactionKey;
      ({ reason } = line);
      journal.step(job, { name: "lines_given_up", transactionKey, reason });
      if (line.outcome === "refused") throw new NotBooked("booking_refused", reason);
      if (line.outcome === "not_sent") break;
    }
    throw new NotBooked("booking_not_sent", reason);
  }

  async function posted(transactionKey: string): Promise<Outcome> {
    for (;;) {
      stop.throwIfAborted();
      journal.step(job, { name: "header", transactionKey });
      const header = await globe.header(entry, transactionKey, untilItEnds);
      if (header.outcome === "done") {
        const entryNumber = header.value.EntryNumber?.trim() ?? "";
        journal.step(job, { name: "posted", transactionKey, entryNumber });
        const found = await lookedFor();
        if (typeof found !== "string") return proof(found);
        return unknown(`Globe said that it booked it as ${entryNumber}, and does not show it`);
      }
      const { reason } = header;
      if (header.outcome === "unknown") {
        journal.step(job, { name: "header_unknown", transactionKey, reason });
        const found = await lookedFor();
        if (typeof found !== "string") return proof(found);
        if (!header.denied || found === "unseen") return unknown(reason);
      }
      const sure = header.outcome === "not_sent" ? "header_not_sent" : "header_refused";
      journal.step(job, { name: sure, transactionKey, reason });
      if (sure === "header_refused") throw new NotBooked("booking_refused", reason);
      if (Date.now() > deadline) throw new NotBooked("booking_not_sent", reason);
      await pause(next, undefined, { signal: stop });
    }
  }

  try {
    journal.refers(job, reference);
    const before = steps();
    const ofThisAttempt = openHeaders(before.filter(({ booking }) => booking === job.id));
    const barred = ofThisAttempt.length > 0 || (openHeaders(before).length > 0 && !request.overrule);
    const found = barred
      ? await lookedFor()
      : await answered(async () => some(await globe.entries(sought(entry), stop)));
    if (found && typeof found !== "string") return await proof(found);
    if (barred) return unknown("a header was sent before, and Globe does not show an entry");
    if (Date.now() > deadline) throw new NotBooked("booking_not_sent", "its deadline passed");
    return await posted(await staged(await documentFirst()));
  } catch (thrown) {
    stop.throwIfAborted();
    if (!(thrown instanceof NotBooked)) throw thrown;
    const { code, message: reason } = thrown;
    const error = new TieoutError(code, { values: { invoice: entry.header.YourReference, reason } });
    return { kind: "refused", code, message: error.message, reason, orphans: orphans(steps(), []) };
  }
}
