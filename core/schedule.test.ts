import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultSchedule } from "./administration.ts";
import { dueInstants, dueTimes, isDue, nextRun } from "./schedule.ts";

const local = new Intl.DateTimeFormat("nl-NL", { timeZone: "Europe/Amsterdam", hour: "2-digit", minute: "2-digit" });
const shown = (instants: readonly string[]) => instants.map((instant) => local.format(new Date(instant)));
const at = (instant: string) => new Date(instant);

describe("due times", () => {
  it("are every quarter of an hour, the first at 07:00 and the last at 19:45", () => {
    const times = shown(dueInstants(defaultSchedule, "customer", "2026-11-24"));
    expect(times).toHaveLength(52);
    expect([times[0], times[1], times.at(-1)]).toEqual(["07:00", "07:15", "19:45"]);
  });

  it("of projects and employees are 07:00, 11:00, 15:00 and 19:00", () => {
    for (const entity of ["project", "employee"] as const)
      expect(shown(dueInstants(defaultSchedule, entity, "2026-11-24"))).toEqual(["07:00", "11:00", "15:00", "19:00"]);
  });

  it("hold the end itself when the schedule includes it, once", () => {
    const schedule = { ...defaultSchedule, includeEnd: true };
    expect(shown(dueInstants(schedule, "customer", "2026-11-24")).slice(-2)).toEqual(["19:45", "20:00"]);
    expect(shown(dueInstants(schedule, "project", "2026-11-24")).slice(-2)).toEqual(["19:00", "20:00"]);
  });

  it("keep their local hour on the day the clock goes forward and on the day it goes back", () => {
    for (const date of ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"]) {
      const times = shown(dueInstants(defaultSchedule, "customer", date));
      expect([date, times.length, times[0], times.at(-1)]).toEqual([date, 52, "07:00", "19:45"]);
    }
    expect(dueInstants(defaultSchedule, "project", "2026-03-28")[0]).toBe("2026-03-28T06:00:00.000Z");
    expect(dueInstants(defaultSchedule, "project", "2026-03-29")[0]).toBe("2026-03-29T05:00:00.000Z");
    expect(dueInstants(defaultSchedule, "project", "2026-10-24")[0]).toBe("2026-10-24T05:00:00.000Z");
    expect(dueInstants(defaultSchedule, "project", "2026-10-25")[0]).toBe("2026-10-25T06:00:00.000Z");
  });

  it("in the hour that is skipped fall together with those after it; in the hour that comes twice they come once", () => {
    const night = { ...defaultSchedule, from: "01:30", until: "04:00", everyMinutes: 30 };
    expect(dueInstants(night, "customer", "2026-03-29")).toEqual([
      "2026-03-29T00:30:00.000Z",
      "2026-03-29T01:00:00.000Z",
      "2026-03-29T01:30:00.000Z",
    ]);
    expect(dueInstants(night, "customer", "2026-10-25")).toEqual([
      "2026-10-24T23:30:00.000Z",
      "2026-10-25T00:00:00.000Z",
      "2026-10-25T00:30:00.000Z",
      "2026-10-25T02:00:00.000Z",
      "2026-10-25T02:30:00.000Z",
    ]);
  });

  it("ascend and stay inside the window, whatever the schedule", () => {
    const time = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const written = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    fc.assert(
      fc.property(
        time,
        time,
        fc.integer({ min: 1, max: 600 }),
        fc.boolean(),
        (from, until, everyMinutes, includeEnd) => {
          const schedule = {
            from: written(from),
            until: written(until),
            everyMinutes,
            includeEnd,
            perEntity: {},
            wholeAt: null,
            overlapMinutes: 0,
          };
          const times = dueTimes(schedule, "item");
          expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
          for (const due of times) expect(due === until ? includeEnd : due >= from && due < until).toBe(true);
        },
      ),
    );
  });
});

describe("the next run", () => {
  it("is the next quarter during the day, and tomorrow at 07:00 in the evening, also over a clock change", () => {
    const next = (now: string) => nextRun(defaultSchedule, "customer", at(now))?.toISOString();
    expect(next("2026-11-24T08:01:00Z")).toBe("2026-11-24T08:15:00.000Z");
    expect(next("2026-11-24T08:15:00Z")).toBe("2026-11-24T08:30:00.000Z");
    expect(next("2026-11-24T18:45:00Z")).toBe("2026-11-25T06:00:00.000Z");
    expect(next("2026-03-28T22:00:00Z")).toBe("2026-03-29T05:00:00.000Z");
    expect(next("2026-10-24T22:30:00Z")).toBe("2026-10-25T06:00:00.000Z");
  });

  it("is nothing where the window is empty", () => {
    expect(nextRun({ ...defaultSchedule, from: "20:00" }, "customer", at("2026-11-24T08:00:00Z"))).toBeNull();
  });
});

describe("a pull", () => {
  const due = (now: string, lastBegan: string | null, schedule = defaultSchedule) =>
    isDue(schedule, "customer", at(now), lastBegan === null ? null : at(lastBegan));

  it("is due once at each time", () => {
    expect(due("2026-11-24T06:00:01Z", "2026-11-23T18:45:00Z")).toBe(true);
    expect(due("2026-11-24T06:01:00Z", "2026-11-24T06:00:02Z")).toBe(false);
    expect(due("2026-11-24T06:15:00Z", "2026-11-24T06:00:02Z")).toBe(true);
  });

  it("is not due before the first time and not after the last one, even if it was missed", () => {
    expect(due("2026-11-24T05:59:59Z", "2026-11-23T12:00:00Z")).toBe(false);
    expect(due("2026-11-24T18:59:59Z", "2026-11-24T12:00:00Z")).toBe(true);
    expect(due("2026-11-24T19:00:00Z", "2026-11-24T12:00:00Z")).toBe(false);
  });

  it("that is due at the end itself may start just after it", () => {
    const schedule = { ...defaultSchedule, includeEnd: true };
    expect(due("2026-11-24T19:00:01Z", "2026-11-24T18:45:00Z", schedule)).toBe(true);
    expect(due("2026-11-24T19:10:00Z", "2026-11-24T18:45:00Z", schedule)).toBe(false);
  });

  it("begins at 07:00 local on both days of a clock change", () => {
    expect(due("2026-03-29T04:59:59Z", "2026-03-28T18:45:00Z")).toBe(false);
    expect(due("2026-03-29T05:00:00Z", "2026-03-28T18:45:00Z")).toBe(true);
    expect(due("2026-10-25T05:59:59Z", "2026-10-24T17:45:00Z")).toBe(false);
    expect(due("2026-10-25T06:00:00Z", "2026-10-24T17:45:00Z")).toBe(true);
  });
});
