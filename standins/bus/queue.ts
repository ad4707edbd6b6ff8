// One queue: what comes in, who gets what, and what happens by the clock. Memory is the index, the store is the truth:
// a send or a settlement takes effect in memory, and is answered, only after the commit that holds it.
import type { Arrival, Content } from "./arrival.ts";
import type { QueueSettings } from "./config.ts";
import { Dispatch } from "./dispatch.ts";
import { Due } from "./due.ts";
import { abandon, expire } from "./endings.ts";
import { type Entry, stateOf } from "./entry.ts";
import { type Sent, taken } from "./intake.ts";
import { Locks } from "./locks.ts";
import { Heap } from "./order.ts";
import { none } from "./properties.ts";
import { refusals } from "./refusals.ts";
import { Seen } from "./seen.ts";
import { type Consumer, type Session, Sessions } from "./sessions.ts";
import { Shelf, stored } from "./shelf.ts";
import type { Store } from "./store.ts";

export class Queue {
  readonly name: string;
  readonly settings: QueueSettings;
  /** Undefined for a dead-letter queue itself. */
  readonly deadLetters: Queue | undefined;
  readonly sessions: Sessions | undefined;
  readonly totals = { received: 0, duplicates: 0, delivered: 0, completed: 0, deadLettered: 0, expired: 0 };
  readonly shelf: Shelf;
  /** Where duplicates are detected. */
  readonly seen: Seen | undefined;
  readonly #ready = new Heap<Entry>((entry) => entry.seq);
  readonly #locks = new Locks();
  readonly #dispatch = new Dispatch((consumer, session) => this.#give(consumer, session));
  readonly #due = new Due((now) => this.#ring(now));

  constructor(name: string, settings: QueueSettings, store: Store, deadLetters?: Queue) {
    this.name = name;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.shelf = new Shelf(name, store);
    const { id } = this.shelf;
    if (settings.RequiresSession && deadLetters) {
      this.sessions = new Sessions(settings.LockDuration, (until) => this.#due.at(until));
      for (const { session, state } of store.sessionStates(id)) this.sessions.of(session).state = state;
    }
    if (settings.RequiresDuplicateDetection && deadLetters) {
      this.seen = new Seen(id, settings.DuplicateDetectionHistoryTimeWindow, store);
      this.#due.at(this.seen.sweep(Date.now()));
    }
  }

  /** Takes what the store held of this queue, in order; once, at the start. */
  restore(held: Map<number, Entry[]>): void {
    for (const entry of held.get(this.shelf.id) ?? []) this.admit(entry);
    held.delete(this.shelf.id);
  }

  get depth() {
    return { ...this.shelf.depth, locked: this.#locks.size };
  }

  // --- what comes in

  /** Stores messages, all or none; `done` gives their sequence numbers. Throws a Refusal for what may not come in. */
  send(arrivals: Arrival[], done: Sent): void {
    taken(this, arrivals, done);
    if (this.seen) this.#due.at(Date.now() + this.settings.DuplicateDetectionHistoryTimeWindow);
  }

  /** An entry that is on disk takes its place in memory. */
  admit(entry: Entry): void {
    this.shelf.add(entry);
    if (entry.state === stateOf.scheduled) this.#due.schedule(entry);
    else if (entry.state === stateOf.active) this.#toReady(entry);
    // Nothing expires in a dead-letter queue.
    if (this.deadLetters) this.#due.watch(entry);
  }

  #toReady(entry: Entry): void {
    if (this.sessions && entry.session !== undefined) {
      const session = this.sessions.of(entry.session);
      session.ready.push(entry);
      this.sessions.offer(session);
      this.wake(session);
    } else {
      this.#ready.push(entry);
      this.wake();
    }
  }

  // --- what goes out

  addConsumer(consumer: Consumer): void {
    this.#dispatch.add(consumer);
  }

  removeConsumer(consumer: Consumer): void {
    this.#dispatch.remove(consumer);
  }

  /** Deliver, soon, what can be delivered. */
  wake(session?: Session): void {
    this.#dispatch.wake(session);
  }

  #give(consumer: Consumer, session?: Session): boolean {
    const entry = this.#next(session?.ready ?? this.#ready);
    if (!entry) return false;
    consumer.expect();
    this.totals.delivered++;
    if (consumer.deletes) this.#giveForGood(entry, consumer);
    else consumer.take(entry, this.shelf.contentOf(entry), this.lock(entry, session));
    return true;
  }

