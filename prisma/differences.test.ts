import { expect, test } from "vitest";
import { TieoutError } from "../core/errors.ts";
import { agesOf } from "./differences.ts";
import { facets } from "./facets.ts";
import { pullStore } from "./pull-store.ts";
import { pairOf } from "./rows.ts";
import { testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView, type View } from "./view.ts";
import { gridBlock } from "./views.ts";

const high = (code: string) => ({ VATCode: code, Description: "High", Percentage: 21 });
const alike = (code: string) => ({ Code: code, Name: "High", Percentage: 21 });
const other = (code: string) => ({ Code: code, Name: "Hoog", Percentage: 21 });

async function store() {
  const made = await testDatabase();
  const { db, administration } = made;
  const view: View = plainView(administration.id, "vatCode");
  const rows = (only: Partial<View> = {}) => gridBlock(db, { ...view, ...only }, 0, 99).rows;
  const keys = (only: Partial<View>) => rows(only).map(({ key }) => key);
  const pull = (globe: readonly object[], milestones: readonly object[]) =>
    pulled(db, administration.id, "vatCode", judged("vatCode", { globe, milestones } as never));
  const row = (key = "A") => rows().find((one) => one.key === key);
  const past = (key = "A") => pairOf(db, row(key)?.id ?? 0)?.differences ?? [];
  return { ...made, view, rows, keys, pull, row, past };
}

test("a difference is as old as the run that first saw it, however it moves since", async () => {
  const { pull, row, past } = await store();
  pull([high("A")], [other("A")]);
  const first = row()?.firstSeenAt;
  expect(first).toBeTruthy();
  pull([high("A")], [{ ...other("A"), Percentage: 6 }]);
  pull([high("A")], []);
  expect(row()).toMatchObject({ status: "only_in_globe", firstSeenAt: first, recurred: 0 });
  expect(past()).toEqual([{ status: "only_in_globe", openedAt: first, closedAt: null }]);
});

test("a clean run closes it, it stays in the history, and one that comes back is counted", async () => {
  const { db, pull, row, rows, keys, past, view } = await store();
  pull([high("A"), high("B")], [other("A"), alike("B")]);
  pull([high("A"), high("B")], [alike("A"), alike("B")]);
  expect(row()).toMatchObject({ status: "equal", firstSeenAt: null, recurred: 0 });
  expect(past()).toMatchObject([{ status: "different", closedAt: expect.any(String) }]);
  expect(keys({ past: "settled" })).toEqual(["A"]);
  pull([high("A"), high("B")], [other("A"), alike("B")]);
  expect(row()?.recurred).toBe(1);
  expect(past().map(({ closedAt }) => closedAt === null)).toEqual([true, false]);
  expect(keys({ past: "recurring" })).toEqual(["A"]);
  expect(keys({ past: "settled" })).toEqual([]);
  expect(facets(db, view).seen).toEqual({
    ages: { "0-7": 1, "8-30": 0, "31-90": 0, "91-": 0 },
    recurring: 1,
    settled: 0,
  });
  expect(rows({ sort: [{ column: "firstSeenAt", descending: false }] }).map(({ key }) => key)).toEqual(["A", "B"]);
});

test("a pair that both sides lost closes its difference, and its code is known when it comes back", async () => {
  const { db, administration, pull, row, past } = await store();
  pull([high("A"), high("B")], [alike("B")]);
  pull([high("B")], [alike("B")]);
  expect(row()).toBeUndefined();
  expect(agesOf(db, administration.id, "2000-01-01")).toEqual({ entities: [], closed: 1 });
  pull([high("A"), high("B")], [alike("B")]);
  expect(row()?.recurred).toBe(1);
  expect(past()).toHaveLength(2);
});

test("a view of an age holds what lies between its bounds, and counts the others beside it", async () => {
  const { db, administration, pull, keys, view } = await store();
  pull(["A", "B", "C", "D"].map(high), []);
  const seen = db.prepare(`UPDATE pair SET firstSeenAt = ? WHERE key = ?`);
  const ago = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000).toISOString();
  for (const [key, days] of [
    ["B", 10],
    ["C", 40],
    ["D", 400],
  ] as const)
    seen.run(ago(days), key);
  expect(keys({ firstSeen: { before: ago(8) } })).toEqual(["B", "C", "D"]);
  expect(keys({ firstSeen: { from: ago(60), before: ago(8) } })).toEqual(["B", "C"]);
  const ages = { "0-7": 1, "8-30": 1, "31-90": 1, "91-": 1 };
  expect(facets(db, { ...view, firstSeen: { before: ago(8) } }).seen.ages).toEqual(ages);
  expect(facets(db, { ...view, firstSeen: { before: ago(8) } }).statuses.only_in_globe).toBe(3);
  expect(agesOf(db, administration.id, ago(1)).entities).toEqual([{ entity: "vatCode", ages, recurring: 0 }]);
});

test("a run that was not complete closes nothing", async () => {
  const { db, administration, pull, row } = await store();
  pull([high("A")], [other("A")]);
  const first = row()?.firstSeenAt;
  const runs = pullStore(db);
  const run = {
    administrationId: administration.id,
    entity: "vatCode",
    trigger: "schedule",
    requestedBy: null,
  } as const;
  const error = new TieoutError("run_incomplete", { values: { entity: "vatCode", reason: "cut off" } }).note;
  runs.fail(runs.openRun({ ...run, since: null }) ?? 0, "incomplete", error);
  expect(row()).toMatchObject({ status: "not_comparable", firstSeenAt: first });
});
