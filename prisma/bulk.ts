// Decisions about many rows as a job: its rows are put down first, then done up to 500 a transaction, each transaction
// with how far it came. So it goes on where it was after a restart, and a stop leaves done rows done.
import { asTieoutError, type ErrorNote, TieoutError } from "../core/errors.ts";
import { accounts } from "./accounts.ts";
import { assign } from "./assignments.ts";
import {
  type BulkTask,
  bulkTask,
  filledRow,
  linkedRow,
  putDown,
  putDownRead,
  type ReadRefusal,
  type ReadRow,
  type WorkbookTask,
} from "./bulk-rows.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { type DecisionRefusal, decide, type Outcome, propose, redo, rowsAtOnce, undo } from "./decisions.ts";
import { appendEvent, type Person } from "./events.ts";
import type { BulkJobModel } from "./generated/models.ts";
import { forgetFile } from "./stored-files.ts";

export { type BulkTask, bulkTask } from "./bulk-rows.ts";

export type BulkRefusal = DecisionRefusal | ReadRefusal;

/** `stopping` until the batch under way is done. */
export type BulkState = "running" | "stopping" | "complete" | "stopped" | "failed";

type Stored = BulkJobModel & { state: BulkState };

/** `total` is 0 until its rows are put down. */
export type BulkJob = Omit<Stored, "task" | "refused" | "errorMessage"> & {
  task: BulkTask;
  refused: Partial<Record<BulkRefusal, number>>;
  error: ErrorNote | null;
};

const columns = `id, administrationId, task, requestedById, requestedAt, state, total, done, refused, finishedAt, errorMessage`;

const read = ({ task, refused, errorMessage, ...row }: Stored): BulkJob => ({
  ...row,
  task: bulkTask.parse(JSON.parse(task)),
  refused: JSON.parse(refused),
  error: errorMessage === null ? null : JSON.parse(errorMessage),
});

export function bulkOf(db: Database, id: number): BulkJob | null {
  const row = db.prepare<[number], Stored>(`SELECT ${columns} FROM bulk_job WHERE id = ?`).get(id);
  return row ? read(row) : null;
}

/** Keeps a job that someone asked for; its number. It is done by `runBulk`. */
export function openBulk(db: Database, who: Person, administrationId: number, task: BulkTask): number {
  return inOneTransaction(db, () => {
    const id = Number(
      db
        .prepare(
          `INSERT INTO bulk_job (administrationId, task, requestedById, requestedAt, state, total)
           VALUES (?, ?, ?, ?, 'running', 0)`,
        )
        .run(administrationId, JSON.stringify(bulkTask.parse(task)), who.id, instant()).lastInsertRowid,
    );
    const file = task.kind === "workbook" ? { sha256: task.rows.file } : {};
    const detail = { does: task.kind, ...file };
    appendEvent(db, { kind: "bulk_asked", who, administrationId, subject: String(id), detail });
    return id;
  });
}

/** Asks a job to end after the batch that is under way. */
export function stopBulk(db: Database, id: number): void {
  db.prepare(`UPDATE bulk_job SET state = 'stopping' WHERE id = ? AND state = 'running'`).run(id);
}

/** What someone asked for in an administration and is under way; null where nothing is. */
export const goingBulk = (db: Database, administrationId: number, who: number): BulkJob | null => {
  const row = db
    .prepare<[number, number], Stored>(
      `SELECT ${columns} FROM bulk_job WHERE administrationId = ? AND requestedById = ?
         AND state IN ('running', 'stopping') AND task ->> 'kind' <> 'workbook' ORDER BY id LIMIT 1`,
    )
    .get(administrationId, who);
  return row ? read(row) : null;
};

/** Jobs that decided, newest first: what can be taken back as a whole. */
export const decidingJobs = (db: Database, administrationId: number, limit = 20): BulkJob[] =>
  db
    .prepare<[number, number], Stored>(
      `SELECT ${columns} FROM bulk_job WHERE administrationId = ? AND done > 0
         AND task ->> 'kind' IN ('propose', 'link', 'approve', 'reject') ORDER BY id DESC LIMIT ?`,
    )
    .all(administrationId, limit)
    .map(read);

/** What still has to be done, oldest first: also what an earlier program left. */
export const openBulks = (db: Database): number[] =>
  db.prepare<[], number>(`SELECT id FROM bulk_job WHERE state IN ('running', 'stopping') ORDER BY id`).pluck().all();

/** Gives others the word between two batches; reads what a filled workbook says. */
export interface BulkWays {
  rest: () => Promise<void>;
  read?: (task: WorkbookTask, job: BulkJob) => Promise<ReadRow[]>;
}

/** Does a job from where it is to its end. */
export async function runBulk(db: Database, id: number, { rest, read: reading }: BulkWays): Promise<void> {
  try {
    let job = await put(db, id, reading);
    while (job.state === "running" && job.done < job.total) {
      job = batch(db, job);
      await rest();
      job = bulkOf(db, id) ?? job;
    }
    end(db, job, job.done < job.total ? "stopped" : "complete");
  } catch (thrown) {
    const error = asTieoutError(thrown);
    const job = bulkOf(db, id);
    if (job) end(db, job, "failed", error.note);
    if (error.code === "unexpected") throw thrown;
  }
}

