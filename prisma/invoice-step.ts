// An invoice goes from one state to the next: by legal steps only, each with its event, inside the caller's transaction.
import { type ExportState, exportSteps, mayStep } from "../core/states.ts";
import { type Database, instant } from "./database.ts";
import { appendEvent, type NewEvent } from "./events.ts";

export interface SteppingInvoice {
  id: number;
  administrationId: number;
  number: string;
  state: ExportState;
}

/** Throws where the step is not legal: that is a fault of ours, and nothing of the transaction happens. */
export function stepInvoice(
  db: Database,
  invoice: SteppingInvoice,
  to: ExportState,
  said: Pick<NewEvent, "kind" | "who" | "actor" | "detail">,
  at = instant(),
): void {
  const { id, administrationId, number, state } = invoice;
  if (state !== to) {
    if (!mayStep(exportSteps, state, to)) throw new Error(`invoice ${number} may not go from ${state} to ${to}`);
    // why: whoever read the state earlier must not overwrite what happened since.
    const { changes } = db
      .prepare(`UPDATE invoice SET state = ?, since = ? WHERE id = ? AND state = ?`)
      .run(to, at, id, state);
    if (changes !== 1) throw new Error(`invoice ${number} is no longer ${state}`);
  }
  appendEvent(db, { ...said, administrationId, subject: number, detail: { from: state, to, ...said.detail } }, at);
  invoicesMoved(db, administrationId);
}

/** What is shown of the administration's invoices is no longer what it was. */
export function invoicesMoved(db: Database, administrationId: number): void {
  db.prepare(`UPDATE invoice_standing SET version = version + 1 WHERE administrationId = ?`).run(administrationId);
}

/** Closes what is under way for an invoice, saying how it ended. */
export function endExport(db: Database, invoiceId: number, end: string, at = instant()): boolean {
  const { changes } = db
    .prepare(`UPDATE invoice_export SET endedAt = ?, "end" = ? WHERE invoiceId = ? AND endedAt IS NULL`)
    .run(at, end, invoiceId);
  return changes > 0;
}
