// What judged invoices come to in the store: rows, findings and states, with an event for each that moved. What was
// approved and is not what it was lapses; what was sent is never judged again.
import { createHash } from "node:crypto";
import type { Administration } from "../core/administration.ts";
import type { Finding } from "../core/invoices/findings.ts";
import type { Invoice } from "../core/invoices/invoice.ts";
import { invoiceHash, judgedInvoice } from "../core/invoices/judge.ts";
import { cents } from "../core/invoices/money.ts";
import { invoiceSettingsOf } from "../core/invoices/settings.ts";
import type { JudgedState } from "../core/invoices/state.ts";
import { codesOf } from "../core/invoices/state.ts";
import type { JudgedInvoice, PdfRead } from "../core/ports/invoices.ts";
import { type ExportState, exportSteps, mayStep } from "../core/states.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent } from "./events.ts";
import { invoiceFacts } from "./globe-snapshot.ts";
import { endExport, invoicesMoved, stepInvoice } from "./invoice-step.ts";

interface Stored {
  id: number;
  sourceId: string;
  number: string;
  state: ExportState;
  recordHash: string;
  fingerprint: string;
  debtorName: string;
  entryNumber: string | null;
  pdfHash: string | null;
  pdfError: string | null;
  gone: number;
  /** JSON. */
  findings: string;
  /** Of the export that is under way, or, where Globe refused it, of the last. */
  exported: string | null;
  exportedPdf: string | null;
  underWay: number;
}

const blockingOf = ({ findings }: Stored): string[] =>
  codesOf((JSON.parse(findings) as Finding[]).filter(({ severity }) => severity === "blocking"));

const select = `SELECT invoice.id, sourceId, number, state, recordHash, invoice.fingerprint, debtorName, entryNumber,
    invoice.pdfHash, pdfError, gone, last.fingerprint AS exported, last.pdfHash AS exportedPdf,
    last.id IS NOT NULL AND last.endedAt IS NULL AS underWay,
    (SELECT json_group_array(json(finding) ORDER BY place) FROM invoice_finding WHERE invoiceId = invoice.id) AS findings
  FROM invoice LEFT JOIN invoice_export AS last ON last.id =
    (SELECT max(id) FROM invoice_export WHERE invoiceId = invoice.id)
  WHERE administrationId = ?`;

export interface Written {
  added: number;
  changed: number;
  gone: number;
  lapsed: number;
}

/** Hash of the settings that invoices are judged by. */
export const judgedByOf = (administration: Administration): string =>
  createHash("sha256")
    .update(JSON.stringify(invoiceSettingsOf(administration)))
    .digest("hex");

/** Judges what is stored again, by the last snapshot and the settings of now. Null before the first complete pull. */
export function rejudge(db: Database, administration: Administration): Written | null {
  const known = invoiceFacts(db, administration);
  if (!known) return null;
  return inOneTransaction(db, () => {
    const judged = db
      .prepare<[number], string>(`SELECT record FROM invoice WHERE administrationId = ? AND NOT gone ORDER BY id`)
      .pluck()
      .all(administration.id)
      .map((record) => judgedInvoice(JSON.parse(record) as Invoice, known));
    return writeJudged(db, administration, judged, new Map(), instant());
  });
}

/** To be called inside a transaction. `judged` is all of them: others are gone from Milestones. */
export function writeJudged(
  db: Database,
  administration: Administration,
  judged: readonly JudgedInvoice[],
  pdfs: ReadonlyMap<string, PdfRead>,
  at: string,
): Written {
  const { id: administrationId } = administration;
  db.prepare(
    `INSERT INTO invoice_standing (administrationId, version, judgedBy, judgedAt) VALUES (?, 1, ?, ?)
     ON CONFLICT (administrationId) DO UPDATE SET judgedBy = excluded.judgedBy, judgedAt = excluded.judgedAt`,
  ).run(administrationId, judgedByOf(administration), at);
  const stored = new Map(
    db
      .prepare<[number], Stored>(select)
      .all(administrationId)
      .map((row) => [row.sourceId, row]),
  );
  const written: Written = { added: 0, changed: 0, gone: 0, lapsed: 0 };
  for (const one of judged) {
    const before = stored.get(one.invoice.id);
    stored.delete(one.invoice.id);
    if (!before) add(db, administrationId, one, pdfs.get(one.invoice.id), at);
    else if (renew(db, administrationId, before, one, pdfs.get(one.invoice.id), written, at)) written.changed += 1;
    if (!before) written.added += 1;
  }
  for (const left of stored.values()) {
    if (left.gone) continue;
    leave(db, administrationId, left, written, at);
    written.gone += 1;
  }
  if (written.added + written.changed + written.gone > 0) invoicesMoved(db, administrationId);
  return written;
}

const columns = ({ invoice, debtorName, judgement, fingerprint }: JudgedInvoice) => ({
  number: invoice.number,
  kind: invoice.kind,
  date: invoice.date,
  debtor: invoice.debtor,
  debtorName,
  currency: invoice.currency,
  total: cents(judgement.total) ?? 0,
  record: JSON.stringify(invoice),
  recordHash: invoiceHash(invoice),
  fingerprint,
});

const pdfColumns = (pdf: PdfRead | undefined) => ({
  pdfHash: pdf && "hash" in pdf ? pdf.hash : null,
  pdfError: pdf && "error" in pdf ? pdf.error : null,
});

