// Facts about this installation, by name: whether it is a demo, which data set it was made from.
import type { Database } from "./database.ts";

/** A setting's value, or null where it was never set. */
export function setting(db: Database, name: string): string | null {
  return db.prepare<[string], { value: string }>(`SELECT value FROM setting WHERE name = ?`).get(name)?.value ?? null;
}

export function saveSetting(db: Database, name: string, value: string): void {
  db.prepare(
    `INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(name, value);
}
