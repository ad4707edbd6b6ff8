// The store's side of a pull of invoices: opens and closes its runs, and writes only what was read whole.
import { Readable } from "node:stream";
import { type ErrorNote, TieoutError } from "../core/errors.ts";
import type { InvoicePullStore, InvoicesMoved, InvoicesRead } from "../core/ports/invoices.ts";
import type { RunTrigger } from "../core/ports/pull.ts";
import type { RunState } from "../core/states.ts";
import { administrations } from "./administrations.ts";
import { type Database, inOneTransaction, instant, waitPatiently, withRoom } from "./database.ts";
import { appendEvent } from "./events.ts";
import { saveSnapshot } from "./globe-snapshot.ts";
import { writeJudged } from "./invoice-verdicts.ts";
import { invoiceCounts } from "./invoices.ts";
import { storeFile } from "./stored-files.ts";

interface Going {
  id: number;
  administrationId: number;
}

/** On a handle of the pull's own thread: it waits as long as another pull writes. */
export function invoicePullStore(db: Database): InvoicePullStore {
  waitPatiently(db);
  return {
    openRun: (run) => openRun(db, run),
    progress(runId, { pages, records }) {
      db.prepare(`UPDATE invoice_run SET pages = ?, records = ? WHERE id = ? AND state = 'running'`).run(
        pages,
        records,
        runId,
      );
    },
    lastComplete(administrationId) {
      const read = db
        .prepare<[number], string>(
          `SELECT read FROM invoice_run WHERE administrationId = ? AND state = 'complete' ORDER BY id DESC LIMIT 1`,
        )
        .pluck()
        .get(administrationId);
      return read === undefined ? null : JSON.parse(read);
    },
    known(administrationId) {
      const rows = db
        .prepare<[number], { sourceId: string; recordHash: string; pdfHash: string | null }>(
          `SELECT sourceId, recordHash, pdfHash FROM invoice WHERE administrationId = ?`,
        )
        .all(administrationId);
      return new Map(rows.map(({ sourceId, recordHash, pdfHash }) => [sourceId, { recordHash, pdfHash }]));
    },
    async keepPdf(bytes) {
      return (await storeFile(db, Readable.from([Buffer.from(bytes)]), "application/pdf")).hash;
    },
    complete: (runId, read) => withRoom(db, () => inOneTransaction(db, () => complete(db, runId, read))),
    fail: (runId, state, error) => inOneTransaction(db, () => fail(db, goingRun(db, runId), state, error)),
  };
}

/** Closes as failed what a dead worker left going; how many there were. For the start of the only worker. */
export function closeAbandonedInvoiceRuns(db: Database): number {
  return inOneTransaction(db, () => {
    const left = db.prepare<[], Going>(`SELECT id, administrationId FROM invoice_run WHERE state = 'running'`).all();
    const error = new TieoutError("run_abandoned").note;
    for (const run of left) fail(db, run, "failed", error);
    return left.length;
  });
}

function openRun(
  db: Database,
  run: { administrationId: number; trigger: RunTrigger; requestedBy: number | null },
): number | null {
  const { changes, lastInsertRowid } = db
    .prepare(
      `INSERT INTO invoice_run (administrationId, trigger, requestedById, state, startedAt)
       VALUES (@administrationId, @trigger, @requestedBy, 'running', @at)
       ON CONFLICT (administrationId) WHERE state = 'running' DO NOTHING`,
    )
    .run({ ...run, at: instant() });
  return changes === 0 ? null : Number(lastInsertRowid);
}

function goingRun(db: Database, runId: number): Going {
  const run = db
    .prepare<[number], Going>(`SELECT id, administrationId FROM invoice_run WHERE id = ? AND state = 'running'`)
    .get(runId);
  if (!run) throw new TieoutError("run_not_going", { values: { run: runId } });
  return run;
}

function complete(db: Database, runId: number, read: InvoicesRead): InvoicesMoved {
  const { administrationId } = goingRun(db, runId);
  const administration = administrations(db).find(({ id }) => id === administrationId);
  if (!administration) throw new Error(`there is no administration ${administrationId}`);
  const at = instant();
  saveSnapshot(db, administrationId, read.globe, at);
  const written = writeJudged(db, administration, read.judged, read.pdfs, at);
  const withoutPdf = [...read.pdfs.values()].filter((pdf) => "error" in pdf).length;
  const moved = { ...written, withoutPdf };
  const counts = invoiceCounts(db, administrationId);
  const sides = { Globe: read.globe, Milestones: read.milestones };
  const records = Object.fromEntries(
    Object.entries(sides).flatMap(([side, sets]) =>
      Object.entries(sets).map(([entity, rows]): [string, number] => [`${side} ${entity}`, rows.length]),
    ),
  );
  db.prepare(
    `UPDATE invoice_run SET state = 'complete', finishedAt = ?, read = ?, counts = ?, moved = ? WHERE id = ?`,
  ).run(at, JSON.stringify(records), JSON.stringify(counts), JSON.stringify(moved), runId);
  db.prepare(
    `UPDATE invoice_standing SET lastCompleteRunId = ?, lastCompleteAt = ?, version = version + 1
     WHERE administrationId = ?`,
  ).run(runId, at, administrationId);
  const detail = { records, counts, ...moved };
  appendEvent(db, { kind: "invoices_pulled", who: null, administrationId, subject: String(runId), detail }, at);
  return moved;
}

function fail(
  db: Database,
  { id, administrationId }: Going,
  state: Exclude<RunState, "running" | "complete">,
  error: ErrorNote,
): void {
  const at = instant();
  const { code, message, values } = error;
  db.prepare(
    `UPDATE invoice_run SET state = ?, finishedAt = ?, errorCode = ?, errorMessage = ?, errorValues = ? WHERE id = ?`,
  ).run(state, at, code, message, JSON.stringify(values), id);
  const detail = { state, code, message };
  appendEvent(db, { kind: "invoices_not_pulled", who: null, administrationId, subject: String(id), detail }, at);
}
