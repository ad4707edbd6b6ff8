// How messages come into a queue: numbered, without those that were seen before, all of them or none, and only as far
// as the queue's size allows.
import type { Arrival } from "./arrival.ts";
import { type Entry, enter } from "./entry.ts";
import type { Queue } from "./queue.ts";
import { type Refusal, refusals } from "./refusals.ts";
import type { Change } from "./rows.ts";
import { stored } from "./shelf.ts";

/** Called when the messages are on disk, or not; with their sequence numbers, duplicates having none. */
export type Sent = (failure: Refusal | undefined, seqs: number[]) => void;

/** Stores messages, all or none. Throws a Refusal for what may not come in. */
export function taken(queue: Queue, arrivals: Arrival[], done: Sent): void {
  const { name, settings, totals, shelf, seen } = queue;
  const now = Date.now();
  if (queue.sessions && arrivals.some(({ session }) => session === undefined)) {
    throw refusals.notAllowed(`The queue '${name}' requires sessions; a message without a session id was sent.`);
  }
  const changes: Change[] = [];
  const entries: Entry[] = [];
  const ids: string[] = [];
  for (const arrival of arrivals) {
    if (seen) {
      const change = seen.remember(arrival.messageId, now);
      if (!change) {
        totals.duplicates++;
        continue;
      }
      ids.push(arrival.messageId);
      changes.push(change);
    }
    const entry = enter(arrival, shelf.nextId(), shelf.nextSeq(), now, settings.DefaultMessageTimeToLive);
    entries.push(entry);
    changes.push(shelf.put(entry), stored(entry.id, arrival.content));
  }
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (!shelf.reserve(size, settings.MaxSizeInMegabytes * 1_048_576)) {
    seen?.forget(ids);
    throw refusals.full(`The queue '${name}' has reached its size of ${settings.MaxSizeInMegabytes} MB.`);
  }
  shelf.write(changes, (failure) => {
    shelf.free(size);
    if (failure) seen?.forget(ids);
    else for (const entry of entries) queue.admit(entry);
    totals.received += failure ? 0 : entries.length;
    done(
      failure,
      entries.map(({ seq }) => seq),
    );
  });
}
