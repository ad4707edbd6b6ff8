// What the agent was asked to book, each step before and after it was taken, and how it ended: on disk before anything
// is sent and before anybody is told. It is never rewritten; it is what a death is survived by.
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { z } from "zod";
import { type BookRequest, bookRequest, type Orphan } from "../core/booking-messages.ts";
import { TieoutError } from "../core/errors.ts";

/** Steps of a booking; of those that send, one stands before and one after. */
const step = z.discriminatedUnion("name", [
  /** Lines are about to be sent under this key. */
  z.object({ name: z.literal("lines"), transactionKey: z.string(), lines: z.number() }),
  /** Globe gave a key of its own instead; nothing stands under ours. */
  z.object({ name: z.literal("renamed"), transactionKey: z.string(), to: z.string() }),
  /** A line of the key had no sure end: it is never closed by a header. */
  z.object({ name: z.literal("lines_given_up"), transactionKey: z.string(), reason: z.string() }),
  /** A header is about to be sent for this key: from here it may be booked. */
  z.object({ name: z.literal("header"), transactionKey: z.string() }),
  /** That header was surely not booked. */
  z.object({ name: z.literal("header_refused"), transactionKey: z.string(), reason: z.string() }),
  z.object({ name: z.literal("header_not_sent"), transactionKey: z.string(), reason: z.string() }),
  /** Nobody knows of that header yet. */
  z.object({ name: z.literal("header_unknown"), transactionKey: z.string(), reason: z.string() }),
  z.object({ name: z.literal("posted"), transactionKey: z.string(), entryNumber: z.string() }),
  z.object({ name: z.literal("found"), entryNumber: z.string(), own: z.boolean() }),
  z.object({ name: z.literal("document"), id: z.string(), entryKey: z.string().nullable() }),
]);
export type BookingStep = z.infer<typeof step>;

export interface Job {
  id: number;
  request: BookRequest;
  /** Where the answer goes. */
  replySession: string;
  /** The approved entry, packed as it came. */
  payload: Buffer;
  /** The answer, once there is one. */
  outcome: unknown;
}

type Attempt = Pick<BookRequest, "administration" | "invoice" | "fingerprint" | "attempt">;

export type BookingJournal = ReturnType<typeof bookingJournal>;

/** Of the shape below; a journal that says more is of a newer agent. What changes it gets a step of its own, from here. */
const version = 1;

const schema = `
  CREATE TABLE IF NOT EXISTS booking (
    id INTEGER PRIMARY KEY,
    administration TEXT NOT NULL,
    invoice TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    request TEXT NOT NULL,
    payload BLOB NOT NULL,
    reply_session TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    outcome TEXT,
    ended_at TEXT,
    answered_at TEXT,
    reference TEXT,
    UNIQUE (administration, invoice, fingerprint, attempt)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS step (
    id INTEGER PRIMARY KEY,
    booking INTEGER NOT NULL REFERENCES booking (id),
    at TEXT NOT NULL,
    about TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY CHECK (id = 1), since TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS of_reference ON booking (administration, reference);
  CREATE INDEX IF NOT EXISTS step_of ON step (booking);
  CREATE INDEX IF NOT EXISTS unanswered ON booking (id) WHERE answered_at IS NULL;
`;

interface Row {
  id: number;
  request: string;
  payload: Buffer;
  reply_session: string;
  outcome: string | null;
}

const jobOf = (row: Row): Job => ({
  id: row.id,
  request: bookRequest.parse(JSON.parse(row.request)),
  replySession: row.reply_session,
  payload: row.payload,
  outcome: row.outcome === null ? null : JSON.parse(row.outcome),
});

/** The database; where its native module does not fit this Node, that is said in so many words. */
function loaded(file: string, timeout: number): Sqlite.Database {
  try {
    return new Sqlite(file, { timeout });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code !== "ERR_DLOPEN_FAILED" && code !== "MODULE_NOT_FOUND") throw cause;
    const [major] = process.versions.node.split(".");
    const values = {
      madeFor: process.env.TIEOUT_AGENT_MADE_FOR ?? "another machine",
      here: `Node ${major} on ${process.platform} ${process.arch}`,
    };
    throw new TieoutError("agent_other_platform", { values, cause });
  }
}

/** Milliseconds that a start waits for an earlier one to let go. */
const usualPatience = 5_000;

/** why: two agents on one journal would each go on with the same booking. The lock goes with the process, however it ends. */
function opened(folder: string, timeout: number): Sqlite.Database {
  const db = loaded(join(folder, "bookings.db"), timeout);
  try {
    db.pragma("locking_mode = EXCLUSIVE");
    // why: a newer agent may have noted what this one would not look for; an older shape is this one, unnumbered.
    const found = Number(db.pragma("user_version", { simple: true }));
    if (found > version) throw new TieoutError("agent_journal_newer", { values: { folder, found, known: version } });
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.exec(schema);
    db.pragma(`user_version = ${version}`);
  } catch (cause) {
    db.close();
    if (cause instanceof Sqlite.SqliteError && cause.code.startsWith("SQLITE_BUSY"))
      throw new TieoutError("agent_already_running", { values: { folder }, cause });
    throw cause;
  }
  return db;
}

