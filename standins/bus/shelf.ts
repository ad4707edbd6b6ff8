// The messages of one queue that are on disk, by number, and the writes that put them there. What may be done with a
// message, and when, is the queue's business.
import type { Content } from "./arrival.ts";
import { type Entry, rowOf, stateOf } from "./entry.ts";
import type { Change } from "./rows.ts";
import type { Store, Written } from "./store.ts";

export class Shelf {
  readonly id: number;
  readonly #store: Store;
  readonly #entries = new Map<number, Entry>();
  #nextSeq: number;
  #bytes = 0;

  constructor(queue: string, store: Store) {
    this.#store = store;
    const { id, nextSeq } = store.queue(queue);
    this.id = id;
    this.#nextSeq = nextSeq;
  }

  get count(): number {
    return this.#entries.size;
  }

  /** In the order of their numbers. */
  all(): Iterable<Entry> {
    return this.#entries.values();
  }

  find(seq: number): Entry | undefined {
    return this.#entries.get(seq);
  }

  /** Its bytes, read from the disk. */
  contentOf(entry: Entry): Content {
    return this.#store.content(entry.id);
  }

  nextSeq(): number {
    return this.#nextSeq++;
  }

  nextId(): number {
    return this.#store.nextId();
  }

  /** How many messages stand where, how large they are together, and since when the oldest waits. */
  get depth() {
    const count = { active: 0, deferred: 0, scheduled: 0 };
    let oldest: number | undefined;
    for (const { state, enqueuedAt } of this.#entries.values()) {
      if (state === stateOf.deferred) count.deferred++;
      else if (state === stateOf.scheduled) count.scheduled++;
      else {
        count.active++;
        oldest ??= enqueuedAt;
      }
    }
    return { ...count, bytes: this.#bytes, oldest };
  }

  // --- in memory

  /** Sets bytes aside for messages on their way to the disk; false when that would be more than `most`. */
  reserve(bytes: number, most: number): boolean {
    if (this.#bytes + bytes > most) return false;
    this.#bytes += bytes;
    return true;
  }

  free(bytes: number): void {
    this.#bytes -= bytes;
  }

  add(entry: Entry): void {
    this.#entries.set(entry.seq, entry);
    this.#bytes += entry.size;
  }

  remove(entry: Entry): void {
    entry.gone = true;
    this.#entries.delete(entry.seq);
    this.#bytes -= entry.size;
  }

  /** It stands at another number from now on, behind all others. */
  renumber(entry: Entry, next: Partial<Entry>): void {
    this.#entries.delete(entry.seq);
    Object.assign(entry, next);
    this.#entries.set(entry.seq, entry);
  }

  // --- on disk

  /** The change that stores where an entry stands, with some of it already as it will be. */
  put(entry: Entry, next?: Partial<Entry>): Change {
    return { put: rowOf(entry, this.id, next) };
  }

  write(changes: Change[], done: Written): void {
    this.#store.write(changes, done);
  }

  /** Writes what changes entries; until that is on disk, or failed, nothing else may happen to them. */
  settle(entries: readonly Entry[], changes: Change[], done: Written): void {
    for (const entry of entries) entry.settling = true;
    this.#store.write(changes, (failure) => {
      for (const entry of entries) entry.settling = false;
      done(failure);
    });
  }
}

/** The change that stores a message's bytes. */
export const stored = (id: number, { annotations, annotationItems, bare }: Content): Change => ({
  ...{ content: id, annotationItems, blobs: [annotations, bare] },
});
