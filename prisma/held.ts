// Which keys a run judges, with what both sides hold under each: the records that were stored, those that came in their
// place, and without those that went. Without `every`, only keys whose verdict may have moved, and those of links.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { plain } from "../core/entities/kinds.ts";
import type { CodeLink, Held } from "../core/ports/pull.ts";
import { keyOf, type Side } from "../core/reconcile/normalise.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import type { Database } from "./database.ts";
import { leadIndexes } from "./leads.ts";
import { hanging } from "./reference-moves.ts";

type Both = { comparedKey: string } & Record<Side, RawRecord[]>;

interface Row {
  comparedKey: string;
  side: Side | null;
  raw: string | null;
}

export function* heldIn(
  db: Database,
  scratch: Database,
  administrationId: number,
  entity: EntityName,
  { every, links }: { every: boolean; links: readonly CodeLink[] },
): Iterable<Held> {
  const named = entities[entity];
  const ids = { globe: named.globeId, milestones: named.id };
  scratch.exec(leadIndexes);
  scratch.exec(`CREATE TABLE touched (comparedKey PRIMARY KEY) WITHOUT ROWID`);
  const touch = scratch.prepare<[string]>(`INSERT OR IGNORE INTO touched VALUES (?)`);
  const keys = every
    ? db
        .prepare<[number, string], string>(`SELECT comparedKey FROM pair WHERE administrationId = ? AND entity = ?`)
        .pluck()
        .iterate(administrationId, entity)
    : hanging(db, scratch, administrationId, entity);
  scratch.transaction(() => {
    for (const key of keys) touch.run(key);
    scratch
      .prepare(
        `INSERT OR IGNORE INTO touched SELECT oldComparedKey FROM staged WHERE own = 1 AND oldComparedKey IS NOT NULL`,
      )
      .run();
  })();

  const stored = db.prepare<[number, string, string], Record<Side, string>>(
    `SELECT raw.globe, raw.milestones FROM pair JOIN raw_records AS raw ON raw.pairId = pair.id
     WHERE administrationId = ? AND entity = ? AND comparedKey = ?`,
  );
  const replaced = scratch.prepare<[string, Side, string]>(
    `SELECT 1 FROM staged WHERE own = 1 AND entity = ? AND side = ? AND sourceId = ?`,
  );
  const seen = scratch.prepare<[string, Side, string]>(
    `SELECT 1 FROM seen WHERE entity = ? AND side = ? AND sourceId = ?`,
  );

  function whole(comparedKey: string, came: Record<Side, string[]>): Held {
    const before = stored.get(administrationId, entity, comparedKey);
    const of = (side: Side): RawRecord[] => {
      const stay = ((before ? JSON.parse(before[side]) : []) as RawRecord[]).filter((raw) => {
        const id = plain(raw[ids[side]]).trim() || JSON.stringify(raw);
        // why: what a run that broke off in its writing left is known to no later one, unless it came again.
        return every ? seen.get(entity, side, id) : !replaced.get(entity, side, id);
      });
      if (came[side].length === 0) return stay;
      // why: a system may give records of one key in another order each time, and nothing has moved.
      const texts = [...stay.map((raw) => JSON.stringify(raw)), ...came[side]];
      return texts.sort().map((text) => JSON.parse(text) as RawRecord);
    };
    return { comparedKey, globe: of("globe"), milestones: of("milestones") };
  }

  const staged = scratch.prepare<[string], { side: Side; raw: string }>(
    `SELECT side, raw FROM staged WHERE own = 1 AND comparedKey = ? AND raw IS NOT NULL`,
  );
  /** What both sides hold under the keys of links, of today's and of those that stored pairs are linked by. */
  function linked(): Held[] {
    const keys = new Set(links.flatMap(({ globe, milestones }) => [globe, milestones]));
    for (const key of linkedBefore(db, administrationId, entity)) keys.add(key);
    if (keys.size === 0) return [];
    scratch.exec(`CREATE INDEX staged_key ON staged (comparedKey) WHERE own = 1`);
    const of = new Map(
      [...keys].map((comparedKey) => [comparedKey, { comparedKey, globe: [], milestones: [] } as Both]),
    );
    for (const key of keys) {
      const came: Record<Side, string[]> = { globe: [], milestones: [] };
      for (const { side, raw } of staged.all(key)) came[side].push(raw);
      const held = whole(key, came);
      // why: a record that is linked now stands with another key than its own.
      for (const side of ["globe", "milestones"] as const)
        for (const raw of held[side]) of.get(keyOf(named, side, raw).compared)?.[side].push(raw);
    }
    const holds = (key: string) => `${of.get(key)?.globe.length} ${of.get(key)?.milestones.length}`;
    // why: judged before any is moved, so that the order of the links does not count.
    const sure = links.filter(({ globe, milestones }) => holds(globe) === "1 0" && holds(milestones) === "0 1");
    for (const { globe, milestones } of sure) {
      const [into, from] = [of.get(globe), of.get(milestones)];
      into?.milestones.push(...(from?.milestones.splice(0) ?? []));
    }
    return [...of.values()];
  }
  const apart = linked();
  yield* apart;
  const done = new Set(apart.map(({ comparedKey }) => comparedKey));

  // why: sorted as a whole rather than found by an index, so that the disk is read in one go.
  const rows = scratch.prepare<[], Row>(
    `SELECT comparedKey, side, raw FROM staged WHERE own = 1 AND comparedKey IS NOT NULL
     UNION ALL SELECT comparedKey, NULL, NULL FROM touched ORDER BY 1`,
  );
  let key: string | null = null;
  let came: Record<Side, string[]> = { globe: [], milestones: [] };
  for (const { comparedKey, side, raw } of rows.iterate()) {
    if (done.has(comparedKey)) continue;
    if (key !== null && comparedKey !== key) {
      yield whole(key, came);
      came = { globe: [], milestones: [] };
    }
    key = comparedKey;
    if (side !== null && raw !== null) came[side].push(raw);
  }
  if (key !== null) yield whole(key, came);
}

/** Own keys of records that stand in stored pairs under two codes. */
function linkedBefore(db: Database, administrationId: number, entity: EntityName): string[] {
  const pairs = db
    .prepare<[number, string], { comparedKey: string; milestones: string }>(
      `SELECT comparedKey, raw.milestones FROM pair JOIN raw_records AS raw ON raw.pairId = pair.id
       WHERE administrationId = ? AND entity = ? AND linkedKey IS NOT NULL`,
    )
    .all(administrationId, entity);
  return pairs.flatMap(({ comparedKey, milestones }) => [
    comparedKey,
    ...(JSON.parse(milestones) as RawRecord[]).map((raw) => keyOf(entities[entity], "milestones", raw).compared),
  ]);
}
