import fc from "fast-check";
import { expect, test } from "vitest";
import { TieoutError } from "../core/errors.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { alteredDecisions, decide, decisions, propose, undo } from "./decisions.ts";
import { events, verifyEvents } from "./events.ts";
import { overview } from "./overview.ts";
import { pullStore } from "./pull-store.ts";
import { type PairRow, pairOf } from "./rows.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

const failure = new TieoutError("run_incomplete", { values: { entity: "customer", reason: "cut off" } }).note;

const globe: RawRecord[] = [
  { VATCode: "DIF", Description: "High", Percentage: 21 },
  { VATCode: "EQ", Description: "None", Percentage: 0 },
  { VATCode: "GLO", Description: "New", Percentage: 9 },
  { VATCode: "TWICE", Description: "One" },
  { VATCode: "TWICE", Description: "Two" },
];
const milestones: RawRecord[] = [
  { Code: "DIF", Name: "Hoog", Percentage: 19 },
  { Code: "EQ", Name: "None", Percentage: 0 },
  { Code: "MIL", Name: "Old" },
];

async function pairs() {
  const store = await testDatabase();
  pulled(store.db, store.administration.id, "vatCode", judged("vatCode", { globe, milestones }));
  const { rows } = gridBlock(store.db, plainView(store.administration.id, "vatCode"), 0, 99);
  const of = (key: string): PairRow => {
    const row = rows.find((one) => one.key === key);
    if (!row) throw new Error(`no pair ${key}`);
    return row;
  };
  return { ...store, rows, of };
}

const because = { reason: "master data", comment: "checked with Globe" };

function proposed(store: TestDatabase, row: PairRow): number {
  const [outcome] = propose(store.db, store.people.preparer, { pairs: [row], action: "take_globe", ...because });
  if (!outcome?.decisionId) throw new Error(`refused: ${outcome?.refused}`);
  return outcome.decisionId;
}

test("each status is offered only what may be done about it", async () => {
  const { db, people, rows } = await pairs();
  const refusedOf = (action: "take_globe" | "keep_milestones") => {
    const outcomes = propose(db, people.preparer, { pairs: rows, action, ...because });
    undo(
      db,
      people.preparer,
      outcomes.flatMap(({ decisionId }) => decisionId ?? []),
    );
    return Object.fromEntries(outcomes.map(({ refused }, at) => [rows[at]?.status, refused]));
  };
  const not = "not_offered";
  const never = { equal: not, duplicate_key: not };
  expect(refusedOf("take_globe")).toEqual({ ...never, different: null, only_in_globe: null, only_in_milestones: not });
  expect(refusedOf("keep_milestones")).toEqual({
    ...never,
    different: null,
    only_in_globe: null,
    only_in_milestones: null,
  });
});

test("what a decision changes is frozen when it is proposed: what differs, or all that a new record gets", async () => {
  const store = await pairs();
  proposed(store, store.of("DIF"));
  proposed(store, store.of("GLO"));
  const [creates, takes] = decisions(store.db, { administrationId: store.administration.id });
  expect(takes?.changes).toEqual([
    { field: "Name", from: "Hoog", to: "High" },
    { field: "Percentage", from: "19", to: "21" },
  ]);
  expect(creates?.changes).toEqual([
    { field: "Code", from: "", to: "GLO" },
    { field: "Name", from: "", to: "New" },
    { field: "Percentage", from: "", to: "9" },
  ]);
});

test("only the fields asked for are taken, and a field that does not differ is nothing to take", async () => {
  const { db, people, of, administration } = await pairs();
  const proposal = { pairs: [of("DIF")], action: "take_globe", ...because } as const;
  expect(propose(db, people.preparer, { ...proposal, fields: [] })[0]?.refused).toBe("not_offered");
  propose(db, people.preparer, { ...proposal, fields: ["Name"] });
  expect(decisions(db, { administrationId: administration.id })[0]?.changes.map(({ field }) => field)).toEqual([
    "Name",
  ]);
});

