// Many rows do the same as one: one decision and one event a row, up to 500 rows a transaction; a refused row says why.
import type { EntityName } from "../core/entities/entity.ts";
import type { Refusal } from "../core/permissions.ts";
import { type Database, inOneTransaction } from "./database.ts";
import { markDecided } from "./entity-state.ts";

export const rowsAtOnce = 500;

/** Why a row was refused: by who asks, or by where the pair or the decision stands now. */
export type DecisionRefusal =
  | Refusal
  | "own_unexplained"
  | "gone"
  | "moved"
  | "not_comparable"
  | "not_offered"
  | "already_open"
  | "not_open"
  | "day_over"
  | "nobody";

/** What came of one row. `id` is what was asked about: a pair when proposing, a decision otherwise. */
export interface Outcome {
  id: number;
  decisionId: number | null;
  refused: DecisionRefusal | null;
}

/** What was done to a row, and to which entity's decisions it belongs. */
export type Done = Outcome & { about: { administrationId: number; entity: EntityName } | null };

export function inChunks<Asked>(db: Database, asked: readonly Asked[], each: (one: Asked) => Done): Outcome[] {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < asked.length; from += rowsAtOnce)
    outcomes.push(...inOneTransaction(db, () => chunk(db, asked.slice(from, from + rowsAtOnce), each)));
  return outcomes;
}

function chunk<Asked>(db: Database, asked: readonly Asked[], each: (one: Asked) => Done): Outcome[] {
  const done = asked.map(each);
  const moved = new Map(
    done.flatMap(({ about }) => (about ? [[`${about.administrationId} ${about.entity}`, about]] : [])),
  );
  for (const { administrationId, entity } of moved.values()) markDecided(db, administrationId, entity);
  return done.map(({ id, decisionId, refused }) => ({ id, decisionId, refused }));
}
