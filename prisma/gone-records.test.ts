import { expect, test } from "vitest";
import { TieoutError } from "../core/errors.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { goneRecords } from "./gone-records.ts";
import { pullStore } from "./pull-store.ts";
import { testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";

async function house() {
  const { db, administration } = await testDatabase();
  const run = (globe: string[], milestones: string[], inactive: string[] = []) => {
    const records: Record<"globe" | "milestones", RawRecord[]> = {
      globe: globe.map((ItemCode) => ({ ItemCode, CountrySpecificDescription: "x" })),
      milestones: milestones.map((ItemCode) => ({ ItemCode, Name: "x", IsActive: !inactive.includes(ItemCode) })),
    };
    pulled(db, administration.id, "item", judged("item", records));
  };
  const gone = () => goneRecords(db, administration.id).records.map(({ key, since }) => [key, since !== null]);
  return { db, id: administration.id, run, gone };
}

test("what Globe had and no longer has is gone since then; what it never had is told apart", async () => {
  const { db, id, run, gone } = await house();
  run(["a", "b"], ["a", "b", "m"]);
  expect(gone()).toEqual([["m", false]]);
  run(["b"], ["a", "b", "m"]);
  expect(gone()).toEqual([
    ["a", true],
    ["m", false],
  ]);
  const since = goneRecords(db, id).records[0]?.since;
  run(["b", "c"], ["a", "b", "m"]);
  expect(goneRecords(db, id).records[0]).toMatchObject({ key: "a", since, invoices: 0, sums: [] });
  run(["a", "b"], ["a", "b", "m"]);
  expect(gone()).toEqual([["m", false]]);
});

test("what Milestones deactivated, or no longer has, is in the ledger no more", async () => {
  const { run, gone } = await house();
  run(["a", "b"], ["a", "b"]);
  run([], ["a", "b"]);
  expect(gone()).toHaveLength(2);
  run([], ["a", "b"], ["a"]);
  expect(gone()).toEqual([["b", true]]);
  run([], ["a"], ["a"]);
  expect(gone()).toEqual([]);
});

test("after a run that was not complete nothing is called gone", async () => {
  const { db, id, run, gone } = await house();
  run(["a"], ["a"]);
  run([], ["a"]);
  const store = pullStore(db);
  const runId = store.openRun({ administrationId: id, entity: "item", trigger: "schedule", requestedBy: null }) ?? 0;
  store.fail(runId, "incomplete", new TieoutError("run_incomplete", { values: { entity: "item", reason: "x" } }).note);
  expect(gone()).toEqual([]);
  expect(goneRecords(db, id).incomplete).toEqual(["item"]);
});
