// What the bus put aside of an agent's queues, as the worker saw it there, and what people asked to be done with it.
// What a letter says is not kept here: it stays on the bus until a person decides.
import { type Direction, type LetterAction, type LetterState, letterSteps } from "../core/dead-letters.ts";
import { mayStep } from "../core/states.ts";
import { administrationOf } from "./administrations.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type EventKind, type Person } from "./events.ts";

/** A letter as it was found on the bus. */
export interface FoundLetter {
  sequenceNumber: string;
  messageId: string;
  kind: string | null;
  version: number | null;
  requestId: string | null;
  administration: string | null;
  subject: string | null;
  session: string | null;
  reason: string;
  description: string;
  deliveryCount: number;
  bytes: number;
  enqueuedAt: string;
}

export interface Letter extends FoundLetter {
  id: number;
  agent: string;
  direction: Direction;
  foundAt: string;
  /** Whether someone still takes what lies on its session. */
  awaited: boolean;
  state: LetterState;
  action: LetterAction | null;
  askedAt: string | null;
  endedAt: string | null;
}

export type ShownLetter = Letter & {
  /** Username. */
  askedBy: string | null;
  /** The invoice it is about, where that is known. */
  invoice: { id: number; number: string } | null;
};

const columns = `id, agent, direction, sequenceNumber, messageId, kind, version, requestId, administration, subject,
  session, reason, description, deliveryCount, bytes, enqueuedAt, foundAt, awaited, state, action, askedAt, endedAt`;

type Row = Omit<Letter, "awaited"> & { awaited: number };

const read = <Found extends Row>(row: Found): Omit<Found, "awaited"> & { awaited: boolean } => ({
  ...row,
  awaited: row.awaited === 1,
});

interface Queue {
  agent: string;
  direction: Direction;
}

/**
 * Notes a page of what lies among the dead letters of a queue, oldest first; `after` is the number that the page before
 * ended with, and an empty page is the end. New ones come to wait; those that should be in it and are not were taken by
 * someone else. `mine` are the sessions on which answers are still taken. How many are new.
 */
export function noteDeadLetters(
  db: Database,
  { agent, direction }: Queue,
  page: { letters: readonly FoundLetter[]; after: string | null },
  mine: string,
): number {
  const open = openLetters(db, { agent, direction }, page.after ?? "-1", page.letters.at(-1)?.sequenceNumber ?? null);
  const key = ({ sequenceNumber, enqueuedAt }: FoundLetter) => `${sequenceNumber} ${enqueuedAt}`;
  const known = new Set(open.map(key));
  const there = new Set(page.letters.map(key));
  const fresh = page.letters.filter((letter) => !known.has(key(letter)));
  const missing = open.filter((one) => one.state === "waiting" && !there.has(key(one)));
  // why: looked at often, and mostly there is nothing to write.
  if (fresh.length === 0 && missing.length === 0) return 0;
  return inOneTransaction(db, () => {
    for (const letter of missing) step(db, letter, "gone", { kind: "dead_letter_gone" });
    return fresh.filter((letter) => isNew(db, { ...letter, agent, direction }, mine)).length;
  });
}

function isNew(db: Database, letter: FoundLetter & Queue, mine: string): boolean {
  const awaited = Number(isAwaited(letter.session, mine));
  const { changes, lastInsertRowid } = db
    .prepare(
      `INSERT INTO dead_letter (agent, direction, sequenceNumber, messageId, kind, version, requestId, administration,
         subject, session, reason, description, deliveryCount, bytes, enqueuedAt, foundAt, awaited, state)
       VALUES (@agent, @direction, @sequenceNumber, @messageId, @kind, @version, @requestId, @administration,
         @subject, @session, @reason, @description, @deliveryCount, @bytes, @enqueuedAt, @foundAt, @awaited, 'waiting')
       ON CONFLICT DO NOTHING`,
    )
    .run({ ...letter, foundAt: instant(), awaited });
  if (changes === 0) return false;
  tell(db, { ...letter, id: Number(lastInsertRowid) }, { kind: "dead_letter_found" });
  return true;
}

/** Answers go to the worker that asked; no other takes them. */
const isAwaited = (session: string | null, mine: string) => !session?.startsWith("reply-") || session === mine;

/**
 * Says that answers to every other worker than this one are awaited no more; one that should have been sent again waits
 * for another word. For the start of the only worker.
 */
export function forgetReplySessions(db: Database, mine: string): void {
  db.prepare(
    `UPDATE dead_letter SET awaited = 0,
       state = CASE WHEN state = 'asked' AND action = 'again' THEN 'waiting' ELSE state END
     WHERE state IN ('waiting', 'asked') AND awaited = 1 AND session LIKE 'reply-%' AND session <> ?`,
  ).run(mine);
}

