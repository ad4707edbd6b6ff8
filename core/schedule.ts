// When an entity's pull is due: local times of day in Europe/Amsterdam, the same on every date, clock changes included.
// Pure: the hour of an instant comes from the zone's rules, never from the zone of the process.
import type { PullName, Schedule } from "./administration.ts";

const minute = 60_000;

/** How long after a due time a run may still start once the day's window has closed. */
const grace = 10 * minute;

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Amsterdam",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** The wall clock in Amsterdam at an instant, written as if it were UTC: milliseconds. */
function wallClock(instant: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute: minutes = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minutes, second);
}

/** The date yyyy-mm-dd and the hour on the wall in Amsterdam. */
export function localDateOf(now: Date): { date: string; hour: number } {
  const wall = new Date(wallClock(now.getTime()));
  return { date: wall.toISOString().slice(0, 10), hour: wall.getUTCHours() };
}

/** The local date yyyy-mm-dd in Amsterdam at an instant. */
export const localDay = (now: Date): string => localDateOf(now).date;

/** The wall clock in Amsterdam at an instant, yyyy-mm-ddThh:mm:ss. */
export const localNow = (now: Date): string => new Date(wallClock(now.getTime())).toISOString().slice(0, 19);

/** Local midnight of the date on the wall, written as if it were UTC. */
const midnightOf = (wall: number) => Math.floor(wall / (24 * 60 * minute)) * 24 * 60 * minute;

/** The first instant at which the wall shows this time; an hour later where the clock skips it. */
function instantAt(wall: number): number {
  // why: both offsets of the zone are tried, summer time first, so that an hour that comes twice counts once.
  for (const offset of [120, 60]) {
    const instant = wall - offset * minute;
    if (wallClock(instant) === wall) return instant;
  }
  return wall - 60 * minute;
}

/** The instant at which a local date yyyy-mm-dd begins. */
export const dayBegins = (date: string): string => new Date(instantAt(Date.parse(`${date}T00:00:00Z`))).toISOString();

/** Minutes since midnight of "07:00". */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Due times of any date, in minutes since local midnight, ascending. The end counts only with includeEnd. */
export function dueTimes(schedule: Schedule, entity: PullName): number[] {
  const every = Math.max(1, schedule.perEntity[entity] ?? schedule.everyMinutes);
  const until = minutesOf(schedule.until);
  const times: number[] = [];
  for (let at = minutesOf(schedule.from); at < until; at += every) times.push(at);
  if (schedule.includeEnd) times.push(until);
  return times;
}

/** Due instants of the local date that lies `days` from that of `instant`, in milliseconds, ascending, each once. */
function dueOn(schedule: Schedule, entity: PullName, instant: number, days: number): number[] {
  const midnight = midnightOf(wallClock(instant)) + days * 24 * 60 * minute;
  return [...new Set(dueTimes(schedule, entity).map((at) => instantAt(midnight + at * minute)))].sort((a, b) => a - b);
}

/** The due instants of a local date, "2026-03-29": ISO 8601 UTC. */
export function dueInstants(schedule: Schedule, entity: PullName, date: string): string[] {
  return dueOn(schedule, entity, Date.parse(`${date}T12:00:00Z`), 0).map((at) => new Date(at).toISOString());
}

/** The first due instant after `now`; null where the schedule has none. */
export function nextRun(schedule: Schedule, entity: PullName, now: Date): Date | null {
  const at = now.getTime();
  const next = [0, 1].flatMap((days) => dueOn(schedule, entity, at, days)).find((due) => due > at);
  return next === undefined ? null : new Date(next);
}

/**
 * Whether a run should start now: a due time of today has passed since the last run began (null: never).
 * One that was missed is made up for inside the day's window, not in the evening or at night.
 */
export function isDue(schedule: Schedule, entity: PullName, now: Date, lastBegan: Date | null): boolean {
  const at = now.getTime();
  const due = dueOn(schedule, entity, at, 0).findLast((instant) => instant <= at);
  if (due === undefined || (lastBegan !== null && lastBegan.getTime() >= due)) return false;
  return isInWindow(schedule, now) || at - due < grace;
}

/** The last instant at which everything was to be read whole; what was read whole before it is due to be again. */
export function wholeSince(schedule: Schedule, now: Date): Date {
  const midnight = midnightOf(wallClock(now.getTime()));
  const at = (days: number) =>
    instantAt(midnight + days * 24 * 60 * minute + minutesOf(schedule.wholeAt ?? schedule.from) * minute);
  return new Date(at(0) <= now.getTime() ? at(0) : at(-1));
}

/**
 * Whether everything should be read whole now, outside the runs of the day: its time has come and no run began since.
 * Where it is missed (the agent is away at night), the day's first run reads everything.
 */
export function isWholeDue(schedule: Schedule, entity: PullName, now: Date, lastBegan: Date): boolean {
  if (schedule.wholeAt === null || dueTimes(schedule, entity).length === 0) return false;
  return lastBegan < wholeSince(schedule, now);
}

/** Whether the clock in Amsterdam stands between the schedule's first time and its end. */
export function isInWindow(schedule: Schedule, now: Date): boolean {
  const wall = wallClock(now.getTime());
  const time = wall - midnightOf(wall);
  return time >= minutesOf(schedule.from) * minute && time < minutesOf(schedule.until) * minute;
}
