import { spawn } from "node:child_process";
import { once } from "node:events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { TieoutError } from "../core/errors.ts";
import { noCounts } from "../core/reconcile/compare.ts";
import type { Side } from "../core/reconcile/normalise.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import type { Database } from "./database.ts";
import { propose } from "./decisions.ts";
import { entityState } from "./entity-state.ts";
import { events, verifyEvents } from "./events.ts";
import { closeAbandonedRuns, pullStore } from "./pull-store.ts";
import { runOf } from "./runs.ts";
import { testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

const failure = new TieoutError("run_incomplete", { values: { entity: "customer", reason: "cut off" } }).note;

const blank = fc.constantFrom("", " ", null);
const code = fc.constantFrom("a1", "A1", "b2", " b2 ", "c3", "d4");
const globeItem = fc.record({
  ItemCode: code,
  CountrySpecificDescription: fc.oneof(fc.constantFrom("Chai", "Chai  tea", "Chang"), blank),
  Blocked: fc.oneof(fc.constantFrom("X"), blank),
});
const milestonesItem = fc.record({
  ItemCode: code,
  Name: fc.oneof(fc.constantFrom("Chai", "Chai tea", "Chang"), blank),
  IsActive: fc.constantFrom(true, true, false),
});
const items = fc.record({
  globe: fc.array(globeItem, { maxLength: 6 }),
  milestones: fc.array(milestonesItem, { maxLength: 6 }),
});
const asRecords = (found: { globe: object[]; milestones: object[] }) => found as Record<Side, RawRecord[]>;

/** Everything stored of an entity but numbers and times. */
function stored(db: Database) {
  const all = (sql: string) => db.prepare(sql).raw().all();
  return {
    pairs: all(`SELECT key, comparedKey, status, title, differs, globeRecords, milestonesRecords, json(globe),
      json(milestones), byRule, fingerprint, contentHash FROM pair ORDER BY comparedKey`),
    raw: all(`SELECT comparedKey, r.globe, r.milestones FROM raw_records r JOIN pair ON id = pairId ORDER BY 1`),
    cells: all(`SELECT comparedKey, field, c.globe, c.milestones FROM cell c JOIN pair ON id = pairId ORDER BY 1, 2`),
    search: all(`SELECT comparedKey, text FROM search_text JOIN pair ON id = pairId ORDER BY 1`),
    counts: all(`SELECT counts, comparable FROM entity_state`),
  };
}

test("what is stored after a complete run is what that run found, whatever was stored before", async () => {
  const [one, two] = [await testDatabase(), await testDatabase()];
  fc.assert(
    fc.property(items, items, (before, after) => {
      pulled(one.db, one.administration.id, "item", judged("item", asRecords(before)));
      pulled(one.db, one.administration.id, "item", judged("item", asRecords(after)));
      two.db.exec(`DELETE FROM pair`);
      pulled(two.db, two.administration.id, "item", judged("item", asRecords(after)));
      expect(stored(one.db)).toEqual(stored(two.db));
    }),
    { numRuns: 60 },
  );
  expect(verifyEvents(one.db).whole).toBe(true);
});

test("counts are those of the stored pairs, and what moved adds up", async () => {
  const { db, administration } = await testDatabase();
  let pairs = 0;
  fc.assert(
    fc.property(items, (found) => {
      const moved = pulled(db, administration.id, "item", judged("item", asRecords(found)));
      const rows = db.prepare<[], [string, number]>(`SELECT status, count(*) FROM pair GROUP BY status`).raw().all();
      expect(moved.counts).toEqual({ ...noCounts(), ...Object.fromEntries(rows) });
      expect(entityState(db, administration.id, "item").counts).toEqual(moved.counts);
      pairs += moved.added - moved.closed;
      expect(db.prepare(`SELECT count(*) FROM pair`).pluck().get()).toBe(pairs);
    }),
    { numRuns: 40 },
  );
});

const inGlobe = (ItemCode: string, name: string) => ({ ItemCode, CountrySpecificDescription: name });
const inMilestones = (ItemCode: string, Name: string) => ({ ItemCode, Name, IsActive: true });
const chai = { globe: [inGlobe("a", "Chai")], milestones: [inMilestones("a", "Chang")] };

test("a run that finds nothing new writes nothing of the pairs, and the data version stays", async () => {
  const { db, administration } = await testDatabase();
  pulled(db, administration.id, "item", judged("item", chai));
  const before = db.prepare(`SELECT * FROM pair`).all();
  const { dataVersion } = entityState(db, administration.id, "item");
  expect(pulled(db, administration.id, "item", judged("item", chai))).toMatchObject({
    added: 0,
    changed: 0,
    closed: 0,
  });
  expect(db.prepare(`SELECT * FROM pair`).all()).toEqual(before);
  expect(entityState(db, administration.id, "item").dataVersion).toBe(dataVersion);
});

test("a run still going is never doubled; another entity's may go beside it", async () => {
  const { db, administration } = await testDatabase();
  const store = pullStore(db);
  const run = { administrationId: administration.id, trigger: "schedule", requestedBy: null } as const;
  expect(store.openRun({ ...run, entity: "item" })).not.toBeNull();
  expect(store.openRun({ ...run, entity: "item" })).toBeNull();
  expect(store.openRun({ ...run, entity: "customer" })).not.toBeNull();
});

test("after a failed run nothing is comparable and the last verdicts stay; the next complete run heals it", async () => {
  const { db, administration } = await testDatabase();
  const administrationId = administration.id;
  const view = plainView(administrationId, "item");
  pulled(db, administrationId, "item", judged("item", chai));
  const store = pullStore(db);
  const run = store.openRun({ administrationId, entity: "item", trigger: "schedule", requestedBy: null }) ?? 0;
  store.fail(run, "incomplete", failure);
  expect(gridBlock(db, view, 0, 9).rows[0]).toMatchObject({ status: "not_comparable", lastStatus: "different" });
  expect(gridBlock(db, { ...view, statuses: ["different"] }, 0, 9)).toMatchObject({ rows: [], total: 0 });
  expect(entityState(db, administrationId, "item").counts).toEqual({ ...noCounts(), not_comparable: 1 });
  expect(runOf(db, run)).toMatchObject({ state: "incomplete", error: failure });
  pulled(db, administrationId, "item", judged("item", chai));
  expect(gridBlock(db, { ...view, statuses: ["different"] }, 0, 9).total).toBe(1);
  expect(entityState(db, administrationId, "item").notComparableSince).toBeNull();
});

test("an ended run cannot end again", async () => {
  const { db, administration } = await testDatabase();
  pulled(db, administration.id, "item", []);
  expect(() => pullStore(db).fail(1, "failed", failure)).toThrow("already ended");
});

test("where judging a few pairs breaks off, nothing is written and the run is still going", async () => {
  const { db, administration } = await testDatabase();
  pulled(db, administration.id, "item", judged("item", chai));
  const before = stored(db);
  expect(() =>
    pulled(
      db,
      administration.id,
      "item",
      (function* () {
        yield* judged("item", { globe: [{ ItemCode: "new" }], milestones: [] });
        throw new Error("cut off");
      })(),
    ),
  ).toThrow("cut off");
  expect(stored(db)).toEqual(before);
  expect(closeAbandonedRuns(db)).toBe(1);
  expect(entityState(db, administration.id, "item").comparable).toBe(false);
});

test("an open decision lapses when its pair moves or goes, with one event each, and stays while it does not", async () => {
  const { db, administration, people } = await testDatabase();
  const id = administration.id;
  const three = (name: string) => ({
    globe: ["a", "b", "c"].map((key) => inGlobe(key, key === "a" ? name : "Chai")),
    milestones: ["a", "b", "c"].map((key) => inMilestones(key, "Chang")),
  });
  pulled(db, id, "item", judged("item", three("Chai")));
  const { rows } = gridBlock(db, plainView(id, "item"), 0, 9);
  propose(db, people.preparer, { pairs: rows, action: "take_globe", reason: "master", comment: "" });
  const after = three("Chai latte");
  after.globe.pop();
  after.milestones.pop();
  expect(pulled(db, id, "item", judged("item", after)).lapsed).toBe(2);
  const states = gridBlock(db, plainView(id, "item"), 0, 9).rows.map((row) => row.decision?.state ?? null);
  expect(states).toEqual([null, "proposed"]);
  const lapsed = events(db).filter(({ kind }) => kind === "decision_lapsed");
  expect(lapsed.map(({ subject, detail }) => [subject, detail.because])).toEqual([
    ["c", "gone"],
    ["a", "moved"],
  ]);
});

test("a worker killed in the middle of writing leaves the old verdicts, whole", async () => {
  const { db, dataDir, administration } = await testDatabase();
  pulled(db, administration.id, "item", judged("item", chai));
  const before = stored(db);
  const here = (file: string) => new URL(file, import.meta.url).href;
  // The first text that is written for the search stops the writer, in the middle of its transaction, until it is killed.
  const program = `
    import { writeSync } from "node:fs";
    import { openDatabase } from "${here("./database.ts")}";
    import { judged, pulled } from "${here("./test-pairs.ts")}";
    const db = openDatabase(process.argv[1]);
    db.function("stop", () => {
      writeSync(1, "writing");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });
    db.exec("CREATE TEMP TRIGGER stops AFTER INSERT ON search_text BEGIN SELECT stop(); END");
    pulled(db, ${administration.id}, "item", judged("item", { globe: [{ ItemCode: "new" }], milestones: [] }));
    writeSync(1, "written");`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program, dataDir]);
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
    child.kill("SIGKILL");
  });
  const [, signal] = await once(child, "close");
  expect([out, signal]).toEqual(["writing", "SIGKILL"]);
  expect(stored(db)).toEqual(before);
  expect(closeAbandonedRuns(db)).toBe(1);
  expect(stored(db).pairs).toEqual(before.pairs);
});
