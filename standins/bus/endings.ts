// How a message that someone has, or whose time is over, ends or goes back: completed, abandoned, deferred,
// dead-lettered, expired. Each is on disk before it takes effect and is answered; if that fails, all is as before.
import { type Entry, stateOf } from "./entry.ts";
import { none, type Properties, texts, withProperties } from "./properties.ts";
import type { Queue } from "./queue.ts";
import { type Refusal, refusals } from "./refusals.ts";
import type { Change } from "./rows.ts";
import { stored } from "./shelf.ts";

export type Done = (failure?: Refusal) => void;

export function complete(queue: Queue, entry: Entry, done: Done): void {
  settle(queue, entry, [{ remove: entry.id }], done, () => {
    queue.totals.completed++;
    queue.drop(entry);
  });
}

/** Counts a delivery that failed; after too many the message is dead-lettered. */
export function abandon(queue: Queue, entry: Entry, properties: Properties, done: Done): void {
  const count = entry.count + 1;
  if (queue.deadLetters && count >= queue.settings.MaxDeliveryCount && entry.state === stateOf.active) {
    const why = `Message could not be consumed after ${count} delivery attempts.`;
    toDeadLetters(queue, entry, properties, reasons("MaxDeliveryCountExceeded", why), done, count);
  } else change(queue, entry, { count }, properties, done);
}

export function defer(queue: Queue, entry: Entry, properties: Properties, done: Done): void {
  change(queue, entry, { state: stateOf.deferred }, properties, done);
}

/** Moves a message to the dead-letter queue, with these properties saying why. */
export function deadLetter(queue: Queue, entry: Entry, properties: Properties, done: Done): void {
  toDeadLetters(queue, entry, properties, none, done);
}

/** Its time to live is over. */
export function expire(queue: Queue, entry: Entry): void {
  const done = (failure?: Refusal) => {
    if (!failure) queue.totals.expired++;
    else if (entry.state === stateOf.active) queue.offerLater(entry);
  };
  const why = "The message expired and was dead lettered.";
  if (!queue.settings.DeadLetteringOnMessageExpiration) remove(queue, [entry], done);
  else toDeadLetters(queue, entry, none, reasons("TTLExpiredException", why), done);
}

/** Ends messages that nobody has. */
export function remove(queue: Queue, entries: Entry[], done: Done): void {
  const changes = entries.map(({ id }) => ({ remove: id }));
  queue.shelf.settle(entries, changes, (failure) => {
    if (!failure) for (const entry of entries) queue.drop(entry);
    done(failure);
  });
}

function change(queue: Queue, entry: Entry, next: Partial<Entry>, properties: Properties, done: Done): void {
  const { shelf } = queue;
  const changes: Change[] = [shelf.put(entry, next)];
  if (properties.size > 0) changes.push(stored(entry.id, withProperties(shelf.contentOf(entry), properties)));
  settle(queue, entry, changes, done, () => {
    Object.assign(entry, next);
    queue.back(entry);
  });
}

function toDeadLetters(
  queue: Queue,
  entry: Entry,
  given: Properties,
  said: Properties,
  done: Done,
  count = entry.count,
): void {
  const { deadLetters: target, name, totals, shelf } = queue;
  if (!target) throw refusals.notAllowed("A message in a dead-letter queue cannot be dead-lettered.");
  const present = shelf.contentOf(entry);
  const content = withProperties(present, given, said);
  const moved = {
    ...entry,
    ...{ seq: target.shelf.nextSeq(), state: stateOf.active, count, source: name },
    ...{ token: undefined, settling: false },
  };
  const changes: Change[] = [target.shelf.put(moved)];
  if (content !== present) changes.push(stored(entry.id, content));
  settle(queue, entry, changes, done, () => {
    totals.deadLettered++;
    queue.drop(entry);
    target.admit(moved);
  });
}

function settle(queue: Queue, entry: Entry, changes: Change[], done: Done, apply: () => void): void {
  queue.shelf.settle([entry], changes, (failure) => {
    if (failure) queue.stays(entry);
    else apply();
    done(failure);
  });
}

const reasons = (reason: string, description: string): Properties =>
  texts({ DeadLetterReason: reason, DeadLetterErrorDescription: description });
