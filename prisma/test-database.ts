// For tests: a real database of one's own, copied from a base that was migrated once for this test file, with one
// administration and one account of each role.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type Administration, defaultSchedule } from "../core/administration.ts";
import type { Role } from "../core/states.ts";
import { accountOf, addAccount } from "./accounts.ts";
import { administrationOf, saveAdministration } from "./administrations.ts";
import { type Database, databaseFile, openDatabase } from "./database.ts";
import type { Person } from "./events.ts";
import { migrate } from "./migrate.ts";

const roles: readonly Role[] = ["viewer", "preparer", "approver", "administrator"];
export const testPassword = "open sesame";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder under the system's own, gone after the test file. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tieout-"));
  made.push(folder);
  return folder;
}

let base: Promise<string> | undefined;

async function madeBase(): Promise<string> {
  const folder = freshFolder();
  migrate(folder);
  const db = openDatabase(folder);
  const settings = {
    globe: { databaseName: "500" },
    milestones: { baseUrl: "http://127.0.0.1:1" },
    agent: "demo",
    schedule: defaultSchedule,
    salesJournal: null,
    debtorAccount: null,
    booksClosedUntil: null,
  };
  saveAdministration(db, { code: "500", name: "Northwind", settings });
  await Promise.all(
    roles.map((role) => addAccount(db, { username: role, displayName: `The ${role}`, password: testPassword, role })),
  );
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
  return folder;
}

export interface TestDatabase {
  dataDir: string;
  db: Database;
  administration: Administration;
  people: Record<Role, Person>;
}

export async function testDatabase(): Promise<TestDatabase> {
  base ??= madeBase();
  const dataDir = freshFolder();
  copyFileSync(databaseFile(await base), databaseFile(dataDir));
  const db = openDatabase(dataDir);
  const administration = administrationOf(db, "500");
  if (!administration) throw new Error("the base has an administration");
  const person = (role: Role): Person => {
    const account = accountOf(db, role);
    if (!account) throw new Error(`the base has a ${role}`);
    return account;
  };
  const people = {
    viewer: person("viewer"),
    preparer: person("preparer"),
    approver: person("approver"),
    administrator: person("administrator"),
  };
  return { dataDir, db, administration, people };
}
