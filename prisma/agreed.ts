// What both sides said of a field when they last agreed, kept only where they do not agree now: where they do, the pair
// itself says it. So a run writes this for what changed and for nothing else.
import { type EntityName, entities } from "../core/entities/index.ts";
import { type BothTexts, moverOf } from "../core/reconcile/three-way.ts";
import type { Database } from "./database.ts";

/** `at`: of the last complete run that found them equal, of the decision to keep them apart, or of applying. */
export interface AgreedTexts extends BothTexts {
  at: string;
}

/** Makes `mover_of` a word of SQL on this handle. */
export function learnMover(db: Database): void {
  db.function(
    "mover_of",
    { deterministic: true },
    (entity, field, agreedGlobe, agreedMilestones, globe, milestones) => {
      const compared = entities[entity as EntityName].compared.find(({ name }) => name === field);
      if (!compared) throw new Error(`${entity} has no field ${field}`);
      const texts = (left: unknown, right: unknown) => ({ globe: String(left), milestones: String(right) });
      return moverOf(compared.kind, texts(agreedGlobe, agreedMilestones), texts(globe, milestones));
    },
  );
}

// A decision to keep both as they are is an agreement too, for as long as it stands.
const kept = `(SELECT decidedAt FROM decision WHERE decision.id = pair.decisionId
  AND decision.action = 'keep_milestones' AND decision.state = 'approved')`;
const differs = `EXISTS (SELECT 1 FROM cell WHERE cell.pairId = pair.id AND cell.field = value.key)`;
const compared = `('equal', 'different')`;

/**
 * Of the pairs put aside, before they are overwritten: keeps what the stored pair agreed in and the new one does not.
 * @before is the time of the last complete run.
 */
export const keepAgreed = `
  INSERT OR REPLACE INTO agreed (pairId, field, globe, milestones, at)
  SELECT pair.id, value.key, value.value, coalesce(pair.milestones ->> ('$[0].' || value.key), ''),
    iif(${differs}, ${kept}, @before)
  FROM temp.aside AS aside JOIN pair ON pair.id = aside.known JOIN json_each(pair.globe, '$[0]') AS value
  WHERE aside.known IS NOT NULL AND pair.status IN ${compared}
    AND (NOT ${differs} OR ${kept} IS NOT NULL)
    AND (aside.status NOT IN ${compared}
      OR EXISTS (SELECT 1 FROM temp.aside_cell WHERE aside_cell.row = aside.row AND aside_cell.field = value.key))`;

/** Who moved the cell put aside, since what is kept of it. */
export const moverOfAside = `coalesce(
  (SELECT mover_of(@entity, field, agreed.globe, agreed.milestones, cell.globe, cell.milestones)
   FROM agreed WHERE agreed.pairId = aside.known AND agreed.field = cell.field), 'never')`;

/** Of the pairs put aside, after they are written: forgets what the pair itself says again. */
export const forgetAgreed = `
  DELETE FROM agreed WHERE pairId IN (SELECT known FROM temp.aside WHERE known IS NOT NULL AND status IN ${compared})
    AND NOT EXISTS (SELECT 1 FROM cell WHERE cell.pairId = agreed.pairId AND cell.field = agreed.field)`;

/** What was applied is agreed from then on, however either side moves before the next pull sees it. */
export function agreeApplied(db: Database, decisionId: number, at: string): void {
  db.prepare(
    `INSERT OR REPLACE INTO agreed (pairId, field, globe, milestones, at)
     SELECT pair.id, field, "to", "to", ? FROM "change" JOIN decision ON decision.id = "change".decisionId
       JOIN pair ON pair.id = decision.pairId
     WHERE "change".decisionId = ? AND (
       pair.status = 'only_in_globe' AND field IN (SELECT key FROM json_each(pair.globe, '$[0]'))
       OR EXISTS (SELECT 1 FROM cell WHERE cell.pairId = pair.id AND cell.field = "change".field))`,
  ).run(at, decisionId);
}

/** By field, of what does not agree now. */
export function agreedOf(db: Database, pairId: number): Record<string, AgreedTexts> {
  const rows = db
    .prepare<[number], AgreedTexts & { field: string }>(
      `SELECT field, globe, milestones, at FROM agreed WHERE pairId = ? ORDER BY field`,
    )
    .all(pairId);
  return Object.fromEntries(rows.map(({ field, ...texts }) => [field, texts]));
}
