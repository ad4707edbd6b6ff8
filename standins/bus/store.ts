// The broker's memory on disk. Writes are collected and committed together by a thread of its own; `done` is called
// only when the commit that holds a write is on disk, or failed. Bodies are read back here, without waiting for it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import Database from "better-sqlite3";
import type { Content } from "./arrival.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { type Change, columns, packed, type Row } from "./rows.ts";

export interface StoreOptions {
  folder: string;
  /** The names of all queues, each subqueue too. */
  queues: string[];
  /** "full" also survives a power cut; "normal" survives the end of the process. */
  sync?: "full" | "normal";
  /** The store's largest size; beyond it sends are refused as on a full disk. */
  maxBytes?: number;
}

/** Follows the commit that holds a write, or says why it failed. */
export type Written = (failure?: Refusal) => void;

export class Store {
  readonly #worker: Worker;
  readonly #reader: Database.Database;
  readonly #lock: Database.Database;
  readonly #content: Database.Statement<[number]>;
  readonly #onFailure: (error: Error) => void;
  #changes: Change[] = [];
  #dones: Written[] = [];
  #committing: Written[] | undefined;
  #scheduled = false;
  #closed: (() => void) | undefined;
  #nextId: number;
  commits = 0;

  private constructor(worker: Worker, file: string, lock: Database.Database, onFailure: (error: Error) => void) {
    this.#worker = worker;
    this.#lock = lock;
    this.#onFailure = onFailure;
    this.#reader = new Database(file, { readonly: true });
    this.#content = this.#reader.prepare("SELECT annotations, annotationItems, bare FROM content WHERE id = ?");
    const last = this.#reader.prepare("SELECT max(id) AS id FROM message").get() as { id: number | null };
    this.#nextId = (last.id ?? 0) + 1;
    worker.on("message", (failure: string | null) => this.#committed(failure));
    worker.on("error", (error) => this.#broken(error));
  }

  /**
   * Opens or makes the store in a folder. `onFailure` hears of commits and answers that failed.
   * Throws an Error when another broker has the folder.
   */
  static async open(options: StoreOptions, onFailure: (error: Error) => void): Promise<Store> {
    mkdirSync(options.folder, { recursive: true });
    const file = join(options.folder, "bus.db");
    const lock = locked(options.folder);
    const worker = new Worker(new URL("../../bin/thread.mjs", import.meta.url), {
      workerData: {
        module: new URL("./store-thread.js", import.meta.url).href,
        file,
        sync: options.sync ?? "full",
        maxBytes: options.maxBytes,
        queues: options.queues,
      },
    });
    await new Promise<void>((opened, failed) => {
      worker.once("error", failed);
      worker.once("message", () => {
        worker.off("error", failed);
        opened();
      });
    });
    return new Store(worker, file, lock, onFailure);
  }

  nextId(): number {
    return this.#nextId++;
  }

  /** Writes changes together or not at all; `done` follows the commit, in order of asking. */
  write(changes: Change[], done: Written): void {
    for (const change of changes) this.#changes.push(change);
    this.#dones.push(done);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#committing || this.#dones.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => this.#commit());
  }

  #commit(): void {
    this.#scheduled = false;
    const batch = packed(this.#changes);
    this.#committing = this.#dones;
    this.#changes = [];
    this.#dones = [];
    this.#worker.postMessage(batch, [batch.bytes.buffer as ArrayBuffer]);
  }

  #committed(failure: string | null): void {
    this.commits++;
    const dones = this.#committing ?? [];
    this.#committing = undefined;
    // The next commit runs while the answers of this one are given.
    if (this.#dones.length > 0) this.#commit();
    let refusal: Refusal | undefined;
    if (failure !== null) {
      refusal = refusals.full("The broker's store is full or cannot be written.");
      this.#onFailure(new Error(failure));
    }
    for (const done of dones) {
      try {
        done(refusal);
      } catch (thrown) {
        // why: one answer that cannot be given must not keep the others from theirs.
        this.#onFailure(thrown instanceof Error ? thrown : new Error(String(thrown)));
      }
    }
    this.#schedule();
    if (!this.#committing && this.#dones.length === 0) this.#closed?.();
  }

  #broken(error: Error): void {
    this.#onFailure(error);
    const refusal = refusals.internal();
    for (const done of [...(this.#committing ?? []), ...this.#dones.splice(0)]) done(refusal);
    this.#committing = undefined;
    this.#closed?.();
  }

  /** A committed message's bytes. */
  content(id: number): Content {
    const row = this.#content.get(id) as { annotations: Buffer; annotationItems: number; bare: Buffer } | undefined;
    if (!row) throw new Error(`message ${id} has no content`);
    return row;
  }

  /** A queue's number, and where its sequence numbers go on. */
  queue(name: string): { id: number; nextSeq: number } {
    const row = this.#reader.prepare("SELECT id, nextSeq FROM queue WHERE name = ?").get(name);
    return row as { id: number; nextSeq: number };
  }

  /** Every stored message, by queue, in order of sequence number; `made` makes what is kept of each row. */
  messages<T extends { seq: number }>(made: (row: Row) => T): Map<number, T[]> {
    const found = new Map<number, T[]>();
    const all = this.#reader.prepare(`SELECT ${columns} FROM message`).raw();
    for (const row of all.iterate() as Iterable<Row>) {
      const queue = found.get(row[1]);
      if (queue) queue.push(made(row));
      else found.set(row[1], [made(row)]);
    }
    for (const queue of found.values()) queue.sort((a, b) => a.seq - b.seq);
    return found;
  }

  sessionStates(queue: number): { session: string; state: Buffer }[] {
    const all = this.#reader.prepare("SELECT session, state FROM session_state WHERE queue = ?").all(queue);
    return all as { session: string; state: Buffer }[];
  }

  seen(queue: number): { messageId: string; until: number }[] {
    const all = this.#reader.prepare("SELECT messageId, until FROM seen WHERE queue = ? ORDER BY until").all(queue);
    return all as { messageId: string; until: number }[];
  }

  /** Ends after everything asked for is on disk. */
  async close(): Promise<void> {
    if (this.#committing || this.#dones.length > 0) await new Promise<void>((closed) => (this.#closed = closed));
    this.#reader.close();
    const ended = new Promise((end) => this.#worker.once("exit", end));
    this.#worker.postMessage("close");
    await ended;
    this.#lock.close();
  }
}

/** A folder has one broker at a time; the operating system ends the lock with the process. */
function locked(folder: string): Database.Database {
  const lock = new Database(join(folder, "bus.lock"), { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch {
    lock.close();
    throw new Error(`Another broker is using the folder ${folder}.`);
  }
}
