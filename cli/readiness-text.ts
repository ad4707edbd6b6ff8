// The go-live check as it is printed: for people, and as JSON for scripts.
import Table from "cli-table3";
import type { Language } from "../core/errors.ts";
import { conformity, type Readiness } from "../core/flows/check-readiness.ts";
import { euros } from "../core/invoices/money.ts";
import type { Money } from "../core/readiness/finding.ts";
import { findingInWords, noteInWords, ownerTexts, severityTexts, sourceTexts } from "../core/readiness/texts.ts";

const verdicts = {
  en: {
    ready: "Nothing blocks: may go live",
    blocked: "May not go live yet: {blocks} rules block",
    files: "from files",
  },
  nl: {
    ready: "Niets blokkeert: mag live",
    blocked: "Mag nog niet live: {blocks} regels blokkeren",
    files: "uit bestanden",
  },
};

/** The verdict, then what is not in order, what blocks first. */
export function printReadiness({ administration, verdict, findings, currency }: Readiness, language: Language): string {
  const words = verdicts[language];
  const said = verdict.ready ? words.ready : words.blocked.replace("{blocks}", String(verdict.blocks));
  const table = new Table({ style: { head: [], border: [], "padding-left": 0, "padding-right": 2 }, chars: noLines });
  for (const finding of findings.filter(({ outcome }) => outcome !== "ok")) {
    const { question, sentence } = findingInWords(finding, language);
    const amount = finding.money && finding.money.invoices > 0 ? moneyInWords(finding.money, currency) : "";
    const outcome = severityTexts[finding.outcome][language];
    table.push([finding.blocks && finding.outcome === "unknown" ? `${outcome}!` : outcome, question, sentence, amount]);
  }
  const about = `${administration.code} ${administration.name}`.trim();
  const fine = `${severityTexts.ok[language]}: ${verdict.outcomes.ok}`;
  return `${about}: ${said}\n${table.length > 0 ? `${table.toString()}\n` : ""}${fine}\n`;
}

const lines =
  "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid middle";
const noLines = Object.fromEntries(lines.split(" ").map((name) => [name, ""]));

/** "EUR 1210.00, JPY 90.00". */
export const moneyInWords = ({ own, others }: Money, currency: string): string =>
  [...(own === 0 ? [] : [[currency, own] as const]), ...Object.entries(others)]
    .map(([code, amount]) => `${code} ${euros(amount)}`)
    .join(", ");

const moneyJson = (money: Money | null, currency: string) =>
  money && {
    invoices: money.invoices,
    currency,
    amount: euros(money.own),
    others: Object.fromEntries(Object.entries(money.others).map(([code, amount]) => [code, euros(amount)])),
  };

/** What `--json` prints. */
export function readinessJson(found: readonly Readiness[], language: Language) {
  return {
    ready: found.every(({ verdict }) => verdict.ready),
    administrations: found.map((one) => ({
      ...{ code: one.administration.code, name: one.administration.name, scope: one.scope, checkedAt: one.checkedAt },
      ...one.verdict,
      situation: one.situation,
      findings: one.findings.map((finding) => ({
        ...{ code: finding.code, area: finding.area, outcome: finding.outcome, severity: finding.severity },
        blocks: finding.blocks,
        ...findingInWords(finding, language),
        owner: ownerTexts[finding.owner][language],
        source: sourceTexts[finding.source][language],
        count: finding.count,
        money: moneyJson(finding.money, one.currency),
        missing: finding.missing,
        values: finding.values,
        pairs: finding.pairs,
        rows: finding.rows.map(({ kind, key, title, notes, money }) => ({
          ...{ kind, key, title },
          notes: notes.map((note) => noteInWords(note, language)),
          money: moneyJson(money, one.currency),
        })),
      })),
      leftOut: one.leftOut,
      entities: Object.fromEntries(
        Object.entries(one.entities).map(([name, counts]) => [name, { ...counts, conformity: conformity(counts) }]),
      ),
      snapshots: one.snapshots,
      fingerprint: one.fingerprint,
    })),
  };
}
