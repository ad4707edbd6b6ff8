// A person's word on pairs: proposed by one, approved or rejected by another (four eyes), undone, or lapsed. Many rows do
// the same as one: one decision, its changes and one event a row; up to 500 rows are one transaction.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { type Refusal, refusal } from "../core/permissions.ts";
import type { Change } from "../core/reconcile/change.ts";
import type { Status } from "../core/reconcile/compare.ts";
import { type DecisionAction, type DecisionState, decisionSteps, mayStep, offeredActions } from "../core/states.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { proofOf } from "./decision-rows.ts";
import { entityState, markDecided } from "./entity-state.ts";
import { appendEvent, type Person } from "./events.ts";
import type { DecisionModel, PairModel } from "./generated/models.ts";

export { alteredDecisions, type Decision, type DecisionFilter, decisions } from "./decision-rows.ts";

export const rowsAtOnce = 500;

/** Why a row was refused: by who asks, or by where the pair or the decision stands now. */
export type DecisionRefusal =
  | Refusal
  | "gone"
  | "moved"
  | "not_comparable"
  | "not_offered"
  | "already_open"
  | "not_open";

/** What came of one row. `id` is what was asked about: a pair when proposing, a decision otherwise. */
export interface Outcome {
  id: number;
  decisionId: number | null;
  refused: DecisionRefusal | null;
}

type StoredPair = Pick<PairModel, "id" | "administrationId" | "key" | "title" | "fingerprint" | "decisionState"> & {
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
  fields?: readonly string[];
  reason: string;
  comment: string;
}

/** Proposes one decision a pair. A row that may not be is refused with its reason; the others go on. */
export function propose(db: Database, who: Person, proposal: Proposal): Outcome[] {
  return inChunks(db, proposal.pairs, (asked) => {
    const pair = db
      .prepare<[number], StoredPair>(
        `SELECT id, administrationId, entity, key, title, status, fingerprint, json(globe) AS globe, decisionState,
           EXISTS (SELECT 1 FROM decision WHERE decision.id = pair.decisionId
             AND (state IN ('applied', 'stale') OR outcome ->> 'reason' IN ('kept_otherwise', 'no_answer'))
             AND endedAt >= (SELECT max(startedAt) FROM run
               WHERE run.administrationId = pair.administrationId AND run.entity = pair.entity)) AS touched
         FROM pair WHERE id = ?`,
      )
      .get(asked.id);
    const changes = pair && proposal.action === "take_globe" ? changesOf(db, pair, proposal.fields) : [];
    const refused = proposalRefused(db, who, proposal, asked, pair, changes);
    if (refused || !pair) return { id: asked.id, decisionId: null, refused: refused ?? "gone" };
    return { id: asked.id, decisionId: addDecision(db, who, proposal, pair, changes), refused: null };
  });
}

function proposalRefused(
  db: Database,
  who: Person,
  proposal: Proposal,
  asked: Proposal["pairs"][number],
  pair: StoredPair | undefined,
  changes: readonly Change[],
): DecisionRefusal | null {
  const byRole = refusal(who, "propose");
  if (byRole) return byRole;
  if (!pair) return "gone";
  if (!entityState(db, pair.administrationId, pair.entity).comparable) return "not_comparable";
  if (pair.fingerprint !== asked.fingerprint) return "moved";
  if (pair.decisionState !== null) return "already_open";
  if (pair.touched) return "moved";
  if (!offeredActions[pair.status].includes(proposal.action)) return "not_offered";
  return proposal.action === "take_globe" && changes.length === 0 ? "not_offered" : null;
}

/** What taking Globe's value comes to: each differing field, or, where only Globe has it, all that a new record gets. */
function changesOf(db: Database, pair: StoredPair, fields: readonly string[] | undefined): Change[] {
  if (pair.status === "only_in_globe") {
    const { compared, key } = entities[pair.entity];
    const [values = {}] = JSON.parse(pair.globe) as Record<string, string>[];
    const filled = compared.flatMap(({ name }) => (values[name] ? [{ field: name, from: "", to: values[name] }] : []));
    return [{ field: key.name, from: "", to: pair.key }, ...filled];
  }
  return db
    .prepare<[number], Change>(`SELECT field, milestones AS "from", globe AS "to" FROM cell WHERE pairId = ?`)
    .all(pair.id)
    .filter(({ field }) => !fields || fields.includes(field));
}