function add(db: Database, administrationId: number, one: JudgedInvoice, pdf: PdfRead | undefined, at: string): void {
  const { state, booking, findings, warnings } = one.judgement;
  const row = { ...columns(one), ...pdfColumns(pdf), entryNumber: booking?.entryNumber ?? null };
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO invoice (administrationId, sourceId, number, kind, date, debtor, debtorName, currency, total, record,
         recordHash, state, since, fingerprint, entryNumber, pdfHash, pdfError)
       VALUES (@administrationId, @sourceId, @number, @kind, @date, @debtor, @debtorName, @currency, @total, @record,
         @recordHash, @state, @at, @fingerprint, @entryNumber, @pdfHash, @pdfError)`,
    )
    .run({ ...row, administrationId, sourceId: one.invoice.id, state, at });
  writeFindings(db, Number(lastInsertRowid), [...findings, ...warnings]);
  const detail = { from: null, to: state, codes: codesOf(findings) };
  appendEvent(db, { kind: "invoice_judged", who: null, administrationId, subject: row.number, detail }, at);
}

function writeFindings(db: Database, invoiceId: number, findings: readonly Finding[]): void {
  db.prepare(`DELETE FROM invoice_finding WHERE invoiceId = ?`).run(invoiceId);
  const insert = db.prepare(
    `INSERT INTO invoice_finding (invoiceId, place, code, severity, causeKind, causeKey, finding)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [place, finding] of findings.entries()) {
    const { code, severity, cause } = finding;
    insert.run(invoiceId, place, code, severity, cause.kind, cause.key, JSON.stringify(finding));
  }
}

/** What was sent is no longer a matter of judging. */
const settled: readonly ExportState[] = ["sent", "booked", "mismatch", "no_answer"];

/** Where an invoice goes from the state it is in, now that it is judged so. `same`: nothing of its entry has moved. */
function next(from: ExportState, judged: JudgedState, same: boolean): ExportState {
  if (settled.includes(from)) return from;
  if (from === "already_booked") return judged === "blocked" ? judged : from;
  if (from === "approved" || from === "refused") return judged === "ready" && same ? from : judged;
  return judged;
}

/** Writes what moved of a known invoice; whether anything did. */
function renew(
  db: Database,
  administrationId: number,
  before: Stored,
  one: JudgedInvoice,
  pdf: PdfRead | undefined,
  written: Written,
  at: string,
): boolean {
  const row = columns(one);
  const { judgement } = one;
  const pdfNow = pdf ? pdfColumns(pdf) : before;
  const same = before.exported === one.fingerprint && before.exportedPdf === pdfNow.pdfHash;
  const to = next(before.state, judgement.state, same);
  const isSettled = settled.includes(to);
  const entryNumber = isSettled ? before.entryNumber : (judgement.booking?.entryNumber ?? null);
  const findings = isSettled || to === "already_booked" ? [] : [...judgement.findings, ...judgement.warnings];
  const codes = codesOf(findings.filter(({ severity }) => severity === "blocking"));
  const judgedOtherwise = JSON.stringify(findings) !== before.findings;
  const moved =
    to !== before.state ||
    judgedOtherwise ||
    row.recordHash !== before.recordHash ||
    row.fingerprint !== before.fingerprint ||
    row.debtorName !== before.debtorName ||
    entryNumber !== before.entryNumber ||
    pdfNow.pdfHash !== before.pdfHash ||
    pdfNow.pdfError !== before.pdfError ||
    before.gone === 1;
  if (!moved) return false;
  if (judgedOtherwise) writeFindings(db, before.id, findings);
  db.prepare(
    `UPDATE invoice SET number = @number, kind = @kind, date = @date, debtor = @debtor, debtorName = @debtorName,
       currency = @currency, total = @total, record = @record, recordHash = @recordHash, fingerprint = @fingerprint,
       entryNumber = @entryNumber, pdfHash = @pdfHash, pdfError = @pdfError, gone = 0 WHERE id = @id`,
  ).run({ ...row, entryNumber, pdfHash: pdfNow.pdfHash, pdfError: pdfNow.pdfError, id: before.id });
  const mayGoOn = (to === "ready" || to === "approved") && same;
  if (before.underWay && !isSettled && !mayGoOn) lapse(db, administrationId, before, at, written);
  if (to !== before.state || codes.join(" ") !== blockingOf(before).join(" "))
    walk(db, administrationId, before, to, codes, at);
  return true;
}

function lapse(db: Database, administrationId: number, invoice: Stored, at: string, written: Written): void {
  endExport(db, invoice.id, "lapsed", at);
  written.lapsed += 1;
  const detail = { fingerprint: invoice.exported };
  appendEvent(db, { kind: "invoice_lapsed", who: null, administrationId, subject: invoice.number, detail }, at);
}

/** Goes to the state by legal steps; what has none of its own goes by way of ready, in which every invoice may be. */
function walk(
  db: Database,
  administrationId: number,
  { id, number, state }: Stored,
  to: ExportState,
  codes: readonly string[],
  at: string,
): void {
  const said = { kind: "invoice_judged", who: null, detail: { codes } } as const;
  const direct = state === to || mayStep(exportSteps, state, to);
  if (!direct) stepInvoice(db, { id, administrationId, number, state }, "ready", said, at);
  stepInvoice(db, { id, administrationId, number, state: direct ? state : "ready" }, to, said, at);
}

/** Milestones no longer has it. What was approved and not yet sent lapses; what was sent stays as it is. */
function leave(db: Database, administrationId: number, left: Stored, written: Written, at: string): void {
  db.prepare(`UPDATE invoice SET gone = 1 WHERE id = ?`).run(left.id);
  if (left.underWay && !settled.includes(left.state)) lapse(db, administrationId, left, at, written);
  const to: ExportState = left.state === "approved" ? "ready" : left.state;
  const said = { kind: "invoice_gone", who: null } as const;
  stepInvoice(db, { id: left.id, administrationId, number: left.number, state: left.state }, to, said, at);
}
