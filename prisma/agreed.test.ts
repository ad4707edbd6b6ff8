import fc from "fast-check";
import { expect, test } from "vitest";
import { entities } from "../core/entities/index.ts";
import type { Values } from "../core/reconcile/normalise.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { type BothTexts, moverOf } from "../core/reconcile/three-way.ts";
import { applyStore } from "./apply-store.ts";
import { decide, propose, undo } from "./decisions.ts";
import { pairOf } from "./rows.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

const name = fc.constantFrom("Chai", "Chang", "Tofu", null);
const here = fc.option(fc.record({ name, blocked: fc.boolean() }), { freq: 5 });
/** What both sides hold of two items at one run; null: nothing. */
const moment = fc.array(fc.record({ globe: here, milestones: here }), { minLength: 2, maxLength: 2 });
const { compared } = entities.item;

function pairsOf(found: { globe: Held; milestones: Held }[]) {
  const globe: RawRecord[] = [];
  const milestones: RawRecord[] = [];
  for (const [at, item] of found.entries()) {
    const ItemCode = `I${at}`;
    if (item.globe)
      globe.push({ ItemCode, CountrySpecificDescription: item.globe.name, Blocked: item.globe.blocked ? "X" : "" });
    if (item.milestones) milestones.push({ ItemCode, Name: item.milestones.name, IsActive: !item.milestones.blocked });
  }
  return judged("item", { globe, milestones });
}
type Held = { name: string | null; blocked: boolean } | null;

test("whatever runs find one after another, who moved a field is told from the last time both agreed in it", async () => {
  const { db, administration } = await testDatabase();
  fc.assert(
    fc.property(fc.array(moment, { minLength: 1, maxLength: 8 }), (moments) => {
      db.exec(`DELETE FROM pair`);
      const agreed = new Map<string, BothTexts>();
      for (const found of moments) {
        const pairs = pairsOf(found);
        pulled(db, administration.id, "item", pairs);
        for (const key of ["I0", "I1"]) if (!pairs.some((pair) => pair.key === key)) forget(agreed, key);
        for (const { key, globe, milestones, differing } of pairs) {
          const [left, right] = [globe[0]?.values, milestones[0]?.values];
          if (left && right)
            for (const field of Object.keys(left))
              if (!differing.some((cell) => cell.field === field))
                agreed.set(`${key} ${field}`, both(left, right, field));
        }
        for (const { key, moved, globe, milestones } of gridBlock(db, plainView(administration.id, "item"), 0, 9).rows)
          for (const [field, mover] of Object.entries(moved)) {
            const kind = compared.find((one) => one.name === field)?.kind;
            if (!kind || !globe || !milestones) throw new Error(`${field} differs where a side has no record`);
            expect(mover).toBe(moverOf(kind, agreed.get(`${key} ${field}`) ?? null, both(globe, milestones, field)));
          }
      }
    }),
    { numRuns: 60 },
  );
});

const both = (left: Values, right: Values, field: string) => ({
  globe: left[field] ?? "",
  milestones: right[field] ?? "",
});
function forget(agreed: Map<string, BothTexts>, key: string): void {
  for (const known of agreed.keys()) if (known.startsWith(`${key} `)) agreed.delete(known);
}

/** An item of these names on both sides, pulled. */
function run({ db, administration }: TestDatabase, globe: string, milestones: string) {
  const held = (text: string) => ({ name: text, blocked: false });
  pulled(db, administration.id, "item", pairsOf([{ globe: held(globe), milestones: held(milestones) }]));
  const [row] = gridBlock(db, plainView(administration.id, "item"), 0, 1).rows;
  if (!row) throw new Error("no pair");
  return row;
}

test("a run that finds nothing new writes nothing of what was agreed", async () => {
  const store = await testDatabase();
  run(store, "Chai", "Chai");
  run(store, "Chang", "Chai");
  const written = () => store.db.prepare(`SELECT rowid, * FROM agreed`).raw().all();
  const before = written();
  const row = run(store, "Chang", "Chai");
  expect(row.moved).toEqual({ Name: "globe" });
  expect(written()).toEqual(before);
  expect(pairOf(store.db, row.id)?.agreed).toEqual({
    Name: { globe: "Chai", milestones: "Chai", at: expect.any(String) },
  });
  run(store, "Chai", "Chai");
  expect(written()).toEqual([]);
});

async function decided(action: "keep_milestones" | "take_globe") {
  const store = await testDatabase();
  const row = run(store, "Chang", "Chai");
  expect(row.moved).toEqual({ Name: "never" });
  const ids = propose(store.db, store.people.preparer, { pairs: [row], action, reason: "r", comment: "" });
  const decisionId = ids[0]?.decisionId ?? 0;
  decide(store.db, store.people.approver, { ids: [decisionId], verdict: "approve", comment: "" });
  return { store, decisionId };
}

test("what a person kept apart is agreed for as long as the decision stands", async () => {
  const { store } = await decided("keep_milestones");
  expect(run(store, "Tofu", "Chai").moved).toEqual({ Name: "globe" });
  const { store: other, decisionId } = await decided("keep_milestones");
  undo(other.db, other.people.approver, [decisionId]);
  expect(run(other, "Tofu", "Chai").moved).toEqual({ Name: "never" });
});

test("what was applied is agreed, also where Globe moves before a pull sees it", async () => {
  const { store, decisionId } = await decided("take_globe");
  const applying = applyStore(store.db);
  applying.begin(decisionId);
  applying.end(decisionId, { state: "applied", milestonesId: "1", already: false });
  expect(run(store, "Tofu", "Chang").moved).toEqual({ Name: "globe" });
});
