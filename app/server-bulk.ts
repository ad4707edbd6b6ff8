// Decisions about many rows, one job after another, each in a thread; what an earlier server left is gone on with.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { TieoutError } from "../core/errors.ts";
import { failBulk, openBulk, openBulks, stopBulk } from "../prisma/bulk.ts";
import type { Database } from "../prisma/database.ts";

export interface Bulks {
  /** Begins a job; its number comes back at once. */
  start: (...asked: Parameters<typeof openBulk> extends [Database, ...infer Asked] ? Asked : never) => number;
  /** Ends it after the batch that is under way. */
  stop: (id: number) => void;
  /** Ends the thread where it is, for the end of the server: what was done is done, the rest follows. */
  close: () => Promise<void>;
}

const module = new URL("./server-bulk-thread.js", import.meta.url).href;

export function bulksOn(db: Database, dataDir: string, failed: (reason: string) => void): Bulks {
  let going: Worker | null = null;
  let closed = false;

  async function work(): Promise<void> {
    if (going || closed) return;
    const [id] = openBulks(db);
    if (id === undefined) return;
    going = new Worker(new URL("../bin/thread.mjs", import.meta.url), {
      workerData: { module, dataDir, id },
      // why: a workbook made to take all memory ends its own thread, not the web.
      resourceLimits: { maxOldGenerationSizeMb: 2048 },
    });
    going.on("error", (error) => failed(error.message));
    await once(going, "exit").catch(() => {});
    going = null;
    // why: one that could not even be begun, or took all memory, must not be begun for ever.
    if (!closed) failBulk(db, id, new TieoutError("unexpected", { values: { reason: "its thread ended" } }).note);
    void work();
  }
  void work();

  return {
    start(who, administrationId, task) {
      const id = openBulk(db, who, administrationId, task);
      void work();
      return id;
    },
    stop: (id) => stopBulk(db, id),
    async close() {
      closed = true;
      await going?.terminate();
    },
  };
}
