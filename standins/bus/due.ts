// What happens to a queue's messages by the clock: one timer for scheduled messages, ends of life, and ends of locks.
import type { Entry } from "./entry.ts";
import { Alarm, Heap } from "./order.ts";

export class Due {
  readonly #scheduled = new Heap<Entry>((entry) => entry.scheduledFor);
  readonly #expiring = new Heap<Entry>((entry) => entry.expiresAt);
  readonly #alarm: Alarm;

  constructor(ring: (now: number) => void) {
    this.#alarm = new Alarm(() => ring(Date.now()));
  }

  /** Ring at this moment too, epoch milliseconds. */
  at(moment: number): void {
    this.#alarm.set(moment);
  }

  /** A message that waits for its time. */
  schedule(entry: Entry): void {
    this.#scheduled.push(entry);
    this.#alarm.set(entry.scheduledFor);
  }

  /** A message that may expire. */
  watch(entry: Entry): void {
    if (!Number.isFinite(entry.expiresAt)) return;
    this.#expiring.push(entry);
    this.#alarm.set(entry.expiresAt);
  }

  /** The scheduled messages whose time has come, and those whose life has ended; each is given once. */
  take(now: number): { scheduled: Entry[]; expired: Entry[] } {
    const taken = {
      scheduled: this.#taken(this.#scheduled, ({ scheduledFor }) => scheduledFor, now),
      expired: this.#taken(this.#expiring, ({ expiresAt }) => expiresAt, now),
    };
    return taken;
  }

  #taken(heap: Heap<Entry>, moment: (entry: Entry) => number, now: number): Entry[] {
    const found: Entry[] = [];
    let entry = heap.first();
    for (; entry && (entry.gone || moment(entry) <= now); entry = heap.first()) {
      heap.pop();
      if (!entry.gone) found.push(entry);
    }
    if (entry) this.#alarm.set(moment(entry));
    return found;
  }

  /** Lets go of messages that are gone, when they are more than those that are there. */
  prune(present: number): void {
    for (const heap of [this.#scheduled, this.#expiring]) {
      if (heap.size > 2 * present + 1_000) heap.prune(({ gone }) => !gone);
    }
  }

  stop(): void {
    this.#alarm.stop();
  }
}