async function put(db: Database, id: number, reading: BulkWays["read"]): Promise<BulkJob> {
  const asked = bulkOf(db, id);
  if (!asked) throw new Error(`there is no job ${id}`);
  const { task } = asked;
  if (asked.total > 0) return asked;
  // why: a large workbook takes seconds, in which nobody else may have to wait to write.
  const rows = task.kind === "workbook" ? ((await reading?.(task, asked)) ?? []) : null;
  return inOneTransaction(db, () => {
    const job = bulkOf(db, id) ?? asked;
    const total = task.kind === "workbook" ? putDownRead(db, id, rows ?? []) : putDown(db, id, job.requestedById, task);
    db.prepare(`UPDATE bulk_job SET total = ? WHERE id = ?`).run(total, id);
    return { ...job, total };
  });
}

function batch(db: Database, job: BulkJob): BulkJob {
  return inOneTransaction(db, () => {
    const rows = db
      .prepare<[number, number, number], BulkRow>(
        `SELECT place, subjectId AS id, fingerprint, said, refused
         FROM bulk_row WHERE jobId = ? AND place > ? ORDER BY place LIMIT ?`,
      )
      .all(job.id, job.done, rowsAtOnce);
    const who = accounts(db).find(({ id, disabled }) => id === job.requestedById && !disabled);
    if (!who) throw new TieoutError("bulk_nobody");
    const outcomes = done(db, who, job, rows);
    const note = db.prepare(`UPDATE bulk_row SET decisionId = ?, refused = ? WHERE jobId = ? AND place = ?`);
    const refused = { ...job.refused };
    outcomes.forEach((outcome, at) => {
      note.run(outcome.decisionId, outcome.refused, job.id, rows[at]?.place);
      if (outcome.refused) refused[outcome.refused] = (refused[outcome.refused] ?? 0) + 1;
    });
    const far = job.done + rows.length;
    db.prepare(`UPDATE bulk_job SET done = ?, refused = ? WHERE id = ?`).run(far, JSON.stringify(refused), job.id);
    return { ...job, done: far, refused };
  });
}

interface BulkRow {
  place: number;
  id: number;
  fingerprint: string;
  said: string | null;
  refused: ReadRefusal | null;
}

type BulkOutcome = Omit<Outcome, "refused"> & { refused: BulkRefusal | null };

function done(db: Database, who: Person, { task, administrationId }: BulkJob, rows: readonly BulkRow[]): BulkOutcome[] {
  const ids = rows.map(({ id }) => id);
  switch (task.kind) {
    case "workbook":
      return rows.map((row) => proposed(db, who, row));
    case "propose":
      return propose(db, who, { ...task, pairs: rows });
    case "link":
      return propose(db, who, {
        ...{ action: "same_as", reason: task.reason, comment: task.comment },
        pairs: rows.map(({ id, fingerprint, said }) => {
          return { id, fingerprint, partner: linkedRow.parse(JSON.parse(said ?? "null")) };
        }),
      });
    case "assign":
      return assign(db, who, { ...task, administrationId, pairs: ids });
    case "undo":
      return undo(db, who, ids);
    case "redo":
      return redo(db, who, ids);
    case "approve":
    case "reject":
      return decide(db, who, { ids, verdict: task.kind, comment: task.comment });
  }
}

function proposed(db: Database, who: Person, { id, fingerprint, said, refused }: BulkRow): BulkOutcome {
  if (refused !== null || said === null) return { id, decisionId: null, refused };
  const [outcome] = propose(db, who, { ...filledRow.parse(JSON.parse(said)), pairs: [{ id, fingerprint }] });
  return outcome ?? { id, decisionId: null, refused: "gone" };
}

function end(db: Database, job: BulkJob, state: BulkState, error: ErrorNote | null = null): void {
  inOneTransaction(db, () => {
    db.prepare(`UPDATE bulk_job SET state = ?, finishedAt = ?, errorMessage = ? WHERE id = ?`).run(
      state,
      instant(),
      error && JSON.stringify(error),
      job.id,
    );
    const { administrationId, done: far, total, refused } = job;
    const detail = { state, done: far, total, refused };
    appendEvent(db, { kind: "bulk_ended", who: null, administrationId, subject: String(job.id), detail });
  });
  // why: a workbook that was refused as a whole gave no rows, and whatever it holds need not be kept.
  if (state === "failed" && job.task.kind === "workbook" && job.total === 0) forgetFile(db, job.task.rows.file);
}

/** Ends a job whose thread died: what was done stays done. */
export function failBulk(db: Database, id: number, error: ErrorNote): void {
  const job = bulkOf(db, id);
  if (job?.state === "running" || job?.state === "stopping") end(db, job, "failed", error);
}

/** A row of a filled workbook that was refused. */
export interface RefusedRow {
  place: number;
  sheetRow: number;
  key: string;
  refused: BulkRefusal;
  /** 0 where the row does not prove which pair it is of. */
  pairId: number;
}

/** The rows that a job refused, in the workbook's order, from after `after` on. */
export const refusedRows = (db: Database, job: number, { after = 0, limit = 500 } = {}): RefusedRow[] =>
  db
    .prepare<[number, number, number], RefusedRow>(
      `SELECT place, sheetRow, key, refused, subjectId AS pairId FROM bulk_row
       WHERE jobId = ? AND refused IS NOT NULL AND sheetRow IS NOT NULL AND place > ? ORDER BY place LIMIT ?`,
    )
    .all(job, after, limit);

/** The filled workbooks that came back, newest first. */
export const workbookJobs = (db: Database, administrationId: number, limit = 50): BulkJob[] =>
  db
    .prepare<[number, number], Stored>(
      `SELECT ${columns} FROM bulk_job WHERE administrationId = ? AND task ->> 'kind' = 'workbook'
       ORDER BY id DESC LIMIT ?`,
    )
    .all(administrationId, limit)
    .map(read);