  #next(ready: Heap<Entry>): Entry | undefined {
    const now = Date.now();
    for (let entry = ready.pop(); entry; entry = ready.pop()) {
      if (entry.gone || entry.settling || entry.token) continue;
      if (entry.expiresAt > now || !this.deadLetters) return entry;
      expire(this, entry);
    }
    return undefined;
  }

  /** Received means gone: the end is on disk before the message leaves. */
  #giveForGood(entry: Entry, consumer: Consumer): void {
    const content = this.shelf.contentOf(entry);
    this.shelf.settle([entry], [{ remove: entry.id }], (failure) => {
      if (!failure && consumer.take(entry, content, undefined)) {
        this.totals.completed++;
        this.drop(entry);
        return;
      }
      if (failure) {
        consumer.miss();
        this.offerLater(entry);
      } else {
        // The receiver went in between: the message stays.
        this.#putBack(entry, content);
      }
    });
  }

  /** A message whose end is on disk already, though nobody got it, is written anew; until then nobody gets it. */
  #putBack(entry: Entry, content: Content): void {
    this.shelf.settle([entry], [this.shelf.put(entry), stored(entry.id, content)], (failure) => {
      if (failure) setTimeout(() => this.#putBack(entry, content), 1_000).unref();
      else this.#toReady(entry);
    });
  }

  /** What could not be written is tried again when the store may have room. */
  offerLater(entry: Entry): void {
    setTimeout(() => this.#toReady(entry), 1_000).unref();
  }

  /** Returns the token. */
  lock(entry: Entry, session?: Session): Buffer {
    const until = session?.lockedUntil ?? Date.now() + this.settings.LockDuration;
    if (session) session.held.add(entry);
    else this.#due.at(until);
    return this.#locks.lock(entry, until);
  }

  #unlock(entry: Entry): void {
    this.#locks.unlock(entry);
    if (entry.session !== undefined) this.sessions?.find(entry.session)?.held.delete(entry);
  }

  /** Gives messages back whose lock ended: counted as a failed delivery when the lock was lost. */
  release(entries: Iterable<Entry>, isLost: boolean): void {
    for (const entry of [...entries]) {
      if (entry.settling || entry.gone) continue;
      if (isLost) abandon(this, entry, none, () => {});
      else this.back(entry);
    }
  }

  /** A session's holder has gone, or lost it. */
  releaseSession(session: Session, isLost: boolean): void {
    this.release(session.held, isLost);
    this.sessions?.free(session);
  }

  // --- who has what

  /** The message locked with this token. Throws that the lock is lost. */
  locked(token: string): Entry {
    return this.#locks.find(token);
  }

  /** Prolongs a message's lock; returns until when. */
  renew(token: string): number {
    const entry = this.locked(token);
    if (this.sessions) {
      throw refusals.notAllowed("In a queue with sessions the session's lock is renewed, not a message's.");
    }
    this.#locks.renew(entry, Date.now() + this.settings.LockDuration);
    this.#due.at(entry.lockedUntil);
    return entry.lockedUntil;
  }

  /** Its lock is over; it waits again if it is active. */
  back(entry: Entry): void {
    this.#unlock(entry);
    if (entry.state === stateOf.active) this.#toReady(entry);
  }

  /** Its end could not be written: it stays as it was, with its lock if that has not ended. */
  stays(entry: Entry): void {
    if (entry.lockedUntil > Date.now()) this.#due.at(entry.lockedUntil);
    else if (entry.token) this.back(entry);
  }

  /** It is no more. */
  drop(entry: Entry): void {
    this.#unlock(entry);
    this.shelf.remove(entry);
    this.#due.prune(this.shelf.count);
    const session = entry.session === undefined ? undefined : this.sessions?.find(entry.session);
    if (session) this.sessions?.tidy(session);
  }

  // --- what happens by the clock

  /** What is due: locks and lives that ended, messages whose time has come, ids that may be forgotten. */
  #ring(now: number): void {
    if (this.sessions) {
      const { over, next } = this.sessions.ended(now);
      for (const session of over) {
        session.holder?.lost(refusals.sessionLockLost());
        this.releaseSession(session, true);
      }
      this.#due.at(next);
    } else {
      this.release(this.#locks.ended(now), true);
      this.#due.at(Math.max(this.#locks.next(), now + 5));
    }
    const { scheduled, expired } = this.#due.take(now);
    for (const entry of scheduled) if (!entry.settling) this.#activate(entry, now);
    for (const entry of expired) {
      // Locked and deferred messages expire when next looked at.
      if (!entry.settling && !entry.token && entry.state === stateOf.active) expire(this, entry);
    }
    if (this.seen) this.#due.at(this.seen.sweep(now));
  }

  /** A scheduled message's time has come: it is appended as if it had been sent now. */
  #activate(entry: Entry, now: number): void {
    const seq = this.shelf.nextSeq();
    const next = { seq, enqueuedSeq: seq, enqueuedAt: now, state: stateOf.active };
    this.shelf.settle([entry], [this.shelf.put(entry, next)], (failure) => {
      if (failure) {
        // The store is full: again when it may not be.
        entry.scheduledFor = now + 1_000;
        this.#due.schedule(entry);
        return;
      }
      this.shelf.renumber(entry, next);
      this.#toReady(entry);
    });
  }

  close(): void {
    this.#due.stop();
    this.deadLetters?.close();
  }
}
