// What the next run would write into Milestones of one kind of data, under its policy, or if it overwrote by itself.
import type { EntityName } from "../../core/entities/index.ts";
import { nextRun } from "../../core/schedule.ts";
import type { Overwrite, OverwriteCounts } from "../../prisma/overwrites.ts";
import { administrationIn, type Visit } from "../session/guard.ts";

/** Edits made in Milestones first. */
export function forecastOf({ context: { db, store } }: Pick<Visit, "context">, id: number, entity: EntityName) {
  const policy = store.policyOf(db, id, entity);
  const found = store.overwritesOf(db, id, entity, policy);
  return { policy, overwrites: store.editsFirst(found), counts: store.countsOf(found) };
}

/** How many rows of one kind of data the page shows; the workbook has them all. */
const shownAtOnce = 100;

export interface Forecast {
  entity: EntityName;
  isByItself: boolean;
  counts: OverwriteCounts;
  rows: Pick<Overwrite, "pairId" | "key" | "title" | "status" | "flows" | "held">[];
  /** Where the last complete run stopped because it was too much. */
  halted: { at: string; pairs: number; limitPercent: number } | null;
  /** Its verdicts do not count now: the next complete run decides. */
  isStale: boolean;
  next: string | null;
}

export function forecast(visit: Visit, entity: EntityName, now: Date): Forecast {
  const { db, store } = visit.context;
  const { id, settings } = administrationIn(visit);
  const { policy, overwrites, counts } = forecastOf(visit, id, entity);
  const last = store.lastPolicyRun(db, policy.id);
  return {
    entity,
    isByItself: policy.mode === "overwrite",
    counts,
    rows: overwrites
      .slice(0, shownAtOnce)
      .map(({ pairId, key, title, status, flows, held }) => ({ pairId, key, title, status, flows, held })),
    halted: last?.halted ? { at: last.at, pairs: last.pairs, limitPercent: policy.limitPercent } : null,
    isStale: !store.entityState(db, id, entity).comparable,
    next: nextRun(settings.schedule, entity, now)?.toISOString() ?? null,
  };
}