test("nobody approves an own proposal, administrators included; another approver does", async () => {
  const { db, people, of } = await pairs();
  const ids = propose(db, people.administrator, { pairs: [of("DIF")], action: "take_globe", ...because }).flatMap(
    ({ decisionId }) => decisionId ?? [],
  );
  const verdictOf = (who: keyof typeof people) => decide(db, people[who], { ids, verdict: "approve", comment: "" })[0];
  expect(verdictOf("administrator")?.refused).toBe("own_proposal");
  expect(verdictOf("preparer")?.refused).toBe("role");
  expect(verdictOf("viewer")?.refused).toBe("role");
  expect(verdictOf("approver")?.refused).toBeNull();
  expect(verdictOf("approver")?.refused).toBe("not_open");
  expect(pairOf(db, of("DIF").id)?.decision?.state).toBe("approved");
});

test("a viewer proposes nothing, and nobody proposes what others have open or what moved since they looked", async () => {
  const store = await pairs();
  const { db, people, of } = store;
  const row = of("DIF");
  const refusedOf = (who: keyof typeof people, asked: { id: number; fingerprint: string }) =>
    propose(db, people[who], { pairs: [asked], action: "keep_milestones", ...because })[0]?.refused;
  expect(refusedOf("viewer", row)).toBe("role");
  expect(refusedOf("preparer", { ...row, fingerprint: "what it was" })).toBe("moved");
  expect(refusedOf("preparer", { ...row, id: 999 })).toBe("gone");
  proposed(store, row);
  expect(refusedOf("approver", row)).toBe("already_open");
});

test("while nothing is comparable nothing is proposed or approved, and a proposal can still be rejected", async () => {
  const store = await pairs();
  const { db, people, of, administration } = store;
  const id = proposed(store, of("DIF"));
  const pulls = pullStore(db);
  const run = pulls.openRun({
    administrationId: administration.id,
    entity: "vatCode",
    trigger: "person",
    requestedBy: null,
  });
  pulls.fail(run ?? 0, "failed", failure);
  const asked = { pairs: [of("GLO")], action: "take_globe", ...because } as const;
  expect(propose(db, people.preparer, asked)[0]?.refused).toBe("not_comparable");
  expect(decide(db, people.approver, { ids: [id], verdict: "approve", comment: "" })[0]?.refused).toBe(
    "not_comparable",
  );
  expect(decide(db, people.approver, { ids: [id], verdict: "reject", comment: "" })[0]?.refused).toBeNull();
});

test("the proposer takes a decision back, another preparer does not, an approver does", async () => {
  const store = await pairs();
  const { db, people, of } = store;
  const first = proposed(store, of("DIF"));
  expect(undo(db, { ...people.preparer, id: people.viewer.id }, [first])[0]?.refused).toBe("role");
  expect(undo(db, people.preparer, [first])[0]?.refused).toBeNull();
  expect(undo(db, people.preparer, [first])[0]?.refused).toBe("not_open");
  const second = proposed(store, of("DIF"));
  expect(undo(db, people.approver, [second])[0]?.refused).toBeNull();
  expect(pairOf(db, of("DIF").id)?.decision).toBeNull();
});

test("a bulk does what one does: one decision and one event a row, good rows beside refused ones", async () => {
  const { db, people, rows, administration } = await pairs();
  const outcomes = propose(db, people.preparer, { pairs: rows, action: "keep_milestones", ...because });
  expect(outcomes.map(({ refused }) => refused === null)).toEqual([true, false, true, true, false]);
  expect(events(db).filter(({ kind }) => kind === "decision_proposed")).toHaveLength(3);
  expect(overview(db, administration.id)).toMatchObject({ toApprove: 3 });
  expect(verifyEvents(db).whole).toBe(true);
});

test("a pair shows every decision ever made about it and what happened, newest first", async () => {
  const store = await pairs();
  const { db, people, of } = store;
  decide(db, people.approver, { ids: [proposed(store, of("DIF"))], verdict: "reject", comment: "not yet" });
  proposed(store, of("DIF"));
  const whole = pairOf(db, of("DIF").id);
  expect(whole?.decisions.map(({ state, decidedComment }) => [state, decidedComment])).toEqual([
    ["proposed", null],
    ["rejected", "not yet"],
  ]);
  expect(whole?.events.map(({ kind }) => kind)).toEqual([
    "decision_proposed",
    "decision_rejected",
    "decision_proposed",
  ]);
  expect(whole?.sides.globe[0]).toEqual({ raw: globe[0], values: { Name: "High", Percentage: "21" } });
});

