// A message in a queue, as memory holds it: where it stands, not what it says. Its bytes stay only while they are small
// and there is room; otherwise they are read back when needed. Times are epoch milliseconds.
import { bounds } from "./limits.ts";
import { type Arrival, type Content, delivered } from "./message.ts";
import type { Row } from "./rows.ts";
import type { Store } from "./store.ts";

/** As stored: 0 waits for a receiver, 1 is deferred, 2 is scheduled. */
export const stateOf = { active: 0, deferred: 1, scheduled: 2 } as const;
export type State = (typeof stateOf)[keyof typeof stateOf];

export interface Entry {
  readonly id: number;
  seq: number;
  enqueuedSeq: number;
  enqueuedAt: number;
  /** Infinity when it never expires. */
  expiresAt: number;
  /** 0 when it was never scheduled. */
  scheduledFor: number;
  readonly session: string | undefined;
  state: State;
  /** Deliveries that failed. */
  count: number;
  readonly size: number;
  readonly durable: boolean;
  readonly priority: number;
  readonly ttl: number | undefined;
  readonly source: string | undefined;
  content: Content | undefined;
  /** Hex of the lock token while someone has it. */
  token: string | undefined;
  lockedUntil: number;
  /** Its end is being written; nothing else may happen to it. */
  settling: boolean;
  gone: boolean;
}

const unlocked = { token: undefined, lockedUntil: 0, settling: false, gone: false };

/** A new entry for what a sender sent; `defaultTtl` is the queue's, in milliseconds. */
export function enter(arrival: Arrival, id: number, seq: number, now: number, defaultTtl: number | undefined): Entry {
  const { content, durable, priority, session } = arrival;
  const ttl = Math.min(arrival.ttl ?? Number.POSITIVE_INFINITY, defaultTtl ?? Number.POSITIVE_INFINITY);
  const scheduledFor = arrival.scheduledFor !== undefined && arrival.scheduledFor > now ? arrival.scheduledFor : 0;
  return {
    ...{ id, seq, enqueuedSeq: seq, enqueuedAt: now, expiresAt: (scheduledFor || now) + ttl, scheduledFor, session },
    ...{ state: scheduledFor > 0 ? stateOf.scheduled : stateOf.active, count: 0, durable, priority, content },
    size: content.bare.length + content.annotations.length,
    ttl: Number.isFinite(ttl) ? ttl : undefined,
    source: undefined,
    ...unlocked,
  };
}

export function fromRow(row: Row): Entry {
  const { id, seq, enqueuedSeq, count, size, priority } = row;
  return {
    ...{ id, seq, enqueuedSeq, enqueuedAt: row.enqueued, scheduledFor: row.scheduled, count, size, priority },
    expiresAt: row.expires === 0 ? Number.POSITIVE_INFINITY : row.expires,
    session: row.session ?? undefined,
    state: row.state as State,
    durable: row.durable === 1,
    ttl: row.ttl === 0 ? undefined : row.ttl,
    source: row.source ?? undefined,
    content: undefined,
    ...unlocked,
  };
}

/** The row that stores an entry, with some of it already as it will be. */
export function rowOf(entry: Entry, queue: number, next: Partial<Entry> = {}): Row {
  const will = { ...entry, ...next };
  return {
    ...{ id: will.id, queue, seq: will.seq, state: will.state, count: will.count, enqueuedSeq: will.enqueuedSeq },
    ...{ enqueued: will.enqueuedAt, scheduled: will.scheduledFor, priority: will.priority, size: will.size },
    expires: Number.isFinite(will.expiresAt) ? will.expiresAt : 0,
    session: will.session ?? null,
    source: will.source ?? null,
    ttl: will.ttl ?? 0,
    durable: will.durable ? 1 : 0,
  };
}

/** The whole message as a receiver gets it. */
export function transferOf(entry: Entry, content: Content, lockedUntil?: number, withBody = true): Buffer {
  const { durable, priority, ttl, enqueuedAt } = entry;
  const state = entry.state === stateOf.deferred ? 1 : entry.scheduledFor > 0 ? 2 : 0;
  const numbers = { deliveryCount: entry.count, sequenceNumber: entry.seq, enqueuedSequenceNumber: entry.enqueuedSeq };
  return delivered(
    { durable, priority, ttl, ...numbers, enqueuedAt, lockedUntil, deadLetterSource: entry.source, state },
    content,
    withBody,
  );
}

/** The bytes kept in memory, of all queues together. */
export class ContentCache {
  readonly #store: Store;
  #used = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Call once an entry's content is on disk: it stays in memory only if there is room. */
  keep(entry: Entry): void {
    if (!entry.content) return;
    if (entry.size > bounds.cachedBodyBytes || this.#used + entry.size > bounds.cachedBytes) entry.content = undefined;
    else this.#used += entry.size;
  }

  drop(entry: Entry): void {
    if (entry.content) this.#used -= entry.size;
    entry.content = undefined;
  }

  contentOf(entry: Entry): Content {
    return entry.content ?? this.#store.content(entry.id);
  }
}
