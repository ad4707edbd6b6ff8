// Approved invoices on their way: what is to be sent or asked after, and what came of it, each with its event. What is
// written here is on disk before anything is sent.
import type { ExportAttempt, ExportVerdict, SentAttempt } from "../core/flows/export-invoice.ts";
import type { SalesEntry } from "../core/invoices/sales-entry.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent } from "./events.ts";
import { endExport, stepInvoice } from "./invoice-step.ts";

/** An invoice that is approved, sent, of which nobody saw the outcome, or that stands otherwise in Globe than approved. */
export interface Departure {
  exportId: number;
  invoiceId: number;
  administrationId: number;
  number: string;
  /** Milestones' id. */
  sourceId: string;
  state: "approved" | "sent" | "no_answer" | "mismatch";
  since: string;
  fingerprint: string;
  pdfHash: string;
  /** Someone saw that Globe has no entry of it. */
  overrule: boolean;
  /** The last attempt that was sent of this invoice; null for none. */
  last: SentAttempt | null;
  /** When the agent was last told anything about it. */
  toldAt: string | null;
}

type Row = Omit<Departure, "overrule" | "last"> & {
  overrule: number;
  attempt: number | null;
  deadline: string;
  sentAt: string;
};

const select = `
  SELECT export.id AS exportId, invoiceId, administrationId, number, sourceId, state, since, export.fingerprint,
    export.pdfHash, overrule, last.attempt, last.deadline,
    (SELECT min(startedAt) FROM export_attempt WHERE exportId = last.exportId AND kind = 'book'
       AND attempt = last.attempt) AS sentAt,
    (SELECT max(startedAt) FROM export_attempt WHERE exportId = export.id) AS toldAt
  FROM invoice JOIN invoice_export AS export ON export.invoiceId = invoice.id AND export.endedAt IS NULL
    LEFT JOIN export_attempt AS last ON last.id = (
      SELECT max(attempt.id) FROM export_attempt AS attempt JOIN invoice_export AS own ON own.id = attempt.exportId
      WHERE own.invoiceId = invoice.id AND attempt.kind = 'book')
  WHERE administrationId = ? AND state IN ('approved', 'sent', 'no_answer', 'mismatch')`;

/** In order of approval. */
export function departures(db: Database, administrationId: number): Departure[] {
  return db
    .prepare<[number], Row>(`${select} ORDER BY approvedAt, export.id`)
    .all(administrationId)
    .map(({ overrule, attempt, deadline, sentAt, ...row }) => ({
      ...row,
      overrule: overrule === 1,
      last: attempt === null ? null : { attempt, deadline, sentAt },
    }));
}

/** The entry exactly as it was approved. */
export function approvedEntry(db: Database, exportId: number): SalesEntry {
  const entry = db.prepare<[number], string>(`SELECT entry FROM invoice_export WHERE id = ?`).pluck().get(exportId);
  if (entry === undefined) throw new Error(`there is no export ${exportId}`);
  return JSON.parse(entry);
}

interface Stepping {
  id: number;
  administrationId: number;
  number: string;
  state: Departure["state"];
}

function stepping(db: Database, exportId: number): Stepping {
  const found = db
    .prepare<[number], Stepping>(
      `SELECT invoice.id, administrationId, number, state FROM invoice JOIN invoice_export ON invoiceId = invoice.id
       WHERE invoice_export.id = ? AND endedAt IS NULL`,
    )
    .get(exportId);
  if (!found) throw new Error(`export ${exportId} is not under way`);
  return found;
}

