// The locks on one queue's messages, by token. Without sessions each lasts equally long, so they end in the order in
// which they began; in a session the session's lock counts, and these never end by themselves.
import { randomBytes } from "node:crypto";
import type { Entry } from "./entry.ts";
import { refusals } from "./refusals.ts";

export class Locks {
  readonly #held = new Map<string, Entry>();

  get size(): number {
    return this.#held.size;
  }

  /** Locks a message until a moment, epoch milliseconds. Returns the token, 16 bytes in RFC order. */
  lock(entry: Entry, until: number): Buffer {
    const token = randomBytes(16);
    entry.token = token.toString("hex");
    entry.lockedUntil = until;
    this.#held.set(entry.token, entry);
    return token;
  }

  unlock(entry: Entry): void {
    if (entry.token) this.#held.delete(entry.token);
    entry.token = undefined;
  }

  /** The message locked with this token. Throws that the lock is lost. */
  find(token: string): Entry {
    const entry = this.#held.get(token);
    if (!entry || entry.settling) throw refusals.lockLost();
    return entry;
  }

  renew(entry: Entry, until: number): void {
    const token = entry.token as string;
    this.#held.delete(token);
    this.#held.set(token, entry);
    entry.lockedUntil = until;
  }

  /** Messages whose lock has ended by now. */
  ended(now: number): Entry[] {
    const over: Entry[] = [];
    for (const entry of this.#held.values()) {
      if (entry.lockedUntil > now) break;
      over.push(entry);
    }
    return over;
  }

  /** When the next lock ends. */
  next(): number {
    const [first] = this.#held.values();
    return first?.lockedUntil ?? Number.POSITIVE_INFINITY;
  }
}
