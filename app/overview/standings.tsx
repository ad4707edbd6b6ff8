// The table of the seven kinds of data: every number leads to exactly its rows.
import { Link, useFetcher } from "@remix-run/react";
import type { EntityName } from "../../core/entities/index.ts";
import type { Counts, Status } from "../../core/reconcile/compare.ts";
import type { RunState } from "../../core/states.ts";
import type { Run } from "../../prisma/runs.ts";
import { rowsAt } from "../grid/address.ts";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import { Token } from "../ui/token.tsx";
import { listAt, type Standing } from "../view/standing.ts";
import { DayStrip } from "./day-strip.tsx";
import { ShareBar } from "./share-bar.tsx";

export interface EntityStanding extends Standing {
  counts: Counts;
  lastRun: Run | null;
  nextRun: string | null;
  notComparableSince: string | null;
  today: { state: RunState; startedAt: string }[];
}

interface StandingsProps {
  base: string;
  entities: readonly EntityStanding[];
  window: { from: string; until: string };
  mayPull: boolean;
}

const always = ["equal", "different", "only_in_globe", "only_in_milestones"] as const satisfies readonly Status[];

export function Standings({ base, entities, window, mayPull }: StandingsProps) {
  const { t } = useWords();
  const has = (status: Status) => entities.some(({ counts }) => counts[status] > 0);
  const shown: Status[] = [...always, ...(["duplicate_key", "not_comparable"] as const).filter(has)];
  return (
    <section className="card scroll-x" id="standings" aria-label={t("overview.table")} tabIndex={-1}>
      <table className="table">
        <thead className="align-bottom">
          <tr>
            <th scope="col">{t("overview.data")}</th>
            <th scope="col" className="max-sm:hidden">
              <span className="sr-only">{t("overview.total")}</span>
            </th>
            {shown.map((status) => (
              <th scope="col" key={status} className="num max-w-22 leading-tight whitespace-normal">
                {t(`status.${status}`)}
              </th>
            ))}
            <th scope="col" className="max-sm:hidden">
              {t("overview.lastRun")}
            </th>
            <th scope="col" className="max-sm:hidden" title={t("overview.today")}>
              {window.from} – {window.until}
            </th>
          </tr>
        </thead>
        <tbody>
          {entities.map((one) => (
            <tr key={one.entity}>
              <th scope="row">
                <Link to={listAt(base, one)} className="text-ink no-underline hover:underline">
                  {t(`entity.${one.entity}`)}
                </Link>
              </th>
              <td className="w-26 min-w-20 max-sm:hidden">
                <ShareBar counts={one.counts} />
              </td>
              {shown.map((status) => (
                <td key={status} className="num">
                  <Count base={base} entity={one.entity} status={status} count={one.counts[status]} />
                </td>
              ))}
              <td className="whitespace-nowrap max-sm:hidden">
                <span className="flex items-center justify-between gap-1">
                  <LastRun run={one.lastRun} to={`${base}/runs?entity=${one.entity}`} />
                  {mayPull && <PullOne base={base} entity={one.entity} />}
                </span>
              </td>
              <td className="max-sm:hidden">
                <DayStrip runs={one.today} window={window} nextRun={one.nextRun} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface CountProps {
  base: string;
  entity: EntityName;
  status: Status;
  count: number;
}

function Count({ base, entity, status, count }: CountProps) {
  const { t, n } = useWords();
  if (count === 0) return <span className="count zero">0</span>;
  return (
    <Link
      to={rowsAt(base, entity, status)}
      className={`count ${status === "equal" ? "" : `is-${status}`}`}
      aria-label={`${t(`entity.${entity}`)}, ${t(`status.${status}`)}: ${n(count)}`}
    >
      {n(count)}
    </Link>
  );
}

function LastRun({ run, to }: { run: Run | null; to: string }) {
  const { t, time, moment } = useWords();
  if (!run) return <span className="hint">{t("overview.never")}</span>;
  const at = run.finishedAt ?? run.startedAt;
  return (
    <Link to={to} className={`inline-flex items-center gap-2 no-underline is-${run.state}`} title={moment(at)}>
      <span className="dot" aria-hidden="true" />
      <span className={run.state === "complete" ? "text-ink" : "font-semibold text-(--chip)"}>
        {run.state === "complete" ? time(at) : t(`runState.${run.state}`)}
      </span>
    </Link>
  );
}

function PullOne({ base, entity }: { base: string; entity: EntityName }) {
  const fetcher = useFetcher();
  const { t } = useWords();
  const label = t("overview.pullOne", { entity: t(`entity.${entity}`) });
  return (
    <fetcher.Form method="post" action={`${base}/pull`}>
      <Token />
      <button
        type="submit"
        name="entity"
        value={entity}
        className="btn btn-quiet btn-small btn-icon text-muted"
        aria-label={label}
        title={label}
      >
        <Icon name="refresh" className={`size-3.5 ${fetcher.state === "idle" ? "" : "animate-spin"}`} />
      </button>
    </fetcher.Form>
  );
}
