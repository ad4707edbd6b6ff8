// Writes what a complete run found: of each pair that is judged, only what differs from the stored one. Pairs gather in
// memory until they are written by the caller's transaction.
import { hash } from "node:crypto";
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { plain } from "../core/entities/kinds.ts";
import type { GoneKey } from "../core/ports/pull.ts";
import type { Counts, Status } from "../core/reconcile/compare.ts";
import type { JudgedPair, NormalRecord } from "../core/reconcile/pair.ts";
import { forgetAgreed, keepAgreed, learnMover, moverOfAside } from "./agreed.ts";
import type { Database } from "./database.ts";
import { keepDifferences, seenAgain, seenAnew } from "./differences.ts";
import { forgetGone, noteGone } from "./gone-records.ts";
import { searchText } from "./search-text.ts";

interface Known {
  id: number;
  status: Status;
  contentHash: string;
}

export class Verdicts {
  /** Of all pairs, once those that are gone are closed. */
  readonly counts: Counts;
  readonly moved = { added: 0, changed: 0, closed: 0 };
  #waiting: { id: number | null; pair: JudgedPair; raw: Raw; contentHash: string }[] = [];
  #gone: number[] = [];
  readonly #db: Database;
  readonly #of: { administrationId: number; entity: EntityName };
  readonly #whole: boolean;
  readonly #seen: Uint8Array;
  readonly #stored;

