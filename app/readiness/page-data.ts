// What the go-live page shows, made on the server: sentences in the reader's words, amounts as decimal text.
import { euros } from "../../core/invoices/money.ts";
import { refusal } from "../../core/permissions.ts";
import type { Money, Row } from "../../core/readiness/finding.ts";
import { findingInWords, noteInWords, ownerTexts, severityTexts, sourceTexts } from "../../core/readiness/texts.ts";
import type { BriefFinding } from "../../prisma/readiness-reader.ts";
import type { SignOff } from "../../prisma/readiness-trail.ts";
import type { Language } from "../i18n/words.ts";
import type { Amount } from "../invoices/amounts.ts";
import { administrationIn, type Visit } from "../session/guard.ts";
import { problemOfNote } from "../session/problem.ts";

/** Days on the chart. */
const daysShown = 30;
const dossiersShown = 5;

const amountsOf = ({ own, others }: Money, currency: string): Amount[] => [
  ...(own === 0 ? [] : [{ currency, amount: euros(own) }]),
  ...Object.entries(others).map(([code, amount]) => ({ currency: code, amount: euros(amount) })),
];

const shownRow = ({ kind, key, title, notes, money }: Row, currency: string, language: Language) => ({
  ...{ kind, key, title },
  notes: notes.map((note) => noteInWords(note, language)).join("; "),
  amounts: money ? amountsOf(money, currency) : [],
});

export function shownFinding(finding: BriefFinding, currency: string, language: Language) {
  const { code, outcome, blocks, owner, source, count, pairs, rows, money } = finding;
  return {
    ...{ code, outcome, blocks, count, pairs },
    ...findingInWords(finding, language),
    outcomeName: severityTexts[outcome][language],
    department: ownerTexts[owner][language],
    source: sourceTexts[source][language],
    rows: rows.map((one) => shownRow(one, currency, language)),
    money: money && money.invoices > 0 ? { invoices: money.invoices, amounts: amountsOf(money, currency) } : null,
  };
}

export type ShownFinding = ReturnType<typeof shownFinding>;

/** What moved since a sign-off that no longer holds; none where only rows did. */
function lapsedShown({ step, by, at, was }: SignOff, findings: readonly BriefFinding[], language: Language) {
  const told = (outcome: BriefFinding["outcome"], count: number) =>
    severityTexts[outcome][language].toLowerCase() + (count > 0 ? ` (${count})` : "");
  const moved = findings.flatMap((finding) => {
    const before = was[finding.code];
    if (!before || (before.outcome === finding.outcome && before.count === finding.count)) return [];
    const { question } = findingInWords(finding, language);
    return [{ question, before: told(before.outcome, before.count), after: told(finding.outcome, finding.count) }];
  });
  return { step, by, at, moved };
}

export async function pageData(visit: Visit) {
  const { context, language, account } = visit;
  const { db, store, readiness, dossiers } = context;
  const administration = administrationIn(visit);
  const { id, code } = administration;
  const { found } = await readiness.check(administration);
  const { ready, reviewed, lapsed } = store.signOffStanding(db, id, found.fingerprint);
  const signed = (one: SignOff | null) => one && { byId: one.byId, by: one.by, at: one.at, comment: one.comment };
  const last = lapsed.at(-1);
  const making = dossiers.standing(id);
  return {
    ...{ code, base: `/a/${encodeURIComponent(code)}` },
    ...{ checkedAt: found.checkedAt, situation: found.situation, verdict: found.verdict, currency: found.currency },
    fingerprint: found.fingerprint,
    findings: found.findings.map((one) => shownFinding(one, found.currency, language)),
    days: store
      .readinessDays(db, id)
      .slice(-daysShown)
      .map((day) => ({ ...day, amount: euros(day.amount) })),
    owners: Object.fromEntries(store.readinessOwners(db, id)),
    people: store
      .accounts(db)
      .filter(({ disabled }) => !disabled)
      .map((one) => ({ id: one.id, name: one.displayName })),
    signOff: {
      ...{ ready: signed(ready), reviewed: signed(reviewed) },
      lapsed: last && !ready ? lapsedShown(last, found.findings, language) : null,
    },
    dossiers: {
      going: making?.going === true,
      failed: making?.going === false ? problemOfNote(making.failed, language) : null,
      made: store
        .dossiers(db, id)
        .filter(({ workbook }) => workbook !== undefined)
        .slice(0, dossiersShown)
        .map(({ id: event, at, madeBy, seal }) => ({ id: event, at, madeBy, seal })),
    },
    me: account.id,
    may: {
      ...{ sign: refusal(account, "propose") === null, review: refusal(account, "decide") === null },
      ask: refusal(account, "pull") === null,
    },
  };
}

export type ReadinessPageData = Awaited<ReturnType<typeof pageData>>;
