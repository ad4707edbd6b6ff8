// Pulls of invoices as they are read: one execution each, with what it came to or what went wrong.
import type { ErrorNote } from "../core/errors.ts";
import type { InvoicesMoved } from "../core/ports/invoices.ts";
import type { RunTrigger } from "../core/ports/pull.ts";
import type { RunState } from "../core/states.ts";
import type { Database } from "./database.ts";
import type { InvoiceCounts } from "./invoices.ts";
import { noteIn } from "./runs.ts";

export interface InvoiceRun {
  id: number;
  administrationId: number;
  trigger: RunTrigger;
  requestedById: number | null;
  requestedBy: string | null;
  state: RunState;
  startedAt: string;
  finishedAt: string | null;
  pages: number;
  records: number;
  /** Null unless complete. */
  counts: InvoiceCounts | null;
  moved: InvoicesMoved | null;
  error: ErrorNote | null;
}

type Stored = Omit<InvoiceRun, "counts" | "moved" | "error"> & {
  counts: string | null;
  moved: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  errorValues: string | null;
};

const select = `
  SELECT invoice_run.id, administrationId, trigger, requestedById, account.displayName AS requestedBy, state, startedAt,
    finishedAt, pages, records, counts, moved, errorCode, errorMessage, errorValues
  FROM invoice_run LEFT JOIN account ON account.id = requestedById`;

const read = ({ errorCode, errorMessage, errorValues, counts, moved, ...row }: Stored): InvoiceRun => ({
  ...row,
  counts: counts && JSON.parse(counts),
  moved: moved && JSON.parse(moved),
  error: noteIn({ errorCode, errorMessage, errorValues }),
});

/** Newest first. */
export function invoiceRuns(db: Database, administrationId: number, limit = 50): InvoiceRun[] {
  return db
    .prepare<[number, number], Stored>(`${select} WHERE administrationId = ? ORDER BY invoice_run.id DESC LIMIT ?`)
    .all(administrationId, limit)
    .map(read);
}

export function invoiceRunOf(db: Database, id: number): InvoiceRun | null {
  const row = db.prepare<[number], Stored>(`${select} WHERE invoice_run.id = ?`).get(id);
  return row ? read(row) : null;
}
