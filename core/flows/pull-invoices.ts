// The story of a pull of invoices: Milestones' invoices with all they point at, and everything in Globe that they are
// judged by, are read whole, both at once; then PDFs that are not known yet. Only then is anything judged and written.

import type { Administration } from "../administration.ts";
import { asTieoutError, TieoutError } from "../errors.ts";
import { facts, type GlobeRecords, globeFields } from "../invoices/facts.ts";
import { type Invoice, invoices, type MilestonesRecords, milestonesFields } from "../invoices/invoice.ts";
import { invoiceHash, judgedInvoice } from "../invoices/judge.ts";
import { invoiceSettingsOf } from "../invoices/settings.ts";
import type { InvoicePdfs, InvoicePullStore, InvoicesMoved, PdfRead } from "../ports/invoices.ts";
import type { RunTrigger, SideReader } from "../ports/pull.ts";
import type { RawRecord } from "../reconcile/references.ts";

export interface InvoicePullPorts {
  store: InvoicePullStore;
  globe: SideReader;
  milestones: SideReader;
  pdfs: InvoicePdfs;
}

export interface InvoicePullTask {
  administration: Administration;
  trigger: RunTrigger;
  requestedBy: number | null;
}

export type InvoicePullEnd =
  | { runId: number; state: "complete"; moved: InvoicesMoved }
  | { runId: number; state: "incomplete" | "failed"; error: TieoutError };

/** Pulls and judges the invoices of one administration; null where a pull of them is still going. */
export async function pullInvoices(
  ports: InvoicePullPorts,
  { administration, trigger, requestedBy }: InvoicePullTask,
  signal: AbortSignal,
): Promise<InvoicePullEnd | null> {
  const { store } = ports;
  const runId = store.openRun({ administrationId: administration.id, trigger, requestedBy });
  if (runId === null) return null;
  try {
    const onPage = (read: { pages: number; records: number }) => store.progress(runId, read);
    const { globe, milestones } = await bothSides(ports, administration, signal, onPage);
    const settings = invoiceSettingsOf(administration);
    const known = facts(globe, settings);
    const judged = invoices(milestones, settings).map((invoice) => judgedInvoice(invoice, known));
    const pdfs = await newPdfs(
      ports,
      administration,
      judged.map(({ invoice }) => invoice),
      signal,
    );
    signal.throwIfAborted();
    const moved = store.complete(runId, { globe, milestones, judged, pdfs });
    return { runId, state: "complete", moved };
  } catch (thrown) {
    const error = signal.aborted
      ? new TieoutError("pull_stopped", { values: { entity: "invoice" } })
      : asTieoutError(thrown);
    const state = error.code === "unexpected" ? "failed" : "incomplete";
    store.fail(runId, state, error.note);
    return { runId, state, error };
  }
}

/** Reads both systems at once; the first fault stops the other side too. */
async function bothSides(
  { store, globe, milestones }: InvoicePullPorts,
  administration: Administration,
  signal: AbortSignal,
  onPage: (read: { pages: number; records: number }) => void,
): Promise<{ globe: GlobeRecords; milestones: MilestonesRecords }> {
  const last = store.lastComplete(administration.id);
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const read = { pages: 0, records: 0 };

  async function whole(
    side: "Globe" | "Milestones",
    reader: SideReader,
    all: Readonly<Record<string, readonly string[]>>,
  ) {
    const found: Record<string, RawRecord[]> = {};
    for (const [entity, fields] of Object.entries(all)) {
      const records: RawRecord[] = [];
      for await (const page of reader.read({ entity, fields }, both)) {
        records.push(...page);
        read.pages += 1;
        read.records += page.length;
        onPage(read);
      }
      const before = last?.[`${side} ${entity}`] ?? 0;
      // why: an empty answer where there was something is taken for a fault, never for the truth.
      if (records.length === 0 && before > 0)
        throw new TieoutError("side_empty", { values: { side, entity, records: before } });
      found[entity] = records;
    }
    return found;
  }

  const stopping = (thrown: unknown) => {
    stop.abort(thrown);
    throw thrown;
  };
  const sides = await Promise.allSettled([
    whole("Globe", globe, globeFields).catch(stopping),
    whole("Milestones", milestones, milestonesFields).catch(stopping),
  ]);
  if (stop.signal.aborted) throw stop.signal.reason;
  const [left, right] = sides;
  if (left.status === "rejected") throw left.reason;
  if (right.status === "rejected") throw right.reason;
  return { globe: left.value as unknown as GlobeRecords, milestones: right.value as unknown as MilestonesRecords };
}

/** PDFs read at once. */
const atOnce = 4;

/** The PDFs of processed invoices that are new, have moved, or could not be read before. */
async function newPdfs(
  { store, pdfs }: InvoicePullPorts,
  administration: Administration,
  all: readonly Invoice[],
  signal: AbortSignal,
): Promise<Map<string, PdfRead>> {
  const known = store.known(administration.id);
  const wanted = all.filter((invoice) => {
    const before = known.get(invoice.id);
    if (!invoice.processed || invoice.kind === "other") return false;
    return before?.pdfHash == null || before.recordHash !== invoiceHash(invoice);
  });
  const found = new Map<string, PdfRead>();
  let away: string | null = null;

  async function read(invoice: Invoice): Promise<PdfRead> {
    // why: while Milestones is away every one of many would wait for it in vain; the next pull asks again.
    if (away !== null) return { error: away };
    try {
      return { hash: await store.keepPdf((await pdfs.pdfOf(invoice.id, signal)).bytes) };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = asTieoutError(thrown);
      if (error.code === "source_unreachable" || error.code === "source_sign_in") away = error.message;
      return { error: error.message };
    }
  }

  const waiting = wanted[Symbol.iterator]();
  const lane = async () => {
    for (const invoice of waiting) found.set(invoice.id, await read(invoice));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return found;
}
