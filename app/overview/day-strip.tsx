// Today's runs of one kind of data on a line from the first to the last hour of the schedule, with where we are now.
import type { RunState } from "../../core/states.ts";
import { useWords } from "../i18n/use-words.ts";

interface DayStripProps {
  runs: readonly { state: RunState; startedAt: string }[];
  window: { from: string; until: string };
  nextRun: string | null;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

export function DayStrip({ runs, window, nextRun }: DayStripProps) {
  const { t, time, now, moment } = useWords();
  const [from, until] = [minutesOf(window.from), minutesOf(window.until)];
  const at = (instant: string) =>
    Math.min(100, Math.max(0, ((minutesOf(time(instant)) - from) / Math.max(1, until - from)) * 100));
  const failed = runs.filter(({ state }) => state === "failed" || state === "incomplete").length;
  const label = [
    runs.length === 0 ? t("overview.todayNone") : `${t("overview.today")}: ${runs.length}`,
    failed > 0 && `${t("runState.failed")}: ${failed}`,
    nextRun && t("overview.next", { when: moment(nextRun) }),
  ]
    .filter(Boolean)
    .join(", ");
  return (
    <svg className="h-4 w-24" viewBox="-1 0 102 16" preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      <rect x="0" y="7" width="100" height="2" fill="var(--line)" />
      <rect x="0" y="7" width={at(now)} height="2" fill="var(--line-2)" />
      {runs.map(({ state, startedAt }) => (
        <rect
          key={startedAt}
          x={at(startedAt) - 0.7}
          y={state === "complete" ? 4 : 1}
          width="1.4"
          height={state === "complete" ? 8 : 14}
          fill={state === "complete" ? "var(--equal-bar)" : state === "running" ? "var(--accent)" : "var(--bad)"}
        />
      ))}
      {nextRun && <rect x={at(nextRun) - 0.5} y="4" width="1" height="8" fill="var(--muted)" opacity="0.5" />}
    </svg>
  );
}
