// Beside a view: how much of it is whose work, and what of that should have been done, under all its other conditions.
import { localDay } from "../core/schedule.ts";
import type { Database } from "./database.ts";
import type { View } from "./view.ts";
import { viewSql } from "./view-sql.ts";

export interface WorkCounts {
  /** Pairs by the account they were given to; the text of its number. */
  assigned: Record<string, number>;
  overdue: number;
}

/** `folded` must be a word of SQL on this handle. */
export function workCounts(db: Database, view: View, comparable: boolean, today = localDay(new Date())): WorkCounts {
  const counts = <Row>(of: View, what: string, rest: string): Row[] => {
    const { where, params } = viewSql(of, comparable);
    // why: CROSS JOIN keeps this order: few pairs were given to someone.
    const from = `assignment CROSS JOIN pair ON pair.id = assignment.pairId`;
    return db
      .prepare<[Record<string, unknown>], Row>(`SELECT ${what} FROM ${from} WHERE ${where} ${rest}`)
      .all({ ...params, ...(rest.includes("@today") ? { today } : {}) });
  };
  const assigned = counts<{ id: number; count: number }>(
    { ...view, assignedTo: undefined },
    "assigneeId AS id, count(*) AS count",
    "AND assigneeId IS NOT NULL GROUP BY assigneeId",
  );
  const [overdue] = counts<{ count: number }>(
    { ...view, dueBefore: undefined },
    "count(*) AS count",
    "AND dueOn < @today AND pair.status <> 'equal'",
  );
  return { assigned: Object.fromEntries(assigned.map(({ id, count }) => [id, count])), overdue: overdue?.count ?? 0 };
}
