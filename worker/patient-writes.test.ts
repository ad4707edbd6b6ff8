import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Database, openDatabase } from "../prisma/database.ts";
import { migrate } from "../prisma/migrate.ts";
import { saveSetting, setting } from "../prisma/settings.ts";
import { patientWrites } from "./patient-writes.ts";

let folder: string;
let db: Database;
let other: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tieout-writes-"));
  migrate(folder);
  db = openDatabase(folder);
  other = openDatabase(folder);
});

afterEach(() => {
  db.close();
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

it("a write waits for another's transaction without holding up the thread, and is done afterwards, in order", () => {
  const writes = patientWrites(db);
  other.exec("BEGIN IMMEDIATE");
  const began = Date.now();
  writes.write(() => saveSetting(db, "word", "first"));
  writes.write(() => saveSetting(db, "word", `${setting(db, "word")}, second`));
  writes.catchUp();
  expect(Date.now() - began).toBeLessThan(2_000);
  expect(setting(db, "word")).toBeNull();
  other.exec("COMMIT");
  writes.catchUp();
  expect(setting(db, "word")).toBe("first, second");
});

it("a write that fails for another reason is not tried for ever", () => {
  const writes = patientWrites(db);
  expect(() => writes.write(() => db.exec("nonsense"))).toThrow(/nonsense/);
  writes.write(() => saveSetting(db, "word", "after"));
  expect(setting(db, "word")).toBe("after");
});
