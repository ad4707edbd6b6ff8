// A person's word on pairs, proposed: one decision a pair, with the changes it freezes and its event.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { refusal } from "../core/permissions.ts";
import { type Change, newRecord } from "../core/reconcile/change.ts";
import type { Status } from "../core/reconcile/compare.ts";
import type { Values } from "../core/reconcile/normalise.ts";
import { localDay } from "../core/schedule.ts";
import { type DecisionAction, offeredActions, type Scope } from "../core/states.ts";
import { type Database, instant, prepared } from "./database.ts";
import { type DecisionRefusal, inChunks, type Outcome } from "./decision-chunks.ts";
import { proofOf } from "./decision-rows.ts";
import { setState, standing } from "./decision-standing.ts";
import { entityState } from "./entity-state.ts";
import { appendEvent, type Person } from "./events.ts";
import type { PairModel } from "./generated/models.ts";
import { namedBy, type Partner, partnerOf } from "./links.ts";

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

/** `partner`: of marking as the same, what only Milestones has. */
interface ProposedPair {
  id: number;
  fingerprint: string;
  partner?: Partner | undefined;
}

export interface Proposal {
  /** As the proposer saw them. */
  pairs: readonly ProposedPair[];
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
  return inChunks(db, proposal.pairs, ({ id, fingerprint, partner: seen }) => {
    const pair = prepared<[number], StoredPair>(
      db,
      `SELECT id, administrationId, entity, key, title, status, fingerprint, json(globe) AS globe, decisionId, decisionState,
         EXISTS (SELECT 1 FROM decision WHERE decision.id = pair.decisionId
           AND (state IN ('applied', 'stale') OR outcome ->> 'reason' IN ('kept_otherwise', 'no_answer'))
           AND endedAt >= (SELECT max(startedAt) FROM run
             WHERE run.administrationId = pair.administrationId AND run.entity = pair.entity)) AS touched
       FROM pair WHERE id = ?`,
    ).get(id);
    const partner = pair && proposal.action === "same_as" ? partnerOf(db, pair, seen) : null;
    const noPartner = typeof partner === "string" ? partner : null;
    const linked = typeof partner === "string" ? null : partner;
    const changes = pair ? changesOf(db, pair, proposal, linked?.id) : [];
    const refused = proposalRefused(db, who, proposal, fingerprint, pair, changes) ?? noPartner;
    if (refused || !pair) return { id, decisionId: null, refused: refused ?? "gone", about: null };
    return { id, decisionId: addDecision(db, who, proposal, pair, changes, linked), refused: null, about: pair };
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
  if (!isOffered(action, pair.status)) return "not_offered";
  return (action === "take_globe" || scope === "fields") && changes.length === 0 ? "not_offered" : null;
}

const isOffered = (action: DecisionAction, status: Status): boolean =>
  action === "same_as" ? status === "only_in_globe" : offeredActions[status].includes(action);

/** What was approved and writes nothing may be thought over: another proposal takes its place. */
function makesRoom(db: Database, { decisionId, decisionState }: StoredPair): boolean {
  if (decisionState !== "approved" || decisionId === null) return false;
  const stands = standing(db, decisionId);
  return stands !== undefined && !["take_globe", "same_as"].includes(stands.action) && stands.scope !== "fields";
}

/**
 * What taking Globe's value comes to: each differing field that is not ignored, or, where only Globe has it, all that a
 * new record gets. Of fields that are to be ignored, and of a link's names: what both sides say.
 */
function changesOf(db: Database, pair: StoredPair, { action, scope, fields }: Proposal, partnerId?: number): Change[] {
  if (partnerId !== undefined) return namedBy(db, pair.entity, pair.id, partnerId);
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
  partner: { id: number; key: string; fingerprint: string } | null,
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
       reason, comment, fingerprint, partnerId, partnerKey, partnerFingerprint, proposedById, proposedAt)
     VALUES (@administrationId, @entity, @key, @title, @id, @status, @action, @scope, @until, @replacesId, 'proposed',
       @reason, @comment, @fingerprint, @partnerId, @partnerKey, @partnerFingerprint, @who, @at)`,
  ).run({
    ...pair,
    ...{ action, scope, until, replacesId, reason, comment, who: who.id, at },
    ...{ partnerId: partner?.id ?? null, partnerKey: partner?.key ?? null },
    partnerFingerprint: partner?.fingerprint ?? null,
  });
  const decisionId = Number(lastInsertRowid);
  const addChange = prepared<[number, string, string, string]>(
    db,
    `INSERT INTO "change" (decisionId, field, "from", "to") VALUES (?, ?, ?, ?)`,
  );
  for (const { field, from, to } of changes) addChange.run(decisionId, field, from, to);
  for (const stood of partner ? [pair.id, partner.id] : [pair.id])
    prepared<[number, number]>(db, `UPDATE pair SET decisionId = ?, decisionState = 'proposed' WHERE id = ?`).run(
      decisionId,
      stood,
    );
  // why: events outlive everything, so no person's data stand in them; their hash proves what was proposed.
  const fields = changes.map(({ field }) => field);
  const far = { ...(scope === "pair" ? {} : { scope }), ...(until === null ? {} : { until }) };
  const as = partner ? { partner: partner.key } : {};
  const detail = { action, ...as, ...far, status, reason, fingerprint, fields, proof: proofOf({ comment, changes }) };
  appendEvent(db, { kind: "decision_proposed", who, ...about, decisionId, detail }, at);
  return decisionId;
}
