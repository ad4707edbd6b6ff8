// Which decision stands on a pair, and whether what it was bound to still holds. A pair shows one open decision; fields
// that are ignored stand on their cells, and on the pair only while every difference is ignored.
import type { EntityName } from "../core/entities/entity.ts";
import type { DecisionAction, DecisionState, Scope } from "../core/states.ts";
import { type Database, prepared } from "./database.ts";
import { appendEvent } from "./events.ts";

/** Whether a decision's ground is gone: `decision` beside its `pair`, which may be gone. A code may come back. */
export const groundMoved = `CASE decision.scope
  WHEN 'code' THEN coalesce(pair.status <> decision.status, 0)
  WHEN 'fields' THEN pair.id IS NULL OR pair.status <> 'different' OR EXISTS (SELECT 1 FROM "change"
    WHERE "change".decisionId = decision.id
      AND ("from" <> coalesce(pair.milestones ->> ('$[0].' || field), '')
        OR "to" <> coalesce(pair.globe ->> ('$[0].' || field), '')))
  ELSE pair.id IS NULL OR pair.fingerprint <> decision.fingerprint END`;

export interface Standing {
  id: number;
  administrationId: number;
  entity: EntityName;
  key: string;
  pairId: number | null;
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
    `SELECT decision.id, decision.administrationId, decision.entity, decision.key, pairId, action, scope, state, until,
       proposedById, decidedById, replacesId, ${groundMoved} AS moved
     FROM decision LEFT JOIN pair ON pair.id = pairId WHERE decision.id = ?`,
  ).get(id);

export function setState(db: Database, { id, pairId, scope }: Standing, to: DecisionState): void {
  prepared<[string, number]>(db, `UPDATE decision SET state = ? WHERE id = ?`).run(to, id);
  if (scope === "fields") ignoreFields(db, id, pairId, to === "approved");
  settle(db, pairId);
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

/** What a pair has one of at most; an index holds it. Fields that are ignored leave room for a decision about the others. */
const isOpenOnPair = `state IN ('proposed', 'approved', 'applying') AND NOT (scope = 'fields' AND state = 'approved')`;

/** Whether another decision is open on the same pair, so that this one cannot be. */
export const isTaken = (db: Database, { id, pairId }: Pick<Standing, "id" | "pairId">): boolean =>
  prepared<[number | null, number]>(db, `SELECT 1 FROM decision WHERE pairId = ? AND id <> ? AND ${isOpenOnPair}`).get(
    pairId,
    id,
  ) !== undefined;

/** Shows on the pair the decision that stands on it now. */
export function settle(db: Database, pairId: number | null): void {
  prepared<[Record<string, unknown>]>(
    db,
    `UPDATE pair SET (decisionId, decisionState) = (
       SELECT id, state FROM (
         SELECT id, state, 0 AS rank FROM decision WHERE pairId = @pairId AND ${isOpenOnPair}
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

export function lapse(db: Database, decision: Standing, because: "moved" | "gone" | "expired", at?: string): void {
  const { id, administrationId, entity, key } = decision;
  setState(db, decision, "lapsed");
  prepared<[string, number]>(db, `UPDATE decision SET lapsedBecause = ? WHERE id = ?`).run(because, id);
  const about = { administrationId, entity, subject: key, decisionId: id };
  appendEvent(db, { kind: "decision_lapsed", who: null, ...about, detail: { because } }, at);
}
