import { expect, test } from "vitest";
import type { Side } from "../core/reconcile/normalise.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { applyStore } from "./apply-store.ts";
import { decide, decisions, propose, redo, undo } from "./decisions.ts";
import { verifyEvents } from "./events.ts";
import { takeRequests } from "./requests.ts";
import { type PairRow, pairOf } from "./rows.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";
import { pulledRecords } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

const account = (DebtorCode: string, AccountName: string, more: RawRecord = {}): RawRecord => ({
  ...{ DebtorCode, AccountName, CustomerStatus: "A", VATNumber: "NL800001455B01" },
  ...more,
});
const customer = (CustomerCode: string, Name: string, more: RawRecord = {}): RawRecord => ({
  ...{ CustomerCompanyId: Number(CustomerCode), CustomerCode, Name, IsActive: true, VatNumber: "NL800001455B01" },
  ...more,
});
const apart: Record<Side, RawRecord[]> = {
  globe: [account("10015", "Comércio Mineiro"), account("20000", "Other")],
  milestones: [customer("010015", "Comercio Mineiro"), customer("20000", "Other")],
};

type Store = TestDatabase;

function rowsOf({ db, administration }: Store): PairRow[] {
  return gridBlock(db, plainView(administration.id, "customer"), 0, 99).rows;
}

function rowOf(store: Store, key: string): PairRow {
  const row = rowsOf(store).find((one) => one.key === key);
  if (!row) throw new Error(`no pair ${key}`);
  return row;
}

const pull = ({ db, administration }: Store, records = apart) =>
  pulledRecords(db, administration.id, "customer", records);
const standings = (store: Store) => rowsOf(store).map(({ key, linkedKey, status }) => [key, linkedKey, status]);
const lastDecision = ({ db, administration }: Store) => decisions(db, { administrationId: administration.id })[0];

async function started() {
  const store = await testDatabase();
  pull(store);
  return store;
}

function proposeLink(store: Store, by = store.people.preparer) {
  const [globe, milestones] = [rowOf(store, "10015"), rowOf(store, "010015")];
  const pairs = [{ ...globe, partner: milestones }];
  const [outcome] = propose(store.db, by, { pairs, action: "same_as", reason: "renumbered", comment: "" });
  return outcome ?? { refused: "gone" as const, decisionId: null, id: 0 };
}

function linked(store: Store): number {
  const { decisionId } = proposeLink(store);
  const ids = decisionId === null ? [] : [decisionId];
  expect(decide(store.db, store.people.approver, { ids, verdict: "approve", comment: "" })).toMatchObject([
    { refused: null },
  ]);
  return decisionId ?? 0;
}

test("two codes approved as the same are one pair from the next comparison on, under Globe's key", async () => {
  const store = await started();
  linked(store);
  const asked = takeRequests(store.db).map(({ entity, requestedById }) => [entity, requestedById]);
  expect(asked).toEqual([
    ["customer", null],
    ["project", null],
  ]);
  const moved = pull(store);
  expect(moved).toMatchObject({ changed: 1, closed: 1, lapsed: 0 });
  expect(standings(store)).toEqual([
    ["10015", "010015", "different"],
    ["20000", null, "equal"],
  ]);
  expect(rowOf(store, "10015")).toMatchObject({ differing: ["Name"], decision: null });
  expect(pull(store)).toMatchObject({ changed: 0, closed: 0, added: 0, lapsed: 0 });
  expect(lastDecision(store)).toMatchObject({ state: "approved", partnerKey: "010015", partnerId: null });
});

test("both stand under the proposal until it is answered, and neither can get another", async () => {
  const store = await started();
  expect(proposeLink(store)).toMatchObject({ refused: null });
  expect(rowOf(store, "010015").decision).toMatchObject({ action: "same_as", state: "proposed" });
  const other = { reason: "other", comment: "" };
  for (const key of ["10015", "010015"])
    expect(
      propose(store.db, store.people.preparer, { pairs: [rowOf(store, key)], action: "ignore", ...other }),
    ).toMatchObject([{ refused: "already_open" }]);
  expect(proposeLink(store)).toMatchObject({ refused: "already_open" });
  pull(store);
  expect(standings(store)).toContainEqual(["010015", null, "only_in_milestones"]);
});

test("nobody approves an own link, and only what stands alone on both sides can be linked", async () => {
  const store = await started();
  const { db, people } = store;
  const own = proposeLink(store, people.approver);
  expect(decide(db, people.approver, { ids: [own.decisionId ?? 0], verdict: "approve", comment: "" })).toMatchObject([
    { refused: "own_proposal" },
  ]);
  undo(db, people.approver, [own.decisionId ?? 0]);
  const [alone, both] = [rowOf(store, "10015"), rowOf(store, "20000")];
  const link = (pair: PairRow, partner?: PairRow) =>
    propose(db, people.preparer, { pairs: [{ ...pair, partner }], action: "same_as", reason: "other", comment: "" });
  expect(link(alone, both)).toMatchObject([{ refused: "not_offered" }]);
  expect(link(both, rowOf(store, "010015"))).toMatchObject([{ refused: "not_offered" }]);
  expect(link(alone)).toMatchObject([{ refused: "not_offered" }]);
  expect(link(alone, { ...rowOf(store, "010015"), fingerprint: "other" })).toMatchObject([{ refused: "moved" }]);
});

