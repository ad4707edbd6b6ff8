// What the page of all invoices shows, made on the server: sentences of findings and states come in the reader's words,
// amounts as decimal text.
import { type Finding, inWords } from "../../core/invoices/findings.ts";
import { euros } from "../../core/invoices/money.ts";
import type { RootCause } from "../../core/invoices/root-causes.ts";
import { stateInWords } from "../../core/invoices/state-texts.ts";
import { refusal } from "../../core/permissions.ts";
import type { ExportState } from "../../core/states.ts";
import type { NamedPair } from "../../prisma/invoice-views.ts";
import type { InvoiceRow } from "../../prisma/invoices.ts";
import type { Language } from "../i18n/words.ts";
import { administrationIn, type Visit } from "../session/guard.ts";
import { type Problem, problemOfNote } from "../session/problem.ts";
import { filterOf, readAddress } from "./address.ts";
import { type Amount, amountsOf, stagesOf, waitingOf } from "./amounts.ts";
import { toldValues } from "./told-values.ts";

export const shownAtOnce = 50;

/** Root causes on one page; what follows comes to less money. */
const causesAtOnce = 100;

export interface ListedRow
  extends Pick<InvoiceRow, "id" | "number" | "kind" | "date" | "debtor" | "debtorName" | "gone" | "isTwin"> {
  state: ExportState;
  stateName: string;
  since: string;
  currency: string;
  amount: string;
  entryNumber: string | null;
  hasPdf: boolean;
  pdfError: string | null;
  release: InvoiceRow["release"];
  /** The first of what blocks it, or of what should be known; null for nothing. */
  finding: { sentence: string; blocks: boolean } | null;
  /** How many findings there are besides. */
  more: number;
  /** What a person does next, where it needs attention. */
  next: string | null;
}

const attention: readonly ExportState[] = ["refused", "mismatch", "no_answer"];

export const inReadersWords = ({ text, values }: Finding, language: Language) =>
  inWords({ text, values: toldValues(values, language) }, language);

export function listedRow(row: InvoiceRow, own: string, language: Language): ListedRow {
  const { id, number, kind, date, debtor, debtorName, gone, isTwin, state, since, entryNumber, pdfError, release } =
    row;
  const blocking = row.findings.filter(({ severity }) => severity === "blocking");
  const first = blocking[0] ?? row.findings[0];
  return {
    ...{ id, number, kind, date, debtor, debtorName, gone, isTwin, state, since, entryNumber, pdfError, release },
    stateName: stateInWords(state, language).name,
    next: attention.includes(state) ? stateInWords(state, language).next : null,
    currency: row.currency || own,
    amount: euros(row.total),
    hasPdf: row.pdfHash !== null,
    finding: first
      ? { sentence: inReadersWords(first, language).sentence, blocks: first.severity === "blocking" }
      : null,
    more: Math.max(0, row.findings.length - 1),
  };
}

export interface ShownCause {
  code: string;
  cause: string;
  sentence: string;
  remedy: string;
  invoices: number;
  amounts: Amount[];
  /** Of the own currency. */
  freed: { invoices: number; amount: string };
  pairs: NamedPair[];
}

function shownCause(
  cause: RootCause,
  own: string,
  language: Language,
  pairs: (of: Finding) => NamedPair[],
): ShownCause {
  const { code, finding, invoices, amount, others, freed } = cause;
  const sums = Object.entries(others).map(([currency, total]) => ({ currency, total }));
  return {
    code,
    cause: cause.cause.key,
    ...inReadersWords(finding, language),
    invoices: invoices.length,
    amounts: amountsOf([...(amount > 0 || sums.length === 0 ? [{ currency: own, total: amount }] : []), ...sums], own),
    freed: { invoices: freed.invoices, amount: euros(freed.amount) },
    pairs: pairs(finding),
  };
}

export function listData(visit: Visit) {
  const { context, language, account, request } = visit;
  const { db, store } = context;
  const administration = administrationIn(visit);
  const { id, code } = administration;
  const address = readAddress(new URL(request.url).searchParams);
  const filter = filterOf(address, id);
  return store.atOneMoment(db, () => {
    const own = store.ownCurrency(db, administration);
    const steps = store.pipeline(db, id);
    const found = store.invoiceTotals(db, filter);
    const total = found.reduce((sum, { invoices }) => sum + invoices, 0);
    const pages = Math.max(1, Math.ceil(total / shownAtOnce));
    const page = Math.min(address.page, pages);
    const rows = store.invoiceRows(db, { ...filter, limit: shownAtOnce, offset: (page - 1) * shownAtOnce });
    const causes = store.waitingCauses(db, administration);
    const [lastRun] = store.invoiceRuns(db, id, 1);
    const problem: Problem | null = lastRun?.error ? problemOfNote(lastRun.error, language) : null;
    return {
      code,
      // What waits for a person stands in its own list.
      still: store.stuckInvoices(db, id).filter(({ state }) => state === "approved" || state === "sent"),
      loose: store.looseLines(db, id),
      untold: administration.settings.invoices.telling.isOn
        ? store
            .invoiceTotals(db, { administrationId: id, untold: true })
            .reduce((sum, { invoices }) => sum + invoices, 0)
        : 0,
      online: store.presenceOf(db, administration.settings.agent).online,
      base: `/a/${encodeURIComponent(code)}`,
      own,
      standing: store.invoiceStanding(db, id),
      pulling: lastRun?.state === "running",
      problem,
      stages: stagesOf(steps, own),
      waiting: waitingOf(steps, own),
      causes: causes
        .slice(0, causesAtOnce)
        .map((one) => shownCause(one, own, language, ({ pairs }) => store.pairsNamed(db, id, pairs.slice(0, 3)))),
      causesInAll: causes.length,
      rows: rows.map((row) => listedRow(row, own, language)),
      total,
      amounts: amountsOf(found, own),
      page,
      pages,
      me: { id: account.id, role: account.role },
      may: {
        propose: refusal(account, "propose") === null,
        decide: refusal(account, "decide") === null,
        pull: refusal(account, "pull") === null,
      },
    };
  });
}

export type ListData = ReturnType<typeof listData>;
