// The one door to SQLite. Facts with an event, and all work on whole sets, go through this handle, in one transaction.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { TieoutError } from "../core/errors.ts";

export type Database = Sqlite.Database;

export const databaseFile = (dataDir: string): string => join(dataDir, "tieout.db");

/** The data folder that an open handle belongs to. */
export const dataDirOf = (db: Database): string => dirname(db.name);

/**
 * Opens the database of a data folder that was migrated. Throws database_missing where there is none.
 * WAL: readers never wait for a writer. synchronous FULL: what a person was told is done survives a power cut, since
 * an approval must; a transaction then costs one flush, and set-sized work is one transaction.
 */
export function openDatabase(dataDir: string, options: { readonly?: boolean } = {}): Database {
  const file = databaseFile(dataDir);
  if (!existsSync(file)) throw new TieoutError("database_missing", { values: { folder: dataDir } });
  return opened(file, options);
}

const statements = new WeakMap<Database, Map<string, Sqlite.Statement>>();

/** A statement of this handle, prepared once: for what is said of each of many rows. */
export function prepared<Given extends unknown[], Row = unknown>(db: Database, sql: string) {
  const known = statements.get(db) ?? new Map<string, Sqlite.Statement>();
  statements.set(db, known);
  const statement = known.get(sql) ?? db.prepare(sql);
  known.set(sql, statement);
  return statement as unknown as Sqlite.Statement<Given, Row>;
}

/** Milliseconds to wait for another's writing, unless a handle says otherwise. */
const patience = 5_000;

/** Opens a database file with the product's settings, making it where there is none. */
export function opened(file: string, options: { readonly?: boolean } = {}): Database {
  const db = new Sqlite(file, { readonly: options.readonly ?? false, timeout: patience });
  if (!options.readonly) db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  // why: after one very large transaction the log is cut back to this, in bytes.
  db.pragma("journal_size_limit = 67108864");
  return db;
}

/** Lets a handle wait for another's writing as long as it takes. For threads in which nobody else waits. */
export const waitPatiently = (db: Database): void => void db.pragma("busy_timeout = 600000");

/**
 * Lets a handle that writes much keep 16 MB of pages in memory, and copy the log into the database each 32 MB instead of
 * each 4: most pages are then written once.
 */
export function roomForMuch(db: Database): void {
  db.pragma("cache_size = -16384");
  db.pragma("wal_autocheckpoint = 8192");
}

/** Does a small write that may be left undone, and leaves it where someone else is writing. */
export function unlessBusy(db: Database, write: () => void): void {
  db.pragma("busy_timeout = 0");
  try {
    write();
  } catch (thrown) {
    if (!(thrown instanceof Sqlite.SqliteError && thrown.code.startsWith("SQLITE_BUSY"))) throw thrown;
  } finally {
    db.pragma(`busy_timeout = ${patience}`);
  }
}

/** A database of its own on disk that is gone when closed, or when the process dies. For sets too big for memory. */
export function scratchDatabase(): Database {
  const db = new Sqlite("");
  db.pragma("journal_mode = OFF");
  db.pragma("synchronous = OFF");
  // why: what is looked up in no order costs a read each time where it is not kept in memory; 16 MB at most.
  db.pragma("cache_size = -16384");
  return db;
}

/** Runs `work` as one transaction that holds the write lock from its start: all of it happens, or nothing. */
export function inOneTransaction<Result>(db: Database, work: () => Result): Result {
  return db.transaction(work).immediate();
}

/** Lets a transaction over a whole set keep what it changes in memory (128 MB at most) instead of writing it twice. */
export function withRoom<Result>(db: Database, work: () => Result): Result {
  const usual = db.pragma("cache_size", { simple: true });
  db.pragma("cache_size = -131072");
  try {
    return work();
  } finally {
    db.pragma(`cache_size = ${usual}`);
  }
}

/** Reads all that `read` asks for as of one moment, whatever others write meanwhile. */
export function atOneMoment<Result>(db: Database, read: () => Result): Result {
  return db.transaction(read).deferred();
}

/** This instant, as it is stored. */
export const instant = (): string => new Date().toISOString();
