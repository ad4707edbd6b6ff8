// An open decision is bound to what both records said when it was proposed, and lapses when either moves; one whose write
// was begun does not, since it moves them itself.
import type { EntityName } from "../core/entities/entity.ts";
import type { Database } from "./database.ts";
import { appendEvent } from "./events.ts";

/** Lapses every open decision of the entity whose pair moved or is gone, one event each; how many there were. */
export function lapseMoved(db: Database, administrationId: number, entity: EntityName, at: string): number {
  const moved = db
    .prepare<[number, string], { id: number; key: string; pairId: number | null }>(
      `SELECT decision.id, decision.key, pairId FROM decision LEFT JOIN pair ON pair.id = pairId
       WHERE decision.administrationId = ? AND decision.state IN ('proposed', 'approved') AND decision.entity = ?
         AND (pair.id IS NULL OR pair.fingerprint <> decision.fingerprint)`,
    )
    .all(administrationId, entity);
  const lapse = db.prepare(`UPDATE decision SET state = 'lapsed' WHERE id = ?`);
  const free = db.prepare(`UPDATE pair SET decisionId = NULL, decisionState = NULL WHERE id = ?`);
  for (const { id, key, pairId } of moved) {
    lapse.run(id);
    free.run(pairId);
    const detail = { because: pairId === null ? "gone" : "moved" };
    const about = { administrationId, entity, subject: key, decisionId: id };
    appendEvent(db, { kind: "decision_lapsed", who: null, ...about, detail }, at);
  }
  return moved.length;
}

/**
 * Takes from pairs how their last decision ended, where that says nothing more: what was not applied is equal by now, or
 * what was applied has moved on. Only a run that began after that end can tell.
 */
export function forgetOutcomes(db: Database, run: { administrationId: number; entity: EntityName; id: number }): void {
  db.prepare(
    `UPDATE pair SET decisionId = NULL
     WHERE administrationId = @administrationId AND entity = @entity AND decisionId IS NOT NULL AND decisionState IS NULL
       AND EXISTS (SELECT 1 FROM decision WHERE decision.id = pair.decisionId
         AND (pair.status = 'equal') <> (decision.state = 'applied')
         AND decision.endedAt < (SELECT startedAt FROM run WHERE run.id = @id))`,
  ).run(run);
}
