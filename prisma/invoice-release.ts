// A person's word on invoices: one releases, another approves (four eyes), and what was approved is frozen: exactly that
// is sent. Many do the same as one: an event each, up to 500 in a transaction; who may not is told why, the rest goes on.

import type { Invoice } from "../core/invoices/invoice.ts";
import { entryFingerprint, salesEntry } from "../core/invoices/sales-entry.ts";
import { type Act, type Refusal, refusal } from "../core/permissions.ts";
import type { Administration } from "../core/ports.ts";
import type { ExportState } from "../core/states.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import type { Person } from "./events.ts";
import { invoiceFacts } from "./globe-snapshot.ts";
import { endExport, stepInvoice } from "./invoice-step.ts";

/** Where a word was given. */
export type Origin = "web" | "command line";

/** Why nothing happened to an invoice: by who asks, or by where it stands now. */
export type InvoiceRefusal =
  | Refusal
  | "gone"
  | "not_ready"
  | "already_released"
  | "not_released"
  | "no_pdf"
  | "moved"
  | "not_approved"
  | "not_refused"
  | "not_unanswered";

export interface InvoiceOutcome {
  id: number;
  number: string;
  refused: InvoiceRefusal | null;
}

export interface Word {
  who: Person;
  from: Origin;
}

interface Stored {
  id: number;
  administrationId: number;
  number: string;
  state: ExportState;
  record: string;
  fingerprint: string;
  pdfHash: string | null;
  gone: number;
  exportId: number | null;
  entry: string;
  frozen: string | null;
  frozenPdf: string;
  releasedById: number;
}

const select = `
  SELECT invoice.id, administrationId, number, state, record, invoice.fingerprint, invoice.pdfHash, gone,
    export.id AS exportId, entry, export.fingerprint AS frozen, export.pdfHash AS frozenPdf, releasedById
  FROM invoice LEFT JOIN invoice_export AS export ON export.invoiceId = invoice.id AND export.endedAt IS NULL
  WHERE invoice.id = ? AND administrationId = ?`;

const atOnce = 500;

/** Does it for each invoice that it may be done for. */
function each(
  db: Database,
  administration: Administration,
  ids: readonly number[],
  done: (invoice: Stored) => InvoiceRefusal | null,
): InvoiceOutcome[] {
  const outcomes: InvoiceOutcome[] = [];
  for (let from = 0; from < ids.length; from += atOnce)
    inOneTransaction(db, () => {
      for (const id of ids.slice(from, from + atOnce)) {
        const invoice = db.prepare<[number, number], Stored>(select).get(id, administration.id);
        const refused = invoice && !invoice.gone ? done(invoice) : "gone";
        outcomes.push({ id, number: invoice?.number ?? "", refused });
      }
    });
  return outcomes;
}

const may = ({ who }: Word, act: Act, releasedById?: number): Refusal | null => refusal(who, act, releasedById);

