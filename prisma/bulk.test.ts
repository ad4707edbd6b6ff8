import { expect, test } from "vitest";
import type { RawRecord } from "../core/reconcile/references.ts";
import { type BulkTask, bulkOf, decidingJobs, goingBulk, openBulk, openBulks, runBulk, stopBulk } from "./bulk.ts";
import { chosenPairs, chosenParams } from "./chosen.ts";
import { openDatabase } from "./database.ts";
import { decisions } from "./decisions.ts";
import { entityState } from "./entity-state.ts";
import { events, verifyEvents } from "./events.ts";
import { overview } from "./overview.ts";
import { testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

const count = 1200;
const globe: RawRecord[] = Array.from({ length: count }, (_, at) => ({
  VATCode: `C${10_000 + at}`,
  Description: "High",
}));
const milestones = globe.map(({ VATCode }) => ({ Code: VATCode, Name: "Hoog" }));

async function many() {
  const store = await testDatabase();
  const { db, administration } = store;
  pulled(db, administration.id, "vatCode", judged("vatCode", { globe, milestones }));
  const { version } = entityState(db, administration.id, "vatCode");
  const view = plainView(administration.id, "vatCode");
  const rows = { chosen: { view, all: true, ids: [], version } };
  const ignoring: BulkTask = {
    ...{ kind: "propose", rows, action: "ignore", scope: "pair", until: null, reason: "timing", comment: "" },
  };
  const openNow = (state: "proposed" | "approved") =>
    decisions(db, { administrationId: administration.id, states: [state], limit: 99_999 }).length;
  return { ...store, rows, ignoring, openNow };
}

const atOnce = { rest: async () => {} };

test("all that match are proposed, approved by another, and taken back, each with its event", async () => {
  const { db, people, administration, ignoring, openNow } = await many();
  const all = { waiting: { administrationId: administration.id, entity: null, upTo: 99_999 } };
  const run = async (who: keyof typeof people, task: BulkTask) => {
    const id = openBulk(db, people[who], administration.id, task);
    await runBulk(db, id, atOnce);
    return bulkOf(db, id);
  };
  const first = await run("preparer", ignoring);
  expect(first).toMatchObject({ state: "complete", total: count, done: count, refused: {} });
  expect(await run("preparer", { kind: "approve", rows: { job: first?.id ?? 0 }, comment: "" })).toMatchObject({
    refused: { role: count },
  });
  const approved = await run("approver", { kind: "approve", rows: all, comment: "" });
  expect(openNow("approved")).toBe(count);
  expect(overview(db, administration.id).entities.find(({ entity }) => entity === "vatCode")?.approved).toBe(count);
  await run("approver", { kind: "undo", rows: { job: approved?.id ?? 0 } });
  expect(openNow("proposed")).toBe(count);
  await run("preparer", { kind: "undo", rows: { job: first?.id ?? 0 } });
  expect(openNow("proposed")).toBe(0);
  await run("preparer", { kind: "redo", rows: { job: first?.id ?? 0 } });
  expect(openNow("proposed")).toBe(count);
  expect(events(db, { limit: 99_999 }).filter(({ kind }) => kind === "decision_proposed")).toHaveLength(count);
  expect(verifyEvents(db).whole).toBe(true);
});

test("a stop between batches leaves done rows done, and says how many", async () => {
  const { db, people, administration, ignoring, openNow } = await many();
  const id = openBulk(db, people.preparer, administration.id, ignoring);
  await runBulk(db, id, { rest: async () => stopBulk(db, id) });
  expect(bulkOf(db, id)).toMatchObject({ state: "stopped", total: count, done: 500 });
  expect(openNow("proposed")).toBe(500);
});

test("after a program that died a job goes on where it was, and does no row twice", async () => {
  const { db, dataDir, people, administration, ignoring, openNow } = await many();
  const id = openBulk(db, people.preparer, administration.id, ignoring);
  const dying = openDatabase(dataDir);
  await expect(
    runBulk(dying, id, {
      rest: async () => {
        dying.close();
      },
    }),
  ).rejects.toThrow();
  expect(openNow("proposed")).toBe(500);
  expect(openBulks(db)).toEqual([id]);
  await runBulk(db, id, atOnce);
  expect(bulkOf(db, id)).toMatchObject({ state: "complete", done: count });
  expect(openNow("proposed")).toBe(count);
});

test("where a pull moved verdicts since someone looked, nothing is decided", async () => {
  const { db, people, administration, ignoring, openNow } = await many();
  pulled(db, administration.id, "vatCode", judged("vatCode", { globe, milestones: milestones.slice(1) }));
  const id = openBulk(db, people.preparer, administration.id, ignoring);
  await runBulk(db, id, atOnce);
  expect(bulkOf(db, id)).toMatchObject({ state: "failed", done: 0, error: { code: "bulk_moved" } });
  expect(openNow("proposed")).toBe(0);
});

test("a job that is under way is found again by who asked for it; what it decided stays in the list of what can be taken back", async () => {
  const { db, people, administration, ignoring } = await many();
  const { id: of } = administration;
  expect(goingBulk(db, of, people.preparer.id)).toBeNull();
  const id = openBulk(db, people.preparer, of, ignoring);
  expect(goingBulk(db, of, people.preparer.id)).toMatchObject({ id, state: "running" });
  expect(goingBulk(db, of, people.approver.id)).toBeNull();
  expect(decidingJobs(db, of)).toEqual([]);
  await runBulk(db, id, atOnce);
  expect(goingBulk(db, of, people.preparer.id)).toBeNull();
  const undoing = openBulk(db, people.preparer, of, { kind: "undo", rows: { job: id } });
  await runBulk(db, undoing, atOnce);
  expect(decidingJobs(db, of).map((job) => job.id)).toEqual([id]);
});

test("what was chosen is looked up pair by pair, whatever else there is", async () => {
  const { db, rows } = await many();
  const plan = db
    .prepare<[Record<string, unknown>], { detail: string }>(`EXPLAIN QUERY PLAN SELECT pair.id FROM ${chosenPairs}`)
    .all(chosenParams(db, rows.chosen));
  expect(plan[0]?.detail).toMatch(/^SCAN wanted/);
});

test("more links than are made at once are a job, each proposed as it was seen, and taken back as a whole", async () => {
  const { db, people, administration } = await testDatabase();
  const { id: of } = administration;
  const codes = Array.from({ length: 600 }, (_, at) => 10_000 + at);
  const records = {
    globe: codes.map((code) => ({ VATCode: `G${code}`, Description: "High" })),
    milestones: codes.map((code) => ({ Code: `M${code}`, Name: "High" })),
  };
  pulled(db, of, "vatCode", judged("vatCode", records));
  const { rows } = gridBlock(db, plainView(of, "vatCode"), 0, 1200);
  const [globe, milestones] = ["G", "M"].map((first) => rows.filter(({ key }) => key.startsWith(first)));
  const links = (globe ?? []).flatMap((one, at) => {
    const other = milestones?.[at];
    return other ? [{ globe: one, milestones: { ...other, fingerprint: at === 7 ? "stale" : other.fingerprint } }] : [];
  });
  const run = async (task: BulkTask) => {
    const id = openBulk(db, people.preparer, of, task);
    await runBulk(db, id, atOnce);
    return bulkOf(db, id);
  };
  const job = await run({ kind: "link", rows: { links }, reason: "renumbered", comment: "" });
  expect(job).toMatchObject({ state: "complete", total: 600, done: 600, refused: { moved: 1 } });
  const proposed = () => decisions(db, { administrationId: of, states: ["proposed"], limit: 999 });
  expect(proposed()).toHaveLength(599);
  expect(proposed().every(({ action, partnerKey }) => action === "same_as" && partnerKey !== null)).toBe(true);
  expect(decidingJobs(db, of).map(({ id }) => id)).toEqual([job?.id]);
  await run({ kind: "undo", rows: { job: job?.id ?? 0 } });
  expect(proposed()).toHaveLength(0);
});
