// Writes what a complete run found, in two steps. First all pairs are read and what differs from the stored pairs is put
// aside on disk; nobody waits for that. Then, in one short transaction of the caller, only what changed is written.
import { hash } from "node:crypto";
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { plain } from "../core/entities/kinds.ts";
import { type Counts, noCounts } from "../core/reconcile/compare.ts";
import type { JudgedPair, NormalRecord } from "../core/reconcile/pair.ts";
import { type Database, scratchDatabase } from "./database.ts";
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

interface Aside {
  id: number | null;
  key: string;
  comparedKey: string;
  status: string;
  title: string;
  differs: number;
  globeRecords: number;
  milestonesRecords: number;
  globe: string;
  milestones: string;
  byRule: string;
  fingerprint: string;
  contentHash: string;
  /** JSON: raw records of each side, and differing cells. */
  globeRaw: string;
  milestonesRaw: string;
  cells: string;
  search: string;
}

const asideColumns =
  "id, key, comparedKey, status, title, differs, globeRecords, milestonesRecords, globe, milestones, byRule, fingerprint, contentHash, globeRaw, milestonesRaw, cells, search";
const named = (columns: string) => columns.replace(/\w+/g, "@$&");

/** Reads all pairs and puts aside what is new, moved or gone. Writes nothing to `db`. */
export function changesOf(
  db: Database,
  administrationId: number,
  entity: EntityName,
  pairs: Iterable<JudgedPair>,
): Changes {
  const aside = scratchDatabase();
  try {
    return collected(db, aside, administrationId, entity, pairs);
  } catch (thrown) {
    aside.close();
    throw thrown;
  }
}

function collected(
  db: Database,
  aside: Database,
  administrationId: number,
  entity: EntityName,
  pairs: Iterable<JudgedPair>,
): Changes {
  aside.exec(`CREATE TABLE aside (${asideColumns}); CREATE TABLE gone (id INTEGER PRIMARY KEY)`);
  aside.exec("BEGIN");
  const put = aside.prepare<[Aside]>(`INSERT INTO aside (${asideColumns}) VALUES (${named(asideColumns)})`);
  const stored = db.prepare<[number, string, string], { id: number; contentHash: string }>(
    `SELECT id, contentHash FROM pair WHERE administrationId = ? AND entity = ? AND comparedKey = ?`,
  );
  const { last } = db.prepare<[], { last: number }>(`SELECT coalesce(max(id), 0) AS last FROM pair`).get() ?? {
    last: 0,
  };
  const seen = new Uint8Array(last + 1);
  const found = { counts: noCounts(), added: 0, changed: 0, closed: 0 };

  for (const pair of pairs) {
    found.counts[pair.status] += 1;
    const raw = { globeRaw: rawOf(pair.globe), milestonesRaw: rawOf(pair.milestones) };
    const contentHash = hashOf(pair, raw);
    const known = stored.get(administrationId, entity, pair.comparedKey);
    if (known) seen[known.id] = 1;
    if (known?.contentHash === contentHash) continue;
    if (known) found.changed += 1;
    else found.added += 1;
    put.run({ id: known?.id ?? null, contentHash, ...raw, ...columnsOf(entity, pair) });
  }

  const ids = db
    .prepare<[number, string], number>(`SELECT id FROM pair WHERE administrationId = ? AND entity = ?`)
    .pluck();
  const putGone = aside.prepare<[number]>(`INSERT INTO gone (id) VALUES (?)`);
  for (const id of ids.iterate(administrationId, entity)) {
    if (seen[id]) continue;
    putGone.run(id);
    found.closed += 1;
  }
  aside.exec("COMMIT");
  return {
    ...found,
    write: (at) => write(db, aside, administrationId, entity, at),
    close: () => aside.close(),
  };
}

function columnsOf(entity: EntityName, pair: JudgedPair): Omit<Aside, "id" | "contentHash" | keyof Raw> {
  const { globe, milestones, differing } = pair;
  const valuesOf = (records: readonly NormalRecord[]) => records.map((record) => record.values);
  const title = titleOf(entity, pair);
  const texts = [...globe, ...milestones].flatMap((record) => Object.values(record.values));
  return {
    key: pair.key,
    comparedKey: pair.comparedKey,
    status: pair.status,
    title,
    differs: differing.length,
    globeRecords: globe.length,
    milestonesRecords: milestones.length,
    globe: JSON.stringify(valuesOf(globe)),
    milestones: JSON.stringify(valuesOf(milestones)),
    byRule: JSON.stringify(pair.byRule),
    fingerprint: pair.fingerprint,
    cells: JSON.stringify(differing),
    search: searchText([pair.key, title, ...texts.filter((text) => text !== "true" && text !== "false")]),
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

type Raw = Pick<Aside, "globeRaw" | "milestonesRaw">;

const rawOf = (records: readonly NormalRecord[]): string => JSON.stringify(records.map(({ raw }) => raw));

function hashOf({ key, status, fingerprint, differing, byRule }: JudgedPair, raw: Raw): string {
  const judgement = JSON.stringify([key, status, fingerprint, differing, byRule]);
  return hash("sha256", `${judgement}\n${raw.globeRaw}\n${raw.milestonesRaw}`);
}

function write(db: Database, aside: Database, administrationId: number, entity: EntityName, at: string): void {
  const insert = db.prepare<[Record<string, unknown>], { id: number }>(
    `INSERT INTO pair (administrationId, entity, key, comparedKey, status, title, differs, globeRecords,
       milestonesRecords, globe, milestones, byRule, fingerprint, contentHash, changedAt)
     VALUES (@administrationId, @entity, @key, @comparedKey, @status, @title, @differs, @globeRecords,
       @milestonesRecords, jsonb(@globe), jsonb(@milestones), @byRule, @fingerprint, @contentHash, @at)
     RETURNING id`,
  );
  const update = db.prepare(
    `UPDATE pair SET key = @key, status = @status, title = @title, differs = @differs, globeRecords = @globeRecords,
       milestonesRecords = @milestonesRecords, globe = jsonb(@globe), milestones = jsonb(@milestones), byRule = @byRule,
       fingerprint = @fingerprint, contentHash = @contentHash, changedAt = @at
     WHERE id = @id`,
  );
  const clear = ["raw_records", "cell", "search_text"].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE pairId = ?`),
  );
  const addRaw = db.prepare(`INSERT INTO raw_records (pairId, globe, milestones) VALUES (?, ?, ?)`);
  const addCell = db.prepare(`INSERT INTO cell (pairId, field, globe, milestones) VALUES (?, ?, ?, ?)`);
  const addSearch = db.prepare(`INSERT INTO search_text (pairId, text) VALUES (?, ?)`);

  for (const row of aside.prepare<[], Aside>(`SELECT ${asideColumns} FROM aside ORDER BY rowid`).iterate()) {
    const { globeRaw, milestonesRaw, cells, search, ...columns } = row;
    const given = { ...columns, administrationId, entity, at };
    if (row.id === null) row.id = insert.get(given)?.id ?? null;
    else {
      update.run(given);
      for (const statement of clear) statement.run(row.id);
    }
    addRaw.run(row.id, globeRaw, milestonesRaw);
    for (const cell of JSON.parse(cells) as JudgedPair["differing"])
      addCell.run(row.id, cell.field, cell.globe, cell.milestones);
    addSearch.run(row.id, search);
  }
  const remove = db.prepare(`DELETE FROM pair WHERE id = ?`);
  for (const id of aside.prepare<[], number>(`SELECT id FROM gone`).pluck().iterate()) remove.run(id);
}
