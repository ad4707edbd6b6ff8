import { expect, test } from "vitest";
import { setDisabled } from "./accounts.ts";
import { assign, assignedTo, assignees, overdueOf } from "./assignments.ts";
import { openBulk, runBulk } from "./bulk.ts";
import { entityState } from "./entity-state.ts";
import { events } from "./events.ts";
import { facets } from "./facets.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView, type View } from "./view.ts";
import { gridBlock } from "./views.ts";

const globe = ["A", "B", "C"].map((VATCode) => ({ VATCode, Description: "High", Percentage: 21 }));
const milestones = [{ Code: "C", Name: "High", Percentage: 21 }];

async function threePairs() {
  const store = await testDatabase();
  const administrationId = store.administration.id;
  pulled(store.db, administrationId, "vatCode", judged("vatCode", { globe, milestones }));
  const view: View = plainView(administrationId, "vatCode");
  const rows = (only: Partial<View> = {}) => gridBlock(store.db, { ...view, ...only }, 0, 9).rows;
  const ids = rows().map(({ id }) => id);
  const give = (pairs: readonly number[], given: object, by = store.people.preparer) =>
    assign(store.db, by, { administrationId, pairs, ...given }).map(({ refused }) => refused);
  return { ...store, administrationId, view, rows, ids, give };
}

const keysOf = (rows: readonly { key: string }[]) => rows.map(({ key }) => key);
const kinds = (store: TestDatabase) =>
  events(store.db).flatMap(({ kind, subject, detail }) => (kind === "pair_assigned" ? [[subject, detail]] : []));

test("pairs are given to someone with a day, each with its event, and what stays as it was is none", async () => {
  const store = await threePairs();
  const { people, ids, give, rows } = store;
  const [a = 0, b = 0] = ids;
  expect(give([a, b], { assigneeId: people.approver.id, dueOn: "2020-01-31" })).toEqual([null, null]);
  expect(give([a], { assigneeId: people.approver.id })).toEqual([null]);
  expect(give([b], { dueOn: null })).toEqual([null]);
  expect(rows().map(({ assignment }) => assignment)).toEqual([
    { assigneeId: people.approver.id, assignee: "The approver", dueOn: "2020-01-31" },
    { assigneeId: people.approver.id, assignee: "The approver", dueOn: null },
    null,
  ]);
  expect(kinds(store)).toEqual([
    ["B", { assignee: "approver", due: null }],
    ["B", { assignee: "approver", due: "2020-01-31" }],
    ["A", { assignee: "approver", due: "2020-01-31" }],
  ]);
  give([a, b], { assigneeId: null, dueOn: null });
  expect(rows().every(({ assignment }) => assignment === null)).toBe(true);
});

test("only who may propose gives work, and only to who may propose", async () => {
  const { db, people, ids, give } = await threePairs();
  expect(give(ids, { assigneeId: people.approver.id }, people.viewer)).toEqual(["role", "role", "role"]);
  expect(give(ids, { assigneeId: people.viewer.id })).toEqual(["nobody", "nobody", "nobody"]);
  setDisabled(db, "approver", true);
  expect(give(ids, { assigneeId: people.approver.id })).toEqual(["nobody", "nobody", "nobody"]);
  expect(assignees(db).map(({ username }) => username)).toEqual(["administrator", "preparer"]);
});

test("a view of someone's work, of nobody's and of what is overdue holds exactly those, with their counts", async () => {
  const { db, people, ids, give, rows, view, administrationId } = await threePairs();
  const [a = 0, b = 0, c = 0] = ids;
  give([a, c], { assigneeId: people.preparer.id, dueOn: "2020-01-31" });
  give([b], { assigneeId: people.approver.id });
  expect(keysOf(rows({ assignedTo: people.preparer.id }))).toEqual(["A", "C"]);
  expect(keysOf(rows({ assignedTo: "anyone", statuses: ["only_in_globe"] }))).toEqual(["A", "B"]);
  expect(keysOf(rows({ assignedTo: "nobody" }))).toEqual([]);
  // What agrees is not overdue.
  expect(keysOf(rows({ dueBefore: "2020-02-01" }))).toEqual(["A"]);
  expect(keysOf(rows({ dueBefore: "2020-01-31" }))).toEqual([]);
  expect(keysOf(rows({ sort: [{ column: "due", descending: true }] })).at(0)).toBe("B");
  const counts = { assigned: { [people.preparer.id]: 2, [people.approver.id]: 1 }, overdue: 1 };
  expect(facets(db, view).work).toEqual(counts);
  expect(facets(db, { ...view, search: "high" }).work).toEqual(counts);
  expect(facets(db, { ...view, assignedTo: people.approver.id }).work).toEqual({ ...counts, overdue: 0 });
  expect(facets(db, { ...view, assignedTo: people.approver.id }).statuses).toMatchObject({
    only_in_globe: 1,
    equal: 0,
  });
  expect(assignedTo(db, people.preparer.id)).toMatchObject({ pairs: [{ key: "A", dueOn: "2020-01-31" }], total: 1 });
  expect(overdueOf(db, people.preparer.id, "2020-02-01")).toBe(1);
  expect(entityState(db, administrationId, "vatCode").version).toBe(1);
});

test("more pairs than are given at once are a job like any other", async () => {
  const { db, people, view, administrationId, rows } = await threePairs();
  const { version } = entityState(db, administrationId, "vatCode");
  const chosen = { view, all: true, ids: [], version };
  const task = { kind: "assign", rows: { chosen }, assigneeId: people.approver.id, dueOn: "2030-01-31" } as const;
  await runBulk(db, openBulk(db, people.preparer, administrationId, task), { rest: async () => {} });
  expect(rows().map(({ assignment }) => assignment?.dueOn)).toEqual(["2030-01-31", "2030-01-31", "2030-01-31"]);
});
