// The go-live page: the verdict in one sentence, what blocks first, how it went over the days, and who signed.
import { Link } from "@remix-run/react";
import { Trans } from "react-i18next";
import { useWords } from "../i18n/use-words.ts";
import { useMoney } from "../invoices/use-money.ts";
import { DayChart } from "./day-chart.tsx";
import { DossierCard } from "./dossier-card.tsx";
import { FindingList } from "./finding-list.tsx";
import type { ReadinessPageData, ShownFinding } from "./page-data.ts";
import { ProbeButton } from "./probe-button.tsx";
import { SignOffCard } from "./sign-off-card.tsx";

export const groups = ["blocks", "major", "minor", "unknown", "ok"] as const;
export type Group = (typeof groups)[number];

export const groupOf = ({ blocks, outcome }: ShownFinding): Group =>
  blocks || outcome === "blocking" ? "blocks" : outcome;

export function ReadinessPage({ page }: { page: ReadinessPageData }) {
  const { t, moment } = useWords();
  const { sums } = useMoney();
  const { verdict, findings, situation, checkedAt } = page;
  const waiting = findings.find(({ code }) => code === "open_invoices")?.money;
  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow">
          <h1 className="sentence" aria-live="polite">
            {verdict.ready ? (
              <span className="text-equal">{t("readiness.ready")}</span>
            ) : (
              <Trans
                i18nKey="readiness.blocked"
                count={verdict.blocks}
                components={{
                  open: (
                    <a href="#blocks" className="text-bad">
                      {" "}
                    </a>
                  ),
                }}
              />
            )}
            {waiting && `; ${t("readiness.waits", { count: waiting.invoices, amounts: sums(waiting.amounts) })}`}.
          </h1>
          <p className="mt-1">
            {situation && `${t(`readiness.situation.${situation}`)} `}
            <span className="hint">{t("readiness.checked", { when: moment(checkedAt) })}</span>{" "}
            <Link className="link" to="/check">
              {t("check.link")}
            </Link>
          </p>
        </div>
        {page.may.ask && <ProbeButton base={page.base} />}
      </div>
      <div className="split-2">
        <div className="grid min-w-0 gap-3">
          {groups.map((group) => (
            <FindingList key={group} {...{ page, group }} findings={findings.filter((one) => groupOf(one) === group)} />
          ))}
        </div>
        <aside className="grid gap-3">
          <SignOffCard page={page} />
          <DossierCard page={page} />
          <DayChart days={page.days} currency={page.currency} />
        </aside>
      </div>
    </>
  );
}
