// Who gets the next message: a queue's receivers in turn, and each session's holder. Runs soon after it is woken,
// in bounded rounds, so that no queue keeps the event loop to itself.
import type { Consumer, Session } from "./sessions.ts";

const round = 500;

export class Dispatch {
  readonly #consumers: Consumer[] = [];
  readonly #awake = new Set<Session>();
  /** Gives the next message of a session, or of the queue, to a consumer; false when there is none. */
  readonly #give: (consumer: Consumer, session?: Session) => boolean;
  #isScheduled = false;
  #turn = 0;

  constructor(give: (consumer: Consumer, session?: Session) => boolean) {
    this.#give = give;
  }

  add(consumer: Consumer): void {
    this.#consumers.push(consumer);
    this.wake();
  }

  remove(consumer: Consumer): void {
    const at = this.#consumers.indexOf(consumer);
    if (at >= 0) this.#consumers.splice(at, 1);
  }

  /** Something changed: a message, credit, or room. */
  wake(session?: Session): void {
    if (session) this.#awake.add(session);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    // why: rhea writes an attach only after this turn; a delivery must not overtake it.
    setImmediate(() => this.#run());
  }

  #run(): void {
    this.#isScheduled = false;
    let left = round;
    for (const session of [...this.#awake]) {
      const { holder } = session;
      while (left > 0 && holder && holder.room() > 0 && this.#give(holder, session)) left--;
      if (left === 0) break;
      this.#awake.delete(session);
    }
    for (let idle = 0; idle < this.#consumers.length && left > 0; ) {
      const consumer = this.#consumers[this.#turn++ % this.#consumers.length] as Consumer;
      if (consumer.room() <= 0) idle++;
      else if (this.#give(consumer)) {
        idle = 0;
        left--;
      } else break;
    }
    if (left === 0) this.wake();
  }
}