function addDecision(
  db: Database,
  who: Person,
  { action, reason, comment }: Proposal,
  pair: StoredPair,
  changes: readonly Change[],
): number {
  const { administrationId, entity, key, title, status, fingerprint } = pair;
  const at = instant();
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO decision (administrationId, entity, key, title, pairId, status, action, state, reason, comment,
         fingerprint, proposedById, proposedAt)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'proposed', ?, ?, ?, ?, ?)`,
    )
    .run(administrationId, entity, key, title, pair.id, status, action, reason, comment, fingerprint, who.id, at);
  const decisionId = Number(lastInsertRowid);
  const addChange = db.prepare(`INSERT INTO "change" (decisionId, field, "from", "to") VALUES (?, ?, ?, ?)`);
  for (const { field, from, to } of changes) addChange.run(decisionId, field, from, to);
  db.prepare(`UPDATE pair SET decisionId = ?, decisionState = 'proposed' WHERE id = ?`).run(decisionId, pair.id);
  // why: events outlive everything, so no person's data stand in them; their hash proves what was proposed.
  const fields = changes.map(({ field }) => field);
  const detail = { action, status, reason, fingerprint, fields, proof: proofOf({ comment, changes }) };
  appendEvent(db, { kind: "decision_proposed", who, administrationId, entity, subject: key, decisionId, detail }, at);
  markDecided(db, administrationId, entity);
  return decisionId;
}

type StoredDecision = Pick<
  DecisionModel,
  "id" | "administrationId" | "key" | "pairId" | "fingerprint" | "proposedById"
> & { entity: EntityName; state: DecisionState; pairFingerprint: string | null };

const storedDecision = (db: Database, id: number) =>
  db
    .prepare<[number], StoredDecision>(
      `SELECT decision.id, decision.administrationId, decision.entity, decision.key, pairId, state,
         decision.fingerprint, proposedById, pair.fingerprint AS pairFingerprint
       FROM decision LEFT JOIN pair ON pair.id = pairId WHERE decision.id = ?`,
    )
    .get(id);

/** Approves or rejects proposals of others. Approving holds only while both records say what they said then. */
export function decide(
  db: Database,
  who: Person,
  asked: { ids: readonly number[]; verdict: "approve" | "reject"; comment: string },
): Outcome[] {
  const to = asked.verdict === "approve" ? "approved" : "rejected";
  return inChunks(db, asked.ids, (id) => {
    const decision = storedDecision(db, id);
    if (!decision) return { id, decisionId: null, refused: "gone" };
    const refused =
      refusal(who, "decide", decision.proposedById) ??
      stepRefused(decision, to) ??
      (to === "approved" ? moved(db, decision) : null);
    if (refused) return { id, decisionId: id, refused };
    db.prepare(`UPDATE decision SET decidedById = ?, decidedAt = ?, decidedComment = ? WHERE id = ?`).run(
      who.id,
      instant(),
      asked.comment,
      id,
    );
    step(db, who, decision, to, {});
    return { id, decisionId: id, refused: null };
  });
}

/** Takes back what is open: the proposer an own decision, or whoever may decide. */
export function undo(db: Database, who: Person, ids: readonly number[]): Outcome[] {
  return inChunks(db, ids, (id) => {
    const decision = storedDecision(db, id);
    if (!decision) return { id, decisionId: null, refused: "gone" };
    const refused =
      refusal(who, decision.proposedById === who.id ? "propose" : "decide") ?? stepRefused(decision, "undone");
    if (refused) return { id, decisionId: id, refused };
    step(db, who, decision, "undone", { was: decision.state });
    return { id, decisionId: id, refused: null };
  });
}

const stepRefused = ({ state }: StoredDecision, to: DecisionState): DecisionRefusal | null =>
  mayStep(decisionSteps, state, to) ? null : "not_open";

function moved(db: Database, decision: StoredDecision): DecisionRefusal | null {
  if (!entityState(db, decision.administrationId, decision.entity).comparable) return "not_comparable";
  return decision.pairFingerprint === decision.fingerprint ? null : "moved";
}

function step(
  db: Database,
  who: Person,
  decision: StoredDecision,
  to: "approved" | "rejected" | "undone",
  detail: Record<string, unknown>,
): void {
  const { id, administrationId, entity, key, pairId } = decision;
  db.prepare(`UPDATE decision SET state = ? WHERE id = ?`).run(to, id);
  const open = to === "approved";
  db.prepare(`UPDATE pair SET decisionId = ?, decisionState = ? WHERE id = ?`).run(
    open ? id : null,
    open ? to : null,
    pairId,
  );
  appendEvent(db, { kind: `decision_${to}`, who, administrationId, entity, subject: key, decisionId: id, detail });
  markDecided(db, administrationId, entity);
}

function inChunks<Asked>(db: Database, asked: readonly Asked[], each: (one: Asked) => Outcome): Outcome[] {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < asked.length; from += rowsAtOnce)
    outcomes.push(...inOneTransaction(db, () => asked.slice(from, from + rowsAtOnce).map(each)));
  return outcomes;
}
