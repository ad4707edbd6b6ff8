// What $management asks of a queue's messages one by one: to look at them, to receive deferred ones, to take back
// scheduled ones, to throw away waiting ones; and a session's state.
import type { Content } from "./arrival.ts";
import { type Done, expire, remove } from "./endings.ts";
import { type Entry, stateOf } from "./entry.ts";
import type { Queue } from "./queue.ts";
import { type Refusal, refusals } from "./refusals.ts";

/** Messages from a sequence number on, whatever their state, in order. */
export function* peek({ shelf, deadLetters }: Queue, from: number, session: string | undefined): Iterable<Entry> {
  const now = Date.now();
  for (const entry of shelf.all()) {
    if (entry.seq < from || (session !== undefined && entry.session !== session)) continue;
    if (deadLetters && entry.expiresAt <= now && !entry.token) continue;
    yield entry;
  }
}

/** Takes back scheduled messages that are still waiting for their time, all or none. */
export function cancelScheduled(queue: Queue, seqs: number[], done: Done): void {
  const found = seqs.map((seq) => queue.shelf.find(seq));
  const waiting = found.filter((entry) => entry?.state === stateOf.scheduled && !entry.settling) as Entry[];
  if (waiting.length < seqs.length) throw refusals.noMessage();
  remove(queue, waiting, done);
}

/** Removes up to `count` waiting messages enqueued before a moment; `done` gives how many. */
export function purge(
  queue: Queue,
  count: number,
  before: number,
  done: (failure: Refusal | undefined, removed: number) => void,
): void {
  const doomed: Entry[] = [];
  for (const entry of queue.shelf.all()) {
    if (doomed.length >= count) break;
    const isWaiting = entry.state === stateOf.active && !entry.token && !entry.settling;
    if (isWaiting && entry.enqueuedAt <= before) doomed.push(entry);
  }
  remove(queue, doomed, (failure) => done(failure, doomed.length));
}

export interface Received {
  entry: Entry;
  content: Content;
  /** 16 bytes in RFC order; nothing but zeros when the message is gone for good. */
  token: Buffer;
}

/** Receives deferred messages: locked, or gone for good. `done` gives each with its token. */
export function receiveDeferred(
  queue: Queue,
  seqs: number[],
  options: { deletes: boolean; session: string | undefined },
  done: (failure: Refusal | undefined, received: Received[]) => void,
): void {
  const { shelf, totals } = queue;
  const session = queue.sessions?.heldOne(options.session ?? "");
  const now = Date.now();
  const found = seqs.map((seq) => {
    const entry = shelf.find(seq);
    const isFree = entry?.state === stateOf.deferred && !entry.token && !entry.settling;
    if (!entry || !isFree || (session && entry.session !== session.id)) throw refusals.noMessage();
    return entry;
  });
  const expired = found.filter(({ expiresAt }) => queue.deadLetters && expiresAt <= now);
  for (const entry of expired) expire(queue, entry);
  if (expired.length > 0) throw refusals.noMessage();
  totals.delivered += found.length;
  const received = (token: (entry: Entry) => Buffer): Received[] =>
    found.map((entry) => ({ entry, content: shelf.contentOf(entry), token: token(entry) }));
  if (!options.deletes) {
    done(
      undefined,
      received((entry) => queue.lock(entry, session)),
    );
    return;
  }
  const gone = received(() => Buffer.alloc(16));
  remove(queue, found, (failure) => {
    if (!failure) totals.completed += found.length;
    done(failure, gone);
  });
}

/** Sets or clears the state of a session that someone holds. */
export function setSessionState(
  { name, shelf, sessions }: Queue,
  id: string,
  state: Buffer | undefined,
  done: Done,
): void {
  if (!sessions) throw refusals.notAllowed(`The queue '${name}' has no sessions.`);
  const session = sessions.heldOne(id);
  shelf.write([{ sessionState: [shelf.id, id], blobs: state ? [state] : [] }], (failure) => {
    if (!failure) session.state = state;
    done(failure);
  });
}
