// The sessions of one queue: whose they are, what waits in each, and who waits for the next one.
// A session has one holder at a time; its messages are locked by the session, in order.

import type { Content } from "./arrival.ts";
import type { Entry } from "./entry.ts";
import { Heap } from "./order.ts";
import { type Refusal, refusals } from "./refusals.ts";

/** Takes messages of a queue or of a session. */
export interface Consumer {
  /** Received means gone: no lock, no settlement. */
  readonly deletes: boolean;
  /** How many messages it can take now. */
  room(): number;
  /** A message is on its way; it takes one place. */
  expect(): void;
  /** The message itself, with its lock token; false when the consumer has gone. Ends one expectation. */
  take(entry: Entry, content: Content, token: Buffer | undefined): boolean;
  /** The message does not come after all. Ends one expectation. */
  miss(): void;
}

export interface SessionHolder extends Consumer {
  /** The session is no longer its own. */
  lost(why: Refusal): void;
}

export interface Session {
  readonly id: string;
  readonly ready: Heap<Entry>;
  readonly held: Set<Entry>;
  state: Buffer | undefined;
  holder: SessionHolder | undefined;
  lockedUntil: number;
}

type Granted = (session: Session) => SessionHolder;

export class Sessions {
  readonly #all = new Map<string, Session>();
  readonly #available = new Set<Session>();
  readonly #locked = new Set<Session>();
  readonly #waiting = new Set<Granted>();
  readonly #lockMs: number;
  readonly #onLock: (until: number) => void;

  /** `onLock` hears when a lock will end. */
  constructor(lockMs: number, onLock: (until: number) => void) {
    this.#lockMs = lockMs;
    this.#onLock = onLock;
  }

  of(id: string): Session {
    const known = this.#all.get(id);
    if (known) return known;
    const ready = new Heap<Entry>((entry) => entry.seq);
    const session = { id, ready, held: new Set<Entry>(), state: undefined, holder: undefined, lockedUntil: 0 };
    this.#all.set(id, session);
    return session;
  }

  find(id: string): Session | undefined {
    return this.#all.get(id);
  }

  /** The session, if someone holds it. Throws that its lock is lost otherwise. */
  heldOne(id: string): Session {
    const session = this.#all.get(id);
    if (!session?.holder) throw refusals.sessionLockLost();
    return session;
  }

  /** A message waits in this session. */
  offer(session: Session): void {
    if (session.holder) return;
    const [next] = this.#waiting;
    if (!next) {
      this.#available.add(session);
      return;
    }
    this.#waiting.delete(next);
    this.#grant(session, next);
  }

  /** Gives this session at once, or throws that another holds it. */
  accept(id: string, granted: Granted): void {
    const session = this.of(id);
    if (session.holder) throw refusals.sessionTaken(id);
    this.#grant(session, granted);
  }

  /** Gives the next session with a message, now or later. Returns how to stop waiting. */
  acceptNext(granted: Granted): () => void {
    for (const session of this.#available) {
      this.#available.delete(session);
      while (session.ready.first()?.gone) session.ready.pop();
      if (session.ready.size === 0) continue;
      this.#grant(session, granted);
      return () => {};
    }
    this.#waiting.add(granted);
    return () => this.#waiting.delete(granted);
  }

  #grant(session: Session, granted: Granted): void {
    this.#available.delete(session);
    this.#locked.add(session);
    this.renew(session);
    session.holder = granted(session);
  }

  /** Prolongs the lock; returns until when. */
  renew(session: Session): number {
    session.lockedUntil = Date.now() + this.#lockMs;
    this.#onLock(session.lockedUntil);
    return session.lockedUntil;
  }

  /** The sessions whose lock has ended by now, and when the next one ends. */
  ended(now: number): { over: Session[]; next: number } {
    let next = Number.POSITIVE_INFINITY;
    const over: Session[] = [];
    for (const session of this.#locked) {
      if (session.lockedUntil <= now) over.push(session);
      else next = Math.min(next, session.lockedUntil);
    }
    return { over, next };
  }

  /** Nobody holds it any more; its held messages must have been given back already. */
  free(session: Session): void {
    session.holder = undefined;
    this.#locked.delete(session);
    while (session.ready.first()?.gone) session.ready.pop();
    if (session.ready.size > 0) this.offer(session);
    else this.tidy(session);
  }

  /** Forgets a session in which nothing is left. */
  tidy(session: Session): void {
    if (session.holder || session.held.size > 0 || session.ready.size > 0 || session.state) return;
    this.#available.delete(session);
    this.#all.delete(session.id);
  }

  /** Ids of sessions with messages or a state. */
  *ids(): Iterable<string> {
    for (const { id, ready, held, state } of this.#all.values()) {
      if (ready.size > 0 || held.size > 0 || state) yield id;
    }
  }
}
