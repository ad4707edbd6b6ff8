// Brings a data folder's database to this version at start, without network: applies prisma/migrations in order and
// keeps Prisma's own table and checksums, so that its tools agree. Two starters at once: one applies, one waits.
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { TieoutError } from "../core/errors.ts";
import { type Database, databaseFile, inOneTransaction, instant, opened } from "./database.ts";

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(`${folder}/${name}/migration.sql`, "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

const shippedMigrations = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Applies what is not applied yet, all in one transaction; the names that were applied come back.
 * Throws database_newer where the database knows a migration that this version does not, and database_altered where
 * an applied migration is not the one that is shipped; nothing is written then.
 */
export function migrate(dataDir: string, folder = shippedMigrations): string[] {
  mkdirSync(dataDir, { recursive: true });
  const db = opened(databaseFile(dataDir));
  try {
    return inOneTransaction(db, () => apply(db, migrationsIn(folder)));
  } finally {
    db.close();
  }
}

function apply(db: Database, migrations: readonly Migration[]): string[] {
  db.exec(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
    "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`);
  const applied = new Map(
    db
      .prepare<[], [string, string]>(
        `SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
      )
      .raw()
      .all(),
  );
  for (const name of applied.keys())
    if (!migrations.some((migration) => migration.name === name))
      throw new TieoutError("database_newer", { values: { migration: name } });
  for (const { name, checksum } of migrations)
    if (applied.has(name) && applied.get(name) !== checksum)
      throw new TieoutError("database_altered", { values: { migration: name } });

  const missing = migrations.filter(({ name }) => !applied.has(name));
  const keep = db.prepare(`INSERT INTO _prisma_migrations
    (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)`);
  for (const { name, sql, checksum } of missing) {
    const startedAt = instant();
    db.exec(sql);
    keep.run(randomUUID(), checksum, name, startedAt, instant());
  }
  return missing.map(({ name }) => name);
}