/**
 * Opens the journal of a data folder, for one agent alone. Every function has ended on disk when it returns.
 * Throws agent_already_running, agent_journal_newer, agent_other_platform.
 */
export function bookingJournal(folder: string, patience = usualPatience) {
  const db = opened(folder, patience);
  db.prepare("INSERT OR IGNORE INTO journal (id, since) VALUES (1, ?)").run(new Date().toISOString());
  const { since } = db.prepare("SELECT since FROM journal").get() as { since: string };
  const columns = "id, request, payload, reply_session, outcome";
  const insert = db.prepare(
    `INSERT INTO booking (administration, invoice, fingerprint, attempt, request, payload, reply_session, taken_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET reply_session = excluded.reply_session, answered_at = NULL
     RETURNING ${columns}`,
  );
  const addStep = db.prepare("INSERT INTO step (booking, at, about) VALUES (?, ?, ?)");
  const end = db.prepare("UPDATE booking SET outcome = ?, ended_at = ? WHERE id = ?");
  const answer = db.prepare("UPDATE booking SET answered_at = ? WHERE id = ? AND reply_session = ?");
  const refer = db.prepare("UPDATE booking SET reference = ? WHERE id = ?");
  const now = () => new Date().toISOString();

  /** Every step ever taken for a reference, over all attempts at it, oldest first; of another invoice's too. */
  function steps({ administration, invoice }: { administration: string; invoice: string }, reference: string) {
    const rows = db
      .prepare(
        `SELECT step.booking, step.about, invoice = ? AS isOwn FROM step JOIN booking ON booking.id = step.booking
         WHERE administration = ? AND reference = ? ORDER BY step.id`,
      )
      .all(invoice, administration, reference) as { booking: number; about: string; isOwn: 0 | 1 }[];
    return rows.map(({ booking, about, isOwn }) => ({ booking, isOwn: isOwn === 1, ...step.parse(JSON.parse(about)) }));
  }

  return {
    /** The job of a request, new or known. A request that comes again is to be answered again. */
    taken(request: BookRequest, payload: Uint8Array, replySession: string): Job {
      const { administration, invoice, fingerprint, attempt } = request;
      const key = [administration, invoice, fingerprint, attempt];
      const row = insert.get(...key, JSON.stringify(request), Buffer.from(payload), replySession, now());
      return jobOf(row as Row);
    },
    step(job: { id: number }, about: BookingStep): void {
      addStep.run(job.id, now(), JSON.stringify(about));
    },
    /** Says by which reference, as compared, a job's entry is known: its steps count for every attempt at it. */
    refers(job: { id: number }, reference: string): void {
      refer.run(reference, job.id);
    },
    steps,
    since,
    ended(job: { id: number }, outcome: object): void {
      end.run(JSON.stringify(outcome), now(), job.id);
    },
    /** The answer is on its way. False where it is wanted elsewhere by now. */
    answered: (job: Job): boolean => answer.run(now(), job.id, job.replySession).changes > 0,
    job(id: number): Job | null {
      const row = db.prepare(`SELECT ${columns} FROM booking WHERE id = ?`).get(id) as Row | undefined;
      return row ? jobOf(row) : null;
    },
    /** Jobs that have no answer yet or whose answer nobody has, oldest first. */
    unanswered: (): Job[] =>
      (db.prepare(`SELECT ${columns} FROM booking WHERE answered_at IS NULL ORDER BY id`).all() as Row[]).map(jobOf),
    /** The job of one attempt; null where the agent never took it. */
    attempt({ administration, invoice, fingerprint, attempt }: Attempt): Job | null {
      const row = db
        .prepare(
          `SELECT ${columns} FROM booking
           WHERE administration = ? AND invoice = ? AND fingerprint = ? AND attempt = ?`,
        )
        .get(administration, invoice, fingerprint, attempt) as Row | undefined;
      return row ? jobOf(row) : null;
    },
    close: () => db.close(),
  };
}

/** `isOwn`: of this invoice, and not of another that carries the same number. */
export type BookingSteps = readonly (BookingStep & { booking: number; isOwn: boolean })[];

/** Keys for which a header was sent that was not surely turned away. They are posted, or may be yet. */
export function openHeaders(steps: BookingSteps): string[] {
  const open = new Set<string>();
  for (const one of steps) {
    if (one.name === "header") open.add(one.transactionKey);
    else if (one.name === "header_refused" || one.name === "header_not_sent") open.delete(one.transactionKey);
  }
  return [...open];
}

/** Every key that lines of this invoice were sent under. */
export const ownKeys = (steps: BookingSteps): Set<string> =>
  new Set(steps.flatMap((one) => (one.isOwn && one.name === "lines" ? [one.transactionKey] : [])));

/** Lines of this invoice that were sent and stand under no entry. `posted`: the keys of the entries that Globe holds. */
export function orphans(steps: BookingSteps, posted: readonly string[]): Orphan[] {
  const open = new Set(openHeaders(steps));
  const renamed = new Set(steps.flatMap((one) => (one.name === "renamed" ? [one.transactionKey] : [])));
  return steps.flatMap((one) => {
    if (!one.isOwn || one.name !== "lines" || posted.includes(one.transactionKey) || renamed.has(one.transactionKey))
      return [];
    return [{ transactionKey: one.transactionKey, lines: one.lines, headerSent: open.has(one.transactionKey) }];
  });
}
