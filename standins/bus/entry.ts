// A message in a queue, as memory holds it: where it stands, not what it says. Its bytes are on disk alone, and are read
// when they are needed. Times are epoch milliseconds.
import type { Arrival, Content } from "./arrival.ts";
import { delivered } from "./envelope.ts";
import type { Row } from "./rows.ts";

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
    token: undefined,
    lockedUntil: 0,
    settling: false,
    gone: false,
  };
}

/** The entry that a row stores. */
// why: field by field, because a queue may start with a million of them, and taking a row apart costs as much again.
export function fromRow(row: Row): Entry {
  return {
    id: row[0],
    seq: row[2],
    enqueuedSeq: row[5],
    enqueuedAt: row[6],
    expiresAt: row[7] === 0 ? Number.POSITIVE_INFINITY : row[7],
    scheduledFor: row[8],
    session: row[9] ?? undefined,
    state: row[3] as State,
    count: row[4],
    size: row[14],
    durable: row[12] === 1,
    priority: row[13],
    ttl: row[11] === 0 ? undefined : row[11],
    source: row[10] ?? undefined,
    token: undefined,
    lockedUntil: 0,
    settling: false,
    gone: false,
  };
}

/** The row that stores an entry, with some of it already as it will be. */
export function rowOf(entry: Entry, queue: number, next: Partial<Entry> = {}): Row {
  const { id, seq, state, count, enqueuedSeq, enqueuedAt, expiresAt, scheduledFor, session, source, ttl, durable } = {
    ...entry,
    ...next,
  };
  const expires = Number.isFinite(expiresAt) ? expiresAt : 0;
  return [
    ...([id, queue, seq, state, count, enqueuedSeq, enqueuedAt, expires, scheduledFor] as const),
    ...([session ?? null, source ?? null, ttl ?? 0, durable ? 1 : 0, entry.priority, entry.size] as const),
  ];
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
