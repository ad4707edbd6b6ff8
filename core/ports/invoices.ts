// What invoices need from the outside: their PDFs, a store that keeps what was pulled, and Milestones to be told.
import type { ErrorNote } from "../errors.ts";
import type { GlobeRecords } from "../invoices/facts.ts";
import type { Invoice, MilestonesRecords } from "../invoices/invoice.ts";
import type { SalesEntry } from "../invoices/sales-entry.ts";
import type { Judgement } from "../invoices/state.ts";
import type { RunState } from "../states.ts";
import type { WriteEnd } from "./apply.ts";
import type { RunTrigger } from "./pull.ts";

/** The PDFs of Milestones' invoices. */
export interface InvoicePdfs {
  /** Whole, of 10 MB at most. Throws a TieoutError where there is none that could be read. */
  pdfOf(invoiceId: string, signal: AbortSignal): Promise<{ bytes: Uint8Array; sha256: string }>;
}

/** An invoice with what it comes to, and the entry that it would be now. */
export interface JudgedInvoice {
  invoice: Invoice;
  /** Name of who gets it, as Globe knows it; "" where Globe does not. */
  debtorName: string;
  judgement: Judgement;
  entry: SalesEntry;
  /** Of the entry. */
  fingerprint: string;
}

/** SHA-256 of a stored PDF, or why there is none. */
export type PdfRead = { hash: string } | { error: string };

export interface InvoicesRead {
  globe: GlobeRecords;
  milestones: MilestonesRecords;
  judged: readonly JudgedInvoice[];
  /** By Milestones' id, of those that were asked for in this run. */
  pdfs: ReadonlyMap<string, PdfRead>;
}

/** What a complete pull of invoices changed. */
export interface InvoicesMoved {
  added: number;
  changed: number;
  /** No longer in Milestones. */
  gone: number;
  /** Releases and approvals that no longer hold. */
  lapsed: number;
  /** PDFs that could not be read. */
  withoutPdf: number;
}

/** The part of the store that pulling invoices needs. */
export interface InvoicePullStore {
  /** The new run's number; null where a pull of invoices is still going, which is never doubled. */
  openRun(run: { administrationId: number; trigger: RunTrigger; requestedBy: number | null }): number | null;
  progress(runId: number, read: { pages: number; records: number }): void;
  /** How many records each set and entity had in the last complete run; null before the first. */
  lastComplete(administrationId: number): Readonly<Record<string, number>> | null;
  /** Of each stored invoice, by Milestones' id: a hash over it as it was read, and its PDF's. */
  known(administrationId: number): ReadonlyMap<string, { recordHash: string; pdfHash: string | null }>;
  /** Keeps a PDF; its SHA-256. */
  keepPdf(bytes: Uint8Array): Promise<string>;
  /** Writes what was read and judged, closes the run, and appends its events: one transaction. */
  complete(runId: number, read: InvoicesRead): InvoicesMoved;
  /** Closes the run; everything stays as it was. */
  fail(runId: number, state: Exclude<RunState, "running" | "complete">, error: ErrorNote): void;
}

/** An invoice as Milestones has it now: all it holds, numbers digit by digit. */
export interface FoundInvoice {
  /** A value as text, by the field's name in the field table, or by Milestones' own; "" for nothing. */
  says(field: string): string;
  /** For `tell`. */
  record: unknown;
  tag: string | null;
}

/** What Milestones is told of its invoices. Reading throws a TieoutError; telling never throws. */
export interface ToldInvoices {
  /** Null where there is no such invoice. */
  invoice(id: string, signal: AbortSignal): Promise<FoundInvoice | null>;
  /** Writes these fields and leaves every other as it was found. Sent once. */
  tell(id: string, found: FoundInvoice, values: Readonly<Record<string, string | null>>): Promise<WriteEnd>;
}
