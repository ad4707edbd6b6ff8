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

/** In the order in which people look: whom they invoice first. */
const shownOrder: readonly EntityName[] = [
  "customer",
  "employee",
  "item",
  "project",
  "costCenter",
  "currency",
  "vatCode",
];

export const inShownOrder = <One extends { entity: EntityName }>(all: readonly One[]): One[] =>
  [...all].sort((left, right) => shownOrder.indexOf(left.entity) - shownOrder.indexOf(right.entity));

export const totalOf = (counts: Counts): number => statuses.reduce((sum, status) => sum + counts[status], 0);

/** Nothing is said to be open while nothing may be compared. */
export function standingOf({ entity, counts, comparable, proposed, approved }: EntityOverview): Standing {
  const total = totalOf(counts);
  const unequal = total - counts.equal - counts.not_comparable;
  return { entity, open: Math.max(0, unequal - proposed - approved), total, comparable };
}

/** Above this many pairs a list opens in order of code: putting what differs first would cost a moment. */
const sortedUpTo = 20_000;

/** The address of all rows, what needs a decision first. */
export function listAt(base: string, { entity, total }: Pick<Standing, "entity" | "total">): string {
  return `${base}/${entity}${total > 0 && total <= sortedUpTo ? "?sort=-status" : ""}`;
}

const unequal = ["different", "only_in_globe", "only_in_milestones", "duplicate_key"] as const;

/** The address of exactly the pairs that need a decision. */
export const openRowsAt = (base: string, entity: EntityName): string =>
  `${base}/${entity}?status=${unequal.join(",")}&decision=none`;
