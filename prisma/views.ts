// Blocks, counts and whole walks of a view, answered straight from the database. For any depth of a large entity see
// grid-reader.ts, which keeps a view's list of numbers.
import { statuses } from "../core/reconcile/compare.ts";
import { atOneMoment, type Database } from "./database.ts";
import { type EntityState, entityState } from "./entity-state.ts";
import { type PairRow, rowsOf } from "./rows.ts";
import type { View } from "./view.ts";
import { learnFolded, viewSql } from "./view-sql.ts";

export interface GridBlock {
  rows: PairRow[];
  /** How many pairs the view holds. */
  total: number;
  /** Moves when anything that the view shows may have moved. */
  dataVersion: number;
}

/** The view's pairs from the `from`-th on, at most `count`. */
export function gridBlock(db: Database, view: View, from: number, count: number): GridBlock {
  return atOneMoment(db, () => {
    const state = entityState(db, view.administrationId, view.entity);
    const rows = rowsOf(db, idsFrom(db, view, state, from, count), state.comparable);
    return { rows, total: counted(db, view, state), dataVersion: state.dataVersion };
  });
}

function idsFrom(db: Database, view: View, { comparable }: EntityState, from: number, count: number): number[] {
  learnFolded(db);
  const { where, orderBy, params } = viewSql(view, comparable);
  return db
    .prepare<[Record<string, unknown>], number>(
      `SELECT pair.id FROM pair WHERE ${where} ORDER BY ${orderBy} LIMIT @count OFFSET @from`,
    )
    .pluck()
    .all({ ...params, from, count });
}

/** How many pairs the view holds. */
export function counted(db: Database, view: View, state: EntityState): number {
  if (isUnfiltered(view)) {
    const wanted = statuses.filter((status) => view.statuses.length === 0 || view.statuses.includes(status));
    return wanted.reduce((sum: number, status) => sum + state.counts[status], 0);
  }
  learnFolded(db);
  const { where, params } = viewSql(view, state.comparable);
  return (
    db.prepare<[Record<string, unknown>], number>(`SELECT count(*) FROM pair WHERE ${where}`).pluck().get(params) ?? 0
  );
}

/** Whether the first rows come straight off an index, however many pairs there are, and the total without counting. */
export function isServedByIndex(view: View): boolean {
  if (!isUnfiltered(view) || view.sort.length > 1) return false;
  const column = view.sort[0]?.column ?? "key";
  return column === "key" ? view.statuses.length <= 1 : column === "title" && view.statuses.length === 0;
}

/** Whether all that chooses is the status. */
export const isUnfiltered = (view: View): boolean =>
  view.search.trim() === "" &&
  view.filters.length === 0 &&
  view.picked.length === 0 &&
  !view.differingIn?.length &&
  view.moved === undefined &&
  view.decision === undefined &&
  view.assignedTo === undefined &&
  view.dueBefore === undefined &&
  view.firstSeen === undefined &&
  view.past === undefined &&
  view.keys === undefined;

/** Numbers of all the view's pairs, in its order. */
export function idsOf(db: Database, view: View): Int32Array {
  learnFolded(db);
  const { comparable } = entityState(db, view.administrationId, view.entity);
  const { where, orderBy, params } = viewSql(view, comparable);
  // why: one text of a million numbers costs a fraction of a million rows given one by one.
  const text = db
    .prepare<[Record<string, unknown>], string | null>(
      `SELECT group_concat(id) FROM (SELECT pair.id FROM pair WHERE ${where} ORDER BY ${orderBy})`,
    )
    .pluck()
    .get(params);
  return text ? numbersIn(text) : new Int32Array(0);
}

function numbersIn(text: string): Int32Array {
  const comma = 44;
  let count = 1;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) === comma) count += 1;
  const numbers = new Int32Array(count);
  let index = 0;
  let number = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === comma) {
      numbers[index] = number;
      index += 1;
      number = 0;
    } else number = number * 10 + (unit - 48);
  }
  numbers[index] = number;
  return numbers;
}

/**
 * Every pair of the view, in its order, all as of one moment: what other handles write meanwhile is not seen. For a
 * handle of its own, since that moment lasts until the walk ends.
 */
export function* eachRow(db: Database, view: View, chunk = 500): Generator<PairRow> {
  db.exec("BEGIN");
  try {
    const { comparable } = entityState(db, view.administrationId, view.entity);
    const ids = idsOf(db, view);
    for (let from = 0; from < ids.length; from += chunk)
      yield* rowsOf(db, ids.subarray(from, from + chunk), comparable);
  } finally {
    db.exec("COMMIT");
  }
}
