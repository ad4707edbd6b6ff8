// Pulls, each a Bree job in a thread of its own: one at a time for each administration, since its agent reads one thing
// at a time, and few at once on this machine. A job is named by its administration and entity, so none is ever doubled.
import { fileURLToPath } from "node:url";
import { MessageChannel } from "node:worker_threads";
import Bree from "bree";
import type { BusLog } from "../connectors/bus/connection.ts";
import type { Administration, PullName } from "../core/administration.ts";
import { TieoutError } from "../core/errors.ts";
import type { RunTrigger } from "../core/ports/pull.ts";
import { type Database, dataDirOf } from "../prisma/database.ts";
import { invoicePullStore } from "../prisma/invoice-pull-store.ts";
import { finishInvoiceRequest } from "../prisma/invoice-requests.ts";
import { invoiceRuns } from "../prisma/invoice-runs.ts";
import { pullStore } from "../prisma/pull-store.ts";
import { finishRequest } from "../prisma/requests.ts";
import { lastRun } from "../prisma/runs.ts";
import type { AgentLine } from "./agent-line.ts";
import type { PatientWrites } from "./patient-writes.ts";
import { servedPort } from "./port-line.ts";
import type { PullEnded, PullJob } from "./pull-job.ts";
import { joined } from "./pull-queue.ts";

export interface Wanted {
  administration: Administration;
  entity: PullName;
  trigger: RunTrigger;
  requestedBy: number | null;
  /** Whether everything is read, not only what moved. */
  whole: boolean;
  /** Rows that ask for it; done when it ends. */
  requests: readonly number[];
  /** Milliseconds without a word after which the agent is taken for gone. */
  silence: number;
}

interface Going extends Wanted {
  port: { close(): void };
  ended: PullEnded | null;
}

export interface Pulls {
  /** Adds a pull to those that wait. */
  want(wanted: Wanted): void;
  /** Whether a pull of the entity waits or is going. */
  isWanted(administration: Administration, entity: PullName): boolean;
  /** Starts no more, tells those going to stop, and waits until they closed their runs: seven seconds at most. */
  close(): Promise<void>;
}

/** What invoices point at: when it moves, they are judged anew. */
const judgesInvoices: readonly PullName[] = ["customer", "vatCode", "costCenter", "project", "currency", "item"];

const atOnce = 2;
const longestGoodbye = 7_000;

const nameOf = ({ code }: Administration, entity: PullName) => `pull ${code} ${entity}`;

export function pulls(db: Database, writes: PatientWrites, lineTo: (agent: string) => AgentLine, log: BusLog): Pulls {
  let waiting: Wanted[] = [];
  const going = new Map<string, Going>();
  let closing = false;

  const bree = new Bree({
    root: false,
    jobs: [],
    removeCompleted: true,
    timezone: "Europe/Amsterdam",
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    workerMessageHandler({ name, message }) {
      const one = going.get(name);
      if (one && typeof message === "object") one.ended = message as PullEnded;
    },
    errorHandler(error, { name }) {
      // why: a thread that was told to stop in time is ended by Bree, which then calls it an error.
      if (!closing) log.warn({ pull: name, reason: error.message }, "a pull's thread broke down");
    },
  });
  bree.on("worker deleted", (name: string) => ended(name));

  function ended(name: string): void {
    const one = going.get(name);
    if (!one) return;
    going.delete(name);
    one.port.close();
    const runId = one.ended ? one.ended.runId : abandoned(one);
    const finish = one.entity === "invoice" ? finishInvoiceRequest : finishRequest;
    for (const request of one.requests) writes.write(() => finish(db, request, runId));
    const { state, reason } = one.ended ?? { state: "failed", reason: "its thread broke down" };
    log.info({ pull: name, run: runId, state, ...(reason ? { reason } : {}) }, "a pull ended");
    // why: what an invoice waits for may have healed; it is freed by itself.
    if (one.ended?.moved && judgesInvoices.includes(one.entity))
      want({ ...one, entity: "invoice", trigger: "schedule", requestedBy: null, requests: [] });
    startNext();
  }

  /** Closes the run that a broken thread left going. */
  function abandoned({ administration, entity }: Going): number | null {
    const ofInvoices = entity === "invoice";
    const run = ofInvoices ? invoiceRuns(db, administration.id, 1)[0] : lastRun(db, administration.id, entity);
    if (run?.state !== "running") return null;
    const error = new TieoutError("run_abandoned").note;
    writes.write(() => (ofInvoices ? invoicePullStore(db) : pullStore(db)).fail(run.id, "failed", error));
    return run.id;
  }

  function startNext(): void {
    while (!closing && going.size < atOnce) {
      const busy = new Set([...going.values()].map(({ administration }) => administration.id));
      const at = waiting.findIndex(({ administration }) => !busy.has(administration.id));
      const next = waiting[at];
      if (!next) return;
      waiting = waiting.toSpliced(at, 1);
      void start(next);
    }
  }

  async function start(wanted: Wanted): Promise<void> {
    const { administration, entity, trigger, requestedBy, whole, silence } = wanted;
    const name = nameOf(administration, entity);
    const { port1, port2 } = new MessageChannel();
    going.set(name, { ...wanted, port: servedPort(port1, lineTo(administration.settings.agent)), ended: null });
    const job: PullJob = {
      dataDir: dataDirOf(db),
      administrationId: administration.id,
      entity,
      trigger,
      requestedBy,
      whole,
      silence,
    };
    const module = new URL("./pull-thread.js", import.meta.url).href;
    const path = fileURLToPath(new URL("../bin/thread.mjs", import.meta.url));
    try {
      await bree.add({ name, path, timeout: false, worker: { workerData: { module, ...job } } });
      await bree.run(name);
      bree.workers.get(name)?.postMessage({ port: port2 }, [port2]);
    } catch (thrown) {
      log.warn({ pull: name, reason: String(thrown) }, "a pull could not be started");
      ended(name);
    }
  }

  function want(wanted: Wanted): void {
    waiting = joined(waiting, wanted);
    startNext();
  }

  return {
    want,
    isWanted(administration, entity) {
      const name = nameOf(administration, entity);
      return going.has(name) || waiting.some((one) => nameOf(one.administration, one.entity) === name);
    },
    async close() {
      closing = true;
      const goodbye = setTimeout(() => {
        for (const worker of bree.workers.values()) void worker.terminate();
      }, longestGoodbye);
      await bree.stop();
      clearTimeout(goodbye);
    },
  };
}
