// Which decision stands on a pair, and whether what it was bound to still holds. A pair shows one open decision; fields
// that are ignored stand on their cells, and on the pair only while every difference is ignored.
import type { EntityName } from "../core/entities/entity.ts";
import { pointingAt } from "../core/reconcile/references.ts";
import type { DecisionAction, DecisionState, Scope } from "../core/states.ts";
import { type Database, prepared } from "./database.ts";
import { appendEvent } from "./events.ts";
import { requestPull } from "./requests.ts";

/**
 * Of a link. While its two stand apart: either of them is gone or says something else. Once they are one pair: what names
 * them (the link's changes) is no longer what either side said when it was proposed; their other values may move.
 */
const linkMoved = `CASE WHEN pair.linkedKey = decision.partnerKey
  THEN EXISTS (SELECT 1 FROM "change" WHERE "change".decisionId = decision.id
    AND (coalesce(pair.globe ->> ('$[0].' || field), '') NOT IN ("from", "to")
      OR coalesce(pair.milestones ->> ('$[0].' || field), '') NOT IN ("from", "to")))
  ELSE pair.id IS NULL OR pair.fingerprint <> decision.fingerprint OR NOT EXISTS (SELECT 1 FROM pair AS partner
    WHERE partner.id = decision.partnerId AND partner.fingerprint = decision.partnerFingerprint) END`;

/** Whether a decision's ground is gone: `decision` beside its `pair`, which may be gone. A code may come back. */
export const groundMoved = `CASE WHEN decision.action = 'same_as' THEN ${linkMoved} ELSE CASE decision.scope
  WHEN 'code' THEN coalesce(pair.status <> decision.status, 0)
  WHEN 'fields' THEN pair.id IS NULL OR pair.status <> 'different' OR EXISTS (SELECT 1 FROM "change"
    WHERE "change".decisionId = decision.id
      AND ("from" <> coalesce(pair.milestones ->> ('$[0].' || field), '')
        OR "to" <> coalesce(pair.globe ->> ('$[0].' || field), '')))
  ELSE pair.id IS NULL OR pair.fingerprint <> decision.fingerprint END END`;

export interface Standing {
  id: number;
  administrationId: number;
  entity: EntityName;
  key: string;
  pairId: number | null;
  /** Of a link: the pair that only Milestones has, while it is one. */
  partnerId: number | null;
  action: DecisionAction;
  scope: Scope;
  state: DecisionState;
  until: string | null;
  proposedById: number;
  decidedById: number | null;
  replacesId: number | null;
  /** Whether the ground is gone. */
  moved: number;
}

export const standing = (db: Database, id: number): Standing | undefined =>
  prepared<[number], Standing>(
    db,
    `SELECT decision.id, decision.administrationId, decision.entity, decision.key, pairId, partnerId, action, scope, state, until,
       proposedById, decidedById, replacesId, ${groundMoved} AS moved
     FROM decision LEFT JOIN pair ON pair.id = pairId WHERE decision.id = ?`,
  ).get(id);

export function setState(db: Database, { id, pairId, partnerId, scope }: Standing, to: DecisionState): void {
  prepared<[string, number]>(db, `UPDATE decision SET state = ? WHERE id = ?`).run(to, id);
  if (scope === "fields") ignoreFields(db, id, pairId, to === "approved");
  settle(db, pairId);
  if (partnerId !== null) settle(db, partnerId);
}

/** Lets the decision's fields stand as ignored, or not any more. */
export function ignoreFields(db: Database, id: number, pairId: number | null, ignored: boolean): void {
  prepared<[Record<string, unknown>]>(
    db,
    ignored
      ? `UPDATE cell SET decisionId = @id WHERE pairId = @pairId
           AND field IN (SELECT field FROM "change" WHERE decisionId = @id)`
      : `UPDATE cell SET decisionId = NULL WHERE pairId = @pairId AND decisionId = @id`,
  ).run({ id, pairId });
}

/**
 * What a pair has one of at most; indexes hold it. Fields that are ignored leave room for a decision about the others, and
 * a link whose two became one pair for any.
 */
const isOpenOnPair = `state IN ('proposed', 'approved', 'applying') AND NOT (scope = 'fields' AND state = 'approved')
  AND NOT (action = 'same_as' AND state = 'approved' AND partnerId IS NULL)`;

/** Whether another decision is open on the same pair, or on a link's partner, so that this one cannot be. */
export const isTaken = (
  db: Database,
  { id, pairId, partnerId }: Pick<Standing, "id" | "pairId" | "partnerId">,
): boolean =>
  prepared<[Record<string, unknown>]>(
    db,
    `SELECT 1 FROM decision WHERE id <> @id AND (pairId IN (@pairId, @partnerId) OR partnerId IN (@pairId, @partnerId))
       AND ${isOpenOnPair}`,
  ).get({ id, pairId, partnerId }) !== undefined;

/** Shows on the pair the decision that stands on it now. */
export function settle(db: Database, pairId: number | null): void {
  prepared<[Record<string, unknown>]>(
    db,
    `UPDATE pair SET (decisionId, decisionState) = (
       SELECT id, state FROM (
         SELECT id, state, 0 AS rank FROM decision WHERE (pairId = @pairId OR partnerId = @pairId) AND ${isOpenOnPair}
         UNION ALL
         SELECT max(decisionId), 'approved', 1 FROM cell WHERE pairId = @pairId
         HAVING count(*) > 0 AND count(*) = count(decisionId)
         UNION ALL
         SELECT NULL, NULL, 2
         ORDER BY rank LIMIT 1))
     WHERE id = @pairId`,
  ).run({ pairId });
}

/**
 * Puts back what this decision took the place of, where that still holds; else that lapses too. Where yet another stands
 * on the pair by then, that keeps its place.
 */
export function giveBack(db: Database, { replacesId }: Pick<Standing, "replacesId">, today: string): void {
  const before = replacesId === null ? undefined : standing(db, replacesId);
  if (before?.state !== "replaced" || isTaken(db, before)) return;
  const { id, administrationId, entity, key } = before;
  const about = { who: null, administrationId, entity, subject: key, decisionId: id };
  const because = before.moved ? "moved" : before.until !== null && before.until < today ? "expired" : null;
  if (because) {
    lapse(db, before, because);
    return;
  }
  setState(db, before, "approved");
  appendEvent(db, { kind: "decision_restored", ...about });
}

export type LapsedBecause = "moved" | "gone" | "expired" | "renumbered";

export function lapse(db: Database, decision: Standing, because: LapsedBecause, at?: string): void {
  const { id, administrationId, entity, key } = decision;
  setState(db, decision, "lapsed");
  prepared<[string, number]>(db, `UPDATE decision SET lapsedBecause = ? WHERE id = ?`).run(because, id);
  const about = { administrationId, entity, subject: key, decisionId: id };
  appendEvent(db, { kind: "decision_lapsed", who: null, ...about, detail: { because } }, at);
  // why: two that no longer count as one are apart only after another comparison.
  if (decision.action === "same_as" && decision.state === "approved")
    requestPull(db, null, { administrationId, entities: [...new Set([entity, ...pointingAt(entity)])] });
}
