// Decisions: what waits for someone's word, and what was decided. Works on a phone.
import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { Trans } from "react-i18next";
import { entityNames } from "../../core/entities/index.ts";
import { refusal } from "../../core/permissions.ts";
import { type DecisionState, decisionSteps } from "../../core/states.ts";
import { BulkAnswer } from "../decisions/bulk-answer.tsx";
import { BulkJobs } from "../decisions/bulk-jobs.tsx";
import { decidingJobs } from "../decisions/bulk-jobs-data.ts";
import { DecisionList } from "../decisions/decision-list.tsx";
import { translator } from "../i18n/translator.ts";
import { useWords } from "../i18n/use-words.ts";
import { words } from "../i18n/words.ts";
import { returnedIn } from "../returned/page-data.ts";
import { SendButton } from "../returned/send-workbook.tsx";
import { administrationIn, reader } from "../session/guard.ts";
import { problemOfNote } from "../session/problem.ts";
import { Icon } from "../ui/icon.tsx";
import { kindsOf } from "../view/kinds.ts";

const shownAtOnce = { proposed: 500, history: 100 };

const answered = (Object.keys(decisionSteps) as DecisionState[]).filter((state) => state !== "proposed");

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", (visit) => {
  const { db, store } = visit.context;
  const { id, code } = administrationIn(visit);
  const { searchParams } = new URL(visit.request.url);
  const history = searchParams.get("show") === "history";
  const entity = entityNames.find((name) => name === searchParams.get("entity")) ?? null;
  const before = Number(searchParams.get("before")) || undefined;
  const job = store.bulkOf(db, Number(searchParams.get("job")));
  const returned = job?.administrationId === id ? returnedIn(visit, job) : null;
  const limit = history ? shownAtOnce.history : shownAtOnce.proposed;
  const decisions = store.decisions(db, {
    administrationId: id,
    states: history ? answered : ["proposed"],
    ...(entity ? { entity } : {}),
    job: returned?.id,
    before,
    limit,
  });
  return {
    title: words[visit.language].decisions.title,
    base: `/a/${encodeURIComponent(code)}`,
    history,
    decisions,
    /** Why what was approved is not written yet, by decision. */
    waits: Object.fromEntries(
      decisions.flatMap(({ id: of, waits }) => (waits ? [[of, problemOfNote(waits, visit.language).what]] : [])),
    ) as Record<number, string>,
    waiting: store.overview(db, id).toApprove,
    /** The filled workbook whose proposals alone are shown. */
    returned: returned && { id: returned.id, fileName: returned.fileName },
    mayNotSend: refusal(visit.account, "propose")
      ? translator(visit.language).t("returned.noRole", { role: words[visit.language].role[visit.account.role] })
      : null,
    entity,
    going: store.goingBulk(db, id, visit.account.id)?.id ?? null,
    jobs: history ? decidingJobs(visit, id) : [],
    /** Proposals of others, by entity: what can be approved at once. */
    answerable: store.waitingFor(db, id, visit.account.id),
    newest: decisions[0]?.id ?? 0,
    older: decisions.length === limit ? (decisions.at(-1)?.id ?? null) : null,
    kinds: kindsOf(decisions.map(({ entity }) => entity)),
    me: { id: visit.account.id, role: visit.account.role },
    mayDecide: refusal(visit.account, "decide") === null,
    mayDecideOwn: store.selfApproval(db).allowed,
  };
});

export default function Decisions() {
  const page = useLoaderData<typeof loader>();
  const { base, history, decisions, waiting, older, me } = page;
  const [params] = useSearchParams();
  const { t } = useWords();
  const own = history ? 0 : decisions.filter(({ proposedById }) => proposedById === me.id).length;
  const before = params.get("before");
  const more = new URLSearchParams(params);
  if (older !== null) more.set("before", String(older));

  return (
    <>
      <div className="page-head">
        <div>
          <h1>{page.title}</h1>
          <p aria-live="polite">
            {waiting === 0 ? (
              t("decisions.sentenceNone")
            ) : (
              <Trans
                i18nKey="decisions.sentence"
                count={waiting}
                components={{
                  open: <Link to={`${base}/decisions`} className="font-semibold text-different no-underline" />,
                }}
              />
            )}
            {own > 0 && `, ${t("decisions.mine", { count: own })}`}
          </p>
        </div>
        <nav className="flex flex-wrap gap-1" aria-label={page.title}>
          <SendButton base={base} refused={page.mayNotSend} />
          <Link
            className="btn"
            aria-current={history ? undefined : "page"}
            to={`${base}/decisions`}
            data-on={!history || undefined}
          >
            {t("decisions.toApprove")}
          </Link>
          <Link
            className="btn"
            aria-current={history ? "page" : undefined}
            to="?show=history"
            data-on={history || undefined}
          >
            {t("decisions.history")}
          </Link>
        </nav>
      </div>
      {page.returned && (
        <p className="note mb-2 items-center" role="status">
          <Link className="link" to={`${base}/returned/${page.returned.id}`}>
            {t("returned.onlyThis", { file: page.returned.fileName })}
          </Link>
          <Link className="btn btn-small" to={`${base}/decisions`}>
            <Icon name="close" className="size-3" />
            {t("returned.all")}
          </Link>
        </p>
      )}
      {!history && !page.returned && <BulkAnswer {...page} />}
      {history && before === null && <BulkJobs base={base} jobs={page.jobs} going={page.going} />}
      <DecisionList {...page} />
      {older !== null && (
        <Link className="btn mt-3" to={`?${more}`}>
          {t("runs.older")}
        </Link>
      )}
    </>
  );
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
