// Workbooks being written: one row each, from asked to done. The file itself is a stored file.
import { z } from "zod";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";
import type { ExportJobModel } from "./generated/models.ts";
import type { StoredFile } from "./stored-files.ts";
import { type View, viewSchema } from "./view.ts";

export type ExportState = "running" | "complete" | "failed";

/** The proof of a period and journal, as "2026-10". */
export const proofPlace = z.object({
  administrationId: z.number().int().positive(),
  entity: z.literal("invoice"),
  name: z.string().max(20),
  journal: z.string().max(20),
});
export type ProofPlace = z.infer<typeof proofPlace>;

/** What a filled workbook that came back was refused. */
export const returnedPlace = z.object({
  administrationId: z.number().int().positive(),
  entity: z.literal("returned"),
  job: z.number().int().positive(),
});
export type ReturnedPlace = z.infer<typeof returnedPlace>;

/** The renumber plan of an administration. */
const renumberPlace = z.object({
  administrationId: z.number().int().positive(),
  entity: z.literal("renumber"),
});
export type RenumberPlace = z.infer<typeof renumberPlace>;

type Place = View | ProofPlace | ReturnedPlace | RenumberPlace;

type Stored = ExportJobModel & { entity: Place["entity"]; state: ExportState };

/** `rowsTotal` is null until counted; file name and hash are null until complete. */
export type ExportJob = Omit<Stored, "view"> & { view: Place };

const placeOf = { invoice: proofPlace, returned: returnedPlace, renumber: renumberPlace };

const isPlace = (entity: Place["entity"]): entity is keyof typeof placeOf => entity in placeOf;

const columns = `id, administrationId, entity, view, requestedById, requestedAt, state, rowsDone, rowsTotal, fileName,
  fileHash, finishedAt, errorMessage`;
const read = (row: Stored): ExportJob => ({
  ...row,
  view: (isPlace(row.entity) ? placeOf[row.entity] : viewSchema).parse(JSON.parse(row.view)),
});

export function openExport(db: Database, who: Person, view: Place): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO export_job (administrationId, entity, view, requestedById, requestedAt, state)
       VALUES (?, ?, ?, ?, ?, 'running')`,
    )
    .run(view.administrationId, view.entity, JSON.stringify(view), who.id, instant());
  return Number(lastInsertRowid);
}

export function exportProgress(db: Database, id: number, rows: { done: number; total: number }): void {
  db.prepare(`UPDATE export_job SET rowsDone = ?, rowsTotal = ? WHERE id = ?`).run(rows.done, rows.total, id);
}

/** The export is done: what was made of whose data, by whom, is an event. */
export function completeExport(
  db: Database,
  who: Person,
  id: number,
  made: { file: StoredFile; fileName: string; rows: number },
): void {
  inOneTransaction(db, () => {
    const { file, fileName, rows } = made;
    const job = exportOf(db, id);
    if (!job) throw new Error(`there is no export ${id}`);
    db.prepare(
      `UPDATE export_job SET state = 'complete', finishedAt = ?, fileHash = ?, fileName = ?, rowsDone = ?, rowsTotal = ?
       WHERE id = ?`,
    ).run(instant(), file.hash, fileName, rows, rows, id);
    const { administrationId } = job;
    const entity = isPlace(job.entity) ? null : job.entity;
    const detail = { rows, sha256: file.hash, fileName };
    appendEvent(db, { kind: "export_made", who, administrationId, entity, subject: String(id), detail });
  });
}

export function failExport(db: Database, id: number, message: string): void {
  db.prepare(`UPDATE export_job SET state = 'failed', finishedAt = ?, errorMessage = ? WHERE id = ?`).run(
    instant(),
    message,
    id,
  );
}

/** Closes as failed what was being written when the program ended; how many. For the start of the only writer. */
export function closeAbandonedExports(db: Database): number {
  return db
    .prepare(`UPDATE export_job SET state = 'failed', finishedAt = ?, errorMessage = 'cut off' WHERE state = 'running'`)
    .run(instant()).changes;
}

export function exportOf(db: Database, id: number): ExportJob | null {
  const row = db.prepare<[number], Stored>(`SELECT ${columns} FROM export_job WHERE id = ?`).get(id);
  return row ? read(row) : null;
}

/** A person's exports, newest first. */
export function exportsOf(db: Database, accountId: number, limit = 20): ExportJob[] {
  return db
    .prepare<[number, number], Stored>(
      `SELECT ${columns} FROM export_job WHERE requestedById = ? ORDER BY id DESC LIMIT ?`,
    )
    .all(accountId, limit)
    .map(read);
}
