// A person's word on pairs: proposed by one, approved or rejected by another (four eyes), taken back, or lapsed. Many rows
// do the same as one: one decision, its changes and one event a row; up to 500 rows are one transaction.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { type Refusal, refusal } from "../core/permissions.ts";
import { type Change, newRecord } from "../core/reconcile/change.ts";
import type { Status } from "../core/reconcile/compare.ts";
import type { Values } from "../core/reconcile/normalise.ts";
import { localDay } from "../core/schedule.ts";
import {
  type DecisionAction,
  type DecisionState,
  decisionSteps,
  mayStep,
  offeredActions,
  type Scope,
} from "../core/states.ts";
import { type Database, inOneTransaction, instant, prepared } from "./database.ts";
import { proofOf } from "./decision-rows.ts";
import { giveBack, isTaken, type Standing, setState, standing } from "./decision-standing.ts";
import { entityState, markDecided } from "./entity-state.ts";
import { appendEvent, type Person } from "./events.ts";
import type { PairModel } from "./generated/models.ts";

export { alteredDecisions, type Decision, type DecisionFilter, decisions, waitingFor } from "./decision-rows.ts";

export const rowsAtOnce = 500;

/** Why a row was refused: by who asks, or by where the pair or the decision stands now. */
export type DecisionRefusal =
  | Refusal
  | "gone"
  | "moved"
  | "not_comparable"
  | "not_offered"
  | "already_open"
  | "not_open"
  | "day_over";

/** What came of one row. `id` is what was asked about: a pair when proposing, a decision otherwise. */
export interface Outcome {
  id: number;
  decisionId: number | null;
  refused: DecisionRefusal | null;
}

type StoredPair = Pick<
  PairModel,
  "id" | "administrationId" | "key" | "title" | "fingerprint" | "decisionId" | "decisionState"
> & {
  entity: EntityName;
  status: Status;
  globe: string;
  /** Whether Milestones may say something else since its last decision: until the next pull, nobody knows what. */
  touched: number;
};

export interface Proposal {
  /** As the proposer saw them. */
  pairs: readonly { id: number; fingerprint: string }[];
  action: DecisionAction;
  /** Only these differing fields; all of them where left out. */
  fields?: readonly string[] | undefined;
  /** How far ignoring reaches; the pair where left out. */
  scope?: Scope | undefined;
  /** Last local date on which it holds. */
  until?: string | null | undefined;
  reason: string;
  comment: string;
}

/** Proposes one decision a pair. A row that may not be is refused with its reason; the others go on. */
export function propose(db: Database, who: Person, given: Proposal): Outcome[] {
  const proposal = given.action === "ignore" ? given : { ...given, scope: undefined };
  return inChunks(db, proposal.pairs, ({ id, fingerprint }) => {
    const pair = prepared<[number], StoredPair>(
      db,
      `SELECT id, administrationId, entity, key, title, status, fingerprint, json(globe) AS globe, decisionId, decisionState,
         EXISTS (SELECT 1 FROM decision WHERE decision.id = pair.decisionId
           AND (state IN ('applied', 'stale') OR outcome ->> 'reason' IN ('kept_otherwise', 'no_answer'))
           AND endedAt >= (SELECT max(startedAt) FROM run
             WHERE run.administrationId = pair.administrationId AND run.entity = pair.entity)) AS touched
       FROM pair WHERE id = ?`,
    ).get(id);
    const changes = pair ? changesOf(db, pair, proposal) : [];
    const refused = proposalRefused(db, who, proposal, fingerprint, pair, changes);
    if (refused || !pair) return { id, decisionId: null, refused: refused ?? "gone", about: null };
    return { id, decisionId: addDecision(db, who, proposal, pair, changes), refused: null, about: pair };
  });
}

function proposalRefused(
  db: Database,
  who: Person,
  { action, scope, until }: Proposal,
  fingerprint: string,
  pair: StoredPair | undefined,
  changes: readonly Change[],
): DecisionRefusal | null {
  const byRole = refusal(who, "propose");
  if (byRole) return byRole;
  if (!pair) return "gone";
  if (until && until < localDay(new Date())) return "day_over";
  if (!entityState(db, pair.administrationId, pair.entity).comparable) return "not_comparable";
  if (pair.fingerprint !== fingerprint) return "moved";
  if (pair.decisionState !== null && !makesRoom(db, pair)) return "already_open";
  if (pair.touched) return "moved";
  if (!offeredActions[pair.status].includes(action)) return "not_offered";
  return (action === "take_globe" || scope === "fields") && changes.length === 0 ? "not_offered" : null;
}

