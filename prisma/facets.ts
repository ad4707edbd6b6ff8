// Counts beside a view, each under all of the view's other conditions: what choosing it would show.
import { type Counts, noCounts, type Status } from "../core/reconcile/compare.ts";
import type { Mover } from "../core/reconcile/three-way.ts";
import type { Database } from "./database.ts";
import { type AgeCounts, ageCounts } from "./differences.ts";
import { type EntityState, entityState } from "./entity-state.ts";
import type { View } from "./view.ts";
import { learnFolded, viewSql } from "./view-sql.ts";
import { counted, isUnfiltered } from "./views.ts";
import { type WorkCounts, workCounts } from "./work-counts.ts";

export interface Facets {
  statuses: Counts;
  /** By field: pairs that differ in it. */
  differing: Record<string, number>;
  /** By who moved a differing field since both agreed: pairs with such a field. */
  moved: Partial<Record<Mover, number>>;
  decisions: { none: number; proposed: number; approved: number };
  work: WorkCounts;
  seen: AgeCounts;
}

type Counted = Omit<Facets, "work" | "seen">;

export function facets(db: Database, view: View): Facets {
  learnFolded(db);
  const state = entityState(db, view.administrationId, view.entity);
  const looksInto = view.search.trim() !== "" || view.filters.length + view.picked.length > 0;
  const counts = looksInto ? countedOnce(db, view, state) : countedByIndex(db, view, state);
  return { ...counts, work: workCounts(db, view, state.comparable), seen: ageCounts(db, view, state.comparable) };
}

/** Where every pair must be looked into: all of them once, and every count from those that match. */
function countedOnce(db: Database, view: View, state: EntityState): Counted {
  const { parts, cells, params } = viewSql(view, state.comparable);
  const found: Counted = {
    statuses: noCounts(),
    differing: {},
    moved: {},
    decisions: { none: 0, proposed: 0, approved: 0 },
  };
  // why: in the order of keys, pairs and their texts lie as they were written; in that of names they lie scattered.
  const byKey = `pair INDEXED BY "pair_administrationId_entity_comparedKey_key"`;
  const counts = db
    .prepare<[Record<string, unknown>], { of: keyof Counted; name: string; count: number }>(
      `WITH matching AS MATERIALIZED (SELECT id, status, decisionState FROM ${byKey} WHERE ${parts.pairs})
       SELECT 'statuses' AS "of", status AS name, count(*) AS count FROM matching AS pair
       WHERE ${parts.differing} AND ${parts.decision} GROUP BY name
       UNION ALL
       SELECT 'differing', field, count(*) FROM matching AS pair JOIN cell ON cell.pairId = pair.id
       WHERE ${parts.statuses} AND ${parts.decision} AND ${cells.moved} GROUP BY field
       UNION ALL
       SELECT 'moved', moved, count(DISTINCT pair.id) FROM matching AS pair JOIN cell ON cell.pairId = pair.id
       WHERE ${parts.statuses} AND ${parts.decision} AND ${cells.field} GROUP BY moved
       UNION ALL
       SELECT 'decisions', coalesce(iif(decisionState = 'applying', 'approved', decisionState), 'none'), count(*) FROM matching AS pair
       WHERE ${parts.statuses} AND ${parts.differing} GROUP BY 2`,
    )
    .all(params);
  for (const { of, name, count } of counts) {
    if (of === "statuses") found.statuses[state.comparable ? (name as Status) : "not_comparable"] += count;
    else if (of === "decisions") found.decisions[name as keyof Facets["decisions"]] = count;
    else if (state.comparable && of === "moved") found.moved[name as Mover] = count;
    else if (state.comparable) found.differing[name] = count;
  }
  return found;
}

/** Where statuses, differing fields and decisions alone choose: each count off its own index. */
function countedByIndex(db: Database, view: View, state: EntityState): Counted {
  return {
    statuses: statusCounts(db, { ...view, statuses: [] }, state),
    differing: differingCounts(db, { ...view, differingIn: [] }, state),
    moved: moverCounts(db, { ...view, moved: undefined }, state),
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
  return Object.fromEntries(grouped(db, view, state, cellsFirst, "cell.field"));
}

function moverCounts(db: Database, view: View, state: EntityState): Facets["moved"] {
  if (!state.comparable) return {};
  return Object.fromEntries(grouped<Mover>(db, view, state, cellsFirst, "cell.moved"));
}

// why: CROSS JOIN keeps this order: there are few differing cells, and many pairs.
const cellsFirst = "cell CROSS JOIN pair ON pair.id = cell.pairId";

function decisionCounts(db: Database, view: View, state: EntityState): Facets["decisions"] {
  const proposed = counted(db, { ...view, decision: "proposed" }, state);
  const approved = counted(db, { ...view, decision: "approved" }, state);
  return { none: counted(db, view, state) - proposed - approved, proposed, approved };
}

function grouped<Name extends string>(db: Database, view: View, state: EntityState, from: string, by: string) {
  const { where, cells, params } = viewSql(view, state.comparable);
  const these = from === "pair" ? where : `${where} AND ${cells.field} AND ${cells.moved}`;
  return db
    .prepare<[Record<string, unknown>], [Name, number]>(
      `SELECT ${by}, count(DISTINCT pair.id) FROM ${from} WHERE ${these} GROUP BY 1`,
    )
    .raw()
    .all(params);
}
