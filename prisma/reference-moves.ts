// What a record points at may move without the record: then its pair is judged anew. Within one run that is seen in what it
// read; between runs of different entities it stands in reference_move.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import type { Side } from "../core/reconcile/normalise.ts";
import { referencedBy } from "../core/reconcile/references.ts";
import type { Database } from "./database.ts";
import type { Staged } from "./stage.ts";

interface Move {
  side: Side;
  entity: EntityName;
  /** What a reference holds; null: more of them than are named. */
  value: string | null;
  isNew: number;
}

/** Named one by one, at most; beyond, everything that may point there is judged anew. */
const most = 1_000;

/** What a reference may hold that now leads elsewhere, by what a run read. */
export function movesIn(scratch: Database): Move[] {
  const rows = scratch
    .prepare<[], Staged>(
      `SELECT * FROM staged WHERE (side = 'milestones' OR entity = 'customer') AND (coalesce(key, '') <> '' OR coalesce(oldKey, '') <> '')
         AND (key IS NOT oldKey OR debtorNumber IS NOT oldDebtorNumber OR accountCode IS NOT oldAccountCode) LIMIT ${most + 1}`,
    )
    .all();
  if (rows.length > most)
    return [
      ...new Map(
        rows.map(({ side, entity }) => [`${side} ${entity}`, { side, entity, value: null, isNew: 0 }]),
      ).values(),
    ];
  return rows.flatMap((row): Move[] => {
    const { side, entity, sourceId } = row;
    const isNew = row.oldKey === null ? 1 : 0;
    if (side === "milestones") return [{ side, entity, value: sourceId, isNew }];
    const codes = [row.key, row.debtorNumber, row.accountCode, row.oldKey, row.oldDebtorNumber, row.oldAccountCode];
    return [...new Set(codes)].flatMap((value) => (value ? [{ side, entity, value, isNew }] : []));
  });
}

/** Number of the last move that was noted. */
export const lastMove = (db: Database, administrationId: number): number =>
  db
    .prepare<[number], number | null>(`SELECT max(id) FROM reference_move WHERE administrationId = ?`)
    .pluck()
    .get(administrationId) ?? 0;

/** Notes what moved, for the runs of what points there; forgets what all of them know. Inside the run's transaction. */
export function noteMoves(db: Database, administrationId: number, moves: readonly Move[]): void {
  const note = db.prepare(
    `INSERT INTO reference_move (administrationId, side, entity, value, isNew) VALUES (?, ?, ?, ?, ?)`,
  );
  for (const { side, entity, value, isNew } of moves) note.run(administrationId, side, entity, value, isNew);
  db.prepare(
    `DELETE FROM reference_move WHERE administrationId = @administrationId AND id < (SELECT min(referencesAsOf)
       FROM entity_state WHERE administrationId = @administrationId AND lastCompleteRunId IS NOT NULL)`,
  ).run({ administrationId });
}

/** Keys of stored pairs whose records point at what moved since they were judged. */
export function* hanging(
  db: Database,
  scratch: Database,
  administrationId: number,
  entity: EntityName,
): Iterable<string> {
  const { milestones: targets, accounts } = referencedBy(entity);
  const isPointedAt = ({ side, entity: of }: Move) =>
    side === "milestones" ? targets.some((target) => target === of) : accounts && of === "customer";
  const noted = db.prepare<[number, number, string], Move>(
    `SELECT side, entity, value, isNew FROM reference_move WHERE administrationId = ? AND id >
       (SELECT referencesAsOf FROM entity_state WHERE administrationId = ? AND entity = ?)`,
  );
  const moves = [...movesIn(scratch), ...noted.all(administrationId, administrationId, entity)].filter(isPointedAt);
  if (moves.length === 0) return;
  const of = [administrationId, entity];
  const pairs = `SELECT comparedKey FROM pair JOIN raw_records AS raw ON raw.pairId = pair.id WHERE administrationId = ? AND entity = ?`;
  const keys = (sql: string, ...rest: unknown[]) =>
    db
      .prepare<unknown[], string>(sql)
      .pluck()
      .iterate(...of, ...rest);
  if (moves.length > most || moves.some(({ value }) => value === null)) {
    yield* keys(pairs);
    return;
  }
  // why: only what led nowhere can now lead to what is new.
  yield* keys(`${pairs} AND unresolved = 1`);
  const moved = moves.filter(({ isNew }) => !isNew);
  for (const { name, globe, kind } of entities[entity].compared) {
    if (kind.name !== "reference") continue;
    for (const [side, field, target] of [
      ["milestones", name, kind.to],
      ["globe", globe, kind.globe === "code" ? null : "customer"],
    ] as const) {
      const values = moved.flatMap((move) => (move.side === side && move.entity === target ? [move.value] : []));
      if (values.length === 0) continue;
      yield* keys(
        `${pairs} AND EXISTS (SELECT 1 FROM json_each(raw.${side}) AS one
           WHERE trim(one.value ->> ?) IN (SELECT value FROM json_each(?)))`,
        `$.${field}`,
        JSON.stringify(values),
      );
    }
  }
}
