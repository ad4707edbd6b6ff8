// Bookings as the agent takes them from the bus: into the journal first, then settled, then done, a few at once and one
// at a time for the same reference; the answer is sent until the bus has it. A start goes on where a death left off.
import { setTimeout as pause } from "node:timers/promises";
import type { BusConnection, BusLog } from "../connectors/bus/connection.ts";
import { unpackedEntry } from "../connectors/bus/entry-payload.ts";
import { forgetFile, receivedFile } from "../connectors/bus/file-transfer.ts";
import type { GlobeBooking } from "../connectors/globe/booking.ts";
import type { BookRequest, LookupRequest } from "../core/booking-messages.ts";
import { asTieoutError, TieoutError } from "../core/errors.ts";
import { comparedReference } from "../core/invoices/references.ts";
import type { SalesEntry } from "../core/invoices/sales-entry.ts";
import { protocolVersion, queuesOf } from "../core/messages.ts";
import { failureOf } from "./answer.ts";
import { bookedOnce, type Outcome } from "./book.ts";
import type { BookingJournal, Job } from "./journal.ts";
import { lookedUp } from "./look-up.ts";

export interface BookingParts {
  /** The agent's. */
  name: string;
  bus: BusConnection;
  /** The sales ledger of each administration served, by code. */
  ledgers: ReadonlyMap<string, GlobeBooking>;
  journal: BookingJournal;
  /** Where files wait. */
  folder: string;
  log: BusLog;
  /** How long an entry that should be there is looked for. A header that timed out here may still be at work there. */
  lookUpSeconds: number;
}

export interface Bookings {
  /** Takes a request that asks for an administration that is served. Resolves when it is in the journal and settled. */
  take(request: BookRequest | LookupRequest, taken: Arrived): Promise<void>;
  /** Goes no further than the step in hand. */
  close(): Promise<void>;
}

interface Arrived {
  payload: Uint8Array;
  replySession: string;
  settle(): Promise<void>;
}

/** The pauses between look-ups, as shares of the whole time. */
const shares = [0.01, 0.02, 0.05, 0.08, 0.16, 0.26, 0.42];

/** Bookings at once. */
const slots = 4;

/** Milliseconds until a booking goes on that met with something nobody foresaw: a full disk. */
const standstill = 30_000;

/** An answer waits for its worker this long, if the queue lets it. */
const answerLife = 24 * 3_600_000;

