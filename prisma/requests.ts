// What people ask of the worker. The web never calls out; it leaves a row here, and the worker does it.
import type { EntityName } from "../core/entities/entity.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";
import type { RequestModel } from "./generated/models.ts";

export type RequestState = "waiting" | "taken" | "done";

export type PullRequest = Omit<RequestModel, "whole"> & { entity: EntityName; state: RequestState; whole: number };

const columns = "id, administrationId, entity, requestedById, state, requestedAt, finishedAt, runId, whole";

/**
 * Asks for a pull now of each entity, of everything where `whole`, else of what moved. One already waiting is not asked
 * twice, but may come to ask for everything. Their numbers come back, in order.
 */
export function requestPull(
  db: Database,
  who: Person | null,
  asked: { administrationId: number; entities: readonly EntityName[]; whole?: boolean },
): number[] {
  const { administrationId, whole = false } = asked;
  return inOneTransaction(db, () =>
    asked.entities.map((entity) => {
      const waiting = db
        .prepare<[number, number, string], number>(
          `UPDATE request SET whole = max(whole, ?) WHERE administrationId = ? AND entity = ? AND state = 'waiting' RETURNING id`,
        )
        .pluck()
        .get(whole ? 1 : 0, administrationId, entity);
      if (waiting !== undefined) return waiting;
      const { lastInsertRowid } = db
        .prepare(
          `INSERT INTO request (administrationId, entity, requestedById, state, requestedAt, whole) VALUES (?, ?, ?, 'waiting', ?, ?)`,
        )
        .run(administrationId, entity, who?.id ?? null, instant(), whole ? 1 : 0);
      appendEvent(db, { kind: "pull_requested", who, administrationId, entity, subject: String(lastInsertRowid) });
      return Number(lastInsertRowid);
    }),
  );
}

/** Takes all that waits; each is given out once. */
export function takeRequests(db: Database): PullRequest[] {
  // why: looked at every second, and even an update of nothing waits for the write lock.
  if (!db.prepare(`SELECT 1 FROM request WHERE state = 'waiting' LIMIT 1`).get()) return [];
  return db
    .prepare<[], PullRequest>(`UPDATE request SET state = 'taken' WHERE state = 'waiting' RETURNING ${columns}`)
    .all()
    .sort((left, right) => left.id - right.id);
}

/** Says that a request was done, and by which run. */
export function finishRequest(db: Database, id: number, runId: number | null): void {
  db.prepare(`UPDATE request SET state = 'done', finishedAt = ?, runId = ? WHERE id = ?`).run(instant(), runId, id);
}

/** Gives back what a dead worker had taken; how many. For the start of the only worker. */
export function returnRequests(db: Database): number {
  return inOneTransaction(db, () => {
    const taken = `UPDATE OR IGNORE request SET state = 'waiting' WHERE state = 'taken' AND NOT EXISTS (SELECT 1 FROM request AS other
      WHERE other.state = 'waiting' AND other.administrationId = request.administrationId AND other.entity = request.entity)`;
    const { changes } = db.prepare(taken).run();
    db.prepare(`UPDATE request SET state = 'done', finishedAt = ? WHERE state = 'taken'`).run(instant());
    return changes;
  });
}

export function requestOf(db: Database, id: number): PullRequest | null {
  return db.prepare<[number], PullRequest>(`SELECT ${columns} FROM request WHERE id = ?`).get(id) ?? null;
}
