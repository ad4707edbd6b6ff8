// The thread that lists and counts whole views, so that the web server never waits for a million rows.
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "./database.ts";
import { entityState } from "./entity-state.ts";
import { facets } from "./facets.ts";
import type { View } from "./view.ts";
import { idsOf } from "./views.ts";

/** What the thread is asked. */
export interface Question {
  id: number;
  about: "list" | "facets";
  view: View;
}

/** `version` and `dataVersion` are those of the moment that the answer is of. */
export interface Answer {
  id: number;
  version: number;
  dataVersion: number;
  answer?: unknown;
  error?: string;
}

const db = openDatabase((workerData as { dataDir: string }).dataDir, { readonly: true });
db.pragma("mmap_size = 8589934592");

const answerOf = db.transaction(({ id, about, view }: Question): Answer => {
  const { version, dataVersion } = entityState(db, view.administrationId, view.entity);
  return { id, version, dataVersion, answer: about === "list" ? idsOf(db, view) : facets(db, view) };
});

parentPort?.on("message", (question: Question) => {
  try {
    const answer = answerOf(question);
    const list = answer.answer;
    parentPort?.postMessage(answer, list instanceof Int32Array ? [list.buffer as ArrayBuffer] : []);
  } catch (thrown) {
    parentPort?.postMessage({ id: question.id, version: 0, dataVersion: 0, error: String(thrown) } satisfies Answer);
  }
});
