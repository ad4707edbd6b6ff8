// Writes a workbook in a thread of its own, so that whoever asks for it goes on answering others.
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { type ErrorCode, TieoutError, type Values } from "../../core/errors.ts";
import { unfinished } from "./unfinished.ts";
import type { Workbook } from "./workbook.ts";

/** What the source's module makes: a workbook and how many rows it will hold. */
export interface WorkbookSource extends Workbook {
  total: number;
  close?: () => void;
}

export type WorkbookMessage =
  | { kind: "progress"; rows: number; total: number }
  | { kind: "done"; rows: number }
  | { kind: "error"; code: ErrorCode; values: Values };

export interface ThreadOptions {
  onProgress?: (rows: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * Writes `file` from what a module makes in the thread: `source` is the file URL of that module (ending in .js), which
 * exports `workbook(argument): Promise<WorkbookSource>`; `argument` is anything that can be cloned. Answers how many
 * rows it holds. Throws a TieoutError when it fails, the signal's reason when aborted; no file is left then.
 */
export async function workbookThread(
  file: string,
  source: { module: string; argument: unknown },
  { onProgress = () => {}, signal }: ThreadOptions = {},
): Promise<number> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL("../../bin/thread.mjs", import.meta.url), {
    workerData: {
      module: new URL("./workbook-thread.js", import.meta.url).href,
      source: source.module,
      argument: source.argument,
      file,
    },
  });
  const stop = () => worker.terminate();
  signal?.addEventListener("abort", stop, { once: true });
  let last: WorkbookMessage | undefined;
  worker.on("message", (message: WorkbookMessage) => {
    if (message.kind === "progress") onProgress(message.rows, message.total);
    else last = message;
  });
  try {
    await once(worker, "exit");
    signal?.throwIfAborted();
    if (last?.kind === "done") return last.rows;
    if (last?.kind === "error") throw new TieoutError(last.code, { values: last.values });
    throw new TieoutError("unexpected", { values: { reason: "the workbook's thread ended" } });
  } finally {
    signal?.removeEventListener("abort", stop);
    await rm(unfinished(file), { force: true });
  }
}
