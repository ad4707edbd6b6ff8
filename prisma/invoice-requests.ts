// What people ask of the worker about invoices: a pull now, one invoice looked up in Globe or told of to
// Milestones, or a self-test.
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";

export interface InvoiceRequest {
  id: number;
  administrationId: number;
  kind: "pull" | "look_up" | "self_test" | "tell";
  invoiceId: number | null;
  requestedById: number | null;
  state: "waiting" | "taken" | "done";
  requestedAt: string;
  finishedAt: string | null;
  /** Of the pull that answered it. */
  runId: number | null;
}

const columns = "id, administrationId, kind, invoiceId, requestedById, state, requestedAt, finishedAt, runId";

/** Asks for a pull of the invoices now; one already waiting is not asked twice. Its number. */
export const requestInvoicePull = (db: Database, who: Person | null, administrationId: number): number =>
  inOneTransaction(db, () => {
    const { id, isNew } = waitingRequest(db, who, { administrationId, kind: "pull", invoiceId: null });
    if (isNew) appendEvent(db, { kind: "invoice_pull_requested", who, administrationId, subject: String(id) });
    return id;
  });

/** Asks that an invoice whose outcome nobody saw be looked up in Globe now. Its number. */
export const requestLookUp = (db: Database, who: Person | null, administrationId: number, invoiceId: number): number =>
  inOneTransaction(db, () => waitingRequest(db, who, { administrationId, kind: "look_up", invoiceId }).id);

/** Asks that Milestones be told of an invoice now, however often that failed. Its number. */
export const requestTelling = (db: Database, who: Person | null, administrationId: number, invoiceId: number): number =>
  inOneTransaction(db, () => waitingRequest(db, who, { administrationId, kind: "tell", invoiceId }).id);

/** Inside the caller's transaction; what already waits is not asked twice. */
export function waitingRequest(
  db: Database,
  who: Person | null,
  { administrationId, kind, invoiceId }: Pick<InvoiceRequest, "administrationId" | "kind" | "invoiceId">,
): { id: number; isNew: boolean } {
  const waiting = db
    .prepare<[number, string, number | null], number>(
      `SELECT id FROM invoice_request WHERE administrationId = ? AND kind = ? AND invoiceId IS ? AND state = 'waiting'`,
    )
    .pluck()
    .get(administrationId, kind, invoiceId);
  if (waiting !== undefined) return { id: waiting, isNew: false };
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO invoice_request (administrationId, kind, invoiceId, requestedById, state, requestedAt)
       VALUES (?, ?, ?, ?, 'waiting', ?)`,
    )
    .run(administrationId, kind, invoiceId, who?.id ?? null, instant());
  return { id: Number(lastInsertRowid), isNew: true };
}

/** Takes all of a kind that waits; each is given out once. */
export function takeInvoiceRequests(db: Database, kind: InvoiceRequest["kind"]): InvoiceRequest[] {
  // why: looked at every second, and even an update of nothing waits for the write lock.
  if (!db.prepare(`SELECT 1 FROM invoice_request WHERE state = 'waiting' AND kind = ? LIMIT 1`).get(kind)) return [];
  return db
    .prepare<[string], InvoiceRequest>(
      `UPDATE invoice_request SET state = 'taken' WHERE state = 'waiting' AND kind = ? RETURNING ${columns}`,
    )
    .all(kind)
    .sort((left, right) => left.id - right.id);
}

export function finishInvoiceRequest(db: Database, id: number, runId: number | null): void {
  db.prepare(`UPDATE invoice_request SET state = 'done', finishedAt = ?, runId = ? WHERE id = ?`).run(
    instant(),
    runId,
    id,
  );
}

/** Gives back what a dead worker had taken; how many. For the start of the only worker. */
export const returnInvoiceRequests = (db: Database): number =>
  inOneTransaction(db, () => {
    const { changes } = db
      .prepare(`UPDATE OR IGNORE invoice_request SET state = 'waiting' WHERE state = 'taken'`)
      .run();
    db.prepare(`UPDATE invoice_request SET state = 'done', finishedAt = ? WHERE state = 'taken'`).run(instant());
    return changes;
  });

export function invoiceRequestOf(db: Database, id: number): InvoiceRequest | null {
  return db.prepare<[number], InvoiceRequest>(`SELECT ${columns} FROM invoice_request WHERE id = ?`).get(id) ?? null;
}
