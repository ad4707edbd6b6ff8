import { expect, test } from "vitest";
import { markOf, timeOf } from "./pull-sides.ts";

test("the next run asks from what was last seen to move, never from after this run began, nor from before a day ago", () => {
  const now = "2026-11-24T12:00:00";
  expect(markOf("2026-11-24T11:00:00", now)).toBe("2026-11-24T11:00:00");
  expect(markOf("2026-11-24T12:00:01", now)).toBe(now);
  expect(markOf("2031-01-01T00:00:00", now)).toBe(now);
  expect(markOf("2026-10-01T09:00:00", now)).toBe("2026-11-23T12:00:00");
});

test.each([
  ["/Date(1488939627017)/", "2017-03-08T02:20:27"],
  ["/Date(1488939627017+0060)/", "2017-03-08T02:20:27"],
  ["2026-11-24T12:00:00", "2026-11-24T12:00:00"],
  ["2026-11-24T12:00:00.123Z", "2026-11-24T12:00:00"],
  ["2026-11-24", ""],
  ["", ""],
])("%s is %s by the clock of its system", (written, time) => {
  expect(timeOf(written)).toBe(time);
});
