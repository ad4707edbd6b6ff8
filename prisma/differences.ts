// Since when pairs differ: each time is a row, from the complete run that first saw it to the one that no longer did. So a
// difference closes itself and stays, and one that comes back is known to have been here before.
import { type AgeBucket, ageBuckets, firstSeenIn } from "../core/age.ts";
import type { EntityName } from "../core/entities/entity.ts";
import type { Status } from "../core/reconcile/compare.ts";
import type { Database } from "./database.ts";
import type { View } from "./view.ts";
import { viewSql } from "./view-sql.ts";

const times = `(SELECT count(*) FROM difference WHERE difference.administrationId = @administrationId
  AND difference.entity = @entity AND difference.comparedKey = aside.comparedKey AND closedAt IS NOT NULL)`;

/** firstSeenAt and recurred of a pair that is new. */
export const seenAnew = `iif(aside.status = 'equal', NULL, @at), iif(aside.status = 'equal', 0, ${times})`;

/** Both, of a stored pair that is overwritten. */
export const seenAgain = `(firstSeenAt, recurred) = (SELECT
  iif(aside.status = 'equal', NULL, coalesce(pair.firstSeenAt, @at)),
  CASE WHEN aside.status = 'equal' THEN 0 WHEN pair.firstSeenAt IS NOT NULL THEN pair.recurred ELSE ${times} END
  FROM temp.aside AS aside WHERE known = pair.id)`;

/** After the pairs put aside are written and before those that are gone are deleted. `id`: the SQL of a pair's number. */
export const keepDifferences = (id: string): string[] => [
  `UPDATE difference SET closedAt = @at WHERE closedAt IS NULL AND pairId IN (
     SELECT known FROM temp.aside WHERE status = 'equal' UNION ALL SELECT id FROM temp.gone)`,
  `UPDATE difference SET status = aside.status FROM temp.aside AS aside
   WHERE difference.pairId = aside.known AND closedAt IS NULL AND difference.status <> aside.status`,
  `INSERT INTO difference (administrationId, entity, comparedKey, pairId, status, openedAt)
   SELECT @administrationId, @entity, comparedKey, ${id}, status, @at FROM temp.aside AS aside
   WHERE status <> 'equal' AND NOT EXISTS (
     SELECT 1 FROM difference WHERE difference.pairId = aside.known AND closedAt IS NULL)`,
];

/** One time that a pair differed; open while closedAt is null. */
export interface Difference {
  status: Status;
  openedAt: string;
  closedAt: string | null;
}

/** Each time that this code differed, newest first. */
export const differencesOf = (
  db: Database,
  of: { administrationId: number; entity: EntityName; comparedKey: string },
): Difference[] =>
  db
    .prepare<[typeof of], Difference>(
      `SELECT status, openedAt, closedAt FROM difference
       WHERE administrationId = @administrationId AND entity = @entity AND comparedKey = @comparedKey ORDER BY id DESC`,
    )
    .all(of);

/** Beside a view: its open differences by age, those that came back, and pairs whose difference is closed. */
export interface AgeCounts {
  ages: Record<AgeBucket, number>;
  recurring: number;
  settled: number;
}

/** An age of its pairs, in SQL, from the bounds among the parameters. */
const ageCase = (now: Date): { sql: string; params: Record<string, string> } => {
  const bounds = ageBuckets.flatMap((bucket) => {
    const { from } = firstSeenIn(bucket, now);
    return from ? [{ bucket, from }] : [];
  });
  const when = bounds.map(({ bucket }, at) => `WHEN pair.firstSeenAt >= @from${at} THEN '${bucket}'`);
  return {
    sql: `CASE ${when.join(" ")} ELSE '91-' END`,
    params: Object.fromEntries(bounds.map(({ from }, at) => [`from${at}`, from])),
  };
};

const noAges = (): Record<AgeBucket, number> => ({ "0-7": 0, "8-30": 0, "31-90": 0, "91-": 0 });

/** `folded` must be a word of SQL on this handle. */
export function ageCounts(db: Database, view: View, comparable: boolean, now = new Date()): AgeCounts {
  const { firstSeen: _, past: __, ...rest } = view;
  const { where, params } = viewSql(rest, comparable);
  const { sql, params: bounds } = ageCase(now);
  const rows = db
    .prepare<[Record<string, unknown>], { age: AgeBucket; count: number; recurring: number }>(
      `SELECT ${sql} AS age, count(*) AS count, sum(pair.recurred > 0) AS recurring FROM pair
       WHERE pair.firstSeenAt IS NOT NULL AND ${where} GROUP BY age`,
    )
    .all({ ...params, ...bounds });
  const ages = noAges();
  for (const { age, count } of rows) ages[age] = count;
  const settled = viewSql({ ...rest, past: "settled" }, comparable);
  const closed = db
    .prepare<[Record<string, unknown>], number>(`SELECT count(*) FROM pair WHERE ${settled.where}`)
    .pluck()
    .get(settled.params);
  return { ages, recurring: rows.reduce((sum, { recurring }) => sum + recurring, 0), settled: closed ?? 0 };
}

/** Open differences of an administration by kind of data and age, and how many closed themselves since an instant. */
export function agesOf(
  db: Database,
  administrationId: number,
  closedSince: string,
  now = new Date(),
): { entities: { entity: EntityName; ages: Record<AgeBucket, number>; recurring: number }[]; closed: number } {
  const { sql, params } = ageCase(now);
  const rows = db
    .prepare<[Record<string, unknown>], { entity: EntityName; age: AgeBucket; count: number; recurring: number }>(
      `SELECT entity, ${sql} AS age, count(*) AS count, sum(recurred > 0) AS recurring FROM pair
       WHERE administrationId = @administrationId AND firstSeenAt IS NOT NULL GROUP BY entity, age`,
    )
    .all({ administrationId, ...params });
  const found = new Map<EntityName, { entity: EntityName; ages: Record<AgeBucket, number>; recurring: number }>();
  for (const { entity, age, count, recurring } of rows) {
    const one = found.get(entity) ?? { entity, ages: noAges(), recurring: 0 };
    one.ages[age] = count;
    one.recurring += recurring;
    found.set(entity, one);
  }
  const closed = db
    .prepare<[number, string], number>(`SELECT count(*) FROM difference WHERE administrationId = ? AND closedAt >= ?`)
    .pluck()
    .get(administrationId, closedSince);
  return { entities: [...found.values()], closed: closed ?? 0 };
}
