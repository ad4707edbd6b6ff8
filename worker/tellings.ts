// Milestones is told what became of invoices: soon after it did, a few at once, and again, ever more seldom, where it
// failed. No booking waits for it.
import type { BusLog } from "../connectors/bus/connection.ts";
import { toldInvoices } from "../connectors/milestones/telling.ts";
import type { Administration } from "../core/administration.ts";
import { tellMilestones } from "../core/flows/tell-milestones.ts";
import { invoiceSettingsOf } from "../core/invoices/settings.ts";
import type { Database } from "../prisma/database.ts";
import { beginTelling, endTelling, type ToTell, toTell } from "../prisma/invoice-tellings.ts";
import { invoiceStanding } from "../prisma/invoices.ts";
import { askedInvoices } from "./asked-invoices.ts";
import { milestonesOf } from "./milestones-access.ts";
import { written } from "./patient-writes.ts";

export interface Tellings {
  /** Tells what is due. To be called again and again. */
  look(all: readonly Administration[]): void;
  /** Begins nothing more, and waits for what was sent. */
  close(): Promise<void>;
}

/** Invoices of an administration told of at once. */
const atOnce = 4;

const minute = 60_000;

/** After a telling in vain: 1, 2, 4 minutes and so on, and every six hours in the end. */
export const restAfter = (failures: number): number => Math.min(2 ** (failures - 1), 360) * minute;

/** Where Milestones is not reached at all: one go rests, for 5 s at first and 5 minutes in the end. */
const shortestAway = 5_000;
const longestAway = 5 * minute;

interface Going {
  go: Promise<void> | null;
  /** What is still to be told, as of when; null where that must be looked at anew. */
  waiting: { of: string; all: readonly ToTell[] } | null;
  /** Milliseconds to rest, and until when. */
  rest: number;
  until: number;
}

export function tellings(db: Database, log: BusLog): Tellings {
  const goings = new Map<number, Going>();
  const stop = new AbortController();
  const asked = askedInvoices(db, "tell", stop.signal, log);

  /** Tells of these; whether Milestones was there. */
  async function go(administration: Administration, due: readonly ToTell[]): Promise<boolean> {
    // why: one request that finds Milestones away is enough; the whole is tried again soon.
    const patience = { attempts: 2, firstPause: 500, timeout: 60_000 };
    const milestones = toldInvoices({ ...milestonesOf(db, administration), patience });
    const { processedStates } = invoiceSettingsOf(administration);
    const left = due[Symbol.iterator]();
    let isThere = true;

    async function one(task: ToTell): Promise<void> {
      const tellingId = await written(() => beginTelling(db, task.invoiceId, task.word));
      const end = await tellMilestones(milestones, { ...task, processedStates }, stop.signal);
      await written(() => endTelling(db, tellingId, end));
      if (end.outcome === "not_sent" && end.away) isThere = false;
      const { outcome } = end;
      if (outcome !== "told" && outcome !== "already")
        log.warn({ administration: administration.code, invoice: task.number, outcome }, "Milestones was not told");
    }

    const lane = async () => {
      for (const task of left) {
        if (stop.signal.aborted || !isThere) return;
        await one(task);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    return isThere;
  }

  function begin(administration: Administration, known: Going, due: readonly ToTell[]): void {
    known.go = go(administration, due)
      .catch((thrown) => {
        if (!stop.signal.aborted)
          log.warn({ administration: administration.code, reason: String(thrown) }, "telling Milestones broke off");
        return false;
      })
      .then((isThere) => {
        known.rest = isThere ? 0 : Math.min(Math.max(known.rest * 2, shortestAway), longestAway);
        known.until = Date.now() + known.rest;
        known.go = null;
        known.waiting = null;
        for (const { invoiceId } of due) asked.answered(invoiceId);
      });
  }

  /** Read anew only where an invoice or a setting moved: a year's invoices are not gone through every second. */
  function waiting(administration: Administration, known: Going): readonly ToTell[] {
    const { id, settings } = administration;
    const of = JSON.stringify([invoiceStanding(db, id)?.version, settings.invoices]);
    if (known.waiting?.of !== of) known.waiting = { of, all: toTell(db, administration) };
    return known.waiting.all;
  }

  const isDue = ({ invoiceId, failures, triedAt }: ToTell): boolean =>
    asked.has(invoiceId) || triedAt === null || Date.now() - Date.parse(triedAt) >= restAfter(failures);

  return {
    look(all) {
      if (stop.signal.aborted) return;
      asked.take();
      for (const administration of all) {
        const known = goings.get(administration.id) ?? { go: null, waiting: null, rest: 0, until: 0 };
        goings.set(administration.id, known);
        if (known.go !== null || (Date.now() < known.until && asked.all().length === 0)) continue;
        const due = waiting(administration, known).filter(isDue);
        if (due.length > 0) begin(administration, known, due);
      }
      const going = [...goings.values()].some((one) => one.go !== null);
      // why: what nothing is to be told of is answered at once.
      if (!going) for (const invoiceId of asked.all()) asked.answered(invoiceId);
    },
    async close() {
      stop.abort(new Error("the worker stops"));
      await Promise.all([...goings.values()].map((one) => one.go));
    },
  };
}
