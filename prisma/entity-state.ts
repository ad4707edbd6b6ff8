// Where an entity of an administration stands as a whole: its counts, whether its verdicts count, and its versions.
import type { EntityName } from "../core/entities/entity.ts";
import type { Marks } from "../core/ports/pull.ts";
import { type Counts, comparedStatuses, noCounts } from "../core/reconcile/compare.ts";
import type { Database } from "./database.ts";

export interface EntityState {
  /** False after a run that was not complete: until the next complete run no verdict counts. */
  comparable: boolean;
  notComparableSince: string | null;
  /** As they stand now: where nothing is comparable, every pair counts as that. */
  counts: Counts;
  /** The last verdicts, whatever they are worth now. */
  lastCounts: Counts;
  lastCompleteAt: string | null;
  /** Moves when anything that a view shows of this entity moves. */
  dataVersion: number;
  /** Moves when a verdict, a value or comparability moves: then a view's rows or their order may be others. */
  version: number;
}

interface Row {
  comparable: number;
  notComparableSince: string | null;
  counts: string;
  lastCompleteAt: string | null;
  version: number;
  decisionVersion: number;
}

/** An entity that was never pulled is comparable and empty. */
export function entityState(db: Database, administrationId: number, entity: EntityName): EntityState {
  const row = db
    .prepare<[number, string], Row>(
      `SELECT comparable, notComparableSince, counts, lastCompleteAt, version, decisionVersion
       FROM entity_state WHERE administrationId = ? AND entity = ?`,
    )
    .get(administrationId, entity);
  const lastCounts: Counts = { ...noCounts(), ...(row ? (JSON.parse(row.counts) as Partial<Counts>) : {}) };
  const comparable = row ? row.comparable === 1 : true;
  const pairs = comparedStatuses.reduce((sum, status) => sum + lastCounts[status], 0);
  return {
    comparable,
    notComparableSince: row?.notComparableSince ?? null,
    counts: comparable ? lastCounts : { ...noCounts(), not_comparable: pairs },
    lastCounts,
    lastCompleteAt: row?.lastCompleteAt ?? null,
    version: row?.version ?? 0,
    dataVersion: row ? row.version + row.decisionVersion : 0,
  };
}

/** From now on no verdict of the entity counts; since when is kept where it was so already. */
export function markNotComparable(db: Database, administrationId: number, entity: EntityName, at: string): void {
  db.prepare(
    `INSERT INTO entity_state (administrationId, entity, comparable, notComparableSince, counts, version)
     VALUES (?, ?, 0, ?, '{}', 1)
     ON CONFLICT (administrationId, entity) DO UPDATE SET
       version = version + comparable,
       comparable = 0,
       notComparableSince = coalesce(notComparableSince, excluded.notComparableSince)`,
  ).run(administrationId, entity, at);
}

/** A run writes its verdicts in parts: none counts until the last, and if that does not come everything is read again. */
export function markBeingWritten(db: Database, administrationId: number, entity: EntityName, at: string): void {
  markNotComparable(db, administrationId, entity, at);
  db.prepare(`UPDATE entity_state SET marks = NULL WHERE administrationId = ? AND entity = ?`).run(
    administrationId,
    entity,
  );
}

/** A complete run's counts stand; `moved` says whether anything but the time is new. */
export function markComplete(
  db: Database,
  state: {
    administrationId: number;
    entity: EntityName;
    runId: number;
    at: string;
    counts: Counts;
    moved: boolean;
    marks: Marks;
    rules: string;
    asOf: number;
  },
): void {
  db.prepare(
    `INSERT INTO entity_state (administrationId, entity, comparable, counts, lastCompleteRunId, lastCompleteAt, marks, rules, referencesAsOf, version)
     VALUES (@administrationId, @entity, 1, @counts, @runId, @at, @marks, @rules, @asOf, 1)
     ON CONFLICT (administrationId, entity) DO UPDATE SET
       version = version + (@moved OR NOT comparable),
       comparable = 1,
       notComparableSince = NULL,
       counts = excluded.counts,
       marks = excluded.marks,
       rules = excluded.rules,
       referencesAsOf = excluded.referencesAsOf,
       lastCompleteRunId = excluded.lastCompleteRunId,
       lastCompleteAt = excluded.lastCompleteAt`,
  ).run({
    ...state,
    counts: JSON.stringify(state.counts),
    marks: JSON.stringify(state.marks),
    moved: state.moved ? 1 : 0,
  });
}

export function markDecided(db: Database, administrationId: number, entity: EntityName): void {
  db.prepare(
    `UPDATE entity_state SET decisionVersion = decisionVersion + 1 WHERE administrationId = ? AND entity = ?`,
  ).run(administrationId, entity);
}
