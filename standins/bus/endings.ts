// How a message that someone has, or whose time is over, ends or goes back: completed, abandoned, deferred,
// dead-lettered, expired. Each is on disk before it takes effect and is answered; if that fails, all is as before.
import type { QueueSettings } from "./config.ts";
import { type Entry, stateOf } from "./entry.ts";
import { none, type Properties, texts, withProperties } from "./properties.ts";
import { type Refusal, refusals } from "./refusals.ts";
import type { Change } from "./rows.ts";
import { type Shelf, stored } from "./shelf.ts";

export type Done = (failure?: Refusal) => void;

/** What a queue does when a message has ended, changed, or stays. */
export interface Yard {
  readonly name: string;
  readonly settings: QueueSettings;
  readonly totals: { completed: number; deadLettered: number; expired: number };
  /** Undefined in a dead-letter queue itself. */
  readonly deadLetters: { readonly shelf: Shelf; admit(entry: Entry): void } | undefined;
  /** Its lock is over; it waits again if it is active. */
  back(entry: Entry): void;
  /** It is no more. */
  drop(entry: Entry): void;
  /** Its end could not be written: it stays as it was, with its lock if that has not ended. */
  stays(entry: Entry): void;
  /** Its end could not be written and nobody has it: it is tried again after a while. */
  later(entry: Entry): void;
}

export class Endings {
  readonly #yard: Yard;
  readonly #shelf: Shelf;

  constructor(yard: Yard, shelf: Shelf) {
    this.#yard = yard;
    this.#shelf = shelf;
  }

  complete(entry: Entry, done: Done): void {
    this.#settle(entry, [{ remove: entry.id }], done, () => {
      this.#yard.totals.completed++;
      this.#yard.drop(entry);
    });
  }

  /** Counts a delivery that failed; after too many the message is dead-lettered. */
  abandon(entry: Entry, properties: Properties, done: Done): void {
    const count = entry.count + 1;
    const { deadLetters, settings } = this.#yard;
    if (deadLetters && count >= settings.MaxDeliveryCount && entry.state === stateOf.active) {
      const why = `Message could not be consumed after ${count} delivery attempts.`;
      this.#toDeadLetters(entry, properties, reasons("MaxDeliveryCountExceeded", why), done, count);
    } else this.#change(entry, { count }, properties, done);
  }

  defer(entry: Entry, properties: Properties, done: Done): void {
    this.#change(entry, { state: stateOf.deferred }, properties, done);
  }

  /** Moves a message to the dead-letter queue, with these properties saying why. */
  deadLetter(entry: Entry, properties: Properties, done: Done): void {
    this.#toDeadLetters(entry, properties, none, done);
  }

  /** Its time to live is over. */
  expire(entry: Entry): void {
    const done = (failure?: Refusal) => {
      if (!failure) this.#yard.totals.expired++;
      else if (entry.state === stateOf.active) this.#yard.later(entry);
    };
    const why = "The message expired and was dead lettered.";
    if (!this.#yard.settings.DeadLetteringOnMessageExpiration) this.remove([entry], done);
    else this.#toDeadLetters(entry, none, reasons("TTLExpiredException", why), done);
  }

  /** Ends messages that nobody has. */
  remove(entries: Entry[], done: Done): void {
    const changes = entries.map(({ id }) => ({ remove: id }));
    this.#shelf.settle(entries, changes, (failure) => {
      if (!failure) for (const entry of entries) this.#yard.drop(entry);
      done(failure);
    });
  }

  #change(entry: Entry, next: Partial<Entry>, properties: Properties, done: Done): void {
    const changes: Change[] = [this.#shelf.put(entry, next)];
    if (properties.size > 0) {
      changes.push(stored(entry.id, withProperties(this.#shelf.contentOf(entry), properties)));
    }
    this.#settle(entry, changes, done, () => {
      Object.assign(entry, next);
      this.#yard.back(entry);
    });
  }

  #toDeadLetters(entry: Entry, given: Properties, said: Properties, done: Done, count = entry.count): void {
    const { deadLetters: target, name, totals } = this.#yard;
    if (!target) throw refusals.notAllowed("A message in a dead-letter queue cannot be dead-lettered.");
    const present = this.#shelf.contentOf(entry);
    const content = withProperties(present, given, said);
    const moved = {
      ...entry,
      ...{ seq: target.shelf.nextSeq(), state: stateOf.active, count, source: name },
      ...{ token: undefined, settling: false },
    };
    const changes: Change[] = [target.shelf.put(moved)];
    if (content !== present) changes.push(stored(entry.id, content));
    this.#settle(entry, changes, done, () => {
      totals.deadLettered++;
      this.#yard.drop(entry);
      target.admit(moved);
    });
  }

  #settle(entry: Entry, changes: Change[], done: Done, apply: () => void): void {
    this.#shelf.settle([entry], changes, (failure) => {
      if (failure) this.#yard.stays(entry);
      else apply();
      done(failure);
    });
  }
}

const reasons = (reason: string, description: string): Properties =>
  texts({ DeadLetterReason: reason, DeadLetterErrorDescription: description });
