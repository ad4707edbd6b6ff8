// Where one kind of data stands, in the few numbers that the menu and the overview show.
import type { EntityName } from "../../core/entities/index.ts";
import { type Counts, statuses } from "../../core/reconcile/compare.ts";
import type { EntityOverview } from "../../prisma/overview.ts";

export interface Standing {
  entity: EntityName;
  /** Pairs that are not equal and of which nothing was decided. */
  open: number;
  total: number;
  comparable: boolean;
}

export const totalOf = (counts: Counts): number => statuses.reduce((sum, status) => sum + counts[status], 0);

/** Nothing is said to be open while nothing may be compared. */
export function standingOf({ entity, counts, comparable, proposed, approved }: EntityOverview): Standing {
  const total = totalOf(counts);
  const unequal = total - counts.equal - counts.not_comparable;
  return { entity, open: Math.max(0, unequal - proposed - approved), total, comparable };
}
