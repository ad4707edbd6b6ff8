// Who reads a side: a thread of its own, or this one where the files are so small that a thread costs more.
import { Worker } from "node:worker_threads";
import type { EntityName } from "../../core/entities/index.ts";
import { type ErrorCode, TieoutError, type Values } from "../../core/errors.ts";
import type { CompareRules } from "../../core/reconcile/compare-rules.ts";
import type { Side } from "../../core/reconcile/normalise.ts";
import { type Opened, type SideIndex, SideReader } from "./side.ts";

export type Question =
  | { kind: "open"; files: Partial<Record<EntityName, string>> }
  | { kind: "learn"; name: EntityName }
  | { kind: "index"; name: EntityName; fields: string[]; rules: CompareRules }
  | { kind: "values"; name: EntityName; records: number[] }
  | { kind: "close" };

export type Answer =
  | { kind: "answer"; value: unknown }
  | { kind: "progress"; name: EntityName | ""; bytes: number }
  | { kind: "error"; code: ErrorCode; values: Values; message: string };

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

/** Reads a side's files. Questions are answered in order. */
export interface SideSource {
  /** Opens these files and checks their headers. */
  open(files: Partial<Record<EntityName, string>>): Promise<Opened>;
  /** Reads a file that is only pointed at. */
  learn(name: EntityName): Promise<void>;
  index(name: EntityName, fields: string[], rules: CompareRules): Promise<SideIndex>;
  /** Canonical texts of these records, in the order of the fields that were indexed. */
  values(name: EntityName, records: number[]): Promise<string[][]>;
  /** Lets the files go. */
  close(): Promise<void>;
}

/** Hears how many bytes of an entity's file were read. */
export type Progress = (name: EntityName, bytes: number) => void;

/** A side read in this thread. */
export function localSide(side: Side, progress: Progress): SideSource {
  const reader = new SideReader(side);
  return {
    open: (files) => reader.open(files),
    learn: async (name) => reader.learn(name, (bytes) => progress(name, bytes)),
    index: async (name, fields, rules) => reader.index(name, fields, rules, (bytes) => progress(name, bytes)),
    values: async (name, records) => reader.values(name, records),
    close: async () => reader.close(),
  };
}

/** A side read in a thread of its own. */
export class SideThread implements SideSource {
  readonly #worker: Worker;
  #ended = false;
  readonly #waiting: Waiting[] = [];

  constructor(side: Side, progress: Progress) {
    this.#worker = new Worker(new URL("../../bin/thread.mjs", import.meta.url), {
      workerData: { module: new URL("./side-thread.js", import.meta.url).href, side },
    });
    this.#worker.on("message", (answer: Answer) => {
      if (answer.kind === "progress") {
        if (answer.name) progress(answer.name, answer.bytes);
      } else if (answer.kind === "answer") this.#waiting.shift()?.resolve(answer.value as never);
      else this.#waiting.shift()?.reject(new TieoutError(answer.code, { values: answer.values }));
    });
    const ended = (reason: string) => {
      this.#ended = true;
      for (const waiting of this.#waiting.splice(0))
        waiting.reject(new TieoutError("unexpected", { values: { reason } }));
    };
    this.#worker.on("error", (error) => ended(error.message));
    this.#worker.on("exit", () => ended("the reading thread ended"));
  }

  open(files: Partial<Record<EntityName, string>>): Promise<Opened> {
    return this.#ask({ kind: "open", files });
  }

  learn(name: EntityName): Promise<void> {
    return this.#ask({ kind: "learn", name });
  }

  index(name: EntityName, fields: string[], rules: CompareRules): Promise<SideIndex> {
    return this.#ask({ kind: "index", name, fields, rules });
  }

  values(name: EntityName, records: number[]): Promise<string[][]> {
    return this.#ask({ kind: "values", name, records });
  }

  async close(): Promise<void> {
    await this.#ask({ kind: "close" }).catch(() => undefined);
    await this.#worker.terminate();
  }

  #ask<Value>(question: Question): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      if (this.#ended) return reject(new Error("the reading thread ended"));
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(question);
    });
  }
}
