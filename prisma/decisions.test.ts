import fc from "fast-check";
import { expect, test } from "vitest";
import { TieoutError } from "../core/errors.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { localDay } from "../core/schedule.ts";
import { type DecisionAction, decisionActions, type Scope, scopes } from "../core/states.ts";
import { standing } from "./decision-standing.ts";
import { alteredDecisions, decide, decisions, propose, redo, undo } from "./decisions.ts";
import { events, verifyEvents } from "./events.ts";
import { lapseExpired } from "./lapse.ts";
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
  const offeredOf = (action: DecisionAction) => {
    const outcomes = propose(db, people.preparer, { pairs: rows, action, ...because });
    const made = outcomes.flatMap(({ decisionId }) => decisionId ?? []);
    undo(db, people.preparer, made);
    for (const { refused } of outcomes) expect([null, "not_offered"]).toContain(refused);
    return outcomes.flatMap(({ refused }, at) => (refused ? [] : [rows[at]?.status]));
  };
  expect(offeredOf("take_globe")).toEqual(["different", "only_in_globe"]);
  expect(offeredOf("keep_milestones")).toEqual(["different", "only_in_globe", "only_in_milestones"]);
  for (const action of ["ignore", "wait"] as const)
    expect(offeredOf(action)).toEqual(["different", "only_in_globe", "only_in_milestones", "duplicate_key"]);
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

test("an approval taken back waits for an answer again; the proposer's own word takes the whole decision back", async () => {
  const store = await pairs();
  const { db, people, of, administration } = store;
  const id = proposed(store, of("DIF"));
  const approve = () => decide(db, people.approver, { ids: [id], verdict: "approve", comment: "" })[0]?.refused;
  const now = () => decisions(db, { administrationId: administration.id }).find((one) => one.id === id);
  expect(approve()).toBeNull();
  undo(db, people.approver, [id]);
  expect(now()).toMatchObject({ state: "proposed", decidedById: null, decidedAt: null });
  decide(db, people.approver, { ids: [id], verdict: "reject", comment: "no" });
  undo(db, people.approver, [id]);
  expect(approve()).toBeNull();
  undo(db, people.preparer, [id]);
  expect(now()?.state).toBe("undone");
  expect(redo(db, people.preparer, [id])[0]?.refused).toBeNull();
  expect(now()?.state).toBe("proposed");
  expect(pairOf(db, of("DIF").id)?.decision?.id).toBe(id);
});

test("another proposal takes the place of what stood, and what stood holds again where that is not approved", async () => {
  const { db, people, of } = await pairs();
  const row = of("DIF");
  const make = (action: DecisionAction) => {
    const [outcome] = propose(db, people.preparer, { pairs: [row], action, ...because });
    return outcome?.decisionId ?? 0;
  };
  const first = make("ignore");
  decide(db, people.approver, { ids: [first], verdict: "approve", comment: "" });
  const second = make("take_globe");
  const stands = () => pairOf(db, row.id)?.decision;
  expect(stands()).toMatchObject({ id: second, state: "proposed" });
  undo(db, people.preparer, [second]);
  expect(stands()).toMatchObject({ id: first, state: "approved" });
  redo(db, people.preparer, [second]);
  expect(stands()).toMatchObject({ id: second, state: "proposed" });
  decide(db, people.approver, { ids: [second], verdict: "reject", comment: "" });
  expect(stands()).toMatchObject({ id: first, state: "approved" });
});

const vat = (name: string, percentage: number) =>
  judged("vatCode", {
    globe: [{ VATCode: "DIF", Description: "High", Percentage: percentage }, ...globe.slice(1)],
    milestones: [{ Code: "DIF", Name: name, Percentage: 19 }, ...milestones.slice(1)],
  });

