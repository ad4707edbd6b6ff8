// The findings of one kind: what was found, what it holds up, what to do and who sees to it. What is in order is folded.
import { Link } from "@remix-run/react";
import { midSentence } from "../i18n/format.ts";
import { useWords } from "../i18n/use-words.ts";
import { invoicesAt } from "../invoices/address.ts";
import { useMoney } from "../invoices/use-money.ts";
import { OwnerChoice } from "./owner-choice.tsx";
import type { ReadinessPageData, ShownFinding } from "./page-data.ts";
import type { Group } from "./readiness-page.tsx";

interface FindingListProps {
  page: ReadinessPageData;
  group: Group;
  findings: readonly ShownFinding[];
}

export const groupChips: Readonly<Record<Group, string>> = {
  blocks: "is-failed",
  major: "is-different",
  minor: "is-running",
  unknown: "is-not_comparable",
  ok: "is-equal",
};

export function FindingList({ page, group, findings }: FindingListProps) {
  const { t } = useWords();
  const none = findings.length === 0;
  if (none && group !== "blocks") return null;
  const list = none ? (
    <p className="px-4 pb-3">{t("readiness.noneBlocks")}</p>
  ) : (
    <ol className="judgements">
      {findings.map((finding) => (
        <FindingRow key={finding.code} {...{ page, group, finding }} />
      ))}
    </ol>
  );
  const head = (
    <>
      {t(`readiness.group.${group}`)} <span className={`chip ${groupChips[group]}`}>{findings.length}</span>
    </>
  );
  if (group !== "ok")
    return (
      <section className="card" aria-labelledby={group}>
        <h2 id={group} className="px-4 pt-3 pb-1">
          {head}
        </h2>
        {list}
      </section>
    );
  return (
    <details className="card">
      <summary className="cursor-pointer px-4 py-3 font-semibold">{head}</summary>
      {list}
    </details>
  );
}

function FindingRow({ page, group, finding }: { page: ReadinessPageData; group: Group; finding: ShownFinding }) {
  const { sums } = useMoney();
  const { code, question, sentence, remedy, money, department, source } = finding;
  return (
    <li id={code}>
      <div className="min-w-0">
        <h3 className="font-semibold">{question}</h3>
        <p>{sentence}</p>
        <p>
          <FoundRows {...{ finding }} base={page.base} />
        </p>
        {group !== "ok" && <p className="text-ink-2">→ {remedy}</p>}
        <Evidence finding={finding} />
      </div>
      <p className="finding-money num">{money && <b>{sums(money.amounts)}</b>}</p>
      {group !== "ok" && (
        <div>
          <OwnerChoice page={page} rule={code} question={question} />
          <p className="hint" title={source}>
            {department}
          </p>
        </div>
      )}
    </li>
  );
}

/** Leads to exactly the rows that the finding counts. */
function FoundRows({ base, finding }: { base: string; finding: ShownFinding }) {
  const { t, n } = useWords();
  const { code, pairs, rows, count } = finding;
  const kind = rows[0]?.kind;
  const links = pairs.map(({ entity, count: of }) => (
    <Link key={entity} className="link mr-3 whitespace-nowrap" to={`${base}/${entity}?finding=${code}`}>
      {t("readiness.rows", { n: n(of), what: midSentence(t(of === 1 ? `entityOne.${entity}` : `entity.${entity}`)) })}
    </Link>
  ));
  if (kind === "invoice")
    links.push(
      <Link
        key="invoice"
        className="link whitespace-nowrap"
        to={invoicesAt(base, { show: code === "open_invoices" ? "held" : "warned" })}
      >
        {t("readiness.invoiceRows", { count })}
      </Link>,
    );
  if (kind === "decision")
    links.push(
      <Link key="decision" className="link whitespace-nowrap" to={`${base}/decisions`}>
        {t("readiness.decisionRows", { count })}
      </Link>,
    );
  if (kind === "run")
    links.push(
      <Link key="run" className="link whitespace-nowrap" to={`${base}/runs`}>
        {t("readiness.runRows", { count })}
      </Link>,
    );
  return <>{links}</>;
}

export function Evidence({ finding: { rows, count } }: { finding: ShownFinding }) {
  const { t, n } = useWords();
  const { sums } = useMoney();
  if (rows.length === 0) return null;
  return (
    <details className="mt-1">
      <summary className="hint cursor-pointer">{t("readiness.evidence")}</summary>
      <ul className="mt-1">
        {rows.map(({ kind, key, title, notes, amounts }) => (
          <li key={`${kind} ${key}`}>
            <span className="code">{key}</span> {title}
            <span className="hint">
              {notes && ` ${notes}`} {sums(amounts)}
            </span>
          </li>
        ))}
        {count > rows.length && <li className="hint">{t("readiness.more", { n: n(count - rows.length) })}</li>}
      </ul>
    </details>
  );
}
