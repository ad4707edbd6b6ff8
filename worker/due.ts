// What should be pulled now, and why: the schedule's due times, and before and beside them what is not right yet.
import type { PullName, Schedule } from "../core/administration.ts";
import type { RunTrigger } from "../core/ports/pull.ts";
import { isDue, isInWindow, isWholeDue } from "../core/schedule.ts";
import type { RunState } from "../core/states.ts";

export interface PastRun {
  state: RunState;
  startedAt: string;
  /** Whether it ended short because the worker itself went away. */
  interrupted: boolean;
}

export interface Standing {
  /** Newest first; all since the last complete one are among them, up to a handful. */
  runs: readonly PastRun[];
  /** Whether a complete run was ever made. */
  complete: boolean;
}

const minute = 60_000;

/** Tries again after 1, 2, 4, 8 minutes and then every quarter of an hour. */
const patience = (triesInVain: number) => Math.min(2 ** (triesInVain - 1), 15) * minute;

/**
 * Why the entity should be pulled now; null when it should not.
 * Without a complete run it is pulled as soon as the agent is there, whatever the hour. After a run that was not
 * complete it is tried again inside the window, sooner than scheduled; one that the worker itself broke off, at once.
 */
export function dueNow(
  schedule: Schedule,
  entity: PullName,
  now: Date,
  standing: Standing,
  online: boolean,
): RunTrigger | null {
  const [last] = standing.runs;
  if (last?.state === "running") return null;
  if (isDue(schedule, entity, now, last ? new Date(last.startedAt) : null)) return "schedule";
  if (!online) return null;
  if (last && standing.complete && isWholeDue(schedule, entity, now, new Date(last.startedAt))) return "schedule";
  if (last?.state === "complete") return null;
  if (!last) return "first";
  const found = standing.runs.findIndex(({ state }) => state === "complete");
  const vain = found === -1 ? standing.runs.length : found;
  const rested = now.getTime() - Date.parse(last.startedAt) >= (last.interrupted && vain === 1 ? 0 : patience(vain));
  if (!rested) return null;
  if (!standing.complete) return "first";
  return last.interrupted || isInWindow(schedule, now) ? "schedule" : null;
}
