// For tests: a real database of one's own, copied from a base that was migrated once in this process, with one
// administration and one account of each role. Pairs come from records through the real comparison.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EntityName, entities } from "../core/entities/index.ts";
import { type Administration, defaultSchedule } from "../core/ports.ts";
import { comparableFields, keyOf, type Side } from "../core/reconcile/normalise.ts";
import { type JudgedPair, judge } from "../core/reconcile/pair.ts";
import { type RawRecord, References } from "../core/reconcile/references.ts";
import type { Role } from "../core/states.ts";
import { accountOf, addAccount } from "./accounts.ts";
import { administrationOf, saveAdministration } from "./administrations.ts";
import { type Database, databaseFile, openDatabase } from "./database.ts";
import type { Person } from "./events.ts";
import { migrate } from "./migrate.ts";
import { pullStore } from "./pull-store.ts";

const roles: readonly Role[] = ["viewer", "preparer", "approver", "administrator"];
export const testPassword = "open sesame";

const made: string[] = [];
process.once("exit", () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder under the system's own, gone when the process ends. */
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

/** Records of both sides, paired and judged, in order of key. */
export function judged(entityName: EntityName, records: Record<Side, readonly RawRecord[]>): JudgedPair[] {
  const entity = entities[entityName];
  const references = new References();
  const held = new Map<string, Record<Side, RawRecord[]>>();
  for (const side of ["globe", "milestones"] as const)
    for (const record of records[side]) {
      const { compared } = keyOf(entity, side, record);
      const both = held.get(compared) ?? { globe: [], milestones: [] };
      both[side].push(record);
      held.set(compared, both);
    }
  return [...held.keys()]
    .sort()
    .map((key) =>
      judge(entity, comparableFields(entity, references), references, held.get(key) ?? { globe: [], milestones: [] }),
    );
}

/** A complete pull of an entity that found these pairs. */
export function pulled(db: Database, administrationId: number, entity: EntityName, pairs: Iterable<JudgedPair>) {
  const store = pullStore(db);
  const runId = store.openRun({ administrationId, entity, trigger: "schedule", requestedBy: null });
  if (runId === null) throw new Error("a run is still going");
  const side = { records: 0, hash: "" };
  return store.complete(runId, { globe: side, milestones: side }, pairs);
}