test("whoever does what in whatever order, an open decision is one a pair, seen by two, and true to both records", async () => {
  const { db, people, administration } = await pairs();
  const who = fc.constantFrom(...Object.values(people));
  const pair = fc.nat({ max: 3 });
  const asked = { who, pair };
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant("propose" as const),
        ...asked,
        action: fc.constantFrom("take_globe" as const, "keep_milestones" as const),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constantFrom("approve" as const, "reject" as const, "undo" as const), ...asked }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("pull" as const),
        name: fc.constantFrom("High", "Higher"),
        gone: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("fail" as const) }) },
  );
  const view = plainView(administration.id, "vatCode");
  const open = () =>
    decisions(db, { administrationId: administration.id, states: ["proposed", "approved"], limit: 999 });
  const act = (taken: typeof step extends fc.Arbitrary<infer Step> ? Step : never) => {
    const rows = gridBlock(db, view, 0, 99).rows;
    if (taken.do === "pull") {
      const codes = ["D1", "D2", "D3", ...(taken.gone ? [] : ["D4"])];
      const inGlobe = codes.map((VATCode) => ({ VATCode, Description: VATCode === "D1" ? taken.name : "High" }));
      const inMilestones = codes.slice(0, 3).map((Code) => ({ Code, Name: "Hoog" }));
      pulled(db, administration.id, "vatCode", judged("vatCode", { globe: inGlobe, milestones: inMilestones }));
    } else if (taken.do === "fail") {
      const run = {
        administrationId: administration.id,
        entity: "vatCode",
        trigger: "person",
        requestedBy: null,
      } as const;
      pullStore(db).fail(pullStore(db).openRun(run) ?? 0, "failed", failure);
    } else if (taken.do === "propose") {
      const row = rows[taken.pair];
      if (row) propose(db, taken.who, { pairs: [row], action: taken.action, ...because });
    } else {
      const ids = open()
        .slice(taken.pair, taken.pair + 1)
        .map(({ id }) => id);
      if (taken.do === "undo") undo(db, taken.who, ids);
      else decide(db, taken.who, { ids, verdict: taken.do, comment: "" });
    }
  };
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
      for (const one of [{ do: "pull", name: "High", gone: false } as const, ...steps]) act(one);
      const rows = gridBlock(db, view, 0, 99).rows;
      const standing = open();
      expect(new Set(standing.map(({ pairId }) => pairId)).size).toBe(standing.length);
      expect(
        rows.flatMap(({ id, decision }) => (decision ? [[id, decision.id, decision.state]] : [])).toSorted(),
      ).toEqual(standing.map(({ pairId, id, state }) => [pairId, id, state]).toSorted());
      for (const { state, proposedById, decidedById, fingerprint, pairId } of standing) {
        expect(rows.find(({ id }) => id === pairId)?.fingerprint).toBe(fingerprint);
        if (state === "approved") expect([null, proposedById]).not.toContain(decidedById);
      }
    }),
    { numRuns: 80 },
  );
  expect(verifyEvents(db).whole).toBe(true);
  const kinds = new Set(events(db, { limit: 10_000 }).map(({ kind }) => kind));
  for (const state of ["proposed", "approved", "rejected", "undone", "lapsed"] as const)
    expect(kinds).toContain(`decision_${state}`);
});

test("an event holds no value of a record, and yet proves what was proposed", async () => {
  const store = await pairs();
  const ids = [proposed(store, store.of("DIF")), proposed(store, store.of("GLO"))];
  expect(JSON.stringify(events(store.db))).not.toMatch(/Hoog|High|checked with Globe/);
  expect(alteredDecisions(store.db)).toEqual([]);
  store.db.exec(`UPDATE "change" SET "to" = '0' WHERE field = 'Percentage' AND decisionId = ${ids[1]}`);
  expect(alteredDecisions(store.db)).toEqual([ids[1]]);
});

test("where an event cannot be written, what it tells of did not happen either", async () => {
  const { db, people, of, administration } = await pairs();
  db.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'the log is full'); END`);
  const proposal = { pairs: [of("DIF")], action: "take_globe", ...because } as const;
  expect(() => propose(db, people.preparer, proposal)).toThrow("the log is full");
  expect(() => pulled(db, administration.id, "vatCode", [])).toThrow("the log is full");
  db.exec(`DROP TRIGGER full`);
  expect(decisions(db, { administrationId: administration.id })).toEqual([]);
  expect(pairOf(db, of("DIF").id)).toMatchObject({ decision: null, status: "different" });
});