/** Notes that the agent is about to be told. What was approved is sent from here on. */
export function beginAttempt(db: Database, exportId: number, attempt: ExportAttempt): void {
  inOneTransaction(db, () => {
    const at = instant();
    const invoice = stepping(db, exportId);
    db.prepare(
      `UPDATE export_attempt SET answeredAt = ?, outcome = 'silent' WHERE exportId = ? AND answeredAt IS NULL`,
    ).run(at, exportId);
    db.prepare(
      `INSERT INTO export_attempt (exportId, requestId, kind, attempt, deadline, startedAt)
       VALUES (@exportId, @requestId, @kind, @attempt, @deadline, @at)`,
    ).run({ ...attempt, exportId, at });
    if (attempt.kind === "look_up") return;
    const detail = { requestId: attempt.requestId, attempt: attempt.attempt, exportId };
    stepInvoice(db, invoice, "sent", { kind: "invoice_sent", who: null, detail }, at);
  });
}

/** Notes what was answered to a request, also where it was given up before. */
export function endAttempt(
  db: Database,
  requestId: string,
  outcome: string,
  detail: Readonly<Record<string, unknown>>,
): void {
  db.prepare(`UPDATE export_attempt SET answeredAt = ?, outcome = ?, detail = ? WHERE requestId = ?`).run(
    instant(),
    outcome,
    JSON.stringify(detail),
    requestId,
  );
}

const ends: readonly ExportVerdict["state"][] = ["booked", "already_booked", "refused"];

/** What became of it. What is booked or refused is no longer under way; the rest waits for a person. */
export function settleExport(db: Database, exportId: number, { state, entryNumber, detail }: ExportVerdict): void {
  inOneTransaction(db, () => {
    const at = instant();
    const invoice = stepping(db, exportId);
    db.prepare(
      `UPDATE export_attempt SET answeredAt = ?, outcome = 'silent' WHERE exportId = ? AND answeredAt IS NULL`,
    ).run(at, exportId);
    if (invoice.state === state) return;
    db.prepare(`UPDATE invoice SET entryNumber = ? WHERE id = ?`).run(entryNumber, invoice.id);
    if (ends.includes(state)) endExport(db, invoice.id, state, at);
    stepInvoice(db, invoice, state, { kind: "invoice_outcome", who: null, detail: { ...detail, exportId } }, at);
    if (!("orphans" in detail)) return;
    const { administrationId, number } = invoice;
    const said = { kind: "invoice_orphans", who: null, administrationId, subject: number } as const;
    appendEvent(db, { ...said, detail: { orphans: detail.orphans } }, at);
  });
}

/** An invoice that stands where it should not stay: approved and not sent, sent without an outcome, without an answer, or not what was approved. */
export interface Stuck {
  invoiceId: number;
  number: string;
  state: Departure["state"];
  /** Minutes. */
  since: number;
}

/** Those that have stood still for so many minutes; what only a person can settle is always one. */
export function stuckInvoices(db: Database, administrationId: number, minutes = 15, now = Date.now()): Stuck[] {
  return departures(db, administrationId).flatMap(({ invoiceId, number, state, since }) => {
    const stood = Math.floor((now - Date.parse(since)) / 60_000);
    return state === "no_answer" || state === "mismatch" || stood >= minutes
      ? [{ invoiceId, number, state, since: stood }]
      : [];
  });
}

export interface LooseLines {
  invoiceId: number;
  number: string;
  lines: number;
}

/** Lines that attempts left behind in Globe under no entry, as last reported, by invoice; newest first. */
export function looseLines(db: Database, administrationId: number): LooseLines[] {
  return db
    .prepare<[number], LooseLines>(
      `SELECT invoice.id AS invoiceId, number, sum(json_extract(orphan.value, '$.lines')) AS lines
       FROM invoice JOIN export_attempt AS attempt ON attempt.id = (
           SELECT max(own.id) FROM export_attempt AS own JOIN invoice_export ON invoice_export.id = own.exportId
           WHERE invoiceId = invoice.id AND own.outcome IN ('booked', 'refused', 'unknown'))
         JOIN json_each(attempt.detail, '$.orphans') AS orphan
       WHERE administrationId = ? AND state NOT IN ('approved', 'sent')
       GROUP BY invoice.id ORDER BY attempt.id DESC`,
    )
    .all(administrationId);
}
