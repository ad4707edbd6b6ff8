import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compareRule } from "../core/reconcile/compare-rules.ts";
import { saveRule } from "../prisma/compare-rules.ts";
import { events } from "../prisma/events.ts";
import { type TestDatabase, testDatabase } from "../prisma/test-database.ts";
import type { Checks, checksOn } from "./server-checks.ts";

const northwind = fileURLToPath(new URL("../demo/northwind", import.meta.url));
let store: TestDatabase;
let dataDir: string;
let checks: Checks;
let ended: Promise<void>;

// why: the thread that reads a file is the built one.
const built = new URL("../build/app/server-checks.js", import.meta.url).href;

beforeEach(async () => {
  store = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), "tieout-checks-"));
  const { checksOn: open } = (await import(built)) as { checksOn: typeof checksOn };
  ended = new Promise((resolve) => {
    checks = open(store.db, { dataDir, version: "0.1.0" }, resolve);
  });
});
afterEach(() => checks.close());

const give = (side: "globe" | "milestones", name: string, bytes: Buffer | string) =>
  checks.take(store.people.preparer.id, side, name, Readable.from([Buffer.from(bytes)]));
const files = () => checks.standing(store.people.preparer.id).files;

test("two sets of exports come to the same verdict as on the command line, with a dossier and its seal in the log", async () => {
  const who = { ...store.people.preparer, displayName: "Pieter" };
  for (const side of ["globe", "milestones"] as const)
    for (const name of readdirSync(join(northwind, side)).filter((file) =>
      /^(Account|VAT|Customer|VatCode|Company)\./.test(file),
    ))
      await give(side, name, readFileSync(join(northwind, side, name)));
  checks.run(who, { company: "500", rulesOf: null }, "nl");
  await ended;
  const { failed, result } = checks.standing(who.id);
  expect(failed).toBeNull();
  expect(result?.found).toMatchObject({ scope: "files", administration: { code: "500" }, verdict: { ready: false } });
  const [event] = events(store.db, { limit: 1 });
  expect(event).toMatchObject({ kind: "exports_checked", detail: { seal: result?.seal } });
  expect(existsSync(checks.dossierOf(who.id, "xlsx") ?? "")).toBe(true);
  expect(checks.dossierOf(store.people.approver.id, "xlsx")).toBeNull();

  // By the rules of an administration, fewer differ, and the check says whose rules they were.
  const different = () => checks.standing(who.id).result?.found.entities.customer?.different ?? 0;
  const before = different();
  const about = { administrationId: store.administration.id, entity: "customer" as const, field: "Name" };
  const rule = compareRule.parse({ ignore: true });
  saveRule(store.db, store.people.administrator, about, { rule, why: "namen volgen later" });
  checks.run(who, { company: "500", rulesOf: store.administration }, "nl");
  await expect.poll(() => checks.standing(who.id).going, { timeout: 60_000 }).toBe(false);
  expect(checks.standing(who.id)).toMatchObject({ failed: null, result: { rulesOf: "500" } });
  expect(different()).toBeGreaterThan(0);
  expect(different()).toBeLessThan(before);
  expect(events(store.db, { limit: 1 })[0]?.detail).toMatchObject({ rulesOf: "500" });
  await checks.clear(who.id);
  expect(readdirSync(join(dataDir, "checks"))).toEqual([]);
});

test("a file that is not whole, or not named as an export, is refused by name and changes nothing", async () => {
  await give("globe", "VAT.csv", "VATCode,Description\n1,High\n1,Again\n");
  const before = files();
  expect(before).toMatchObject([{ name: "VAT", records: 2, missing: expect.arrayContaining(["Percentage"]) }]);
  const refused = {
    "VAT.csv": ["VATCode,VATCode\n1,2\n", { code: "header_twice", values: { file: "VAT.csv", column: "VATCode" } }],
    "Account.csv": ["Foo\n1\n", { code: "key_column_missing", values: { file: "Account.csv" } }],
    "CostCenter.csv": ["\u0000", { code: "file_binary" }],
    "../secret.csv": ["Code\n1\n", { code: "check_file_unknown", values: { file: "secret.csv" } }],
  } as const;
  for (const [name, [text, error]] of Object.entries(refused))
    await expect(give("globe", name, text)).rejects.toMatchObject(error);
  expect(files()).toEqual(before);
});
