// Approved invoices on their way to Globe: a few of each administration at once, while its agent is there. What an earlier
// worker sent is asked after; what nobody answered is asked after again from time to time, or when a person asks.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { BusConnection, BusLog } from "../connectors/bus/connection.ts";
import { packedEntry } from "../connectors/bus/entry-payload.ts";
import { sendFile, transferOf } from "../connectors/bus/file-transfer.ts";
import type { Administration } from "../core/administration.ts";
import type { BookingAnswer, BookRequest, LookupRequest } from "../core/booking-messages.ts";
import { TieoutError } from "../core/errors.ts";
import { type ExportAttempt, exportInvoice, type NoWord } from "../core/flows/export-invoice.ts";
import { protocolVersion, queuesOf } from "../core/messages.ts";
import type { Database } from "../prisma/database.ts";
import {
  approvedEntry,
  beginAttempt,
  type Departure,
  departures,
  endAttempt,
  settleExport,
  stuckInvoices,
} from "../prisma/invoice-exports.ts";
import { policyInForce } from "../prisma/invoice-policy.ts";
import { invoicesForPolicy, letGoByPolicy } from "../prisma/invoice-release.ts";
import { presenceOf } from "../prisma/presence.ts";
import { storedBytes } from "../prisma/stored-files.ts";
import type { HeldLine } from "./agent-line.ts";
import { askedInvoices } from "./asked-invoices.ts";
import { inbox } from "./inbox.ts";
import { isBusy, written } from "./patient-writes.ts";

export interface Exports {
  /** Sends and asks after what the store says. To be called again and again. */
  look(all: readonly Administration[]): void;
  /** Begins nothing more. What is under way is asked after by the next worker. */
  close(): Promise<void>;
}

/** Invoices of an administration under way at once. */
const atOnce = 6;

/** Milliseconds between askings after what nobody answered. */
const askAgain = 10 * 60_000;

const restAfterFault = 30_000;

/** Milliseconds between one word about invoices that stand still and the next. */
const speakAgain = 15 * 60_000;

