// What the broker and its store's thread say to each other: rows, changes, and batches of changes.

/** A message's row, without its bytes, in the order of `columns`. Times are epoch milliseconds; 0 means none. */
export type Row = [
  id: number,
  queue: number,
  seq: number,
  state: number,
  count: number,
  enqueuedSeq: number,
  enqueued: number,
  expires: number,
  scheduled: number,
  session: string | null,
  source: string | null,
  ttl: number,
  durable: number,
  priority: number,
  size: number,
];

export const columns =
  "id, queue, seq, state, count, enqueuedSeq, enqueued, expires, scheduled, session, source, ttl, durable, priority, size";

/** One change. Blobs travel beside it, in one buffer a commit. */
export type Change =
  | { put: Row }
  | { content: number; annotationItems: number; blobs: [annotations: Buffer, bare: Buffer] }
  | { remove: number }
  | { sessionState: [queue: number, session: string]; blobs: [state: Buffer] | [] }
  | { seen: [queue: number, messageId: string, until: number] }
  | { forget: [queue: number, before: number] };

/** A change as the thread gets it: each blob as its place in the shared buffer. */
export type PackedChange = Omit<Change, "blobs"> & { blobs?: [start: number, end: number][] };
export interface Batch {
  changes: PackedChange[];
  bytes: Uint8Array;
}

/** All blobs copied into one buffer, which moves to the thread without a further copy. */
export function packed(changes: Change[]): Batch {
  let size = 0;
  for (const change of changes) if ("blobs" in change) for (const blob of change.blobs) size += blob.length;
  // why: not the pool that small buffers share, since it moves; and not filled with zeros first.
  const bytes = Buffer.allocUnsafeSlow(size);
  let at = 0;
  const place = (blob: Buffer): [number, number] => {
    bytes.set(blob, at);
    at += blob.length;
    return [at - blob.length, at];
  };
  return {
    changes: changes.map((change) => ("blobs" in change ? { ...change, blobs: change.blobs.map(place) } : change)),
    bytes,
  };
}
