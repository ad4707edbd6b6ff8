import { afterEach, beforeEach, expect, it } from "vitest";
import { entityNames } from "../core/entities/index.ts";
import { administrations } from "../prisma/administrations.ts";
import { readinessDays } from "../prisma/readiness-trail.ts";
import { type TestDatabase, testDatabase } from "../prisma/test-database.ts";
import { dailyNotes } from "./readiness.ts";

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
});
afterEach(() => test.db.close());

const log = { info: () => {}, warn: () => {}, error: () => {} };

it("a day is noted once, in the night, and the first at once where everything was pulled", async () => {
  const [administration] = administrations(test.db);
  if (!administration) throw new Error("the test's database has an administration");
  let asked = 0;
  let pulled = false;
  let at = "2026-11-23T12:00:00.000Z";
  const reader = {
    check: async () => {
      asked += 1;
      const outcomes = { blocking: 0, major: 0, minor: 0, unknown: 0, ok: 1 };
      return {
        asOf: "",
        found: {
          ...({
            checkedAt: at,
            fingerprint: "f",
            findings: [],
            verdict: { ready: true, blocks: 0, outcomes },
          } as object),
          entities: pulled ? Object.fromEntries(entityNames.map((entity) => [entity, {}])) : { customer: {} },
        },
      };
    },
    keys: async () => [],
    close: async () => {},
  } as never;
  const notes = dailyNotes(test.db, reader, log as never);
  const look = async (now: string) => {
    at = now;
    notes.look([administration], new Date(now));
    await notes.settled();
    return readinessDays(test.db, administration.id).map(({ date }) => date);
  };
  expect(await look("2026-11-23T12:00:00.000Z")).toEqual([]);
  pulled = true;
  expect(await look("2026-11-23T12:00:01.000Z")).toEqual(["2026-11-23"]);
  const before = asked;
  expect(await look("2026-11-23T13:00:00.000Z")).toEqual(["2026-11-23"]);
  expect(await look("2026-11-23T23:30:00.000Z")).toEqual(["2026-11-23"]);
  expect(asked).toBe(before);
  expect(await look("2026-11-24T01:00:00.000Z")).toEqual(["2026-11-23", "2026-11-24"]);
  expect(asked).toBe(before + 1);
});
