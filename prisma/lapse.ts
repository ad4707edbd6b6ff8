// An open decision is bound to what it was about (decision-standing.ts) and to its last day: it lapses when either ends;
// one whose write was begun does not, since it moves its records itself.
import type { EntityName } from "../core/entities/entity.ts";
import { localDay } from "../core/schedule.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { giveBack, groundMoved, ignoreFields, lapse, settle, standing } from "./decision-standing.ts";
import { markDecided } from "./entity-state.ts";
import { isRenumbered, meetPartners } from "./links.ts";

interface About {
  administrationId: number;
  entity: EntityName;
}

/** Lapses every open decision of the entity whose ground moved or is gone, one event each; how many there were. */
export function lapseMoved(db: Database, administrationId: number, entity: EntityName, at: string): number {
  const about = { administrationId, entity };
  meetAgain(db, about);
  meetPartners(db, about);
  const moved = db
    .prepare<[About], number>(
      `SELECT decision.id FROM decision LEFT JOIN pair ON pair.id = pairId
       WHERE decision.administrationId = @administrationId AND decision.entity = @entity
         AND decision.state IN ('proposed', 'approved', 'replaced') AND ${groundMoved} ORDER BY decision.id`,
    )
    .pluck()
    .all(about);
  lapseAll(db, moved, "moved", at);
  const ignoring = db
    .prepare<[About], { id: number; pairId: number }>(
      `SELECT id, pairId FROM decision WHERE administrationId = @administrationId AND entity = @entity
         AND state = 'approved' AND scope = 'fields'`,
    )
    .all(about);
  for (const { id, pairId } of ignoring) {
    ignoreFields(db, id, pairId, true);
    settle(db, pairId);
  }
  return moved.length;
}

/** Lapses what held until a day that is over, one event each; how many there were. */
export function lapseExpired(db: Database, now = new Date()): number {
  const today = localDay(now);
  const wanted = `SELECT id FROM decision WHERE until < ? AND state IN ('proposed', 'approved', 'replaced')
    AND until IS NOT NULL ORDER BY id`;
  // why: looked at often, and even an update of nothing waits for the write lock.
  if (!db.prepare(`${wanted} LIMIT 1`).get(today)) return 0;
  return inOneTransaction(db, () => {
    const ids = db.prepare<[string], number>(wanted).pluck().all(today);
    lapseAll(db, ids, "expired", instant());
    return ids.length;
  });
}

function lapseAll(db: Database, ids: readonly number[], because: "moved" | "expired", at: string): void {
  const lapsed = ids.flatMap((id) => standing(db, id) ?? []);
  for (const decision of lapsed) {
    const isGone = because === "moved" && decision.pairId === null;
    const is = decision.action === "same_as" && isRenumbered(db, decision.id) ? "renumbered" : because;
    lapse(db, decision, isGone ? "gone" : is, at);
  }
  const today = localDay(new Date(at));
  for (const decision of lapsed) if (decision.state === "proposed") giveBack(db, decision, today);
  const named = new Map(lapsed.map((one) => [`${one.administrationId} ${one.entity}`, one]));
  for (const { administrationId, entity } of named.values()) markDecided(db, administrationId, entity);
}

/** A code that is ignored may have gone and come back: as another pair, of the same key. */
function meetAgain(db: Database, about: About): void {
  const back = db
    .prepare<[About], number>(
      `UPDATE decision SET pairId = pair.id FROM pair
       WHERE decision.pairId IS NULL AND decision.scope = 'code' AND decision.state = 'approved'
         AND decision.administrationId = @administrationId AND decision.entity = @entity
         AND pair.administrationId = @administrationId AND pair.entity = @entity AND pair.key = decision.key
       RETURNING pairId`,
    )
    .pluck()
    .all(about);
  for (const pairId of back) settle(db, pairId);
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
