import { describe, expect, it } from "vitest";
import { defaultSchedule } from "../core/administration.ts";
import type { RunTrigger } from "../core/ports/pull.ts";
import { dueNow, type PastRun, type Standing } from "./due.ts";

const ran = (startedAt: string, state: PastRun["state"] = "complete", interrupted = false): PastRun => ({
  startedAt,
  state,
  interrupted,
});
const standing = (...runs: PastRun[]): Standing => ({ runs, complete: runs.some(({ state }) => state === "complete") });
const due = (now: string, standing: Standing, online = true): RunTrigger | null =>
  dueNow(defaultSchedule, "customer", new Date(now), standing, online);

const night = "2026-11-24T02:00:00Z";
const day = "2026-11-24T10:05:00Z";

describe("an entity without a complete run", () => {
  it("is pulled at once when the agent is there, also at night", () => {
    expect(due(night, standing())).toBe("first");
  });

  it("waits for the agent at night, and for nothing at a due time: its absence is then seen as a red run", () => {
    expect(due(night, standing(), false)).toBeNull();
    expect(due("2026-11-24T10:15:00Z", standing(), false)).toBe("schedule");
  });

  it("is tried again, at first soon and then less and less often", () => {
    const failed = (at: string) => ran(at, "incomplete");
    expect(due("2026-11-24T02:00:59Z", standing(failed(night)))).toBeNull();
    expect(due("2026-11-24T02:01:00Z", standing(failed(night)))).toBe("first");
    const three = [failed(night), failed("2026-11-24T01:58:00Z"), failed("2026-11-24T01:57:00Z")];
    expect(due("2026-11-24T02:03:59Z", standing(...three))).toBeNull();
    expect(due("2026-11-24T02:04:00Z", standing(...three))).toBe("first");
    const many = Array.from({ length: 9 }, () => failed(night));
    expect(due("2026-11-24T02:14:59Z", standing(...many))).toBeNull();
    expect(due("2026-11-24T02:15:00Z", standing(...many))).toBe("first");
  });
});

describe("an entity with a complete run", () => {
  it("is pulled at its due times only", () => {
    expect(due(day, standing(ran("2026-11-24T10:00:01Z")))).toBeNull();
    expect(due("2026-11-24T10:15:00Z", standing(ran("2026-11-24T10:00:01Z")))).toBe("schedule");
    expect(due(night, standing(ran("2026-11-23T18:45:01Z")))).toBeNull();
  });

  it("is tried again before its next due time after a run that was not complete, by day and not by night", () => {
    const runs = (at: string) => standing(ran(at, "incomplete"), ran("2026-11-23T18:45:01Z"));
    expect(due("2026-11-24T10:01:01Z", runs("2026-11-24T10:00:01Z"))).toBe("schedule");
    expect(due("2026-11-24T10:01:01Z", runs("2026-11-24T10:00:01Z"), false)).toBeNull();
    expect(due("2026-11-24T02:30:00Z", runs("2026-11-23T18:59:00Z"))).toBeNull();
  });

  it("is pulled again at once where the worker itself broke the last run off, but not for ever", () => {
    const interrupted = ran(night, "failed", true);
    expect(due(night, standing(interrupted, ran("2026-11-23T18:45:01Z")))).toBe("schedule");
    expect(due(night, standing(interrupted, interrupted, ran("2026-11-23T18:45:01Z")))).toBeNull();
  });

  it("is never pulled twice at once", () => {
    expect(due("2026-11-24T10:15:00Z", standing(ran("2026-11-24T10:00:01Z", "running")))).toBeNull();
  });
});
