import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { prismaClient } from "./client.ts";
import { openDatabase } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { migrate } from "./migrate.ts";
import { freshFolder } from "./test-database.ts";

const shipped = fileURLToPath(new URL("./migrations", import.meta.url));

function migrationsWith(name: string, sql: string): string {
  const folder = freshFolder();
  cpSync(shipped, folder, { recursive: true });
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
  return folder;
}

test("a new folder gets every migration, and a second start applies none", () => {
  const dataDir = join(freshFolder(), "new", "data");
  expect(migrate(dataDir).length).toBeGreaterThan(0);
  expect(migrate(dataDir)).toEqual([]);
});

test("where there is no database, opening says so instead of making an empty one", () => {
  expect(() => openDatabase(freshFolder())).toThrow("There is no Tieout database");
});

test("a later version adds its migration to what is there", () => {
  const dataDir = freshFolder();
  migrate(dataDir);
  const later = migrationsWith("29990101000000_more", "CREATE TABLE more (id INTEGER PRIMARY KEY);");
  expect(migrate(dataDir, later)).toEqual(["29990101000000_more"]);
});

test("a database of a newer version is not opened by an older one", () => {
  const dataDir = freshFolder();
  migrate(dataDir, migrationsWith("29990101000000_more", "CREATE TABLE more (id INTEGER PRIMARY KEY);"));
  expect(() => migrate(dataDir)).toThrow("newer version of Tieout (it knows 29990101000000_more)");
});

test("a migration that is not the one that was applied is refused", () => {
  const dataDir = freshFolder();
  const folder = migrationsWith("29990101000000_more", "CREATE TABLE more (id INTEGER PRIMARY KEY);");
  migrate(dataDir, folder);
  writeFileSync(join(folder, "29990101000000_more", "migration.sql"), "CREATE TABLE other (id INTEGER PRIMARY KEY);");
  expect(() => migrate(dataDir, folder)).toThrow("is not the one that this version ships");
});

test("a migration that fails leaves the database as it was", () => {
  const dataDir = freshFolder();
  migrate(dataDir);
  const broken = migrationsWith(
    "29990101000000_broken",
    "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);",
  );
  expect(() => migrate(dataDir, broken)).toThrow("nowhere");
  const db = openDatabase(dataDir);
  expect(db.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`).pluck().get()).toBe(0);
  db.close();
  expect(migrate(dataDir)).toEqual([]);
});

test("of starters at the same moment one applies the migrations and the others find them applied", async () => {
  const dataDir = freshFolder();
  const program = `import { migrate } from "${new URL("./migrate.ts", import.meta.url).href}";
    process.stdout.write(JSON.stringify(migrate(process.argv[1])));`;
  const starters = [1, 2, 3].map(async () => {
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program, dataDir]);
    let out = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    const [code] = await once(child, "close");
    return { code, applied: JSON.parse(out) as string[] };
  });
  const ended = await Promise.all(starters);
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(ended.filter(({ applied }) => applied.length > 0)).toHaveLength(1);
});

test("Prisma's client finds every table and column that its schema names", async () => {
  const dataDir = freshFolder();
  migrate(dataDir);
  const client = prismaClient(dataDir);
  const models = Object.keys(Prisma.ModelName).map((name) => name.charAt(0).toLowerCase() + name.slice(1)) as "run"[];
  expect(models.length).toBeGreaterThan(15);
  for (const model of models) expect(await client[model].findFirst()).toBeNull();
  await client.$disconnect();
});
