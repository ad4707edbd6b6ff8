// One queue: what waits in it, who has what locked, and what ends. Memory is the index, the store is the truth:
// a send or a settlement takes effect in memory, and is answered, only after the commit that holds it.
import { type Typed, types } from "./amqp.ts";
import type { QueueSettings } from "./config.ts";
import { Dispatch } from "./dispatch.ts";
import { Due } from "./due.ts";
import { type ContentCache, type Entry, enter, rowOf, stateOf } from "./entry.ts";
import { Locks } from "./locks.ts";
import { type Arrival, type Content, none, type Properties, withProperties } from "./message.ts";
import { Heap } from "./order.ts";
import { type Refusal, refusals } from "./refusals.ts";
import type { Change } from "./rows.ts";
import { Seen } from "./seen.ts";
import { type Consumer, type Session, Sessions } from "./sessions.ts";
import type { Store } from "./store.ts";

export type Done = (failure?: Refusal) => void;

export class Queue {
  readonly name: string;
  readonly settings: QueueSettings;
  /** Undefined for a dead-letter queue itself. */
  readonly deadLetters: Queue | undefined;
  readonly sessions: Sessions | undefined;
  readonly totals = { received: 0, duplicates: 0, delivered: 0, completed: 0, deadLettered: 0, expired: 0 };
  readonly #id: number;
  /** Where duplicates are detected. */
  readonly #seen: Seen | undefined;
  readonly #store: Store;
  readonly #cache: ContentCache;
  readonly #entries = new Map<number, Entry>();
  readonly #ready = new Heap<Entry>((entry) => entry.seq);
  readonly #locks = new Locks();
  readonly #dispatch = new Dispatch((consumer, session) => this.#give(consumer, session));
  readonly #due = new Due((now) => this.#ring(now));
  #nextSeq: number;
  #bytes = 0;

