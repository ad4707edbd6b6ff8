// The dead letters of the agents' queues: looked at every half minute and noted in the database, and what people asked for is
// done at once. Each step is noted before the next, so that a worker killed in between neither forgets nor repeats.
import type { BusConnection, BusLog } from "../connectors/bus/connection.ts";
import type { DeadLetters } from "../connectors/bus/dead-letters.ts";
import type { Direction, LetterAction } from "../core/dead-letters.ts";
import { queuesOf, sessionOf } from "../core/messages.ts";
import type { Database } from "../prisma/database.ts";
import {
  askedLetters,
  beginSending,
  endLetter,
  forgetReplySessions,
  type Letter,
  noteDeadLetters,
} from "../prisma/dead-letters.ts";
import { isBusy, type PatientWrites } from "./patient-writes.ts";

export interface Letters {
  /** Begins what is due for these agents; to be called every second. */
  look(agents: readonly string[]): void;
  /** Begins nothing more and waits for what it is at. */
  close(): Promise<void>;
}

export interface LetterParts {
  db: Database;
  writes: PatientWrites;
  bus: BusConnection;
  /** Names this worker on the bus. */
  worker: string;
  log: BusLog;
  /** Milliseconds between looks; half a minute when left out. */
  every?: number;
}

/** Milliseconds after which what could not be done is tried again. */
const rest = 10_000;

/** Letters in a queue above which a look costs much, and how many times longer the next one then waits. */
const many = 100;
const slower = 10;

const directions: readonly Direction[] = ["in", "out"];

export function letters({ db, writes, bus, worker, log, every = 30_000 }: LetterParts): Letters {
  const session = sessionOf.reply(worker);
  const due = new Map<string, number>();
  const busy = new Map<string, Promise<void>>();
  const resting = new Map<string, number>();
  const troubled = new Set<string>();
  let closing = false;

  /** Resolves when it is in the database, however long someone else writes. */
  const written = <Result>(work: () => Result): Promise<Result> =>
    new Promise((resolve, reject) =>
      writes.write(() => {
        try {
          resolve(work());
        } catch (thrown) {
          if (isBusy(thrown)) throw thrown;
          reject(thrown);
        }
      }),
    );

  async function mirrored(box: DeadLetters, agent: string, direction: Direction): Promise<number> {
    let [fresh, seen] = [0, 0];
    let after: string | null = null;
    for await (const letters of box.pages()) {
      const part = { letters, after };
      fresh += await written(() => noteDeadLetters(db, { agent, direction }, part, session));
      seen += letters.length;
      after = letters.at(-1)?.sequenceNumber ?? after;
    }
    if (fresh > 0) log.warn({ agent, direction, letters: fresh }, "the bus put messages aside: a person decides");
    return seen;
  }

  /** Does with the letters of one queue what people asked for. */
  async function carriedOut(box: DeadLetters, asked: readonly Letter[]): Promise<void> {
    const open = new Map(asked.map((letter) => [letter.sequenceNumber, letter]));
    await box.take([...open.keys()], async (taken) => {
      const letter = open.get(taken.sequenceNumber);
      if (!letter) return;
      if (letter.action === "again") {
        await written(() => beginSending(db, letter.id));
        // why: the same id each time, so that one sent just before a crash is known where doubles are looked for.
        await taken.sendAgain(`again-${letter.id}-${letter.sequenceNumber}`);
      } else await taken.complete();
      await ended(letter, endOf[letter.action ?? "aside"]);
      open.delete(taken.sequenceNumber);
    });
    if (open.size === 0) return;
    for await (const letters of box.pages()) {
      for (const { sequenceNumber } of letters) {
        const letter = open.get(sequenceNumber);
        // It lies there still: someone else holds it now, or too much lies before it.
        if (letter && open.delete(sequenceNumber)) resting.set(letter.agent, Date.now() + rest);
      }
      if (open.size === 0) return;
    }
    for (const letter of open.values()) await ended(letter, letter.state === "sending" ? "sent_again" : "gone");
  }

  async function ended({ id, agent, direction }: Letter, end: "sent_again" | "set_aside" | "gone"): Promise<void> {
    await written(() => endLetter(db, id, end));
    log.info({ agent, direction, letter: id, end }, "a dead letter is dealt with");
  }

  async function tended(agent: string, asked: readonly Letter[], isDue: boolean): Promise<void> {
    let most = 0;
    for (const direction of directions) {
      const box = bus.deadLetters(queuesOf(agent)[direction]);
      const own = asked.filter((letter) => letter.direction === direction);
      if (isDue) most = Math.max(most, await mirrored(box, agent, direction));
      if (own.length > 0) await carriedOut(box, own);
    }
    if (isDue) due.set(agent, Date.now() + (most > many ? slower : 1) * every);
  }

  function begin(agent: string): void {
    const isDue = (due.get(agent) ?? 0) <= Date.now();
    const asked = askedLetters(db, agent);
    if (!isDue && asked.length === 0) return;
    const work = tended(agent, asked, isDue)
      .then(() => void troubled.delete(agent))
      .catch((thrown) => {
        // why: an outage is worth one warning, not one each time.
        const say = troubled.has(agent) ? log.info.bind(log) : log.warn.bind(log);
        troubled.add(agent);
        resting.set(agent, Date.now() + rest);
        say({ agent, reason: String(thrown) }, "the dead letters could not be tended");
      })
      .finally(() => busy.delete(agent));
    busy.set(agent, work);
  }

  void written(() => forgetReplySessions(db, session));
  return {
    look(agents) {
      if (closing) return;
      const now = Date.now();
      for (const agent of agents) if (!busy.has(agent) && (resting.get(agent) ?? 0) <= now) begin(agent);
    },
    async close() {
      closing = true;
      await Promise.all(busy.values());
    },
  };
}

const endOf: Readonly<Record<LetterAction, "sent_again" | "set_aside">> = { again: "sent_again", aside: "set_aside" };
