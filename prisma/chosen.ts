// What a choice of rows of a view comes to, counted over all of them, however many: by status, by the decision that stands
// on them, and by whose that is.
import type { Status } from "../core/reconcile/compare.ts";
import type { DecisionState } from "../core/states.ts";
import type { Database } from "./database.ts";
import { entityState } from "./entity-state.ts";
import type { View } from "./view.ts";
import { idsOf } from "./views.ts";

export interface Choosing {
  view: View;
  /** All of the view save `ids`; or `ids` alone. */
  all: boolean;
  ids: readonly number[];
}

export interface ChosenGroup {
  status: Status;
  decisionState: DecisionState | null;
  /** Who proposed what stands on them. */
  proposedById: number | null;
  pairs: number;
  /** Differing fields that are not ignored, over all of them. */
  fields: number;
}

/**
 * The chosen pairs in the view's order, as `pair` beside `wanted`, whose key is their place; by what chosenParams gives.
 * why: CROSS keeps that order of work. SQLite would read every pair of the entity and look each up in the list.
 */
export const chosenPairs = `json_each(@wanted) AS wanted CROSS JOIN pair ON pair.id = wanted.value
  AND pair.administrationId = @administrationId AND pair.entity = @entity
  AND pair.id NOT IN (SELECT value FROM json_each(@leftOut))`;

export const chosenParams = (db: Database, { view, all, ids }: Choosing) => ({
  wanted: JSON.stringify(all ? [...idsOf(db, view)] : ids),
  leftOut: JSON.stringify(all ? ids : []),
  administrationId: view.administrationId,
  entity: view.entity,
});

/** The groups, and the version of the verdicts that they were counted from. */
export function chosenGroups(db: Database, choosing: Choosing): { groups: ChosenGroup[]; version: number } {
  const { view } = choosing;
  const { comparable, version } = entityState(db, view.administrationId, view.entity);
  const groups = db
    .prepare<[Record<string, unknown>], ChosenGroup>(
      `SELECT pair.status, pair.decisionState, proposedById, count(*) AS pairs, sum(differs - (
         SELECT count(*) FROM cell WHERE cell.pairId = pair.id AND cell.decisionId IS NOT NULL)) AS fields
       FROM ${chosenPairs}
         LEFT JOIN decision ON decision.id = pair.decisionId AND pair.decisionState IS NOT NULL GROUP BY 1, 2, 3`,
    )
    .all(chosenParams(db, choosing));
  return { groups: comparable ? groups : groups.map((group) => ({ ...group, status: "not_comparable" })), version };
}