  constructor(name: string, settings: QueueSettings, store: Store, cache: ContentCache, deadLetters?: Queue) {
    this.name = name;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.#store = store;
    this.#cache = cache;
    if (settings.RequiresSession && deadLetters) {
      this.sessions = new Sessions(settings.LockDuration, (until) => this.#due.at(until));
    }
    const { id, nextSeq } = store.queue(name);
    this.#id = id;
    this.#nextSeq = nextSeq;
    if (settings.RequiresDuplicateDetection && deadLetters) {
      this.#seen = new Seen(id, settings.DuplicateDetectionHistoryTimeWindow, store);
      this.#due.at(this.#seen.sweep(Date.now()));
    }
    if (!this.sessions) return;
    for (const { session, state } of store.sessionStates(id)) this.sessions.of(session).state = state;
  }

  /** Takes what the store held of this queue, in order; once, at the start. */
  restore(stored: Map<number, Entry[]>): void {
    for (const entry of stored.get(this.#id) ?? []) this.#admit(entry);
    stored.delete(this.#id);
  }

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
    return { ...count, locked: this.#locks.size, bytes: this.#bytes, oldest };
  }

  contentOf(entry: Entry): Content {
    return this.#cache.contentOf(entry);
  }

  // --- what comes in

  /** Stores messages, all or none; `done` gives their sequence numbers. Throws a Refusal for what may not come in. */
  send(arrivals: Arrival[], done: (failure: Refusal | undefined, seqs: number[]) => void): void {
    const now = Date.now();
    if (this.sessions && arrivals.some(({ session }) => session === undefined)) {
      throw refusals.notAllowed(`The queue '${this.name}' requires sessions; a message without a session id was sent.`);
    }
    const changes: Change[] = [];
    const entries: Entry[] = [];
    const ids: string[] = [];
    for (const arrival of arrivals) {
      if (this.#seen) {
        const change = this.#seen.remember(arrival.messageId, now);
        if (!change) {
          this.totals.duplicates++;
          continue;
        }
        ids.push(arrival.messageId);
        changes.push(change);
      }
      const ttl = this.settings.DefaultMessageTimeToLive;
      const entry = enter(arrival, this.#store.nextId(), this.#nextSeq++, now, ttl);
      entries.push(entry);
      changes.push({ put: rowOf(entry, this.#id) }, stored(entry.id, arrival.content));
    }
    const size = entries.reduce((sum, entry) => sum + entry.size, 0);
    if (this.#bytes + size > this.settings.MaxSizeInMegabytes * 1_048_576) {
      this.#seen?.forget(ids);
      throw refusals.full(`The queue '${this.name}' has reached its size of ${this.settings.MaxSizeInMegabytes} MB.`);
    }
    this.#bytes += size;
    this.#store.write(changes, (failure) => {
      this.#bytes -= size;
      if (failure) this.#seen?.forget(ids);
      else for (const entry of entries) this.#admit(entry);
      this.totals.received += failure ? 0 : entries.length;
      if (ids.length > 0) this.#due.at(now + this.settings.DuplicateDetectionHistoryTimeWindow);
      done(
        failure,
        entries.map(({ seq }) => seq),
      );
    });
  }

  /** An entry that is on disk takes its place in memory. */
  #admit(entry: Entry): void {
    this.#cache.keep(entry);
    this.#entries.set(entry.seq, entry);
    this.#bytes += entry.size;
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

  /** Takes back scheduled messages that are still waiting for their time. */
  cancelScheduled(seqs: number[], done: Done): void {
    const found = seqs.map((seq) => this.#entries.get(seq));
    const waiting = found.filter((entry) => entry?.state === stateOf.scheduled && !entry.settling) as Entry[];
    if (waiting.length < seqs.length) throw refusals.noMessage();
    this.#end(waiting, done);
  }

  /** Removes up to `count` waiting messages enqueued before a moment; `done` gives how many. */
  purge(count: number, before: number, done: (failure: Refusal | undefined, removed: number) => void): void {
    const doomed: Entry[] = [];
    for (const entry of this.#entries.values()) {
      if (doomed.length >= count) break;
      if (entry.state === stateOf.active && !entry.token && !entry.settling && entry.enqueuedAt <= before) {
        doomed.push(entry);
      }
    }
    this.#end(doomed, (failure) => done(failure, doomed.length));
  }

  #end(entries: Entry[], done: Done): void {
    for (const entry of entries) entry.settling = true;
    this.#store.write(
      entries.map(({ id }) => ({ remove: id })),
      (failure) => {
        for (const entry of entries) {
          entry.settling = false;
          if (!failure) this.#drop(entry);
        }
        done(failure);
      },
    );
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
    else consumer.take(entry, this.contentOf(entry), this.#lock(entry, session));
    return true;
  }

  #next(ready: Heap<Entry>): Entry | undefined {
    const now = Date.now();
    for (let entry = ready.pop(); entry; entry = ready.pop()) {
      if (entry.gone || entry.settling || entry.token) continue;
      if (entry.expiresAt > now || !this.deadLetters) return entry;
      this.#expire(entry);
    }
    return undefined;
  }

  /** Received means gone: the end is on disk before the message leaves. */
  #giveForGood(entry: Entry, consumer: Consumer): void {
    const content = this.contentOf(entry);
    entry.settling = true;
    this.#store.write([{ remove: entry.id }], (failure) => {
      entry.settling = false;
      if (!failure && consumer.take(entry, content, undefined)) {
        this.totals.completed++;
        this.#drop(entry);
        return;
      }
      if (failure) {
        consumer.miss();
        this.#offerLater(entry);
      } else {
        // The receiver went in between: the message stays.
        const back: Change[] = [{ put: rowOf(entry, this.#id) }, stored(entry.id, content)];
        this.#store.write(back, () => this.#toReady(entry));
      }
    });
  }

  /** What could not be written is tried again when the store may have room. */
  #offerLater(entry: Entry): void {
    setTimeout(() => this.#toReady(entry), 1_000).unref();
  }

  #lock(entry: Entry, session?: Session): Buffer {
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
      if (isLost) this.abandon(entry, none, () => {});
      else {
        this.#unlock(entry);
        if (entry.state === stateOf.active) this.#toReady(entry);
      }
    }
  }

  /** A session's holder has gone, or lost it. */
  releaseSession(session: Session, isLost: boolean): void {
    this.release(session.held, isLost);
    this.sessions?.free(session);
  }

  // --- how it ends

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

  complete(entry: Entry, done: Done): void {
    this.#settle(entry, [{ remove: entry.id }], done, () => {
      this.totals.completed++;
      this.#drop(entry);
    });
  }

  abandon(entry: Entry, properties: Properties, done: Done): void {
    const count = entry.count + 1;
    if (this.deadLetters && count >= this.settings.MaxDeliveryCount && entry.state === stateOf.active) {
      const why = `Message could not be consumed after ${count} delivery attempts.`;
      const reasons = { DeadLetterReason: "MaxDeliveryCountExceeded", DeadLetterErrorDescription: why };
      this.#toDeadLetters(entry, properties, texts(reasons), done, count);
      return;
    }
    this.#change(entry, { count }, properties, done);
  }

  defer(entry: Entry, properties: Properties, done: Done): void {
    this.#change(entry, { state: stateOf.deferred }, properties, done);
  }

  #change(entry: Entry, next: Partial<Entry>, properties: Properties, done: Done): void {
    const changes: Change[] = [{ put: rowOf(entry, this.#id, next) }];
    let content: Content | undefined;
    if (properties.size > 0) {
      content = withProperties(this.contentOf(entry), properties);
      changes.push(stored(entry.id, content));
    }
    this.#settle(entry, changes, done, () => {
      Object.assign(entry, next);
      if (content) this.#cache.drop(entry);
      this.#unlock(entry);
      if (entry.state === stateOf.active) this.#toReady(entry);
    });
  }

  /** Moves a message to the dead-letter queue, with these properties saying why. */
  deadLetter(entry: Entry, properties: Properties, done: Done): void {
    this.#toDeadLetters(entry, properties, none, done, entry.count);
  }

  #toDeadLetters(entry: Entry, given: Properties, said: Properties, done: Done, count: number): void {
    const target = this.deadLetters;
    if (!target) throw refusals.notAllowed("A message in a dead-letter queue cannot be dead-lettered.");
    const present = this.contentOf(entry);
    const content = withProperties(present, given, said);
    const moved = {
      ...entry,
      ...{ seq: target.#nextSeq++, state: stateOf.active, count, source: this.name, content },
      ...{ token: undefined, settling: false },
    };
    const changes: Change[] = [{ put: rowOf(moved, target.#id) }];
    if (content !== present) changes.push(stored(entry.id, content));
    this.#settle(entry, changes, done, () => {
      this.totals.deadLettered++;
      this.#drop(entry);
      target.#admit(moved);
    });
  }

  #settle(entry: Entry, changes: Change[], done: Done, apply: () => void): void {
    entry.settling = true;
    this.#store.write(changes, (failure) => {
      entry.settling = false;
      if (!failure) apply();
      else if (entry.lockedUntil > Date.now()) this.#due.at(entry.lockedUntil);
      else if (entry.token) this.release([entry], false);
      done(failure);
    });
  }

  #drop(entry: Entry): void {
    this.#unlock(entry);
    entry.gone = true;
    this.#entries.delete(entry.seq);
    this.#bytes -= entry.size;
    this.#cache.drop(entry);
    this.#due.prune(this.#entries.size);
    const session = entry.session === undefined ? undefined : this.sessions?.find(entry.session);
    if (session) this.sessions?.tidy(session);
  }

  #expire(entry: Entry): void {
    const done = (failure?: Refusal) => {
      if (!failure) this.totals.expired++;
      else if (entry.state === stateOf.active) this.#offerLater(entry);
    };
    if (!this.settings.DeadLetteringOnMessageExpiration) {
      this.#end([entry], done);
      return;
    }
    const why = "The message expired and was dead lettered.";
    const reasons = { DeadLetterReason: "TTLExpiredException", DeadLetterErrorDescription: why };
    this.#toDeadLetters(entry, none, texts(reasons), done, entry.count);
  }

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
      if (!entry.settling && !entry.token && entry.state === stateOf.active) this.#expire(entry);
    }
    if (this.#seen) this.#due.at(this.#seen.sweep(now));
  }

  /** A scheduled message's time has come: it is appended as if it had been sent now. */
  #activate(entry: Entry, now: number): void {
    const seq = this.#nextSeq++;
    const next = { seq, enqueuedSeq: seq, enqueuedAt: now, state: stateOf.active };
    entry.settling = true;
    this.#store.write([{ put: rowOf(entry, this.#id, next) }], (failure) => {
      entry.settling = false;
      if (failure) {
        // The store is full: again when it may not be.
        entry.scheduledFor = now + 1_000;
        this.#due.schedule(entry);
        return;
      }
      this.#entries.delete(entry.seq);
      Object.assign(entry, next);
      this.#entries.set(seq, entry);
      this.#toReady(entry);
    });
  }

  // --- what is looked at

  /** Messages from a sequence number on, whatever their state, in order. */
  *peek(from: number, session: string | undefined): Iterable<Entry> {
    const now = Date.now();
    for (const entry of this.#entries.values()) {
      if (entry.seq < from || (session !== undefined && entry.session !== session)) continue;
      if (this.deadLetters && entry.expiresAt <= now && !entry.token) continue;
      yield entry;
    }
  }

  /** Receives deferred messages by number: locked, or gone for good. `done` gives each with its token. */
  receiveDeferred(
    seqs: number[],
    options: { deletes: boolean; session: string | undefined },
    done: (failure: Refusal | undefined, received: { entry: Entry; content: Content; token: Buffer }[]) => void,
  ): void {
    const session = this.sessions ? this.sessions.heldOne(options.session ?? "") : undefined;
    const now = Date.now();
    const found = seqs.map((seq) => {
      const entry = this.#entries.get(seq);
      const isFree = entry?.state === stateOf.deferred && !entry.token && !entry.settling;
      if (!entry || !isFree || (session && entry.session !== session.id)) throw refusals.noMessage();
      return entry;
    });
    const expired = found.filter(({ expiresAt }) => this.deadLetters && expiresAt <= now);
    for (const entry of expired) this.#expire(entry);
    if (expired.length > 0) throw refusals.noMessage();
    this.totals.delivered += found.length;
    const received = found.map((entry) => ({ entry, content: this.contentOf(entry) }));
    if (options.deletes) {
      const token = Buffer.alloc(16);
      this.#end(found, (failure) => {
        if (!failure) this.totals.completed += found.length;
        done(
          failure,
          received.map((one) => ({ ...one, token })),
        );
      });
    } else
      done(
        undefined,
        received.map((one) => ({ ...one, token: this.#lock(one.entry, session) })),
      );
  }

  /** Sets or clears the state of a session that someone holds. */
  setSessionState(id: string, state: Buffer | undefined, done: Done): void {
    if (!this.sessions) throw refusals.notAllowed(`The queue '${this.name}' has no sessions.`);
    const session = this.sessions.heldOne(id);
    this.#store.write([{ sessionState: [this.#id, id], blobs: state ? [state] : [] }], (failure) => {
      if (!failure) session.state = state;
      done(failure);
    });
  }

  close(): void {
    this.#due.stop();
    this.deadLetters?.close();
  }
}

const stored = (id: number, { annotations, annotationItems, bare }: Content): Change => ({
  ...{ content: id, annotationItems, blobs: [annotations, bare] },
});

const texts = (values: Record<string, string>): Map<string, Typed> =>
  new Map(Object.entries(values).map(([key, value]) => [key, types.wrap_string(value)]));
