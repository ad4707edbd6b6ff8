// Applying what was approved, each go a Bree job in a thread of its own: soon after an approval, never two at once for one
// administration, and again where something waits: Milestones was away, or nobody saw yet how a write ended.
import { fileURLToPath } from "node:url";
import Bree from "bree";
import type { BusLog } from "../connectors/bus/connection.ts";
import type { Administration } from "../core/administration.ts";
import { waitingToApply } from "../prisma/apply-store.ts";
import { type Database, dataDirOf } from "../prisma/database.ts";
import type { ApplyEnded, ApplyJob } from "./apply-job.ts";

interface Go {
  startedAt: string;
  going: boolean;
  ended: ApplyEnded | null;
  /** Milliseconds to rest after this go, and when it ended. */
  rest: number;
  endedAt: number;
}

export interface Applies {
  /** Starts a go where something waits that was approved since the last one, or where that one rested long enough. */
  look(administrations: readonly Administration[]): void;
  isGoing(administration: Administration): boolean;
  /** Starts no more, and waits until those going have ended their write: seven seconds at most. */
  close(): Promise<void>;
}

const shortestRest = 1_000;
const longestRest = 30_000;
const longestGoodbye = 7_000;

export function applies(db: Database, settle: number, log: BusLog): Applies {
  const goes = new Map<string, Go>();
  let closing = false;

  const bree = new Bree({
    root: false,
    jobs: [],
    removeCompleted: true,
    timezone: "Europe/Amsterdam",
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    workerMessageHandler({ name, message }) {
      const go = goes.get(name);
      if (go && typeof message === "object") go.ended = message as ApplyEnded;
    },
    errorHandler(error, { name }) {
      // why: a thread that was told to stop in time is ended by Bree, which then calls it an error.
      if (!closing) log.warn({ apply: name, reason: error.message }, "an applying thread broke down");
    },
  });
  bree.on("worker deleted", (name: string) => ended(name));

  function ended(name: string): void {
    const go = goes.get(name);
    if (!go?.going) return;
    const { ended: counts } = go;
    const moved = counts !== null && counts.applied + counts.stale + counts.failed > 0;
    go.going = false;
    go.endedAt = Date.now();
    go.rest = moved ? shortestRest : Math.min(longestRest, go.rest * 2);
    if (moved || counts === null) log.info({ apply: name, ...counts }, "what was approved was applied");
    else log.warn({ apply: name, ...counts }, "what was approved waits");
  }

  async function start(administration: Administration, name: string, rest: number): Promise<void> {
    goes.set(name, { startedAt: new Date().toISOString(), going: true, ended: null, rest, endedAt: 0 });
    const job: ApplyJob = { dataDir: dataDirOf(db), administrationId: administration.id, settle };
    const module = new URL("./apply-thread.js", import.meta.url).href;
    const path = fileURLToPath(new URL("../bin/thread.mjs", import.meta.url));
    try {
      await bree.add({ name, path, timeout: false, worker: { workerData: { module, ...job } } });
      await bree.run(name);
    } catch (thrown) {
      log.warn({ apply: name, reason: String(thrown) }, "applying could not be started");
      ended(name);
    }
  }

  const nameOf = ({ code }: Administration) => `apply ${code}`;

  return {
    look(administrations) {
      for (const administration of administrations) {
        const name = nameOf(administration);
        const last = goes.get(name);
        if (closing || last?.going) continue;
        const { count, newest } = waitingToApply(db, administration.id);
        if (count === 0) continue;
        const isNew = !last || (newest ?? "") >= last.startedAt;
        const isRested = last && Date.now() - last.endedAt >= last.rest;
        if (isNew || isRested) void start(administration, name, isNew ? shortestRest : last.rest);
      }
    },
    isGoing: (administration) => goes.get(nameOf(administration))?.going ?? false,
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
