// Invoices as they are read: lists, counts, one with all that is known of it, and what holds most money up.

import type { Administration } from "../core/administration.ts";
import type { Finding } from "../core/invoices/findings.ts";
import type { Invoice, InvoiceKind } from "../core/invoices/invoice.ts";
import { type Cents, euros } from "../core/invoices/money.ts";
import { type HeldUp, type RootCause, rootCauses } from "../core/invoices/root-causes.ts";
import { type SalesEntry, salesEntry, type Why } from "../core/invoices/sales-entry.ts";
import { codesOf } from "../core/invoices/state.ts";
import { type ExportState, exportSteps } from "../core/states.ts";
import { atOneMoment, type Database } from "./database.ts";
import { type Event, events } from "./events.ts";
import { invoiceFacts, ownCurrency } from "./globe-snapshot.ts";
import { untold as isUntold, type Telling, tellingsOf } from "./invoice-tellings.ts";

export const exportStates = Object.keys(exportSteps) as ExportState[];

export type InvoiceCounts = Record<ExportState, number>;

/** How many invoices are in each state; all zeros before any pull. */
export function invoiceCounts(db: Database, administrationId: number): InvoiceCounts {
  const rows = db
    .prepare<[number], [ExportState, number]>(
      `SELECT state, count(*) FROM invoice WHERE administrationId = ? AND ${shown} GROUP BY state`,
    )
    .raw()
    .all(administrationId);
  return {
    ...(Object.fromEntries(exportStates.map((state) => [state, 0])) as InvoiceCounts),
    ...Object.fromEntries(rows),
  };
}

/** Of what Milestones no longer has, only what was sent is shown. */
const shown = `(NOT gone OR state IN ('sent', 'booked', 'mismatch', 'no_answer'))`;

export interface InvoiceRow {
  id: number;
  sourceId: string;
  number: string;
  kind: InvoiceKind;
  date: string;
  debtor: string;
  debtorName: string;
  /** "" is the administration's own. */
  currency: string;
  total: Cents;
  state: ExportState;
  /** Since when it is in this state. */
  since: string;
  entryNumber: string | null;
  pdfHash: string | null;
  pdfError: string | null;
  gone: boolean;
  /** Of the entry that is or will be sent: who decides on it names what they saw. */
  fingerprint: string;
  findings: Finding[];
  /** Another processed invoice carries the same number; neither is released. */
  isTwin: boolean;
  /** What is under way for it; null for none. */
  release: Release | null;
}

export interface Release {
  exportId: number;
  releasedById: number;
  releasedBy: string;
  releasedAt: string;
  approvedById: number | null;
  approvedBy: string | null;
  approvedAt: string | null;
  /** Of the policy that let it go by itself, in the name of these two; null where they did. */
  policyVersion: number | null;
}

interface Stored extends Omit<InvoiceRow, "gone" | "isTwin" | "findings" | "release"> {
  gone: number;
  isTwin: number;
  findings: string;
  exportId: number | null;
  releasedById: number;
  releasedBy: string;
  releasedAt: string;
  approvedById: number | null;
  approvedBy: string | null;
  approvedAt: string | null;
  policyVersion: number | null;
}

/** Whether another processed invoice carries its number: one of the two would take the other's entry for its own. */
export const hasTwin = `EXISTS (SELECT 1 FROM invoice AS twin
    WHERE twin.administrationId = invoice.administrationId AND twin.number = invoice.number AND twin.number <> ''
      AND twin.id <> invoice.id AND NOT twin.gone AND twin.state <> 'draft')`;

const select = `
  SELECT invoice.id, ${hasTwin} AS isTwin, sourceId, number, kind, date, debtor, debtorName, currency, total, state, since, entryNumber,
    invoice.pdfHash, pdfError, gone, ifnull(export.fingerprint, invoice.fingerprint) AS fingerprint, export.id AS exportId, releasedById, releaser.displayName AS releasedBy, releasedAt,
    approvedById, approver.displayName AS approvedBy, approvedAt, policyVersion,
    (SELECT json_group_array(json(finding) ORDER BY place) FROM invoice_finding WHERE invoiceId = invoice.id) AS findings
  FROM invoice LEFT JOIN invoice_export AS export ON export.invoiceId = invoice.id AND export.endedAt IS NULL
    LEFT JOIN account AS releaser ON releaser.id = releasedById
    LEFT JOIN account AS approver ON approver.id = approvedById`;

