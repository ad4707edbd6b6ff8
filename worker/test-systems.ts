// Two systems that say of each record when it last moved, and houses that pull from them, for tests of what pulls come to.
import type { Administration } from "../core/administration.ts";
import type { EntityName } from "../core/entities/entity.ts";
import { TieoutError } from "../core/errors.ts";
import { pull } from "../core/flows/pull.ts";
import type { SideQuery, SideReader } from "../core/ports/pull.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { localNow } from "../core/schedule.ts";
import type { Database } from "../prisma/database.ts";
import { entityState } from "../prisma/entity-state.ts";
import { pullStore } from "../prisma/pull-store.ts";
import { lastRun } from "../prisma/runs.ts";
import { testDatabase } from "../prisma/test-database.ts";

export const minute = 60_000;

/** A system with records by entity; each change has a time of its own, longer after the one before than reads overlap. */
class System implements SideReader {
  readonly moved?: string;
  readonly asked: SideQuery[] = [];
  readonly #sets = new Map<string, Map<string, RawRecord>>();
  broken = false;
  silent = false;
  readonly #began = Date.parse(`${localNow(new Date())}Z`) - 23 * 60 * minute;
  #changes = 0;

  constructor(movable: boolean) {
    if (movable) this.moved = "MovedOn";
  }

  get clock(): string {
    return new Date(this.#began + this.#changes * 11 * minute).toISOString().slice(0, 19);
  }

  set(entity: string, id: string, record: RawRecord, silently = false): void {
    const set = this.#sets.get(entity) ?? new Map<string, RawRecord>();
    if (!silently) this.#changes += 1;
    const at = this.clock;
    const before = set.get(id)?.MovedOn;
    set.set(id, { ...record, MovedOn: silently && before ? before : at });
    this.#sets.set(entity, set);
  }

  remove(entity: string, id: string): void {
    this.#sets.get(entity)?.delete(id);
  }

  async *read(query: SideQuery): AsyncIterable<RawRecord[]> {
    this.asked.push(query);
    if (this.silent) return;
    const records = [...(this.#sets.get(query.entity)?.values() ?? [])].filter(
      ({ MovedOn }) => query.since === undefined || String(MovedOn) >= query.since,
    );
    for (let at = 0; at < records.length; at += 3)
      yield records.slice(at, at + 3).map((record) => chosen(record, query));
    if (this.broken) throw new TieoutError("source_unreachable", { values: { system: "it", reason: "cut off" } });
  }
}

const chosen = (record: RawRecord, { fields }: SideQuery): RawRecord =>
  Object.fromEntries(fields.map((name) => [name, record[name] ?? null]));

const company = { CompanyId: 1, Code: "500" };

export function systems(movable = true) {
  const [globe, milestones] = [new System(true), new System(movable)];
  milestones.set("Company", "1", company);
  return { globe, milestones };
}
export type Systems = ReturnType<typeof systems>;

export async function house() {
  const { db, administration, people } = await testDatabase();
  const pulled = (both: Systems, entity: EntityName, whole = false) =>
    pull(
      { store: pullStore(db), ...both },
      { administration, entity, trigger: "person", requestedBy: null, whole },
      new AbortController().signal,
    );
  return { db, administration, people, pulled };
}

/** Everything stored of the pairs but numbers and times, with what each side came to. */
export function stored(db: Database, { id }: Administration, entity: EntityName) {
  const all = (sql: string) => db.prepare(sql).raw().all(entity);
  return {
    pairs:
      all(`SELECT comparedKey, key, linkedKey, status, title, differs, json(pair.globe), json(pair.milestones), byRule, fingerprint,
      contentHash, unresolved, raw.globe, raw.milestones FROM pair JOIN raw_records AS raw ON pairId = pair.id
      WHERE entity = ? ORDER BY 1`),
    cells: all(`SELECT comparedKey, field, cell.globe, cell.milestones FROM cell JOIN pair ON pairId = pair.id
      WHERE entity = ? ORDER BY 1, 2`),
    counts: entityState(db, id, entity).counts,
    read: lastRun(db, id, entity)?.read,
  };
}

export const account = (code: string, rest: RawRecord = {}): RawRecord => ({
  ID: `guid-${code}`,
  DebtorCode: code,
  DebtorNumber: code,
  AccountCode: `9${code}`,
  CompanyCode: "500",
  AccountName: "Chai",
  CustomerStatus: "A",
  InvoiceDebtor: code,
  ...rest,
});
export const customer = (id: number, code: string, rest: RawRecord = {}): RawRecord => ({
  CustomerCompanyId: id,
  CompanyId: 1,
  CustomerCode: code,
  Name: "Chai",
  IsActive: true,
  InvoiceCustomerCompanyId: id,
  ...rest,
});