/** What was approved and writes nothing may be thought over: another proposal takes its place. */
function makesRoom(db: Database, { decisionId, decisionState }: StoredPair): boolean {
  if (decisionState !== "approved" || decisionId === null) return false;
  const stands = standing(db, decisionId);
  return stands !== undefined && stands.action !== "take_globe" && stands.scope !== "fields";
}

/**
 * What taking Globe's value comes to: each differing field that is not ignored, or, where only Globe has it, all that a
 * new record gets. Of fields that are to be ignored: what both sides say.
 */
function changesOf(db: Database, pair: StoredPair, { action, scope, fields }: Proposal): Change[] {
  if (action !== "take_globe" && scope !== "fields") return [];
  if (action === "take_globe" && pair.status === "only_in_globe") {
    const [values = {}] = JSON.parse(pair.globe) as Values[];
    return newRecord(entities[pair.entity], pair.key, values);
  }
  return prepared<[number], Change>(
    db,
    `SELECT field, milestones AS "from", globe AS "to" FROM cell WHERE pairId = ? AND decisionId IS NULL`,
  )
    .all(pair.id)
    .filter(({ field }) => !fields || fields.includes(field));
}

function addDecision(
  db: Database,
  who: Person,
  { action, scope = "pair", until = null, reason, comment }: Proposal,
  pair: StoredPair,
  changes: readonly Change[],
): number {
  const { administrationId, entity, key, status, fingerprint } = pair;
  const at = instant();
  const about = { administrationId, entity, subject: key };
  const replacesId = pair.decisionState === "approved" ? pair.decisionId : null;
  const before = replacesId === null ? undefined : standing(db, replacesId);
  if (before) {
    setState(db, before, "replaced");
    appendEvent(db, { kind: "decision_replaced", who, ...about, decisionId: before.id }, at);
  }
  const { lastInsertRowid } = prepared<[Record<string, unknown>]>(
    db,
    `INSERT INTO decision (administrationId, entity, key, title, pairId, status, action, scope, until, replacesId, state,
       reason, comment, fingerprint, proposedById, proposedAt)
     VALUES (@administrationId, @entity, @key, @title, @id, @status, @action, @scope, @until, @replacesId, 'proposed',
       @reason, @comment, @fingerprint, @who, @at)`,
  ).run({ ...pair, action, scope, until, replacesId, reason, comment, who: who.id, at });
  const decisionId = Number(lastInsertRowid);
  const addChange = prepared<[number, string, string, string]>(
    db,
    `INSERT INTO "change" (decisionId, field, "from", "to") VALUES (?, ?, ?, ?)`,
  );
  for (const { field, from, to } of changes) addChange.run(decisionId, field, from, to);
  prepared<[number, number]>(db, `UPDATE pair SET decisionId = ?, decisionState = 'proposed' WHERE id = ?`).run(
    decisionId,
    pair.id,
  );
  // why: events outlive everything, so no person's data stand in them; their hash proves what was proposed.
  const fields = changes.map(({ field }) => field);
  const far = { ...(scope === "pair" ? {} : { scope }), ...(until === null ? {} : { until }) };
  const detail = { action, ...far, status, reason, fingerprint, fields, proof: proofOf({ comment, changes }) };
  appendEvent(db, { kind: "decision_proposed", who, ...about, decisionId, detail }, at);
  return decisionId;
}

/** Approves or rejects proposals of others. Approving holds only while both records say what they said then. */
export function decide(
  db: Database,
  who: Person,
  asked: { ids: readonly number[]; verdict: "approve" | "reject"; comment: string },
): Outcome[] {
  const to = asked.verdict === "approve" ? "approved" : "rejected";
  return stepEach(db, asked.ids, (decision) => {
    const refused =
      refusal(who, "decide", decision.proposedById) ??
      stepRefused(decision, to) ??
      (to === "approved" ? groundRefused(db, decision) : null);
    if (refused) return refused;
    prepared<[number, string, string, number]>(
      db,
      `UPDATE decision SET decidedById = ?, decidedAt = ?, decidedComment = ? WHERE id = ?`,
    ).run(who.id, instant(), asked.comment, decision.id);
    step(db, who, decision, to, {});
    return null;
  });
}

/**
 * Takes back the last step. Of the proposer: the decision, and what it took the place of stands again. Of whoever may
 * decide: the answer, and the proposal waits again; a proposal that nobody answered is withdrawn.
 */
