// Runs as they are read: one execution of a pull each, with its counts or what went wrong.
import type { EntityName } from "../core/entities/entity.ts";
import { type ErrorNote, errorNote } from "../core/errors.ts";
import type { Moved, RunTrigger, SideTotal } from "../core/ports/pull.ts";
import type { Counts } from "../core/reconcile/compare.ts";
import type { RunState } from "../core/states.ts";
import type { Database } from "./database.ts";
import type { RunModel } from "./generated/models.ts";

export interface Run {
  id: number;
  administrationId: number;
  entity: EntityName;
  trigger: RunTrigger;
  requestedById: number | null;
  requestedBy: string | null;
  state: RunState;
  startedAt: string;
  finishedAt: string | null;
  /** When the run began since which only what moved was asked; null: everything was. */
  since: string | null;
  /** How far reading has come, over both sides. */
  pages: number;
  records: number;
  /** Null unless complete. */
  read: { globe: SideTotal; milestones: SideTotal } | null;
  counts: Counts | null;
  moved: Omit<Moved, "counts"> | null;
  error: ErrorNote | null;
}

type Stored = RunModel & { requestedBy: string | null };

const select = `
  SELECT run.id, administrationId, entity, trigger, requestedById, account.displayName AS requestedBy, state, startedAt,
    finishedAt, since, pages, records, read, counts, moved, errorCode, errorMessage, errorValues
  FROM run LEFT JOIN account ON account.id = requestedById`;

/** What went wrong, as a row keeps it. */
export function noteIn(row: {
  errorCode: string | null;
  errorMessage: string | null;
  errorValues: string | null;
}): ErrorNote | null {
  const { errorCode: code, errorMessage: message, errorValues } = row;
  if (code === null) return null;
  return errorNote({
    code,
    message: message ?? "",
    values: errorValues === null ? undefined : JSON.parse(errorValues),
  });
}

/** A run from its row, whose words only this store wrote. */
export function runFrom({ errorCode, errorMessage, errorValues, read, counts, moved, ...row }: Stored): Run {
  return {
    ...row,
    entity: row.entity as EntityName,
    trigger: row.trigger as RunTrigger,
    state: row.state as RunState,
    read: read && JSON.parse(read),
    counts: counts && JSON.parse(counts),
    moved: moved && JSON.parse(moved),
    error: noteIn({ errorCode, errorMessage, errorValues }),
  };
}

export interface RunFilter {
  administrationId: number;
  entity?: EntityName;
  state?: RunState;
  /** Only runs with a lower number: the next page. */
  before?: number;
  limit?: number;
}

/** Runs, newest first. */
export function runs(db: Database, filter: RunFilter): Run[] {
  return db
    .prepare<[Record<string, unknown>], Stored>(
      `${select}
       WHERE administrationId = @administrationId
         AND (@entity IS NULL OR entity = @entity)
         AND (@state IS NULL OR state = @state)
         AND (@before IS NULL OR run.id < @before)
       ORDER BY run.id DESC LIMIT @limit`,
    )
    .all({
      administrationId: filter.administrationId,
      entity: filter.entity ?? null,
      state: filter.state ?? null,
      before: filter.before ?? null,
      limit: filter.limit ?? 50,
    })
    .map(runFrom);
}

export function runOf(db: Database, id: number): Run | null {
  const row = db.prepare<[number], Stored>(`${select} WHERE run.id = ?`).get(id);
  return row ? runFrom(row) : null;
}

export function lastRun(db: Database, administrationId: number, entity: EntityName): Run | null {
  return runs(db, { administrationId, entity, limit: 1 })[0] ?? null;
}

/** When the last complete run began that read everything; null where none did. */
export function lastWhole(db: Database, administrationId: number, entity: EntityName): string | null {
  const began = db
    .prepare<[number, string], string>(
      `SELECT startedAt FROM run WHERE administrationId = ? AND entity = ? AND state = 'complete' AND since IS NULL
       ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
    .get(administrationId, entity);
  return began ?? null;
}
