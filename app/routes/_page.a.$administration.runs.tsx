// Every run of an administration: what it read and changed, or why it failed and what to do now.
import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { entityNames } from "../../core/entities/index.ts";
import { useWords } from "../i18n/use-words.ts";
import { words } from "../i18n/words.ts";
import { RunRow } from "../runs/run-row.tsx";
import { administrationIn, reader } from "../session/guard.ts";
import { problemOfNote } from "../session/problem.ts";
import { inShownOrder } from "../view/standing.ts";

const shownAtOnce = 50;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", async (visit) => {
  const { db, prisma, store } = visit.context;
  const { id, code } = administrationIn(visit);
  const { searchParams } = new URL(visit.request.url);
  const entity = entityNames.find((name) => name === searchParams.get("entity"));
  const only = searchParams.get("only") === "failed";
  const before = Number(searchParams.get("before")) || undefined;
  const states = only ? (["incomplete", "failed"] as const) : undefined;
  const of = { administrationId: id, entity, states, before, limit: shownAtOnce };
  const runs = await store.runHistory(prisma, of);
  return {
    title: words[visit.language].runs.title,
    base: `/a/${encodeURIComponent(code)}`,
    entities: inShownOrder(entityNames.map((name) => ({ entity: name }))).map((one) => one.entity),
    broken: store
      .overview(db, id)
      .entities.filter(({ lastRun }) => lastRun?.state === "failed" || lastRun?.state === "incomplete").length,
    runs: runs.map((run) => ({
      ...run,
      problem: run.error ? problemOfNote(run.error, visit.language) : null,
    })),
    older: runs.length === shownAtOnce ? (runs.at(-1)?.id ?? null) : null,
  };
});

export default function Runs() {
  const { title, base, entities, broken, runs, older } = useLoaderData<typeof loader>();
  const [params, setParams] = useSearchParams();
  const { t } = useWords();
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    next.delete("before");
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { preventScrollReset: true });
  };
  const more = new URLSearchParams(params);
  if (older !== null) more.set("before", String(older));

  return (
    <>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p className={broken > 0 ? "font-semibold text-bad" : ""}>
            {broken > 0 ? t("runs.sentence", { count: broken }) : t("runs.sentenceFine")}
          </p>
        </div>
        <div className="flex items-center gap-2">
          <button
            type="button"
            className="btn"
            aria-pressed={params.get("only") === "failed"}
            onClick={() => set("only", params.get("only") ? "" : "failed")}
          >
            {t("runs.only")}
          </button>
          <select
            className="input w-auto"
            aria-label={t("runs.filter")}
            value={params.get("entity") ?? ""}
            onChange={(event) => set("entity", event.target.value)}
          >
            <option value="">{t("runs.all")}</option>
            {entities.map((name) => (
              <option key={name} value={name}>
                {t(`entity.${name}`)}
              </option>
            ))}
          </select>
        </div>
      </div>
      {runs.length === 0 ? (
        <div className="card p-8 text-center">
          <h2>{t("runs.none")}</h2>
          <p className="hint mt-1">{t("runs.noneNext")}</p>
        </div>
      ) : (
        <div className="card scroll-x">
          <table className="table">
            <thead>
              <tr>
                {(["state", "entity", "trigger", "started", "took", "read", "moved", "difference"] as const).map(
                  (name) => (
                    <th key={name} scope="col" className={name === "took" || name === "difference" ? "num" : ""}>
                      {t(`runs.${name}`)}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunRow key={run.id} run={run} base={base} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {older !== null && (
        <Link className="btn mt-3" to={`?${more}`}>
          {t("runs.older")}
        </Link>
      )}
    </>
  );
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