/** Freezes each ready invoice's entry with its PDF, for another person to approve. */
export function releaseInvoices(
  db: Database,
  word: Word,
  administration: Administration,
  ids: readonly number[],
): InvoiceOutcome[] {
  const facts = invoiceFacts(db, administration);
  return each(db, administration, ids, (invoice) => {
    const refused = may(word, "propose");
    if (refused) return refused;
    if (invoice.exportId !== null) return "already_released";
    if (invoice.state !== "ready" || !facts) return "not_ready";
    if (invoice.pdfHash === null) return "no_pdf";
    const { entry } = salesEntry(JSON.parse(invoice.record) as Invoice, facts);
    // why: settings may have changed since it was judged; what is frozen must be what was shown.
    if (entryFingerprint(entry) !== invoice.fingerprint) return "moved";
    const at = instant();
    db.prepare(
      `INSERT INTO invoice_export (invoiceId, entry, fingerprint, pdfHash, releasedById, releasedAt, releasedFrom)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run(invoice.id, JSON.stringify(entry), invoice.fingerprint, invoice.pdfHash, word.who.id, at, word.from);
    said(db, word, invoice, "ready", "invoice_released", at);
    return null;
  });
}

/** Approves what another released, as long as the entry and the PDF are still what was frozen. */
export function approveInvoices(
  db: Database,
  word: Word,
  administration: Administration,
  ids: readonly number[],
): InvoiceOutcome[] {
  return each(db, administration, ids, (invoice) => {
    const byRole = may(word, "decide");
    if (byRole) return byRole;
    if (invoice.state !== "ready") return "not_ready";
    if (invoice.exportId === null) return "not_released";
    const refused = may(word, "decide", invoice.releasedById);
    if (refused) return refused;
    if (invoice.frozen !== invoice.fingerprint || invoice.frozenPdf !== invoice.pdfHash) return "moved";
    const at = instant();
    db.prepare(`UPDATE invoice_export SET approvedById = ?, approvedAt = ?, approvedFrom = ? WHERE id = ?`).run(
      word.who.id,
      at,
      word.from,
      invoice.exportId,
    );
    said(db, word, invoice, "approved", "invoice_approved", at);
    return null;
  });
}

/** Takes back what was released, or approved and not yet sent: who released it, or whoever may approve. */
export function withdrawInvoices(
  db: Database,
  word: Word,
  administration: Administration,
  ids: readonly number[],
): InvoiceOutcome[] {
  return each(db, administration, ids, (invoice) => {
    const refused = may(word, invoice.releasedById === word.who.id ? "propose" : "decide");
    if (refused) return refused;
    if (invoice.exportId === null || !(invoice.state === "ready" || invoice.state === "approved"))
      return "not_released";
    endExport(db, invoice.id, "withdrawn");
    said(db, word, invoice, "ready", "invoice_withdrawn");
    return null;
  });
}

/** Makes what Globe refused ready again, once what it named is repaired: it is released and approved anew. */
export function retryInvoices(
  db: Database,
  word: Word,
  administration: Administration,
  ids: readonly number[],
): InvoiceOutcome[] {
  return each(db, administration, ids, (invoice) => {
    const refused = may(word, "propose");
    if (refused) return refused;
    if (invoice.state !== "refused") return "not_refused";
    said(db, word, invoice, "ready", "invoice_retried");
    return null;
  });
}

/**
 * Lets an invoice of which nobody saw the outcome be sent once more, by someone who looked in Globe's sales journal and
 * found no entry of it: another person than who released it.
 */
export function sendAgain(
  db: Database,
  word: Word,
  administration: Administration,
  ids: readonly number[],
): InvoiceOutcome[] {
  return each(db, administration, ids, (invoice) => {
    const refused = may(word, "decide", invoice.releasedById);
    if (refused) return refused;
    if (invoice.state !== "no_answer" || invoice.exportId === null) return "not_unanswered";
    const at = instant();
    const { exportId } = invoice;
    endExport(db, invoice.id, "not_in_globe", at);
    db.prepare(
      `INSERT INTO invoice_export (invoiceId, entry, fingerprint, pdfHash, releasedById, releasedAt, releasedFrom,
         approvedById, approvedAt, approvedFrom, overrule)
       SELECT invoiceId, entry, fingerprint, pdfHash, releasedById, releasedAt, releasedFrom, ?, ?, ?, 1
       FROM invoice_export WHERE id = ?`,
    ).run(word.who.id, at, word.from, exportId);
    said(db, word, invoice, "approved", "invoice_approved", at, { sentBefore: true });
    return null;
  });
}

function said(
  db: Database,
  { who, from }: Word,
  invoice: Stored,
  to: ExportState,
  kind: "invoice_released" | "invoice_approved" | "invoice_withdrawn" | "invoice_retried",
  at = instant(),
  more: Readonly<Record<string, unknown>> = {},
): void {
  const detail = { fingerprint: invoice.frozen ?? invoice.fingerprint, pdf: invoice.pdfHash, givenIn: from, ...more };
  stepInvoice(db, invoice, to, { kind, who, detail }, at);
}

/** The invoices that are asked for by number, or all that are ready: to be released, or released and to be approved. */
export function invoicesToAct(
  db: Database,
  administrationId: number,
  asked: { numbers: readonly string[] } | { ready: "release" | "approve" },
): { id: number; number: string }[] {
  if ("numbers" in asked)
    return asked.numbers.map((number) => {
      const id = db
        .prepare<[number, string], number>(
          `SELECT id FROM invoice WHERE administrationId = ? AND number = ? AND NOT gone ORDER BY id LIMIT 1`,
        )
        .pluck()
        .get(administrationId, number);
      return { id: id ?? 0, number };
    });
  return db
    .prepare<[number, number], { id: number; number: string }>(
      `SELECT invoice.id, number FROM invoice
       WHERE administrationId = ? AND state = 'ready' AND NOT gone AND ? =
         EXISTS (SELECT 1 FROM invoice_export WHERE invoiceId = invoice.id AND endedAt IS NULL)
       ORDER BY number`,
    )
    .all(administrationId, asked.ready === "approve" ? 1 : 0);
}