export function exporting(db: Database, bus: BusConnection, lineTo: (agent: string) => HeldLine, log: BusLog): Exports {
  const going = new Map<number, { administrationId: number; invoiceId: number; journey: Promise<void> }>();
  const spoken = new Map<number, number>();
  const stop = new AbortController();
  const asked = askedInvoices(db, "look_up", stop.signal, log);

  async function journey(administration: Administration, one: Departure): Promise<void> {
    const { code, settings } = administration;
    const { exportId, number } = one;
    const entry = approvedEntry(db, exportId);
    const payload = await packedEntry(entry);
    const answers = inbox<BookingAnswer | NoWord>(stop.signal);
    const talk = lineTo(settings.agent).talk({ administration: code, invoice: one.sourceId }, (answer) => {
      // why: the answer of an earlier approval says nothing of this one.
      if (answer.kind === "failure" || answer.fingerprint === one.fingerprint) void answers.put(answer);
    });

    async function send(attempt: ExportAttempt): Promise<void> {
      const { requestId, deadline } = attempt;
      const about = {
        ...{ version: protocolVersion, requestId, administration: code, invoice: one.sourceId },
        ...{ fingerprint: one.fingerprint, attempt: attempt.attempt, deadline },
      };
      const { link } = settings.invoices;
      if (attempt.kind === "look_up") {
        const request: LookupRequest = { kind: "lookup", ...about, pdf: one.pdfHash, readBack: link.readBack };
        return talk.tell(request, payload);
      }
      const pdf = await storedBytes(db, one.pdfHash);
      if (!pdf) throw new TieoutError("file_incomplete", { values: { invoice: number, reason: "it is not kept" } });
      const file = transferOf(pdf);
      const timeToLive = Date.parse(deadline) - Date.now();
      await sendFile(bus, { queue: queuesOf(settings.agent).in, requestId, timeToLive }, file, pdf);
      const request: BookRequest = { kind: "book", ...about, file, link, overrule: one.overrule };
      return talk.tell(request, payload);
    }

    try {
      const ports = {
        store: {
          begin: (attempt: ExportAttempt) => written(() => beginAttempt(db, exportId, attempt)),
          answered: (requestId: string, outcome: string, detail: Readonly<Record<string, unknown>>) =>
            written(() => endAttempt(db, requestId, outcome, detail)),
          settle: (verdict: Parameters<typeof settleExport>[2]) => written(() => settleExport(db, exportId, verdict)),
        },
        agent: { send, next: (wait: number) => answers.next(wait) },
        newId: randomUUID,
        now: Date.now,
      };
      const state = await exportInvoice(ports, { state: one.state, last: one.last }, stop.signal);
      log.info({ invoice: number, administration: code, state }, "an invoice's outcome");
    } finally {
      answers.close();
      talk.end();
    }
  }

  function begin(administration: Administration, one: Departure): void {
    const { exportId, number } = one;
    const running = journey(administration, one)
      .catch(async (thrown) => {
        if (stop.signal.aborted) return;
        log.warn(
          { invoice: number, administration: administration.code, reason: String(thrown) },
          "an export broke off",
        );
        // why: whatever it is, it is not begun again at once.
        await pause(restAfterFault, undefined, { signal: stop.signal }).catch(() => undefined);
      })
      .finally(() => {
        going.delete(exportId);
        asked.answered(one.invoiceId);
      });
    going.set(exportId, { administrationId: administration.id, invoiceId: one.invoiceId, journey: running });
  }

  function isDue({ exportId, invoiceId, state, toldAt }: Departure, online: boolean): boolean {
    if (going.has(exportId)) return false;
    if (asked.has(invoiceId)) return true;
    if (state === "approved") return online;
    if (state === "sent") return true;
    return state === "no_answer" && online && Date.now() - Date.parse(toldAt ?? "") > askAgain;
  }

  /** What a policy lets go by itself; not while a pull is being written: then the next look does. */
  function letGo(administration: Administration): void {
    try {
      const policy = policyInForce(db, administration.id);
      const ids = policy ? invoicesForPolicy(db, administration, policy) : [];
      if (!policy || ids.length === 0) return;
      const went = letGoByPolicy(db, administration, policy, ids).filter(({ refused }) => refused === null);
      const { code } = administration;
      if (went.length > 0) log.info({ administration: code, invoices: went.length }, "a policy let invoices go");
    } catch (thrown) {
      if (!isBusy(thrown)) throw thrown;
    }
  }

  /** Says now and then that invoices stand still, so that nobody has to find out by looking. */
  function speak({ id, code }: Administration): void {
    if (Date.now() - (spoken.get(id) ?? 0) < speakAgain) return;
    const stuck = stuckInvoices(db, id);
    if (stuck.length === 0) return;
    spoken.set(id, Date.now());
    log.warn(
      { administration: code, invoices: stuck.map(({ number }) => number).slice(0, 20), of: stuck.length },
      "invoices stand still",
    );
  }

  return {
    look(all) {
      if (stop.signal.aborted) return;
      asked.take();
      const underWay = new Set([...going.values()].map(({ invoiceId }) => invoiceId));
      for (const administration of all) {
        const here = () => [...going.values()].filter(({ administrationId }) => administrationId === administration.id);
        letGo(administration);
        const { online } = presenceOf(db, administration.settings.agent);
        for (const one of departures(db, administration.id)) {
          underWay.add(one.invoiceId);
          if (here().length < atOnce && isDue(one, online)) begin(administration, one);
        }
        speak(administration);
      }
      for (const invoiceId of asked.all()) if (!underWay.has(invoiceId)) asked.answered(invoiceId);
    },
    async close() {
      stop.abort(new Error("the worker stops"));
      await Promise.all([...going.values()].map(({ journey }) => journey));
    },
  };
}