  /** `counts`: of the stored pairs; where the run is whole, of none. */
  constructor(db: Database, of: { administrationId: number; entity: EntityName }, whole: boolean, counts: Counts) {
    this.#db = db;
    this.#of = of;
    this.#whole = whole;
    this.counts = counts;
    const last = db.prepare<[], number | null>(`SELECT max(id) FROM pair`).pluck().get() ?? 0;
    this.#seen = new Uint8Array(whole ? (last >> 3) + 1 : 0);
    this.#stored = db.prepare<[number, string, string], Known>(
      `SELECT id, status, contentHash FROM pair WHERE administrationId = ? AND entity = ? AND comparedKey = ?`,
    );
  }

  get waiting(): number {
    return this.#waiting.length + this.#gone.length;
  }

  take(pair: JudgedPair | GoneKey): void {
    const { administrationId, entity } = this.#of;
    const known = this.#stored.get(administrationId, entity, "gone" in pair ? pair.gone : pair.comparedKey);
    if (known && this.#whole) this.#seen[known.id >> 3] = (this.#seen[known.id >> 3] ?? 0) | (1 << (known.id & 7));
    if (known && !this.#whole) this.counts[known.status] -= 1;
    if ("gone" in pair) {
      if (known) this.#close(known.id);
      return;
    }
    this.counts[pair.status] += 1;
    const raw = { globeRaw: rawOf(pair.globe), milestonesRaw: rawOf(pair.milestones) };
    const contentHash = hashOf(pair, raw);
    if (known?.contentHash === contentHash) return;
    if (known) this.moved.changed += 1;
    else this.moved.added += 1;
    this.#waiting.push({ id: known?.id ?? null, pair, raw, contentHash });
  }

  /** Of a whole run: the stored pairs that were not taken are gone. */
  closeUnseen(): void {
    if (!this.#whole) return;
    const { administrationId, entity } = this.#of;
    const last = this.#seen.length * 8;
    const ids = this.#db
      .prepare<[number, string, number], number>(
        `SELECT id FROM pair WHERE administrationId = ? AND entity = ? AND id < ?`,
      )
      .pluck();
    const added = this.#firstAdded;
    for (const id of ids.iterate(administrationId, entity, Math.min(last, added)))
      if (((this.#seen[id >> 3] ?? 0) & (1 << (id & 7))) === 0) this.#close(id);
  }

  #firstAdded = Number.MAX_SAFE_INTEGER;

  #close(id: number): void {
    this.#gone.push(id);
    this.moved.closed += 1;
  }

  /** Writes what waits, by a few statements over all of it; inside a transaction. */
  write(at: string): void {
    if (this.waiting === 0) return;
    const { administrationId, entity } = this.#of;
    const db = this.#db;
    db.exec(makeAside);
    const put = db.prepare(
      `INSERT INTO temp.aside (row, known, ${written}, globeRaw, milestonesRaw, search)
       VALUES (@row, @known, @key, @comparedKey, @linkedKey, @status, @title, @differs, @globeRecords, @milestonesRecords,
         jsonb(@globe), jsonb(@milestones), @byRule, @fingerprint, @contentHash, @unresolved, @globeRaw, @milestonesRaw, @search)`,
    );
    const putCell = db.prepare(`INSERT INTO temp.aside_cell (row, field, globe, milestones) VALUES (?, ?, ?, ?)`);
    const putGone = db.prepare<[number]>(`INSERT INTO temp.gone (id) VALUES (?)`);
    for (const [at, { id: known, pair, raw, contentHash }] of this.#waiting.entries()) {
      const row = at + 1;
      put.run({ row, known, contentHash, ...raw, ...columnsOf(entity, pair) });
      for (const { field, globe, milestones } of pair.differing) putCell.run(row, field, globe, milestones);
    }
    for (const id of this.#gone) putGone.run(id);
    // A new pair's number follows on the last ever given; the write lock is held, so nobody else gives one meanwhile.
    const last = db.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'pair'`).pluck().get() ?? 0;
    const before = db
      .prepare<[number, string], string | null>(
        `SELECT lastCompleteAt FROM entity_state WHERE administrationId = ? AND entity = ?`,
      )
      .pluck()
      .get(administrationId, entity);
    this.#firstAdded = Math.min(this.#firstAdded, last + 1);
    const given = { last, administrationId, entity, at, before: before ?? at };
    learnMover(db);
    for (const sql of writing) db.prepare(sql).run(given);
    db.exec(dropAside);
    this.#waiting = [];
    this.#gone = [];
  }
}

// Columns of a pair that a run writes; with what stands beside it, of which `known` is the stored pair's number.
const written = `key, comparedKey, linkedKey, status, title, differs, globeRecords, milestonesRecords, globe, milestones, byRule,
  fingerprint, contentHash, unresolved`;
const makeAside = `
  CREATE TEMP TABLE aside (row INTEGER PRIMARY KEY, known INTEGER, ${written}, globeRaw, milestonesRaw, search);
  CREATE TEMP TABLE aside_cell (row INTEGER, field, globe, milestones);
  CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY);
  CREATE INDEX temp.aside_known ON aside (known) WHERE known IS NOT NULL;
  CREATE INDEX temp.aside_cell_row ON aside_cell (row)`;
const dropAside = `DROP TABLE temp.aside; DROP TABLE temp.aside_cell; DROP TABLE temp.gone`;
const id = "coalesce(known, @last + row)";
const writing = [
  keepAgreed,
  noteGone,
  forgetGone,
  `UPDATE pair SET (${written}) = (SELECT ${written} FROM temp.aside WHERE known = pair.id), ${seenAgain}, changedAt = @at
   WHERE id IN (SELECT known FROM temp.aside)`,
  `INSERT INTO pair (id, administrationId, entity, ${written}, firstSeenAt, recurred, changedAt)
   SELECT ${id}, @administrationId, @entity, ${written}, ${seenAnew}, @at FROM temp.aside AS aside WHERE known IS NULL`,
  ...keepDifferences(id),
  `INSERT OR REPLACE INTO raw_records (pairId, globe, milestones) SELECT ${id}, globeRaw, milestonesRaw FROM temp.aside`,
  `INSERT OR REPLACE INTO search_text (pairId, text) SELECT ${id}, search FROM temp.aside`,
  `DELETE FROM cell WHERE pairId IN (SELECT known FROM temp.aside)`,
  `INSERT INTO cell (pairId, field, globe, milestones, moved)
   SELECT ${id}, field, cell.globe, cell.milestones, ${moverOfAside}
   FROM temp.aside_cell AS cell JOIN temp.aside AS aside USING (row)`,
  forgetAgreed,
  `DELETE FROM pair WHERE id IN (SELECT id FROM temp.gone)`,
];

function columnsOf(entity: EntityName, pair: JudgedPair) {
  const { globe, milestones, differing } = pair;
  const valuesOf = (records: readonly NormalRecord[]) => JSON.stringify(records.map((record) => record.values));
  const title = titleOf(entity, pair);
  const texts = [...globe, ...milestones].flatMap((record) => Object.values(record.values));
  return {
    key: pair.key,
    comparedKey: pair.comparedKey,
    linkedKey: pair.linkedKey,
    status: pair.status,
    title,
    differs: differing.length,
    globeRecords: globe.length,
    milestonesRecords: milestones.length,
    globe: valuesOf(globe),
    milestones: valuesOf(milestones),
    byRule: JSON.stringify(pair.byRule),
    fingerprint: pair.fingerprint,
    unresolved: hasUnresolved(entity, pair) ? 1 : 0,
    search: searchText([
      pair.key,
      ...(pair.linkedKey === null ? [] : [pair.linkedKey]),
      title,
      ...texts.filter((text) => text !== "true" && text !== "false"),
    ]),
  };
}

/** Whether a reference of either side leads nowhere. */
const hasUnresolved = (entity: EntityName, { globe, milestones }: JudgedPair): boolean =>
  entities[entity].compared.some(
    ({ name, kind }) =>
      kind.name === "reference" && [...globe, ...milestones].some(({ values }) => values[name]?.startsWith("?")),
  );

/** What names the pair for people: Globe's name or description, else Milestones'. */
function titleOf(entity: EntityName, { globe, milestones }: JudgedPair): string {
  const { title } = entities[entity];
  const source = entities[entity].fields.find((field) => field.name === title)?.globe ?? title;
  const [left, right] = [globe[0], milestones[0]];
  return (
    left?.values[title] || plain(left?.raw[source]).trim() || right?.values[title] || plain(right?.raw[title]).trim()
  );
}

interface Raw {
  globeRaw: string;
  milestonesRaw: string;
}

const rawOf = (records: readonly NormalRecord[]): string => JSON.stringify(records.map(({ raw }) => raw));

/** Over everything that is written of a pair. */
function hashOf({ key, status, fingerprint, differing, byRule }: JudgedPair, raw: Raw): string {
  const judgement = JSON.stringify([key, status, fingerprint, differing, byRule]);
  return hash("sha256", `${judgement}\n${raw.globeRaw}\n${raw.milestonesRaw}`);
}