/** Those of a queue with which nothing was done yet, with a number after one and up to another. */
function openLetters(db: Database, { agent, direction }: Queue, after: string, last: string | null): Letter[] {
  return db
    .prepare<[string, string, string, string | null, string | null], Row>(
      `SELECT ${columns} FROM dead_letter
       WHERE agent = ? AND direction = ? AND state IN ('waiting', 'asked', 'sending')
         AND CAST(sequenceNumber AS INTEGER) > CAST(? AS INTEGER)
         AND (? IS NULL OR CAST(sequenceNumber AS INTEGER) <= CAST(? AS INTEGER))
       ORDER BY id`,
    )
    .all(agent, direction, after, last, last)
    .map(read);
}

/** What people asked to be done and is not done yet, oldest first; also what an earlier worker was at. */
export function askedLetters(db: Database, agent: string): Letter[] {
  return db
    .prepare<[string], Row>(
      `SELECT ${columns} FROM dead_letter WHERE agent = ? AND state IN ('asked', 'sending') ORDER BY id`,
    )
    .all(agent)
    .map(read);
}

/** How many wait for a person's word. */
export function waitingLetters(db: Database, agent: string): number {
  return (
    db
      .prepare<[string], number>(`SELECT count(*) FROM dead_letter WHERE agent = ? AND state = 'waiting'`)
      .pluck()
      .get(agent) ?? 0
  );
}

/** Newest first: those not yet dealt with, or those that are. */
export function deadLetters(
  db: Database,
  of: { agent: string; ended: boolean; before?: number | undefined; limit: number },
): ShownLetter[] {
  const states = of.ended ? `('sent_again', 'set_aside', 'gone')` : `('waiting', 'asked', 'sending')`;
  return db
    .prepare<
      [Record<string, unknown>],
      Row & { askedBy: string | null; invoiceId: number | null; number: string | null }
    >(
      `SELECT ${columns.replaceAll(/\w+/g, "letter.$&")}, account.username AS askedBy,
         invoice.id AS invoiceId, invoice.number
       FROM dead_letter AS letter
       LEFT JOIN account ON account.id = letter.askedById
       LEFT JOIN administration ON administration.code = letter.administration
       LEFT JOIN invoice ON invoice.administrationId = administration.id AND invoice.sourceId = letter.subject
       WHERE letter.agent = @agent AND letter.state IN ${states} AND (@before IS NULL OR letter.id < @before)
       ORDER BY letter.id DESC LIMIT @limit`,
    )
    .all({ agent: of.agent, before: of.before ?? null, limit: of.limit })
    .map(({ invoiceId, number, ...row }) => ({
      ...read(row),
      invoice: invoiceId === null || number === null ? null : { id: invoiceId, number },
    }));
}

/** Asks the worker to send letters of an agent again, or to set them aside; the numbers of those that still waited. */
export function askForLetters(
  db: Database,
  who: Person,
  { agent, ids, action }: { agent: string; ids: readonly number[]; action: LetterAction },
): number[] {
  return inOneTransaction(db, () =>
    ids.filter((id) => {
      const letter = letterOf(db, id);
      if (letter?.agent !== agent || letter.state !== "waiting") return false;
      if (action === "again" && !letter.awaited) return false;
      db.prepare(`UPDATE dead_letter SET action = ?, askedById = ?, askedAt = ? WHERE id = ?`).run(
        action,
        who.id,
        instant(),
        id,
      );
      step(db, letter, "asked", { kind: "dead_letter_asked", who, detail: { action } });
      return true;
    }),
  );
}

export function letterOf(db: Database, id: number): Letter | null {
  const row = db.prepare<[number], Row>(`SELECT ${columns} FROM dead_letter WHERE id = ?`).get(id);
  return row ? read(row) : null;
}

/** Begins to send a letter again: from now on, where it lies on the bus no more, it was sent. */
export const beginSending = (db: Database, id: number): void => inOneTransaction(db, () => stepOf(db, id, "sending"));

/** Says how it ended. `gone`: it was no longer there when its turn came. */
export function endLetter(db: Database, id: number, end: "sent_again" | "set_aside" | "gone"): void {
  inOneTransaction(db, () => stepOf(db, id, end, { kind: `dead_letter_${end}` }));
}

function stepOf(db: Database, id: number, to: LetterState, told?: Told): void {
  const letter = letterOf(db, id);
  if (letter && letter.state !== to) step(db, letter, to, told);
}

interface Told {
  kind: EventKind;
  who?: Person;
  detail?: Record<string, unknown>;
}

function step(db: Database, letter: Letter, to: LetterState, told?: Told): void {
  if (!mayStep(letterSteps, letter.state, to)) throw new Error(`a dead letter goes from ${letter.state} to ${to}`);
  const endedAt = letterSteps[to].length === 0 ? instant() : null;
  db.prepare(`UPDATE dead_letter SET state = ?, endedAt = ? WHERE id = ?`).run(to, endedAt, letter.id);
  if (told) tell(db, letter, told);
}

function tell(db: Database, letter: FoundLetter & Queue & { id: number }, { kind, who, detail }: Told): void {
  const { agent, direction, kind: message, reason, administration } = letter;
  appendEvent(db, {
    kind,
    who: who ?? null,
    administrationId: administration === null ? null : (administrationOf(db, administration)?.id ?? null),
    subject: String(letter.id),
    detail: { agent, direction, message, reason, ...detail },
  });
}
