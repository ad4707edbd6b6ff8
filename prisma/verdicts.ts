// Writes what a complete run found, in two steps. First all pairs are read, and what differs from the stored pairs is put
// aside in temporary tables on disk; nobody waits for that. Then, in one short transaction of the caller, only that is
// written, by a few statements over whole sets.
import { hash } from "node:crypto";
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { plain } from "../core/entities/kinds.ts";
import { type Counts, noCounts } from "../core/reconcile/compare.ts";
import type { JudgedPair, NormalRecord } from "../core/reconcile/pair.ts";
import { forgetAgreed, keepAgreed, learnMover, moverOfAside } from "./agreed.ts";
import { atOneMoment, type Database } from "./database.ts";
import { forgetGone, noteGone } from "./gone-records.ts";
import { searchText } from "./search-text.ts";

/** What a run found that is not stored yet. To be closed. */
export interface Changes {
  counts: Counts;
  added: number;
  changed: number;
  closed: number;
  /** Writes it; inside a transaction. */
  write(at: string): void;
  close(): void;
}

// Columns of a pair that a run writes; with what stands beside it, of which `known` is the stored pair's number.
const written = `key, comparedKey, linkedKey, status, title, differs, globeRecords, milestonesRecords, globe, milestones, byRule,
  fingerprint, contentHash`;
const makeAside = `
  CREATE TEMP TABLE aside (row INTEGER PRIMARY KEY, known INTEGER, ${written}, globeRaw, milestonesRaw, search);
  CREATE TEMP TABLE aside_cell (row INTEGER, field, globe, milestones);
  CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)`;
const dropAside = `DROP TABLE temp.aside; DROP TABLE temp.aside_cell; DROP TABLE temp.gone`;

/** Reads all pairs and puts aside what is new, moved or gone. Writes nothing that is stored. */
export function changesOf(
  db: Database,
  administrationId: number,
  entity: EntityName,
  pairs: Iterable<JudgedPair>,
): Changes {
  db.exec(makeAside);
  const close = () => db.exec(dropAside);
  try {
    // why: one transaction for all that is put aside; it reads what is stored, and holds no lock that others wait for.
    const found = atOneMoment(db, () => collected(db, administrationId, entity, pairs));
    return {
      ...found,
      write: (at) => write(db, administrationId, entity, at),
      close,
    };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

function collected(db: Database, administrationId: number, entity: EntityName, pairs: Iterable<JudgedPair>) {
  const put = db.prepare(
    `INSERT INTO temp.aside (row, known, ${written}, globeRaw, milestonesRaw, search)
     VALUES (@row, @known, @key, @comparedKey, @linkedKey, @status, @title, @differs, @globeRecords, @milestonesRecords,
       jsonb(@globe), jsonb(@milestones), @byRule, @fingerprint, @contentHash, @globeRaw, @milestonesRaw, @search)`,
  );
  const putCell = db.prepare(`INSERT INTO temp.aside_cell (row, field, globe, milestones) VALUES (?, ?, ?, ?)`);
  const stored = db.prepare<[number, string, string], { id: number; contentHash: string }>(
    `SELECT id, contentHash FROM pair WHERE administrationId = ? AND entity = ? AND comparedKey = ?`,
  );
  const ids = db
    .prepare<[number, string], number>(`SELECT id FROM pair WHERE administrationId = ? AND entity = ?`)
    .pluck()
    .all(administrationId, entity);
  const unseen = new Set(ids);
  const found = { counts: noCounts(), added: 0, changed: 0, closed: 0 };

  for (const pair of pairs) {
    found.counts[pair.status] += 1;
    const raw = { globeRaw: rawOf(pair.globe), milestonesRaw: rawOf(pair.milestones) };
    const contentHash = hashOf(pair, raw);
    const known = stored.get(administrationId, entity, pair.comparedKey);
    if (known) unseen.delete(known.id);
    if (known?.contentHash === contentHash) continue;
    if (known) found.changed += 1;
    else found.added += 1;
    const row = found.added + found.changed;
    put.run({ row, known: known?.id ?? null, contentHash, ...raw, ...columnsOf(entity, pair) });
    for (const cell of pair.differing) putCell.run(row, cell.field, cell.globe, cell.milestones);
  }

  const putGone = db.prepare<[number]>(`INSERT INTO temp.gone (id) VALUES (?)`);
  for (const id of unseen) putGone.run(id);
  return { ...found, closed: unseen.size };
}

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
    search: searchText([
      pair.key,
      ...(pair.linkedKey === null ? [] : [pair.linkedKey]),
      title,
      ...texts.filter((text) => text !== "true" && text !== "false"),
    ]),
  };
}

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

function write(db: Database, administrationId: number, entity: EntityName, at: string): void {
  // A new pair's number follows on the last ever given; the write lock is held, so nobody else gives one meanwhile.
  const last = db.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'pair'`).pluck().get() ?? 0;
  const before = db
    .prepare<[number, string], string | null>(
      `SELECT lastCompleteAt FROM entity_state WHERE administrationId = ? AND entity = ?`,
    )
    .pluck()
    .get(administrationId, entity);
  const given = { last, administrationId, entity, at, before: before ?? at };
  const id = "coalesce(known, @last + row)";
  const statements = [
    keepAgreed,
    noteGone,
    forgetGone,
    `UPDATE pair SET (${written}) = (SELECT ${written} FROM temp.aside WHERE known = pair.id), changedAt = @at
     WHERE id IN (SELECT known FROM temp.aside)`,
    `INSERT INTO pair (id, administrationId, entity, ${written}, changedAt)
     SELECT ${id}, @administrationId, @entity, ${written}, @at FROM temp.aside WHERE known IS NULL`,
    `INSERT OR REPLACE INTO raw_records (pairId, globe, milestones) SELECT ${id}, globeRaw, milestonesRaw FROM temp.aside`,
    `INSERT OR REPLACE INTO search_text (pairId, text) SELECT ${id}, search FROM temp.aside`,
    `DELETE FROM cell WHERE pairId IN (SELECT known FROM temp.aside)`,
    `INSERT INTO cell (pairId, field, globe, milestones, moved)
     SELECT ${id}, field, cell.globe, cell.milestones, ${moverOfAside}
     FROM temp.aside_cell AS cell JOIN temp.aside AS aside USING (row)`,
    forgetAgreed,
    `DELETE FROM pair WHERE id IN (SELECT id FROM temp.gone)`,
  ];
  learnMover(db);
  db.exec(`CREATE INDEX temp.aside_known ON aside (known) WHERE known IS NOT NULL;
    CREATE INDEX temp.aside_cell_row ON aside_cell (row)`);
  for (const sql of statements) db.prepare(sql).run(given);
}