export function startedBookings(parts: BookingParts): Bookings {
  const { bus, ledgers, journal, folder, log } = parts;
  const pauses = shares.map((share) => share * parts.lookUpSeconds * 1_000);
  const queues = queuesOf(parts.name);
  const stop = new AbortController();
  const turns = new Map<string, Promise<unknown>>();
  const working = new Map<number, Promise<void>>();
  const waiting: (() => void)[] = [];
  let free = slots;

  /** One thing at a time for a reference, in order of asking. */
  async function inTurn<Value>(key: string, thing: () => Promise<Value>): Promise<Value> {
    const turn = (turns.get(key) ?? Promise.resolve()).then(thing, thing);
    turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(key) === turn) turns.delete(key);
    }
  }

  async function inSlot<Value>(thing: () => Promise<Value>): Promise<Value> {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await thing();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }

  const keyOf = (administration: string, { header }: SalesEntry) =>
    JSON.stringify([administration, header.Journal, comparedReference(header.YourReference)]);

  function begin(job: Job): void {
    if (working.has(job.id)) return;
    const work = done(job).then(
      () => void working.delete(job.id),
      (thrown) => {
        working.delete(job.id);
        if (stop.signal.aborted) return;
        log.warn({ ...named(job.request), reason: String(thrown) }, "a booking stands still for a while");
        setTimeout(() => goOn(job.id), standstill).unref();
      },
    );
    working.set(job.id, work);
  }

  function goOn(id: number): void {
    const job = stop.signal.aborted ? null : journal.job(id);
    if (job) begin(job);
  }

  /** Does what is left of a job and answers it. */
  async function done(job: Job): Promise<void> {
    let { outcome } = job;
    if (outcome === null) {
      const found = await outcomeOf(job);
      journal.ended(job, found);
      outcome = found;
      const { kind, orphans } = found;
      log.info({ ...named(job.request), outcome: kind, orphans: orphans.length }, "a booking has ended");
    }
    if (job.request.file) await forgetFile({ folder }, job.request.file.transferId);
    for (let to: Job | null = job; to !== null; to = journal.job(job.id)) {
      await answer(to, outcome as Outcome);
      if (journal.answered(to)) return;
    }
  }

  async function outcomeOf(job: Job): Promise<Outcome> {
    const { request } = job;
    const globe = ledgers.get(request.administration);
    if (!globe) return refusal("administration_not_served", { administration: request.administration });
    let entry: SalesEntry;
    try {
      entry = await unpackedEntry(job.payload, request.fingerprint);
    } catch (thrown) {
      return refusal("entry_altered", { invoice: request.invoice, reason: String(thrown) });
    }
    const { file } = request;
    const pdf = async () => {
      if (!file) throw new Error("there is none");
      return receivedFile(bus, { queue: queues.in, folder }, file, stop.signal);
    };
    const booking = () => bookedOnce({ job, entry, globe, journal, pdf, pauses, stop: stop.signal });
    return inTurn(keyOf(request.administration, entry), () => inSlot(booking));
  }

  async function answer(job: Job, outcome: Outcome): Promise<void> {
    const { request, replySession } = job;
    const { requestId, administration, invoice, fingerprint, attempt } = request;
    const version = protocolVersion;
    const message = { version, requestId, administration, invoice, fingerprint, attempt, ...outcome };
    for (let wait = 1_000; ; wait = Math.min(wait * 2, 30_000)) {
      stop.signal.throwIfAborted();
      try {
        await bus.send(queues.out, {
          message,
          messageId: `${requestId}:answer`,
          correlationId: requestId,
          session: replySession,
          timeToLive: answerLife,
        });
        return;
      } catch (thrown) {
        log.warn({ ...named(request), reason: String(thrown) }, "an answer waits for the bus");
        await pause(wait, undefined, { signal: stop.signal });
      }
    }
  }

  async function lookUp(request: LookupRequest, { payload, replySession }: Arrived): Promise<void> {
    const { requestId, administration, invoice, fingerprint, attempt } = request;
    const to = {
      messageId: `${requestId}:answer`,
      correlationId: requestId,
      session: replySession,
      timeToLive: Date.parse(request.deadline) - Date.now(),
    };
    try {
      const globe = ledgers.get(administration);
      if (!globe) throw new TieoutError("administration_not_served", { values: { administration } });
      const entry = await unpackedEntry(payload, fingerprint).catch((thrown) => {
        throw new TieoutError("entry_altered", { values: { invoice, reason: String(thrown) } });
      });
      const outcome = await inTurn(keyOf(administration, entry), () =>
        lookedUp({ request, entry, globe, journal, stop: stop.signal }),
      );
      const version = protocolVersion;
      const message = { version, requestId, administration, invoice, fingerprint, attempt, ...outcome };
      await bus.send(queues.out, { ...to, message });
      log.info({ ...named(request), outcome: outcome.kind }, "a booking was looked up");
    } catch (thrown) {
      if (stop.signal.aborted) return;
      const error = asTieoutError(thrown);
      log.warn({ ...named(request), code: error.code }, "a booking could not be looked up");
      // why: where the bus takes nothing now, whoever asked hears nothing and asks again.
      await bus.send(queues.out, { ...to, message: failureOf(requestId, error) }).catch(() => undefined);
    }
  }

  for (const job of journal.unanswered()) begin(job);

  return {
    async take(request, arrived) {
      if (request.kind === "lookup") {
        await arrived.settle();
        void lookUp(request, arrived);
        return;
      }
      const job = journal.taken(request, arrived.payload, arrived.replySession);
      // why: the journal has it, so the bus need not keep it; a booking may outlast every lock.
      await arrived.settle();
      begin(job);
    },
    async close() {
      stop.abort(new Error("the agent stops"));
      for (const go of waiting.splice(0)) go();
      await Promise.all(working.values());
      journal.close();
    },
  };
}

const named = ({ requestId, administration, invoice, attempt }: BookRequest | LookupRequest) => ({
  requestId,
  administration,
  invoice,
  attempt,
});

function refusal(code: "administration_not_served" | "entry_altered", values: Record<string, string>): Outcome {
  const error = new TieoutError(code, { values });
  return { kind: "refused", code, message: error.message, reason: values.reason ?? "", orphans: [] };
}
