// One run. A red one says below itself what it means and what to do now.
import { Link } from "@remix-run/react";
import type { Run } from "../../prisma/runs.ts";
import { rowsAt } from "../grid/address.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Problem } from "../session/problem.ts";

export function RunRow({ run, base }: { run: Run & { problem: Problem | null }; base: string }) {
  const { t, n, stamp, duration, ago } = useWords();
  const { problem, counts, read, moved } = run;
  const open = counts
    ? counts.different + counts.only_in_globe + counts.only_in_milestones + counts.duplicate_key
    : null;
  return (
    <>
      <tr className={problem ? "[&>td]:border-b-0" : ""}>
        <td>
          <span className={`chip is-${run.state}`}>{t(`runState.${run.state}`)}</span>
        </td>
        <td>
          <Link className="font-semibold text-ink no-underline hover:underline" to={`${base}/${run.entity}`}>
            {t(`entity.${run.entity}`)}
          </Link>
        </td>
        <td>
          {t(`trigger.${run.trigger}`)}
          {run.requestedBy && <span className="hint"> · {run.requestedBy}</span>}
          <span className="hint"> · {run.since ? t("runs.since", { when: stamp(run.since) }) : t("runs.whole")}</span>
        </td>
        <td title={ago(run.startedAt)} className="whitespace-nowrap">
          {stamp(run.startedAt)}
        </td>
        <td className="num whitespace-nowrap">{run.finishedAt ? duration(run.startedAt, run.finishedAt) : "…"}</td>
        <td className="whitespace-nowrap">
          {read
            ? t(run.since ? "runs.readMoved" : "runs.readBoth", {
                records: n(run.records),
                globe: n(read.globe.records),
                milestones: n(read.milestones.records),
              })
            : run.records > 0 && n(run.records)}
        </td>
        <td className="whitespace-nowrap text-muted">
          {moved && t("runs.movedBoth", { added: n(moved.added), changed: n(moved.changed), closed: n(moved.closed) })}
        </td>
        <td className="num">
          {open !== null &&
            (open === 0 ? (
              <span className="count zero">0</span>
            ) : (
              <Link
                className="count is-different"
                to={rowsAt(base, run.entity, "different", "only_in_globe", "only_in_milestones", "duplicate_key")}
              >
                {n(open)}
              </Link>
            ))}
        </td>
      </tr>
      {problem && (
        <tr className="hover:bg-transparent">
          <td colSpan={8} className="pt-0">
            <div className="note note-bad">
              <div className="grid gap-0.5">
                <b>{problem.what}</b>
                <span className="text-ink-2">
                  {t("runs.means")}: {problem.means}
                </span>
                <span className="text-ink-2">
                  {t("runs.next")}: {problem.next}
                </span>
                <code className="hint">{problem.code}</code>
              </div>
            </div>
          </td>
        </tr>
      )}
    </>
  );
}
