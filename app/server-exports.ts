// Workbooks on order: each written in a thread, kept as a stored file under its hash, its row telling how far it is.
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workbookThread } from "../connectors/files/workbook-worker.ts";
import { asTieoutError } from "../core/errors.ts";
import type { Database } from "../prisma/database.ts";
import type { Person } from "../prisma/events.ts";
import { completeExport, exportProgress, failExport, openExport } from "../prisma/exports.ts";
import { storeFile } from "../prisma/stored-files.ts";
import type { WorkbookWanted } from "./server-workbook.ts";

export interface Exports {
  /** Begins the workbook; its number comes back at once. */
  start: (who: Person, wanted: WorkbookWanted, fileName: string) => number;
  /** Stops it; nothing is kept. */
  cancel: (id: number) => void;
  /** Stops all, for the end of the server. */
  close: () => void;
}

export const cancelled = "cancelled";

const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const module = new URL("./server-workbook.js", import.meta.url).href;
const tellEvery = 300;

export function exportsOn(db: Database, dataDir: string, failed: (reason: string) => void): Exports {
  const going = new Map<number, AbortController>();

  async function write(id: number, who: Person, wanted: WorkbookWanted, fileName: string, signal: AbortSignal) {
    const folder = await mkdtemp(join(tmpdir(), "tieout-"));
    let told = 0;
    const onProgress = (done: number, total: number) => {
      if (Date.now() - told < tellEvery) return;
      told = Date.now();
      exportProgress(db, id, { done, total });
    };
    try {
      const file = join(folder, `${randomUUID()}.xlsx`);
      const source = { module, argument: { ...wanted, dataDir } };
      const rows = await workbookThread(file, source, { onProgress, signal });
      const stored = await storeFile(db, createReadStream(file), mediaType);
      completeExport(db, who, id, { file: stored, fileName, rows });
    } catch (thrown) {
      failExport(db, id, signal.aborted ? cancelled : asTieoutError(thrown).message);
      if (!signal.aborted) failed(asTieoutError(thrown).message);
    } finally {
      going.delete(id);
      await rm(folder, { recursive: true, force: true });
    }
  }

  return {
    start(who, wanted, fileName) {
      const id = openExport(db, who, wanted.view);
      const stop = new AbortController();
      going.set(id, stop);
      void write(id, who, wanted, fileName, stop.signal);
      return id;
    },
    cancel: (id) => going.get(id)?.abort(),
    close() {
      for (const stop of going.values()) stop.abort();
    },
  };
}
