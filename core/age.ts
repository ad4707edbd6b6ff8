// How old a difference is: local dates of Amsterdam since a complete run first saw it, in the buckets that controllers use.
import { dayBegins, localDay } from "./schedule.ts";

export const ageBuckets = ["0-7", "8-30", "31-90", "91-"] as const;

export type AgeBucket = (typeof ageBuckets)[number];

const days: Readonly<Record<AgeBucket, readonly [least: number, most: number | null]>> = {
  "0-7": [0, 7],
  "8-30": [8, 30],
  "31-90": [31, 90],
  "91-": [91, null],
};

const oneDay = 24 * 60 * 60_000;

/** The local date so many days before another one; all of them yyyy-mm-dd. */
const daysBefore = (date: string, count: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - count * oneDay).toISOString().slice(0, 10);

/** Between which instants a difference of this age was first seen; the end is not part of it. */
export function firstSeenIn(bucket: AgeBucket, now: Date): { from?: string; before?: string } {
  const [least, most] = days[bucket];
  const today = localDay(now);
  return {
    ...(most === null ? {} : { from: dayBegins(daysBefore(today, most)) }),
    ...(least === 0 ? {} : { before: dayBegins(daysBefore(today, least - 1)) }),
  };
}

/** Local dates between an instant and now: 0 on the day itself. */
export function daysSince(instant: string, now: Date): number {
  const between = Date.parse(localDay(now)) - Date.parse(localDay(new Date(instant)));
  return Math.max(0, Math.round(between / oneDay));
}

export function bucketOf(age: number): AgeBucket {
  return ageBuckets.find((bucket) => age <= (days[bucket][1] ?? Number.POSITIVE_INFINITY)) ?? "91-";
}