function ignored(
  store: Awaited<ReturnType<typeof pairs>>,
  scope: Scope,
  more: { fields?: string[]; until?: string } = {},
) {
  const { db, people, of } = store;
  const proposal = { pairs: [of("DIF")], action: "ignore", scope, ...more, ...because } as const;
  const ids = propose(db, people.preparer, proposal).flatMap(({ decisionId }) => decisionId ?? []);
  expect(decide(db, people.approver, { ids, verdict: "approve", comment: "" })[0]?.refused).toBeNull();
  return ids[0] ?? 0;
}

test("an ignored field leaves the pair's other differences to be decided, and holds until that field moves", async () => {
  const store = await pairs();
  const { db, people, of, administration } = store;
  const id = ignored(store, "fields", { fields: ["Name"] });
  const pair = () => pairOf(db, of("DIF").id);
  expect(pair()).toMatchObject({ ignored: ["Name"], decision: null });
  const [taken] = propose(db, people.preparer, { pairs: [of("DIF")], action: "take_globe", ...because });
  expect(pair()?.decisions[0]?.changes.map(({ field }) => field)).toEqual(["Percentage"]);
  undo(db, people.preparer, [taken?.decisionId ?? 0]);
  pulled(db, administration.id, "vatCode", vat("Hoog", 22));
  expect(pair()).toMatchObject({ ignored: ["Name"], decision: null });
  pulled(db, administration.id, "vatCode", vat("Hoog", 19));
  expect(pair()).toMatchObject({ ignored: ["Name"], decision: { id, state: "approved" } });
  pulled(db, administration.id, "vatCode", vat("Hoger", 19));
  expect(pair()).toMatchObject({
    ignored: [],
    decision: null,
    decisions: [{}, { state: "lapsed", lapsedBecause: "moved" }],
  });
});

test("what comes back never pushes away what stands on the pair by then", async () => {
  const store = await pairs();
  const { db, people, of, administration } = store;
  const row = of("DIF");
  const make = (action: DecisionAction) =>
    propose(db, people.preparer, { pairs: [row], action, ...because })[0]?.decisionId ?? 0;
  const approve = (id: number) => decide(db, people.approver, { ids: [id], verdict: "approve", comment: "" });
  const stateOf = (id: number) =>
    decisions(db, { administrationId: administration.id }).find((one) => one.id === id)?.state;

  // What stood before waits for an answer again: what had taken its place is not proposed beside it.
  const kept = make("keep_milestones");
  approve(kept);
  const ignoring = make("ignore");
  undo(db, people.preparer, [ignoring]);
  undo(db, people.approver, [kept]);
  expect(redo(db, people.preparer, [ignoring])[0]?.refused).toBe("already_open");
  approve(kept);

  // A field that is ignored took the place of what stood; by the time it is taken back, something else stands there.
  const fields = ignored(store, "fields", { fields: ["Name"] });
  expect(stateOf(kept)).toBe("replaced");
  const waiting = make("wait");
  expect(undo(db, people.approver, [fields])[0]?.refused).toBe("already_open");
  expect(undo(db, people.preparer, [fields])[0]?.refused).toBeNull();
  expect(stateOf(kept)).toBe("replaced");
  expect(pairOf(db, row.id)).toMatchObject({ ignored: [], decision: { id: waiting, state: "proposed" } });
});

test("an ignored code holds whatever both sides say of it, also when it goes and comes back, until its status is another", async () => {
  const store = await pairs();
  const { db, administration } = store;
  const id = ignored(store, "code");
  const stands = () =>
    gridBlock(db, plainView(administration.id, "vatCode"), 0, 99).rows.find(({ key }) => key === "DIF");
  pulled(db, administration.id, "vatCode", vat("Heel anders", 1));
  expect(stands()?.decision).toMatchObject({ id, state: "approved" });
  pulled(
    db,
    administration.id,
    "vatCode",
    judged("vatCode", { globe: globe.slice(1), milestones: milestones.slice(1) }),
  );
  expect(stands()).toBeUndefined();
  pulled(db, administration.id, "vatCode", vat("Hoog", 21));
  expect(stands()?.decision).toMatchObject({ id, state: "approved" });
  pulled(db, administration.id, "vatCode", judged("vatCode", { globe, milestones: milestones.slice(1) }));
  expect(stands()).toMatchObject({ status: "only_in_globe", decision: null });
});

