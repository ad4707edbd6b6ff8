// What a policy would write into Milestones as both sides stood at the last complete run: the forecast, and what a run
// that follows the policy does. Pairs with an open decision are a person's, and so is what a person took back.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { flowOf, type MovedCell, type Policy } from "../core/overwrite-policy.ts";
import { type Change, newRecord } from "../core/reconcile/change.ts";
import type { Values } from "../core/reconcile/normalise.ts";
import { isMilestonesWord } from "../core/reconcile/three-way.ts";
import type { Database } from "./database.ts";

/** A pair of which something would be written, or is held. */
export interface Overwrite {
  pairId: number;
  key: string;
  title: string;
  status: "different" | "only_in_globe";
  fingerprint: string;
  /** What is written; nothing where all is held. */
  changes: Change[];
  /** Differing fields that would be written, and those that wait for a person. */
  flows: MovedCell[];
  held: MovedCell[];
}

type Row = Pick<Overwrite, "pairId" | "key" | "title" | "status" | "fingerprint"> & { globe: string; cells: string };

// why: what failed, was stale, taken back or rejected with both records as they are now comes to the same again.
const isFree = `pair.decisionState IS NULL AND NOT EXISTS (
  SELECT 1 FROM decision WHERE decision.pairId = pair.id AND decision.fingerprint = pair.fingerprint
    AND decision.state IN ('failed', 'stale', 'undone', 'rejected'))`;

/** In order of key. Neither a deletion nor an ignored field is among them: what only Milestones has, or a person left, stays. */
export function overwritesOf(db: Database, administrationId: number, entity: EntityName, policy: Policy): Overwrite[] {
  const rows = db
    .prepare<[number, string], Row>(
      `SELECT pair.id AS pairId, pair.key, title, status, fingerprint, json(globe) AS globe,
         (SELECT json_group_array(json_object('field', field, 'globe', globe, 'milestones', milestones, 'moved', moved))
          FROM cell WHERE cell.pairId = pair.id AND cell.decisionId IS NULL) AS cells
       FROM pair WHERE administrationId = ? AND entity = ? AND status IN ('different', 'only_in_globe') AND ${isFree}
       ORDER BY comparedKey`,
    )
    .all(administrationId, entity);
  return rows.flatMap(({ globe, cells, ...pair }) => {
    if (pair.status === "only_in_globe") {
      if (!policy.creates) return [];
      const [values = {}] = JSON.parse(globe) as Values[];
      return [{ ...pair, changes: newRecord(entities[entity], pair.key, values), flows: [], held: [] }];
    }
    const { flows, held } = flowOf(policy, inOrder(entity, JSON.parse(cells) as MovedCell[]));
    if (flows.length + held.length === 0) return [];
    const changes = flows.map(({ field, globe: to, milestones: from }) => ({ field, from, to }));
    return [{ ...pair, changes, flows, held }];
  });
}

const inOrder = (entity: EntityName, cells: MovedCell[]): MovedCell[] =>
  entities[entity].compared.flatMap(({ name }) => cells.filter(({ field }) => field === name));

/** Whether writing it would undo what someone did, or accepted, in Milestones. */
export const undoesEdit = ({ flows }: Overwrite): boolean => flows.some(({ moved }) => isMilestonesWord(moved));

/** What was edited in Milestones comes first, whether it is overwritten or held. */
export function editsFirst(overwrites: readonly Overwrite[]): Overwrite[] {
  const isEdit = (one: Overwrite) => undoesEdit(one) || one.held.length > 0;
  return [...overwrites.filter(isEdit), ...overwrites.filter((one) => !isEdit(one))];
}

export interface OverwriteCounts {
  /** Fields that get another value, in how many pairs, and how many of the fields were edited in Milestones since. */
  values: number;
  pairs: number;
  edited: number;
  created: number;
  /** Fields that wait for a person. */
  held: number;
}

export function countsOf(overwrites: readonly Overwrite[]): OverwriteCounts {
  const counts: OverwriteCounts = { values: 0, pairs: 0, edited: 0, created: 0, held: 0 };
  for (const { status, flows, held } of overwrites) {
    counts.held += held.length;
    if (status === "only_in_globe") counts.created += 1;
    if (flows.length === 0) continue;
    counts.pairs += 1;
    counts.values += flows.length;
    counts.edited += flows.filter(({ moved }) => isMilestonesWord(moved)).length;
  }
  return counts;
}