function read(row: Stored): InvoiceRow {
  const { exportId, releasedById, releasedBy, releasedAt, ...of } = row;
  const { approvedById, approvedBy, approvedAt, policyVersion, isTwin, ...rest } = of;
  return {
    ...rest,
    isTwin: isTwin === 1,
    gone: row.gone === 1,
    findings: JSON.parse(row.findings),
    release:
      exportId === null
        ? null
        : { exportId, releasedById, releasedBy, releasedAt, approvedById, approvedBy, approvedAt, policyVersion },
  };
}

export const invoiceOrders = ["number", "date", "debtor", "total", "since"] as const;
export type InvoiceOrder = (typeof invoiceOrders)[number];

export interface InvoiceFilter {
  administrationId: number;
  /** Only these, by their own number. */
  ids?: readonly number[];
  states?: readonly ExportState[];
  /** Whether it is released and under way. */
  released?: boolean;
  /** Whether it has a warning, and is still in Milestones. */
  warned?: boolean;
  /** Whether Milestones could not be told of it. */
  untold?: boolean;
  /** Part of a number, a debtor's code or name, or an amount as it is written. */
  search?: string;
  /** A finding's code, and what causes it. */
  code?: string;
  causeKey?: string;
  /** Newest date first where nothing is said; invoices alike by number. */
  sort?: { by: InvoiceOrder; descending: boolean };
  offset?: number;
  limit?: number;
}

const columnsOf: Readonly<Record<InvoiceOrder, readonly string[]>> = {
  number: ["number"],
  date: ["date"],
  debtor: ["debtorName COLLATE NOCASE", "debtor"],
  total: ["total"],
  since: ["since"],
};

function orderOf({ sort = { by: "date", descending: true } }: InvoiceFilter): string {
  const direction = sort.descending ? "DESC" : "ASC";
  return [...columnsOf[sort.by], "number", "invoice.id"].map((column) => `${column} ${direction}`).join(", ");
}

/** In the order asked for. */
export function invoiceRows(db: Database, filter: InvoiceFilter): InvoiceRow[] {
  const { where, values } = conditions(filter);
  return db
    .prepare<[Record<string, unknown>], Stored>(
      `${select} WHERE ${where} ORDER BY ${orderOf(filter)} LIMIT @limit OFFSET @offset`,
    )
    .all({ ...values, limit: filter.limit ?? 100, offset: filter.offset ?? 0 })
    .map(read);
}

/** How many invoices the filter lets through, and what they come to in each currency. */
export function invoiceTotals(
  db: Database,
  filter: InvoiceFilter,
): { currency: string; invoices: number; total: Cents }[] {
  const { where, values } = conditions(filter);
  return db
    .prepare<[Record<string, unknown>], { currency: string; invoices: number; total: Cents }>(
      `SELECT currency, count(*) AS invoices, sum(total) AS total FROM invoice WHERE ${where} GROUP BY currency`,
    )
    .all(values);
}

const underWay = `EXISTS (SELECT 1 FROM invoice_export WHERE invoiceId = invoice.id AND endedAt IS NULL)`;

const isWarned = `(NOT gone AND EXISTS (SELECT 1 FROM invoice_finding
    WHERE invoiceId = invoice.id AND severity = 'warning'))`;

