// What the page of one invoice shows, made on the server: its entry as Globe will get it with the reason of each value,
// what stands in its way, and what happened to it.
import { data } from "@remix-run/node";
import { type EntryReason, reasonInWords } from "../../core/invoices/entry-reasons.ts";
import type { Finding } from "../../core/invoices/findings.ts";
import { ledgerRows } from "../../core/invoices/ledger.ts";
import { euros, sum } from "../../core/invoices/money.ts";
import type { EntryHeader, EntryLine } from "../../core/invoices/sales-entry.ts";
import { stateInWords } from "../../core/invoices/state-texts.ts";
import { toldStates } from "../../core/invoices/telling.ts";
import type { InvoiceDetail } from "../../prisma/invoices.ts";
import type { Language } from "../i18n/words.ts";
import { administrationIn, type Visit } from "../session/guard.ts";
import { history, lastWord } from "./history-data.ts";
import { inReadersWords, listedRow } from "./list-data.ts";
import { toldValues } from "./told-values.ts";

/** A value by Globe's own name of it. */
export interface ShownValue<Name extends string> {
  name: Name;
  /** Null: not sent. */
  value: string | null;
  /** In words; null where it is no longer known. */
  why: string | null;
}

function shownValues<Part extends object>(
  part: Part,
  why: Record<keyof Part, EntryReason> | undefined,
  language: Language,
): ShownValue<Extract<keyof Part, string>>[] {
  return Object.entries<string | null>(part as Record<string, string | null>).map(([name, value]) => ({
    name: name as Extract<keyof Part, string>,
    value: value === null ? null : value.trim(),
    why: why ? reasonOf(why[name as keyof Part], language) : null,
  }));
}

const reasonOf = ({ reason, values }: EntryReason, language: Language): string =>
  reasonInWords({ reason, values: toldValues(values, language) }, language);

function shownEntry({ entry, why }: InvoiceDetail, language: Language) {
  const ledger = ledgerRows(entry);
  return {
    header: shownValues<EntryHeader>(entry.header, why?.header, language),
    lines: entry.lines.map((line, at) => shownValues<EntryLine>(line, why?.lines[at], language)),
    totals: entry.totals,
    fileName: entry.document.FileName,
    ledger: ledger.map(({ debit, credit, ...row }) => ({
      ...row,
      debit: debit === 0 ? null : euros(debit),
      credit: credit === 0 ? null : euros(credit),
    })),
    debit: euros(sum(ledger.map(({ debit }) => debit))),
    credit: euros(sum(ledger.map(({ credit }) => credit))),
  };
}

export type ShownEntry = ReturnType<typeof shownEntry>;

/** Where telling Milestones of it stands; null where nothing is told of an invoice in this state. */
function tellingShown({ tellings, state }: InvoiceDetail, isOn: boolean) {
  if (!toldStates.some((one) => one === state)) return null;
  const last = tellings.findLast(({ outcome }) => outcome !== null);
  if (!last) return { stands: isOn ? ("waiting" as const) : ("off" as const), at: null, outcome: null, reason: null };
  const { outcome, reason, endedAt: at } = last;
  return {
    stands: outcome === "told" || outcome === "already" ? ("told" as const) : ("failed" as const),
    at,
    outcome,
    reason,
  };
}

export function detailData(visit: Visit) {
  const { context, language, account, params } = visit;
  const { db, store } = context;
  const administration = administrationIn(visit);
  const detail = store.invoiceDetail(db, administration, Number(params.id));
  if (!detail) throw data({ problem: null }, { status: 404 });
  const own = store.ownCurrency(db, administration);
  const shownFinding = (finding: Finding) => ({
    severity: finding.severity,
    ...inReadersWords(finding, language),
    lines: finding.lines,
    pairs: store.pairsNamed(db, administration.id, finding.pairs.slice(0, 5)),
  });
  const pdf = store.invoicePdf(db, administration.id, detail.id);
  return {
    code: administration.code,
    base: `/a/${encodeURIComponent(administration.code)}`,
    own,
    row: listedRow(detail, own, language),
    words: stateInWords(detail.state, language),
    dueDate: detail.invoice.dueDate,
    original: detail.invoice.original,
    findings: detail.findings.map(shownFinding),
    entry: shownEntry(detail, language),
    isFrozen: detail.isFrozen,
    fingerprint: detail.fingerprint,
    // why: another edition of the PDF is another address, so that the browser shows it.
    pdf: pdf && `${detail.id}/pdf?v=${pdf.hash.slice(0, 8)}`,
    lastWord: lastWord(detail, language),
    history: history(detail, language),
    telling: tellingShown(detail, administration.settings.invoices.telling.isOn),
    me: { id: account.id, role: account.role },
  };
}

export type DetailData = ReturnType<typeof detailData>;