export function undo(db: Database, who: Person, ids: readonly number[]): Outcome[] {
  return stepEach(db, ids, (decision) => {
    const { proposedById, decidedById, state } = decision;
    const isProposer = proposedById === who.id;
    // why: of a policy's own decision nobody else's answer is left to take back.
    const withdraws =
      state === "proposed" ||
      (state === "approved" && (decidedById === proposedById || (isProposer && decidedById !== who.id)));
    const to = withdraws ? "undone" : "proposed";
    const refused =
      (state === "undone" ? "not_open" : stepRefused(decision, to)) ??
      refusal(who, isProposer && withdraws ? "propose" : "decide") ??
      (state === "rejected" ? reopeningRefused(db, decision) : null) ??
      // why: beside a field that is ignored another decision may stand; ignoring it waits for no answer beside that.
      (state === "approved" && to === "proposed" && isTaken(db, decision) ? "already_open" : null);
    if (refused) return refused;
    if (to === "proposed") reopened(db, decision);
    step(db, who, decision, to, { was: state });
    return null;
  });
}

/** Proposes again what was withdrawn, as it was: it is approved anew. */
export function redo(db: Database, who: Person, ids: readonly number[]): Outcome[] {
  return stepEach(db, ids, (decision) => {
    const refused =
      refusal(who, decision.proposedById === who.id ? "propose" : "decide") ??
      (decision.state === "undone" ? reopeningRefused(db, decision) : "not_open");
    if (refused) return refused;
    reopened(db, decision);
    step(db, who, decision, "proposed", {});
    return null;
  });
}

const stepRefused = ({ state }: Standing, to: DecisionState): DecisionRefusal | null =>
  mayStep(decisionSteps, state, to) ? null : "not_open";

function groundRefused(db: Database, { administrationId, entity, moved, until }: Standing): DecisionRefusal | null {
  if (!entityState(db, administrationId, entity).comparable) return "not_comparable";
  if (until !== null && until < localDay(new Date())) return "day_over";
  return moved ? "moved" : null;
}

/** What stood before it may have come back, and gives way again while it stands; anything else keeps its place. */
function reopeningRefused(db: Database, decision: Standing): DecisionRefusal | null {
  const pair = prepared<[number | null], { decisionId: number | null; decisionState: string | null }>(
    db,
    `SELECT decisionId, decisionState FROM pair WHERE id = ?`,
  ).get(decision.pairId);
  if (!pair) return "gone";
  const givesWay = pair.decisionId === decision.replacesId && pair.decisionState === "approved";
  if (pair.decisionState !== null && !givesWay) return "already_open";
  return groundRefused(db, decision);
}

function reopened(db: Database, { id, replacesId }: Standing): void {
  prepared<[number]>(
    db,
    `UPDATE decision SET decidedById = NULL, decidedAt = NULL, decidedComment = NULL WHERE id = ?`,
  ).run(id);
  const before = replacesId === null ? undefined : standing(db, replacesId);
  if (before?.state === "approved") setState(db, before, "replaced");
}

function step(
  db: Database,
  who: Person,
  decision: Standing,
  to: "approved" | "rejected" | "undone" | "proposed",
  detail: Record<string, unknown>,
): void {
  const { id, administrationId, entity, key } = decision;
  setState(db, decision, to);
  const kind = to === "proposed" ? "decision_reopened" : (`decision_${to}` as const);
  appendEvent(db, { kind, who, administrationId, entity, subject: key, decisionId: id, detail });
  if (to === "undone" || to === "rejected") giveBack(db, decision, localDay(new Date()));
}

function stepEach(db: Database, ids: readonly number[], each: (decision: Standing) => DecisionRefusal | null) {
  return inChunks(db, ids, (id) => {
    const decision = standing(db, id);
    if (!decision) return { id, decisionId: null, refused: "gone", about: null };
    const refused = each(decision);
    return { id, decisionId: id, refused, about: refused ? null : decision };
  });
}

/** What was done to a row, and to which entity's decisions it belongs. */
type Done = Outcome & { about: { administrationId: number; entity: EntityName } | null };

function inChunks<Asked>(db: Database, asked: readonly Asked[], each: (one: Asked) => Done): Outcome[] {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < asked.length; from += rowsAtOnce)
    outcomes.push(...inOneTransaction(db, () => chunk(db, asked.slice(from, from + rowsAtOnce), each)));
  return outcomes;
}

function chunk<Asked>(db: Database, asked: readonly Asked[], each: (one: Asked) => Done): Outcome[] {
  const done = asked.map(each);
  const moved = new Map(
    done.flatMap(({ about }) => (about ? [[`${about.administrationId} ${about.entity}`, about]] : [])),
  );
  for (const { administrationId, entity } of moved.values()) markDecided(db, administrationId, entity);
  return done.map(({ id, decisionId, refused }) => ({ id, decisionId, refused }));
}
