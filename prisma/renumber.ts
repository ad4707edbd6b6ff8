// The renumber plan of an administration: from approved links to the code changes that people make in one system. Which
// system follows is a person's choice, by kind of data; nothing here is carried out.
import type { EntityName } from "../core/entities/entity.ts";
import { entityNames } from "../core/entities/index.ts";
import { refusal } from "../core/permissions.ts";
import type { Side } from "../core/reconcile/normalise.ts";
import { type Link, renumberPlan } from "../core/suggest/renumber.ts";
import type { EntityPlan } from "../core/suggest/renumber-sheets.ts";
import { atOneMoment, type Database, inOneTransaction } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";

/** Of the kinds of data in which two codes are linked; `other`: how much the other system would change instead. */
export type PlannedEntity = EntityPlan & { other: { changes: number; collisions: number } };

export const renumberPlans = (db: Database, administrationId: number): PlannedEntity[] =>
  atOneMoment(db, () => entityNames.flatMap((entity) => planned(db, administrationId, entity)));

/** Milestones follows where nobody said otherwise: Globe leads. */
export function renumberSide(db: Database, administrationId: number, entity: EntityName): Side {
  const said = db
    .prepare<[number, string], Side>(`SELECT side FROM renumber_side WHERE administrationId = ? AND entity = ?`)
    .pluck()
    .get(administrationId, entity);
  return said ?? "milestones";
}

/** Says which system takes over the other's codes; false where that is not theirs to say. */
export function setRenumberSide(
  db: Database,
  who: Person,
  { administrationId, entity, side }: { administrationId: number; entity: EntityName; side: Side },
): boolean {
  if (refusal(who, "propose")) return false;
  return inOneTransaction(db, () => {
    if (renumberSide(db, administrationId, entity) === side) return true;
    db.prepare(
      `INSERT INTO renumber_side (administrationId, entity, side) VALUES (?, ?, ?)
       ON CONFLICT (administrationId, entity) DO UPDATE SET side = excluded.side`,
    ).run(administrationId, entity, side);
    appendEvent(db, { kind: "renumber_side_set", who, administrationId, entity, detail: { side } });
    return true;
  });
}

interface Held {
  title: string;
  globe: string | null;
  milestones: string | null;
}

function planned(db: Database, administrationId: number, entity: EntityName): PlannedEntity[] {
  const links = db
    .prepare<[number, string], Link>(
      `SELECT key AS globe, partnerKey AS milestones FROM decision
       WHERE administrationId = ? AND entity = ? AND action = 'same_as' AND state = 'approved' ORDER BY id`,
    )
    .all(administrationId, entity);
  if (links.length === 0) return [];
  const held = db
    .prepare<[number, string], Held>(
      `SELECT title, iif(globeRecords > 0, key, NULL) AS globe,
         iif(milestonesRecords > 0, coalesce(linkedKey, key), NULL) AS milestones
       FROM pair WHERE administrationId = ? AND entity = ?`,
    )
    .all(administrationId, entity);
  const codes = (side: Side) => held.flatMap((one) => one[side] ?? []);
  const plans = renumberPlan(entity, links, { globe: codes("globe"), milestones: codes("milestones") });
  const side = renumberSide(db, administrationId, entity);
  const named = new Set([...plans[side].changes, ...plans[side].collisions].map(({ from }) => from));
  const titles = held.flatMap((one) => {
    const code = one[side];
    return code !== null && named.has(code) ? [[code, one.title] as const] : [];
  });
  const instead = plans[side === "globe" ? "milestones" : "globe"];
  return [
    {
      ...{ entity, side, links: links.length, plan: plans[side], titles: Object.fromEntries(titles) },
      other: { changes: instead.changes.length, collisions: instead.collisions.length },
    },
  ];
}