function conditions({
  administrationId,
  ids,
  states,
  released,
  warned,
  untold,
  search,
  code,
  causeKey,
}: InvoiceFilter) {
  const text = search?.trim() ?? "";
  // why: an amount is typed as 1.210,00, 1210.00 or 1210.
  const digits = text.replace(/[.,](?=\d{3}\b)/g, "").replace(",", ".");
  const amount = /^-?\d+(\.\d{1,2})?$/.test(digits) ? Math.round(Number(digits) * 100) : null;
  const where = [
    `administrationId = @administrationId AND ${shown}`,
    ...(ids ? [`invoice.id IN (SELECT value FROM json_each(@ids))`] : []),
    ...(states ? [`state IN (SELECT value FROM json_each(@states))`] : []),
    ...(released === undefined ? [] : [released ? underWay : `NOT ${underWay}`]),
    ...(warned === undefined ? [] : [warned ? isWarned : `NOT ${isWarned}`]),
    ...(untold === undefined ? [] : [untold ? isUntold : `NOT ${isUntold}`]),
    ...(text === ""
      ? []
      : [
          `(instr(lower(number), lower(@text)) OR instr(lower(debtor), lower(@text)) OR instr(lower(debtorName), lower(@text))
            OR abs(total) = abs(@amount))`,
        ]),
    ...(code
      ? [
          `EXISTS (SELECT 1 FROM invoice_finding WHERE invoiceId = invoice.id AND code = @code
             AND (@causeKey IS NULL OR causeKey = @causeKey))`,
        ]
      : []),
  ].join(" AND ");
  const values = {
    administrationId,
    ids: JSON.stringify(ids ?? []),
    states: JSON.stringify(states ?? []),
    text,
    amount,
    code: code ?? null,
    causeKey: causeKey ?? null,
  };
  return { where, values };
}

/** How many are in each state and what they come to, in the administration's own currency and in others. */
export interface PipelineStep {
  state: ExportState;
  invoices: number;
  /** Of those in state ready: released and waiting for an approver. */
  released: number;
  amounts: { currency: string; total: Cents }[];
}

export function pipeline(db: Database, administrationId: number): PipelineStep[] {
  const rows = db
    .prepare<[number], { state: ExportState; currency: string; invoices: number; released: number; total: Cents }>(
      `SELECT state, currency, count(*) AS invoices, sum(total) AS total,
         sum(${underWay}) AS released
       FROM invoice WHERE administrationId = ? AND ${shown} GROUP BY state, currency ORDER BY currency`,
    )
    .all(administrationId);
  return exportStates.map((state) => {
    const own = rows.filter((row) => row.state === state);
    const count = (of: "invoices" | "released") => own.reduce((sum, row) => sum + row[of], 0);
    const amounts = own.map(({ currency, total }) => ({ currency, total }));
    return { state, invoices: count("invoices"), released: state === "ready" ? count("released") : 0, amounts };
  });
}

/** What blocks invoices, most money first. */
export function waitingCauses(db: Database, administration: Administration): RootCause[] {
  const own = ownCurrency(db, administration);
  const rows = db
    .prepare<[number], Pick<Stored, "id" | "number" | "total" | "currency"> & { finding: string }>(
      `SELECT invoice.id, number, total, currency, finding FROM invoice JOIN invoice_finding ON invoiceId = invoice.id
       WHERE administrationId = ? AND state = 'blocked' AND severity = 'blocking' AND ${shown}
       ORDER BY invoice.id, place`,
    )
    .all(administration.id);
  const held = new Map<number, HeldUp & { findings: Finding[] }>();
  for (const { id, number, total, currency, finding } of rows) {
    const one = held.get(id) ?? { number, total, currency, findings: [] };
    one.findings.push(JSON.parse(finding) as Finding);
    held.set(id, one);
  }
  return rootCauses([...held.values()], own);
}

export interface Attempt {
  id: number;
  exportId: number;
  requestId: string;
  kind: "book" | "look_up";
  startedAt: string;
  answeredAt: string | null;
  outcome: string | null;
  detail: Record<string, unknown>;
}

