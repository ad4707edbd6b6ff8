// What one run reads, in a database of its own on disk, apart from the stored pairs and gone when closed. A record that is
// as it was is only counted; what is new, moved or gone is kept until the run is complete.
import type { EntityName } from "../core/entities/entity.ts";
import type { Held, SideTotal, Stage, StagedRecord, StagedSource } from "../core/ports/pull.ts";
import type { Side } from "../core/reconcile/normalise.ts";
import { digestOf, kept, SetHash } from "../core/reconcile/set-hash.ts";
import { type Database, scratchDatabase } from "./database.ts";
import { heldIn } from "./held.ts";
import { leadsOf } from "./leads.ts";

/** A record that is not as it was, or gone: then nothing but its id is left. `own`: of the run's own entity. */
export interface Staged {
  side: Side;
  entity: EntityName;
  sourceId: string;
  key: string | null;
  comparedKey: string | null;
  raw: string | null;
  digest: Buffer | null;
  debtorNumber: string | null;
  accountCode: string | null;
  own: number;
  known: number;
  /** As stored before. */
  oldKey: string | null;
  oldComparedKey: string | null;
  oldDigest: Buffer | null;
  oldDebtorNumber: string | null;
  oldAccountCode: string | null;
}

type Known = Pick<Staged, "key" | "comparedKey" | "digest" | "debtorNumber" | "accountCode">;

export interface OpenStage extends Stage {
  scratch: Database;
  administrationId: number;
  entity: EntityName;
}

const tables = `
  CREATE TABLE staged (side, entity, sourceId, key, comparedKey, raw, digest, debtorNumber, accountCode, own, known, oldKey,
    oldComparedKey, oldDigest, oldDebtorNumber, oldAccountCode, PRIMARY KEY (entity, side, sourceId));
  CREATE TABLE seen (entity, side, sourceId, PRIMARY KEY (entity, side, sourceId)) WITHOUT ROWID`;

