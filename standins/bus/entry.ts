// A message in a queue, as memory holds it: where it stands, not what it says. Its bytes stay only while they are small
// and there is room; otherwise they are read back when needed. Times are epoch milliseconds.

import type { Arrival, Content } from "./arrival.ts";
import { delivered } from "./envelope.ts";
import { bounds } from "./limits.ts";
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

/** A new entry for what a sender sent; `defaultTtl` is the queue's, in milliseconds. */
export function enter(arrival: Arrival, id: number, seq: number, now: number, defaultTtl: number | undefined): Entry {
  const { content, durable, priority, session } = arrival;
  const ttl = Math.min(arrival.ttl ?? Number.POSITIVE_INFINITY, defaultTtl ?? Number.POSITIVE_INFINITY);
  const scheduledFor = arrival.scheduledFor !== undefined && arrival.scheduledFor > now ? arrival.scheduledFor : 0;
  return {
    id,
    seq,
    enqueuedSeq: seq,
    enqueuedAt: now,
    expiresAt: (scheduledFor || now) + ttl,
    scheduledFor,
    session,
    state: scheduledFor > 0 ? stateOf.scheduled : stateOf.active,
    count: 0,
    size: content.bare.length + content.annotations.length,
    durable,
    priority,
    ttl: Number.isFinite(ttl) ? ttl : undefined,
    source: undefined,
    content,
    token: undefined,
    lockedUntil: 0,
    settling: false,
    gone: false,
  };
}

// why: built field by field, because a queue may start with a million of them.
export function fromRow(row: Row): Entry {
  return {
    id: row.id,
    seq: row.seq,
    enqueuedSeq: row.enqueuedSeq,
    enqueuedAt: row.enqueued,
    expiresAt: row.expires === 0 ? Number.POSITIVE_INFINITY : row.expires,
    scheduledFor: row.scheduled,
    session: row.session ?? undefined,
    state: row.state as State,
    count: row.count,
    size: row.size,
    durable: row.durable === 1,
    priority: row.priority,
    ttl: row.ttl === 0 ? undefined : row.ttl,
    source: row.source ?? undefined,
    content: undefined,
    token: undefined,
    lockedUntil: 0,
    settling: false,
    gone: false,
  };
}

/** The row that stores an entry, with some of it already as it will be. */
export function rowOf(entry: Entry, queue: number, next: Partial<Entry> = {}): Row {
  const will = { ...entry, ...next };
  return {
    id: will.id,
    queue,
    seq: will.seq,
    state: will.state,
    count: will.count,
    enqueuedSeq: will.enqueuedSeq,
    enqueued: will.enqueuedAt,
    expires: Number.isFinite(will.expiresAt) ? will.expiresAt : 0,
    scheduled: will.scheduledFor,
    session: will.session ?? null,
    source: will.source ?? null,
    ttl: will.ttl ?? 0,
    durable: will.durable ? 1 : 0,
    priority: will.priority,
    size: will.size,
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
