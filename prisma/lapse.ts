// An open decision is bound to what both records said when it was proposed, and lapses when either moves.
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
