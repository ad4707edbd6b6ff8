// Dossiers of the go-live check on order: each made in a thread, its workbook and PDF kept as stored files under their
// hash, its seal in the chain of events. One at a time an administration.
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Administration } from "../core/administration.ts";
import { asTieoutError, type ErrorNote, type Language, TieoutError } from "../core/errors.ts";
import type { Database } from "../prisma/database.ts";
import type { Person } from "../prisma/events.ts";
import { noteDossier } from "../prisma/readiness-trail.ts";
import { storeFile } from "../prisma/stored-files.ts";

export interface DossierWanted {
  dataDir: string;
  code: string;
  language: Language;
  madeBy: string;
  version: string;
  /** Files to write. */
  workbook: string;
  pdf: string;
}

export type DossierMessage = { kind: "done"; seal: string; fingerprint: string } | { kind: "error"; note: ErrorNote };

export interface Dossiers {
  /** Begins one, unless one is being made. */
  start: (who: Person & { displayName: string }, administration: Administration, language: Language) => void;
  /** What befalls the last one that was begun; null where it is done, or none was. */
  standing: (administrationId: number) => { going: true } | { going: false; failed: ErrorNote } | null;
  close: () => Promise<void>;
}

const sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** `moved` is called when one is done or failed. */
export function dossiersOn(
  db: Database,
  about: { dataDir: string; version: string },
  moved: (failed: string | null) => void,
): Dossiers {
  const going = new Map<number, Worker | null>();
  const failed = new Map<number, ErrorNote>();

  async function make(who: Person & { displayName: string }, administration: Administration, language: Language) {
    const { id, code } = administration;
    const folder = await mkdtemp(join(tmpdir(), "tieout-"));
    try {
      const files = { workbook: join(folder, "dossier.xlsx"), pdf: join(folder, "dossier.pdf") };
      const madeBy = `${who.displayName} (${who.username})`;
      const { seal, fingerprint } = await made({ ...about, code, language, madeBy, ...files }, (thread) =>
        going.set(id, thread),
      );
      const workbook = await storeFile(db, createReadStream(files.workbook), sheet);
      const pdf = await storeFile(db, createReadStream(files.pdf), "application/pdf");
      const file = `tieout-${code}-go-live-${new Date().toISOString().slice(0, 10)}`;
      noteDossier(db, id, { ...{ seal, file, fingerprint, madeBy }, workbook: workbook.hash, pdf: pdf.hash }, who);
      going.delete(id);
      moved(null);
    } catch (thrown) {
      const error = asTieoutError(thrown);
      going.delete(id);
      failed.set(id, error.note);
      moved(error.message);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  return {
    start(who, administration, language) {
      if (going.has(administration.id)) return;
      failed.delete(administration.id);
      going.set(administration.id, null);
      void make(who, administration, language);
    },
    standing(id) {
      if (going.has(id)) return { going: true };
      const note = failed.get(id);
      return note ? { going: false, failed: note } : null;
    },
    close: async () => {
      await Promise.all([...going.values()].map((thread) => thread?.terminate()));
    },
  };
}

async function made(wanted: DossierWanted, begun: (thread: Worker) => void) {
  const thread = new Worker(new URL("../bin/thread.mjs", import.meta.url), {
    workerData: { ...wanted, module: new URL("./server-dossier.js", import.meta.url).href },
  });
  begun(thread);
  let last: DossierMessage | undefined;
  thread.on("message", (message: DossierMessage) => {
    last = message;
  });
  await once(thread, "exit");
  if (last?.kind === "done") return last;
  if (last?.kind === "error") throw new TieoutError(last.note.code, { values: last.note.values });
  throw new TieoutError("unexpected", { values: { reason: "the dossier's thread ended" } });
}
