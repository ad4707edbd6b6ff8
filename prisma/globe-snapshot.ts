// What Globe held at the last complete pull of invoices, kept whole: by it invoices are judged, and judged again.
import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Administration } from "../core/administration.ts";
import { type Facts, facts, type GlobeRecords, globeFields } from "../core/invoices/facts.ts";
import { invoiceSettingsOf } from "../core/invoices/settings.ts";
import type { Database } from "./database.ts";

const entityNames = Object.keys(globeFields) as (keyof GlobeRecords)[];

/** To be called inside the transaction of the pull. What has not moved is not written again. */
export function saveSnapshot(db: Database, administrationId: number, records: GlobeRecords, at: string): void {
  const before = db.prepare<[number, string], string>(
    `SELECT hash FROM globe_snapshot WHERE administrationId = ? AND entity = ?`,
  );
  const save = db.prepare(
    `INSERT INTO globe_snapshot (administrationId, entity, records, content, hash, readAt) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (administrationId, entity) DO UPDATE SET records = excluded.records, content = excluded.content,
       hash = excluded.hash, readAt = excluded.readAt`,
  );
  const seen = db.prepare(`UPDATE globe_snapshot SET readAt = ? WHERE administrationId = ? AND entity = ?`);
  for (const entity of entityNames) {
    const text = JSON.stringify(records[entity]);
    const hash = createHash("sha256").update(text).digest("hex");
    if (before.pluck().get(administrationId, entity) === hash) seen.run(at, administrationId, entity);
    else save.run(administrationId, entity, records[entity].length, gzipSync(text), hash, at);
  }
}

/** Null before the first complete pull of invoices. `only` some kinds of records: the others come back empty. */
export function globeRecords(
  db: Database,
  administrationId: number,
  only: readonly (keyof GlobeRecords)[] = entityNames,
): GlobeRecords | null {
  const rows = db
    .prepare<[number, string], { entity: string; content: Buffer }>(
      `SELECT entity, content FROM globe_snapshot
       WHERE administrationId = ? AND entity IN (SELECT value FROM json_each(?))`,
    )
    .all(administrationId, JSON.stringify(only));
  if (rows.length === 0) return null;
  const found = new Map(rows.map(({ entity, content }) => [entity, content]));
  const records = entityNames.map((entity) => {
    const content = found.get(entity);
    return [entity, content ? JSON.parse(gunzipSync(content).toString("utf8")) : []];
  });
  return Object.fromEntries(records);
}

const remembered = new WeakMap<Database, Map<number, { of: string; facts: Facts }>>();

/**
 * What invoices of an administration are judged by, under its settings of now; null before the first complete pull. Of
 * what has not moved since it was last asked nothing is read again.
 */
export function invoiceFacts(db: Database, administration: Administration): Facts | null {
  const { id } = administration;
  const settings = invoiceSettingsOf(administration);
  const hashes = db
    .prepare<[number], string>(`SELECT entity || hash FROM globe_snapshot WHERE administrationId = ? ORDER BY entity`)
    .pluck()
    .all(id);
  const of = JSON.stringify([hashes, settings]);
  const before = remembered.get(db) ?? new Map<number, { of: string; facts: Facts }>();
  const known = before.get(id);
  if (known?.of === of) return known.facts;
  const records = globeRecords(db, id);
  if (!records) return null;
  const now = facts(records, settings);
  remembered.set(db, before.set(id, { of, facts: now }));
  return now;
}

/** The administration's own currency; "" where Globe does not say, or before the first complete pull. */
export function ownCurrency(db: Database, administration: Administration): string {
  // why: asked for at every look at the invoices, and the whole snapshot may hold years of entries.
  const records = globeRecords(db, administration.id, ["Division"]);
  return records ? facts(records, invoiceSettingsOf(administration)).baseCurrency : "";
}
