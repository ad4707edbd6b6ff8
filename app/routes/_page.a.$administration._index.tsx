// The overview: one sentence that says where things stand, and behind each number exactly its rows.
import type { MetaFunction } from "@remix-run/node";
import { Link, useFetcher, useLoaderData } from "@remix-run/react";
import { Trans } from "react-i18next";
import { refusal } from "../../core/permissions.ts";
import { nextRun } from "../../core/schedule.ts";
import { dayOf } from "../i18n/format.ts";
import { useWords } from "../i18n/use-words.ts";
import { invoiceCard } from "../invoices/card-data.ts";
import { InvoiceCard } from "../invoices/invoice-card.tsx";
import { AgeCard } from "../overview/age-card.tsx";
import { Standings } from "../overview/standings.tsx";
import { ToApprove } from "../overview/to-approve.tsx";
import { administrationIn, reader } from "../session/guard.ts";
import { Icon } from "../ui/icon.tsx";
import { Token } from "../ui/token.tsx";
import { inShownOrder, standingOf } from "../view/standing.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.code ?? ""} · Tieout` }];

export const loader = reader("see", (visit) => {
  const { db, store } = visit.context;
  const administration = administrationIn(visit);
  const { id, code, settings } = administration;
  const { entities } = store.overview(db, id);
  const now = new Date();
  const today = dayOf(now.toISOString());
  return {
    code,
    entities: inShownOrder(entities).map((one) => ({
      ...standingOf(one),
      counts: one.counts,
      lastRun: one.lastRun,
      notComparableSince: one.notComparableSince,
      nextRun: nextRun(settings.schedule, one.entity, now)?.toISOString() ?? null,
      today: store
        .runs(db, { administrationId: id, entity: one.entity, limit: 100 })
        .filter(({ startedAt }) => dayOf(startedAt) === today)
        .map(({ state, startedAt }) => ({ state, startedAt })),
    })),
    window: { from: settings.schedule.from, until: settings.schedule.until },
    lastCompleteAt:
      entities
        .map(({ lastCompleteAt }) => lastCompleteAt ?? "")
        .sort()
        .at(-1) || null,
    toApprove: store.decisions(db, { administrationId: id, states: ["proposed"], limit: 6 }),
    ages: store.agesOf(db, id, new Date(now.getTime() - 7 * 24 * 60 * 60_000).toISOString(), now),
    invoices: invoiceCard(visit),
    mayPull: refusal(visit.account, "pull") === null,
  };
});

export default function Overview() {
  const { code, entities, window, lastCompleteAt, toApprove, ages, invoices, mayPull } = useLoaderData<typeof loader>();
  const { t, n, moment, ago } = useWords();
  const base = `/a/${encodeURIComponent(code)}`;
  const sum = (of: (one: (typeof entities)[number]) => number) => entities.reduce((total, one) => total + of(one), 0);
  const [open, total, equal] = [sum((one) => one.open), sum((one) => one.total), sum((one) => one.counts.equal)];
  const stale = entities.filter((one) => !one.comparable).length;

  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="sentence">
            {total === 0 && t("overview.nothingYet")}
            {total > 0 && open === 0 && stale === 0 && t("overview.allEqual", { equal: n(equal) })}
            {total > 0 && (open > 0 || stale > 0) && (
              <Trans
                i18nKey="overview.open"
                count={open}
                values={{ total: n(total), equal: n(equal) }}
                components={{
                  open: <Link to="#standings" className="text-different" />,
                  equal: <Link to="#standings" className="text-equal" />,
                }}
              />
            )}
          </h1>
          <p className="mt-1 text-muted">
            {total === 0 && t("overview.nothingYetNext")}
            {lastCompleteAt && (
              <span title={ago(lastCompleteAt)}>{t("overview.updated", { when: moment(lastCompleteAt) })}</span>
            )}
            {stale > 0 && (
              <Link to={`${base}/runs`} className="ml-3 font-semibold text-bad">
                {t("overview.stale", { count: stale })}
              </Link>
            )}
          </p>
        </div>
        {mayPull && <PullNow base={base} running={entities.some(({ lastRun }) => lastRun?.state === "running")} />}
      </div>
      <div className="split-2">
        <Standings base={base} entities={entities} window={window} mayPull={mayPull} />
        <div className="grid gap-4">
          {invoices && <InvoiceCard base={base} {...invoices} />}
          <ToApprove base={base} decisions={toApprove} />
          {total > 0 && <AgeCard base={base} {...ages} />}
        </div>
      </div>
    </>
  );
}

function PullNow({ base, running }: { base: string; running: boolean }) {
  const fetcher = useFetcher<{ asked?: boolean }>();
  const { t } = useWords();
  const asked = fetcher.data?.asked === true;
  return (
    <fetcher.Form method="post" action={`${base}/pull`} className="flex flex-wrap items-center gap-x-3">
      <Token />
      <span role="status" className="hint empty:hidden">
        {asked && t("overview.pullAsked")}
      </span>
      <button
        type="submit"
        name="whole"
        value="on"
        className="btn btn-quiet text-muted"
        title={t("overview.pullWholeHint")}
        disabled={fetcher.state !== "idle"}
      >
        {t("overview.pullWhole")}
      </button>
      <button type="submit" className="btn" disabled={fetcher.state !== "idle"}>
        <Icon name="refresh" className={`size-4 ${running ? "animate-spin" : ""}`} />
        {t(running ? "overview.pulling" : "overview.pull")}
      </button>
    </fetcher.Form>
  );
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
