// A person's word on invoices: one releases, another approves (four eyes), and what was approved is frozen: exactly that
// is sent. Many do the same as one: an event each, up to 500 in a transaction; who may not is told why, the rest goes on.

import type { Administration } from "../core/administration.ts";
import type { Facts } from "../core/invoices/facts.ts";
import type { Invoice } from "../core/invoices/invoice.ts";
import { policyActor } from "../core/invoices/policy.ts";
import { entryFingerprint, salesEntry } from "../core/invoices/sales-entry.ts";
import { type Act, type Refusal, refusal } from "../core/permissions.ts";
import type { ExportState } from "../core/states.ts";
import { administrationOf } from "./administrations.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import type { Person } from "./events.ts";
import { invoiceFacts, ownCurrency } from "./globe-snapshot.ts";
import { type InvoicePolicy, policyInForce } from "./invoice-policy.ts";
import { endExport, stepInvoice } from "./invoice-step.ts";
import { hasTwin } from "./invoices.ts";

/** Where a word was given. */
export type Origin = "web" | "command line" | "policy";

/** Why nothing happened to an invoice: by who asks, or by where it stands now. */
export type InvoiceRefusal =
  | Refusal
  | "gone"
  | "not_ready"
  | "already_released"
  | "not_released"
  | "no_pdf"
  | "number_twice"
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
  isTwin: number;
  exportId: number | null;
  entry: string;
  frozen: string | null;
  frozenPdf: string;
  releasedById: number;
}

const select = `
  SELECT invoice.id, ${hasTwin} AS isTwin, administrationId, number, state, record, invoice.fingerprint, invoice.pdfHash, gone,
    export.id AS exportId, entry, export.fingerprint AS frozen, export.pdfHash AS frozenPdf, releasedById
  FROM invoice LEFT JOIN invoice_export AS export ON export.invoiceId = invoice.id AND export.endedAt IS NULL
  WHERE invoice.id = ? AND administrationId = ?`;

const atOnce = 500;

/** Does it for each invoice that it may be done for. */
function each(
  db: Database,
  administration: Administration,
  ids: readonly number[],
  done: (invoice: Stored, facts: Facts | null) => InvoiceRefusal | null,
): InvoiceOutcome[] {
  const outcomes: InvoiceOutcome[] = [];
  for (let from = 0; from < ids.length; from += atOnce)
    inOneTransaction(db, () => {
      // why: inside the transaction, so that nothing moves between what is judged and what is written.
      const now = administrationOf(db, administration.code);
      const facts = now && invoiceFacts(db, now);
      for (const id of ids.slice(from, from + atOnce)) {
        const invoice = db.prepare<[number, number], Stored>(select).get(id, administration.id);
        const refused = invoice && !invoice.gone ? done(invoice, facts) : "gone";
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
  return each(db, administration, ids, (invoice, facts) => {
    const refused = may(word, "propose") ?? notReleasable(invoice, facts);
    if (refused) return refused;
    const at = instant();
    freeze(db, word, invoice, facts as Facts, at);
    said(db, word, invoice, "ready", "invoice_released", at);
    return null;
  });
}

function notReleasable(invoice: Stored, facts: Facts | null): InvoiceRefusal | null {
  if (invoice.exportId !== null) return "already_released";
  if (invoice.state !== "ready" || !facts) return "not_ready";
  if (invoice.isTwin) return "number_twice";
  if (invoice.pdfHash === null) return "no_pdf";
  // why: settings or Globe may have moved since it was judged; what is frozen must be what was shown.
  return currentFingerprint(invoice, facts) === invoice.fingerprint ? null : "moved";
}

const entryOf = ({ record }: Stored, facts: Facts) => salesEntry(JSON.parse(record) as Invoice, facts).entry;
const currentFingerprint = (invoice: Stored, facts: Facts): string => entryFingerprint(entryOf(invoice, facts));

/** Its number. */
function freeze(db: Database, word: Word, invoice: Stored, facts: Facts, at: string): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO invoice_export (invoiceId, entry, fingerprint, pdfHash, releasedById, releasedAt, releasedFrom)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[invoice.id, JSON.stringify(entryOf(invoice, facts)), invoice.fingerprint, invoice.pdfHash],
      ...[word.who.id, at, word.from],
    );
  return Number(lastInsertRowid);
}

/** An invoice that the policy in force lets go: released and approved at once, in its name, for who set it. */
export function letGoByPolicy(
  db: Database,
  administration: Administration,
  policy: InvoicePolicy,
  ids: readonly number[],
): InvoiceOutcome[] {
  return each(db, administration, ids, (invoice, facts) => {
    // why: it may have been switched off or replaced since the invoices were looked for.
    if (policyInForce(db, administration.id)?.version !== policy.version || policy.decidedById === null)
      return "not_approved";
    const refused = notReleasable(invoice, facts);
    if (refused) return refused;
    const at = instant();
    const who = { id: policy.proposedById, username: policy.proposedBy, role: "administrator" } as const;
    const exportId = freeze(db, { who, from: "policy" }, invoice, facts as Facts, at);
    db.prepare(
      `UPDATE invoice_export SET approvedById = ?, approvedAt = ?, approvedFrom = 'policy', policyVersion = ?
       WHERE id = ?`,
    ).run(policy.decidedById, at, policy.version, exportId);
    const { fingerprint, pdfHash: pdf } = invoice;
    const detail = { fingerprint, pdf, givenIn: "policy", policy: policy.version };
    const actor = policyActor(policy.version);
    stepInvoice(db, invoice, "ready", { kind: "invoice_released", who: null, actor, detail }, at);
    stepInvoice(db, invoice, "approved", { kind: "invoice_approved", who: null, actor, detail }, at);
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
  return each(db, administration, ids, (invoice, facts) => {
    const byRole = may(word, "decide");
    if (byRole) return byRole;
    if (invoice.state !== "ready") return "not_ready";
    if (invoice.exportId === null) return "not_released";
    const refused = may(word, "decide", invoice.releasedById);
    if (refused) return refused;
    if (invoice.isTwin) return "number_twice";
    if (invoice.frozen !== invoice.fingerprint || invoice.frozenPdf !== invoice.pdfHash) return "moved";
    if (!facts || currentFingerprint(invoice, facts) !== invoice.frozen) return "moved";
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

/** What the policy in force lets go: ready, with its PDF, within its rules, and never taken in hand by people before. */
export function invoicesForPolicy(db: Database, administration: Administration, { rules }: InvoicePolicy): number[] {
  return db
    .prepare<Record<string, string | number>, number>(
      `SELECT id FROM invoice
       WHERE administrationId = @administrationId AND state = 'ready' AND NOT gone AND pdfHash IS NOT NULL
         AND currency IN ('', @own) AND abs(total) <= @upTo
         AND (kind = 'invoice' AND total >= 0 OR @creditNotes AND kind = 'credit')
         AND NOT EXISTS (SELECT 1 FROM invoice_export
           WHERE invoiceId = invoice.id AND (endedAt IS NULL OR "end" <> 'lapsed'))
         AND NOT (@cleanOnly AND EXISTS (SELECT 1 FROM invoice_finding WHERE invoiceId = invoice.id))
       ORDER BY date, id LIMIT 500`,
    )
    .pluck()
    .all({
      ...{ administrationId: administration.id, own: ownCurrency(db, administration), upTo: rules.upTo },
      ...{ creditNotes: Number(rules.creditNotes), cleanOnly: Number(rules.cleanOnly) },
    });
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
