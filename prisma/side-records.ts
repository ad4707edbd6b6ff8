// Keeps what a complete run read of each record that is not as it was.
import type { Database } from "./database.ts";
import type { OpenStage, Staged } from "./stage.ts";

export interface KeepingRecords {
  /** How many are left to keep. */
  left(): number;
  /** Keeps so many, at most; inside a transaction. */
  keep(most: number): void;
}

export function keepingRecords(db: Database, { scratch, administrationId }: OpenStage): KeepingRecords {
  const put = db.prepare(
    `INSERT INTO side_record (administrationId, entity, side, sourceId, key, comparedKey, digest, debtorNumber, accountCode)
     VALUES (@administrationId, @entity, @side, @sourceId, @key, @comparedKey, @digest, @debtorNumber, @accountCode)
     ON CONFLICT (administrationId, entity, side, sourceId) DO UPDATE SET key = excluded.key,
       debtorNumber = excluded.debtorNumber, accountCode = excluded.accountCode,
       comparedKey = iif(@own, excluded.comparedKey, comparedKey), digest = iif(@own, excluded.digest, digest)`,
  );
  const some = scratch.prepare<[number, number], Staged & { rowid: number }>(
    `SELECT rowid, entity, side, sourceId, key, comparedKey, digest, debtorNumber, accountCode, own FROM staged
     WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  );
  let total = scratch.prepare<[], number>(`SELECT count(*) FROM staged`).pluck().get() ?? 0;
  let last = 0;
  return {
    left: () => total,
    keep(most) {
      for (const { rowid, ...row } of some.iterate(last, most)) {
        put.run({ administrationId, ...row });
        last = rowid;
        total -= 1;
      }
    },
  };
}