export interface InvoiceDetail extends InvoiceRow {
  administrationId: number;
  invoice: Invoice;
  /** What is or will be sent. */
  entry: SalesEntry;
  /** Whether that is frozen: released and under way, or booked. */
  isFrozen: boolean;
  /** Why each value is what it is, by the last snapshot; null where what was frozen is no longer what it would be now. */
  why: Why | null;
  fingerprint: string;
  attempts: Attempt[];
  /** Each time that Milestones was told of it. */
  tellings: Telling[];
  /** Newest first. */
  events: Event[];
}

/** Everything that is known of one invoice; null where there is none, or none of this administration. */
export function invoiceDetail(db: Database, administration: Administration, id: number): InvoiceDetail | null {
  return atOneMoment(db, () => {
    const row = db
      .prepare<[number, number], Stored>(`${select} WHERE invoice.id = ? AND administrationId = ?`)
      .get(id, administration.id);
    const known = invoiceFacts(db, administration);
    if (!row || !known) return null;
    const stored = db
      .prepare<[number], { record: string; fingerprint: string }>(
        `SELECT record, fingerprint FROM invoice WHERE id = ?`,
      )
      .get(id);
    const frozen = db
      .prepare<[number], { entry: string; fingerprint: string }>(
        `SELECT entry, fingerprint FROM invoice_export
         WHERE invoiceId = ? AND (endedAt IS NULL OR "end" IN ('booked', 'already_booked')) ORDER BY id DESC LIMIT 1`,
      )
      .get(id);
    const invoice = JSON.parse(stored?.record ?? "null") as Invoice;
    const now = salesEntry(invoice, known);
    return {
      ...read(row),
      administrationId: administration.id,
      invoice,
      entry: frozen ? (JSON.parse(frozen.entry) as SalesEntry) : now.entry,
      isFrozen: frozen !== undefined,
      why: !frozen || frozen.fingerprint === stored?.fingerprint ? now.why : null,
      fingerprint: frozen?.fingerprint ?? stored?.fingerprint ?? "",
      attempts: attemptsOf(db, id),
      tellings: tellingsOf(db, id),
      events: events(db, { administrationId: administration.id, subject: row.number }).filter(({ kind }) =>
        kind.startsWith("invoice_"),
      ),
    };
  });
}

function attemptsOf(db: Database, invoiceId: number): Attempt[] {
  return db
    .prepare<[number], Omit<Attempt, "detail"> & { detail: string }>(
      `SELECT attempt.id, exportId, requestId, kind, startedAt, answeredAt, outcome, detail
       FROM export_attempt AS attempt JOIN invoice_export AS export ON export.id = exportId
       WHERE invoiceId = ? ORDER BY attempt.id`,
    )
    .all(invoiceId)
    .map((row) => ({ ...row, detail: JSON.parse(row.detail) }));
}

/** One line of `tieout invoices list --json`. */
export interface ListedInvoice {
  number: string;
  date: string;
  state: ExportState;
  findings: string[];
  warnings: string[];
  total: string;
  currency: string;
  entryNumber: string | null;
}

/** Every invoice of an administration, by number. */
export function listedInvoices(db: Database, administration: Administration): ListedInvoice[] {
  const own = ownCurrency(db, administration);
  return invoiceRows(db, { administrationId: administration.id, limit: -1 })
    .map(({ number, date, state, findings, total, currency, entryNumber }) => ({
      number,
      date,
      state,
      findings: codesOf(findings.filter(({ severity }) => severity === "blocking")),
      warnings: codesOf(findings.filter(({ severity }) => severity === "warning")),
      total: euros(total),
      currency: currency || own,
      entryNumber,
    }))
    .sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0));
}

/** Where the invoices of an administration stand as a whole; null before the first complete pull. */
export function invoiceStanding(
  db: Database,
  administrationId: number,
): { version: number; judgedAt: string; judgedBy: string; lastCompleteAt: string | null } | null {
  const row = db
    .prepare<[number], { version: number; judgedAt: string; judgedBy: string; lastCompleteAt: string | null }>(
      `SELECT version, judgedAt, judgedBy, lastCompleteAt FROM invoice_standing WHERE administrationId = ?`,
    )
    .get(administrationId);
  return row ?? null;
}