test("a proposed link lapses where either side moves, whatever moved", async () => {
  for (const side of ["globe", "milestones"] as const) {
    const store = await started();
    proposeLink(store);
    const [globe, milestones] = [[...apart.globe], [...apart.milestones]];
    if (side === "globe") globe[0] = account("10015", "Comércio Mineiro", { CustomerStatus: "B" });
    else milestones[0] = customer("010015", "Comercio Mineiro", { InvoiceAddressCity: "Utrecht" });
    pull(store, { globe, milestones });
    expect(lastDecision(store)).toMatchObject({ state: "lapsed", lapsedBecause: "moved" });
    for (const key of ["10015", "010015"]) expect(rowOf(store, key).decision).toBeNull();
  }
});

test("an approved link bears new values, and lapses where a side gets another name", async () => {
  const store = await started();
  linked(store);
  pull(store);
  takeRequests(store.db);
  const moved = { ...apart, milestones: [customer("010015", "Comércio Mineiro", { InvoiceAddressCity: "Utrecht" })] };
  expect(pull(store, moved)).toMatchObject({ lapsed: 0 });
  expect(rowOf(store, "10015")).toMatchObject({ linkedKey: "010015", differing: ["InvoiceAddressCity"] });
  const renamed = { ...apart, globe: [account("10015", "ACME"), account("20000", "Other")] };
  expect(pull(store, renamed)).toMatchObject({ lapsed: 1 });
  expect(lastDecision(store)).toMatchObject({ state: "lapsed", lapsedBecause: "moved" });
  expect(takeRequests(store.db)).toHaveLength(2);
  pull(store, renamed);
  expect(standings(store)).toContainEqual(["010015", null, "only_in_milestones"]);
});

test("where the other system takes over the code the link has done its work", async () => {
  const store = await started();
  linked(store);
  pull(store);
  const renumbered = { ...apart, milestones: [customer("10015", "Comercio Mineiro"), customer("20000", "Other")] };
  pull(store, renumbered);
  expect(standings(store)).toContainEqual(["10015", null, "different"]);
  expect(lastDecision(store)).toMatchObject({ state: "lapsed", lapsedBecause: "renumbered" });
});

test("where a code turns up on the other side too, or twice, nothing is taken for one", async () => {
  const more: Record<string, Record<Side, RawRecord[]>> = {
    "in Milestones": {
      ...apart,
      milestones: [...apart.milestones, customer("10015", "Somebody", { CustomerCompanyId: 1 })],
    },
    "in Globe": { ...apart, globe: [...apart.globe, account("010015", "Somebody")] },
    twice: { ...apart, milestones: [...apart.milestones, customer("010015", "Again", { CustomerCompanyId: 1 })] },
  };
  for (const records of Object.values(more)) {
    const store = await started();
    linked(store);
    pull(store);
    pull(store, records);
    expect(rowsOf(store).every(({ linkedKey }) => linkedKey === null)).toBe(true);
    expect(lastDecision(store)).toMatchObject({ state: "lapsed" });
  }
});

test("undo splits the two again, with the history of each; redo links them anew", async () => {
  const store = await started();
  const { db, people } = store;
  const id = linked(store);
  pull(store);
  expect(undo(db, people.preparer, [id])).toMatchObject([{ refused: null }]);
  pull(store);
  expect(standings(store)).toEqual([
    ["010015", null, "only_in_milestones"],
    ["10015", null, "only_in_globe"],
    ["20000", null, "equal"],
  ]);
  const kinds = (key: string) => pairOf(db, rowOf(store, key).id)?.events.map(({ kind }) => kind);
  const history = ["decision_undone", "decision_approved", "decision_proposed"];
  expect(kinds("10015")).toEqual(history);
  expect(kinds("010015")).toEqual(history);
  expect(redo(db, people.preparer, [id])).toMatchObject([{ refused: null }]);
  expect(rowOf(store, "010015").decision).toMatchObject({ id, state: "proposed" });
  decide(db, people.approver, { ids: [id], verdict: "approve", comment: "" });
  pull(store);
  expect(rowOf(store, "10015")).toMatchObject({ linkedKey: "010015" });
  expect(verifyEvents(db).whole).toBe(true);
});

test("an approver's undo puts the link before an approver again, and a person sees both codes until then", async () => {
  const store = await started();
  const { db, people } = store;
  const id = linked(store);
  pull(store);
  expect(undo(db, people.approver, [id])).toMatchObject([{ refused: null }]);
  pull(store);
  expect(lastDecision(store)).toMatchObject({ state: "proposed", partnerId: rowOf(store, "010015").id });
  expect(standings(store)).toContainEqual(["010015", null, "only_in_milestones"]);
  expect(decide(db, people.approver, { ids: [id], verdict: "approve", comment: "" })).toMatchObject([
    { refused: null },
  ]);
});

test("Globe's value is written to the record that bears Milestones' own code", async () => {
  const store = await started();
  const { db, people, administration } = store;
  linked(store);
  pull(store);
  const [made] = propose(db, people.preparer, {
    ...{ pairs: [rowOf(store, "10015")], action: "take_globe", reason: "spelling", comment: "" },
  });
  decide(db, people.approver, { ids: [made?.decisionId ?? 0], verdict: "approve", comment: "" });
  expect(applyStore(db).toApply(administration.id)).toMatchObject([
    { key: "010015", milestonesId: "10015", creates: false, changes: [{ field: "Name", to: "Comércio Mineiro" }] },
  ]);
});
