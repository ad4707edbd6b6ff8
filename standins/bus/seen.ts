// The message ids that a queue with duplicate detection has seen, each until its window ends.
import type { Change } from "./rows.ts";
import type { Store } from "./store.ts";

export class Seen {
  readonly #queue: number;
  readonly #windowMs: number;
  readonly #store: Store;
  /** Until when, in that order: every window lasts equally long. */
  readonly #until = new Map<string, number>();

  constructor(queue: number, windowMs: number, store: Store) {
    this.#queue = queue;
    this.#windowMs = windowMs;
    this.#store = store;
    for (const { messageId, until } of store.seen(queue)) this.#until.set(messageId, until);
  }

  /** Remembers an id: the change to store with its message, or undefined when it was seen before. */
  remember(id: string, now: number): Change | undefined {
    if ((this.#until.get(id) ?? 0) > now) return undefined;
    this.#until.delete(id);
    this.#until.set(id, now + this.#windowMs);
    return { seen: [this.#queue, id, now + this.#windowMs] };
  }

  /** Takes back what was not stored after all. */
  forget(ids: string[]): void {
    for (const id of ids) this.#until.delete(id);
  }

  /** Lets go of ids whose window has ended. Returns when to come again. */
  sweep(now: number): number {
    let isOld = false;
    for (const [id, until] of this.#until) {
      if (until > now) break;
      this.#until.delete(id);
      isOld = true;
    }
    if (isOld) this.#store.write([{ forget: [this.#queue, now] }], () => {});
    const [oldest] = this.#until.values();
    return oldest === undefined ? Number.POSITIVE_INFINITY : Math.max(oldest, now + 10_000);
  }
}