export function stage(
  db: Database,
  administrationId: number,
  entity: EntityName,
  before: Record<Side, SideTotal> | null,
): OpenStage {
  const scratch = scratchDatabase();
  scratch.exec(tables);
  const sums = { globe: new SetHash(before?.globe), milestones: new SetHash(before?.milestones) };
  const wholly = new Set<Side>();
  let staged = 0;
  const put = scratch.prepare<[Staged]>(
    `INSERT OR REPLACE INTO staged VALUES (@side, @entity, @sourceId, @key, @comparedKey, @raw, @digest, @debtorNumber,
       @accountCode, @own, @known, @oldKey, @oldComparedKey, @oldDigest, @oldDebtorNumber, @oldAccountCode)`,
  );
  const see = scratch.prepare(`INSERT OR IGNORE INTO seen VALUES (?, ?, ?)`);
  const unsee = scratch.prepare(`DELETE FROM seen WHERE entity = ? AND side = ? AND sourceId = ?`);
  const unstage = scratch.prepare(`DELETE FROM staged WHERE entity = ? AND side = ? AND sourceId = ?`);
  const stored = db.prepare<[number, EntityName, Side, string], Known>(
    `SELECT key, comparedKey, digest, debtorNumber, accountCode FROM side_record
     WHERE administrationId = ? AND entity = ? AND side = ? AND sourceId = ?`,
  );
  const isKnown = db.prepare<[number, EntityName, Side], number>(
    `SELECT 1 FROM side_record WHERE administrationId = ? AND entity = ? AND side = ? LIMIT 1`,
  );

  function source(side: Side, of: EntityName, whole: boolean): StagedSource {
    const anyKnown = isKnown.get(administrationId, of, side) !== undefined;
    let took = 0;
    if (whole && of === entity) {
      wholly.add(side);
      sums[side] = new SetHash();
    }

    function add({ id, key, debtorNumber = null, accountCode = null, own }: StagedRecord): void {
      const known = anyKnown ? stored.get(administrationId, of, side, id) : undefined;
      const raw = own ? kept(own.raw) : null;
      const digest = raw === null ? (known?.digest ?? null) : digestOf(raw);
      const comparedKey = own ? own.comparedKey : (known?.comparedKey ?? null);
      const where = [of, side, id];
      const asBefore =
        known?.key === key &&
        known.comparedKey === comparedKey &&
        known.debtorNumber === debtorNumber &&
        known.accountCode === accountCode &&
        (digest === null || comparedKey === null || known.digest?.equals(digest) === true);
      if (asBefore) {
        // why: it came before in this read, otherwise, and has moved back.
        if (staged > 0) staged -= unstage.run(where).changes;
        if (whole) see.run(where);
        return;
      }
      // why: what nothing points at, and what takes no part and never did, is nothing to keep.
      if (!known && comparedKey === null && key === "") return;
      if (whole) unsee.run(where);
      const old = {
        oldKey: known?.key ?? null,
        oldComparedKey: known?.comparedKey ?? null,
        oldDigest: known?.digest ?? null,
        oldDebtorNumber: known?.debtorNumber ?? null,
        oldAccountCode: known?.accountCode ?? null,
      };
      const now = { key, comparedKey, raw, digest: comparedKey === null ? null : digest, debtorNumber, accountCode };
      put.run({ side, entity: of, sourceId: id, ...now, own: own ? 1 : 0, known: known ? 1 : 0, ...old });
      staged += 1;
    }

    /** What was there, and did not come although everything did, is gone. */
    function putGone(): void {
      const came = scratch.prepare(
        `SELECT 1 FROM seen WHERE entity = ? AND side = ? AND sourceId = ? UNION ALL
         SELECT 1 FROM staged WHERE entity = ? AND side = ? AND sourceId = ?`,
      );
      const all = db.prepare<[number, EntityName, Side], Known & { sourceId: string }>(
        `SELECT sourceId, key, comparedKey, digest, debtorNumber, accountCode FROM side_record
         WHERE administrationId = ? AND entity = ? AND side = ? AND (key IS NOT NULL OR comparedKey IS NOT NULL)`,
      );
      const own = of === entity;
      for (const known of all.iterate(administrationId, of, side)) {
        const where = [of, side, known.sourceId];
        if (came.get(...where, ...where)) continue;
        put.run({
          ...{
            side,
            entity: of,
            sourceId: known.sourceId,
            key: null,
            raw: null,
            debtorNumber: null,
            accountCode: null,
          },
          ...{ comparedKey: own ? null : known.comparedKey, digest: own ? null : known.digest },
          ...{ own: own ? 1 : 0, known: 1, oldKey: known.key, oldComparedKey: known.comparedKey },
          ...{ oldDigest: known.digest, oldDebtorNumber: known.debtorNumber, oldAccountCode: known.accountCode },
        });
        staged += 1;
      }
    }

    return {
      add: scratch.transaction((records: readonly StagedRecord[]) => {
        for (const record of records) {
          add(record);
          if (!record.own || record.own.comparedKey !== null) took += 1;
        }
      }),
      end() {
        if (whole && anyKnown && took > 0) scratch.transaction(putGone)();
        return took;
      },
    };
  }

  function totals(): Record<Side, SideTotal> {
    const digests = scratch.prepare<[Side, EntityName], Pick<Staged, "digest" | "oldDigest">>(
      `SELECT digest, oldDigest FROM staged WHERE side = ? AND entity = ? AND own = 1`,
    );
    const seen = scratch.prepare<[EntityName, Side], string>(`SELECT sourceId FROM seen WHERE entity = ? AND side = ?`);
    const totalOf = (side: Side) => {
      const sum = new SetHash(sums[side].total);
      const isWhole = wholly.has(side);
      for (const { digest, oldDigest } of digests.iterate(side, entity)) {
        if (digest) sum.add(digest);
        if (oldDigest && !isWhole) sum.take(oldDigest);
      }
      if (isWhole)
        for (const sourceId of seen.pluck().iterate(entity, side)) {
          const digest = stored.get(administrationId, entity, side, sourceId)?.digest;
          if (digest) sum.add(digest);
        }
      return sum.total;
    };
    return { globe: totalOf("globe"), milestones: totalOf("milestones") };
  }

  return {
    scratch,
    administrationId,
    entity,
    source,
    totals,
    ...leadsOf(db, scratch, administrationId),
    held: (every, links): Iterable<Held> => heldIn(db, scratch, administrationId, entity, { every, links }),
    close: () => scratch.close(),
  };
}