test("what is ignored until a day lapses after that day, and says why", async () => {
  const store = await pairs();
  const { db, of } = store;
  const until = localDay(new Date());
  const id = ignored(store, "pair", { until });
  expect(lapseExpired(db)).toBe(0);
  expect(lapseExpired(db, new Date(Date.now() + 25 * 3_600_000))).toBe(1);
  const [decision] = pairOf(db, of("DIF").id)?.decisions ?? [];
  expect(decision).toMatchObject({ id, state: "lapsed", lapsedBecause: "expired" });
  expect(pairOf(db, of("DIF").id)?.decision).toBeNull();
  const [late] = propose(db, store.people.preparer, {
    pairs: [of("DIF")],
    action: "wait",
    until: "2020-01-01",
    ...because,
  });
  expect(late?.refused).toBe("day_over");
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
        action: fc.constantFrom(...decisionActions),
        scope: fc.constantFrom(...scopes),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constantFrom("approve" as const, "reject" as const, "undo" as const, "redo" as const),
        ...asked,
      }),
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
  type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
  const { preparer, approver } = people;
  const proposal = (of: number) =>
    ({ do: "propose", who: preparer, pair: of, action: "take_globe", scope: "pair" }) as const;
  // Each end that a decision can come to; by chance alone one is missed now and then.
  const everyEnd: Step[] = [
    ...[proposal(0), { do: "approve", who: approver, pair: 0 } as const],
    ...[
      { do: "undo", who: preparer, pair: 0 } as const,
      proposal(0),
      { do: "reject", who: approver, pair: 0 } as const,
    ],
    ...[proposal(0), proposal(1), proposal(2), { do: "pull", name: "Higher", gone: false } as const],
  ];
  const view = plainView(administration.id, "vatCode");
  const open = () =>
    decisions(db, { administrationId: administration.id, states: ["proposed", "approved"], limit: 999 });
  const act = (taken: Step) => {
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
      if (row) propose(db, taken.who, { ...taken, pairs: [row], ...because });
    } else {
      const withdrawn = () => decisions(db, { administrationId: administration.id, states: ["undone", "rejected"] });
      const ids = (taken.do === "redo" ? withdrawn() : open()).slice(taken.pair, taken.pair + 1).map(({ id }) => id);
      if (taken.do === "undo") undo(db, taken.who, ids);
      else if (taken.do === "redo") redo(db, taken.who, ids);
      else decide(db, taken.who, { ids, verdict: taken.do, comment: "" });
    }
  };
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
      for (const one of [{ do: "pull", name: "High", gone: false } as const, ...steps]) act(one);
      const rows = gridBlock(db, view, 0, 99).rows;
      // Ignored fields stand on their cells; a code that is gone has no pair.
      const onPairs = open().filter(
        ({ pairId, scope, state }) => pairId !== null && !(scope === "fields" && state === "approved"),
      );
      expect(new Set(onPairs.map(({ pairId }) => pairId)).size).toBe(onPairs.length);
      const known = new Set(onPairs.map(({ id }) => id));
      const shown = rows.flatMap(({ id, decision }) => (decision ? [[id, decision.id, decision.state]] : []));
      expect(shown.filter(([, id]) => known.has(Number(id))).toSorted()).toEqual(
        onPairs.map(({ pairId, id, state }) => [pairId, id, state]).toSorted(),
      );
      for (const { decision, differing, ignored: left } of rows)
        if (decision && !known.has(decision.id)) expect(left).toEqual(differing);
      for (const { id, state, proposedById, decidedById } of open()) {
        expect(standing(db, id)?.moved).toBe(0);
        if (state === "approved") expect([null, proposedById]).not.toContain(decidedById);
      }
    }),
    { numRuns: 40, examples: [[everyEnd]] },
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
