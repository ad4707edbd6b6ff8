import fc from "fast-check";
import { expect, test } from "vitest";
import { ageBuckets, bucketOf, daysSince, firstSeenIn } from "./age.ts";

const now = new Date("2026-11-24T11:00:00Z");

test.each([
  ["2026-11-24T10:00:00.000Z", 0, "0-7"],
  // In Amsterdam it was the day before, or the day itself: an hour decides.
  ["2026-11-23T22:59:59.000Z", 1, "0-7"],
  ["2026-11-23T23:00:00.000Z", 0, "0-7"],
  ["2026-11-17T00:00:00.000Z", 7, "0-7"],
  ["2026-11-16T12:00:00.000Z", 8, "8-30"],
  ["2026-10-25T12:00:00.000Z", 30, "8-30"],
  ["2026-10-24T12:00:00.000Z", 31, "31-90"],
  ["2026-08-26T12:00:00.000Z", 90, "31-90"],
  ["2026-08-25T12:00:00.000Z", 91, "91-"],
])("what was first seen at %s is %i days old", (instant, age, bucket) => {
  expect(daysSince(instant, now)).toBe(age);
  expect(bucketOf(age)).toBe(bucket);
});

test("each instant before now lies in exactly one bucket, the one of its age, also where the clock changes", () => {
  const time = (from: string, until: string) =>
    fc.date({ min: new Date(from), max: new Date(until), noInvalidDate: true });
  fc.assert(
    fc.property(time("2025-01-01", "2027-12-31"), fc.integer({ min: 0, max: 400 * 24 * 60 }), (at, minutes) => {
      const seen = new Date(at.getTime() - minutes * 60_000).toISOString();
      const inside = ageBuckets.filter((bucket) => {
        const { from = "", before = "9999" } = firstSeenIn(bucket, at);
        return seen >= from && seen < before;
      });
      expect(inside).toEqual([bucketOf(daysSince(seen, at))]);
    }),
  );
});
