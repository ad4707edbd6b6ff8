import { expect, test } from "vitest";
import type { RawRecord } from "../core/reconcile/references.ts";
import { applyStore, endedSincePull, waitingToApply } from "./apply-store.ts";
import { decide, decisions, propose, undo } from "./decisions.ts";
import { events, verifyEvents } from "./events.ts";
import { facets } from "./facets.ts";
import { overview } from "./overview.ts";
import { pairOf } from "./rows.ts";
import { testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

const globe: RawRecord[] = [
  { VATCode: "DIF", Description: "High", Percentage: 21 },
  { VATCode: "GLO", Description: "New", Percentage: 9 },
];
const longId = "9007199254740993";
const milestones: RawRecord[] = [{ VatCodeId: longId, Code: "DIF", Name: "Hoog", Percentage: 19 }];

async function approved() {
  const { db, administration, people } = await testDatabase();
  const { id: administrationId } = administration;
  pulled(db, administrationId, "vatCode", judged("vatCode", { globe, milestones }));
  const { rows } = gridBlock(db, plainView(administrationId, "vatCode"), 0, 99);
  const proposal = { pairs: rows, action: "take_globe", reason: "outdated", comment: "" } as const;
  const ids = propose(db, people.preparer, proposal).flatMap(({ decisionId }) => decisionId ?? []);
  decide(db, people.approver, { ids, verdict: "approve", comment: "" });
  const [dif = 0, glo = 0] = ids;
  const one = (id: number) => decisions(db, { administrationId }).find((decision) => decision.id === id);
  const pair = (key: string) => pairOf(db, rows.find((row) => row.key === key)?.id ?? 0);
  return { db, administrationId, people, store: applyStore(db), dif, glo, one, pair };
}

const applied = { state: "applied", milestonesId: longId, already: false } as const;

test("what is approved is to be applied: its changes, and the record's id digit by digit, or none where it is to be made", async () => {
  const { store, administrationId, dif, glo, db } = await approved();
  const changes = [
    { field: "Name", from: "Hoog", to: "High" },
    { field: "Percentage", from: "19", to: "21" },
  ];
  expect(store.toApply(administrationId)).toEqual([
    {
      decisionId: dif,
      entity: "vatCode",
      key: "DIF",
      creates: false,
      milestonesId: longId,
      changes,
      state: "approved",
      begunAt: null,
    },
    expect.objectContaining({ decisionId: glo, key: "GLO", creates: true, milestonesId: null }),
  ]);
  expect(waitingToApply(db, administrationId)).toMatchObject({ count: 2 });
});

test("a write begins once, and not of what was taken back", async () => {
  const { db, store, people, dif, glo, one, pair } = await approved();
  expect([store.begin(dif), store.begin(dif)]).toEqual([true, false]);
  undo(db, people.approver, [glo]);
  expect(store.begin(glo)).toBe(false);
  expect(one(dif)).toMatchObject({ state: "applying", begunAt: expect.any(String) });
  expect(pair("DIF")?.decision?.state).toBe("applying");
  expect(undo(db, people.approver, [dif])[0]?.refused).toBe("not_open");
});

test("an end is told once, whatever is told after it", async () => {
  const { db, store, administrationId, dif, one, pair } = await approved();
  store.begin(dif);
  expect(store.end(dif, applied)).toBe(true);
  const other = { state: "failed", reason: "refused", fields: ["Name"], said: "Jan is no name" } as const;
  expect(store.end(dif, other)).toBe(false);
  expect(store.end(dif, applied)).toBe(false);
  expect(store.begin(dif)).toBe(false);
  store.notSent(dif);
  expect(one(dif)).toMatchObject({ state: "applied", outcome: applied, milestonesId: longId });
  expect(pair("DIF")).toMatchObject({ decision: null, outcome: "applied" });
  expect(events(db, { decisionId: dif }).filter(({ kind }) => kind === "decision_applied")).toHaveLength(1);
  expect(store.toApply(administrationId).map(({ key }) => key)).toEqual(["GLO"]);
  expect(verifyEvents(db).whole).toBe(true);
});

test("what Milestones said when it refused is kept with the decision, and in no event", async () => {
  const { db, store, glo, one } = await approved();
  store.begin(glo);
  store.end(glo, { state: "failed", reason: "refused", fields: ["Name"], said: "Jan is no name" });
  expect(one(glo)?.outcome).toMatchObject({ said: "Jan is no name" });
  expect(JSON.stringify(events(db))).not.toContain("Jan");
  expect(events(db, { decisionId: glo })[0]).toMatchObject({
    kind: "decision_failed",
    detail: { reason: "refused", fields: ["Name"] },
  });
});

test("where nothing was sent it is approved as before; a record that was made keeps its id", async () => {
  const { store, administrationId, dif, glo, one, pair } = await approved();
  store.begin(dif);
  store.notSent(dif);
  expect(one(dif)).toMatchObject({ state: "approved", begunAt: null });
  expect(pair("DIF")?.decision?.state).toBe("approved");
  store.begin(glo);
  store.created(glo, longId);
  expect(store.toApply(administrationId)[1]).toMatchObject({ state: "applying", creates: true, milestonesId: longId });
  store.created(glo, null);
  expect(store.toApply(administrationId)[1]).toMatchObject({ state: "applying", milestonesId: null });
});

test("a pull that finds the record moved lapses what waits, and leaves what is being written", async () => {
  const { db, store, administrationId, dif, glo, one } = await approved();
  store.begin(dif);
  const inGlobe = globe.map((record) => ({ ...record, Description: "Other" }));
  expect(pulled(db, administrationId, "vatCode", judged("vatCode", { globe: inGlobe, milestones })).lapsed).toBe(1);
  expect([one(dif)?.state, one(glo)?.state]).toEqual(["applying", "lapsed"]);
});

test("what is being written counts as approved, and what ended as undecided, in every view", async () => {
  const { db, store, administrationId, dif, glo } = await approved();
  const view = plainView(administrationId, "vatCode");
  const counts = () => [facets(db, view).decisions, facets(db, { ...view, search: "h" }).decisions];
  store.begin(dif);
  expect(counts()[0]).toEqual({ none: 0, proposed: 0, approved: 2 });
  expect(gridBlock(db, { ...view, decision: "approved" }, 0, 99).rows).toHaveLength(2);
  expect(overview(db, administrationId).entities.find(({ entity }) => entity === "vatCode")).toMatchObject({
    approved: 2,
  });
  store.end(dif, applied);
  expect(counts()).toEqual([
    { none: 1, proposed: 0, approved: 1 },
    { none: 1, proposed: 0, approved: 0 },
  ]);
  store.begin(glo);
  expect(gridBlock(db, { ...view, decision: "none" }, 0, 99).rows.map(({ key }) => key)).toEqual(["DIF"]);
});

test("a pull is wanted after what ended, until one has begun since", async () => {
  const { db, store, administrationId, dif } = await approved();
  const isWanted = () => endedSincePull(db, administrationId, "vatCode");
  expect(isWanted()).toBe(false);
  store.end(dif, { state: "stale", reason: "moved", fields: ["Name"] });
  expect(isWanted()).toBe(true);
  await new Promise((later) => setTimeout(later, 2));
  pulled(db, administrationId, "vatCode", judged("vatCode", { globe, milestones }));
  expect(isWanted()).toBe(false);
});

test("where the event cannot be written, the step did not happen either", async () => {
  const { db, store, dif, one } = await approved();
  db.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'the log is full'); END`);
  expect(() => store.begin(dif)).toThrow("the log is full");
  db.exec(`DROP TRIGGER full`);
  expect(one(dif)).toMatchObject({ state: "approved", begunAt: null });
});
