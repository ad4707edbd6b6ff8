// Counts beside a view, each under all of the view's other conditions: what choosing it would show.
import { type Counts, noCounts, type Status } from "../core/reconcile/compare.ts";
import type { Database } from "./database.ts";
import { type EntityState, entityState } from "./entity-state.ts";
import type { View } from "./view.ts";
import { learnFolded, viewSql } from "./view-sql.ts";
import { counted, isUnfiltered } from "./views.ts";

export interface Facets {
  statuses: Counts;
  /** By field: pairs that differ in it. */
  differing: Record<string, number>;
  decisions: { none: number; proposed: number; approved: number };
}

export function facets(db: Database, view: View): Facets {
  learnFolded(db);
  const state = entityState(db, view.administrationId, view.entity);
  return {
    statuses: statusCounts(db, { ...view, statuses: [] }, state),
    differing: differingCounts(db, { ...view, differingIn: [] }, state),
    decisions: decisionCounts(db, { ...view, decision: undefined }, state),
  };
}

function statusCounts(db: Database, view: View, state: EntityState): Counts {
  if (isUnfiltered(view)) return state.counts;
  const counts = noCounts();
  for (const [status, count] of grouped<Status>(db, view, state, "pair", "pair.status"))
    counts[state.comparable ? status : "not_comparable"] += count;
  return counts;
}

function differingCounts(db: Database, view: View, state: EntityState): Record<string, number> {
  if (!state.comparable) return {};
  // why: CROSS JOIN keeps this order: there are few differing cells, and many pairs.
  return Object.fromEntries(grouped(db, view, state, "cell CROSS JOIN pair ON pair.id = cell.pairId", "cell.field"));
}

function decisionCounts(db: Database, view: View, state: EntityState): Facets["decisions"] {
  const proposed = counted(db, { ...view, decision: "proposed" }, state);
  const approved = counted(db, { ...view, decision: "approved" }, state);
  return { none: counted(db, view, state) - proposed - approved, proposed, approved };
}

function grouped<Name extends string>(db: Database, view: View, state: EntityState, from: string, by: string) {
  const { where, params } = viewSql(view, state.comparable);
  return db
    .prepare<[Record<string, unknown>], [Name, number]>(`SELECT ${by}, count(*) FROM ${from} WHERE ${where} GROUP BY 1`)
    .raw()
    .all(params);
}
