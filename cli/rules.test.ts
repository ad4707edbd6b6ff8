import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportsSource } from "../connectors/files/exports.ts";
import { checkReadiness } from "../core/flows/check-readiness.ts";
import { compareRule } from "../core/reconcile/compare-rules.ts";
import { allRulesOf, saveRule } from "../prisma/compare-rules.ts";
import { freshFolder, testDatabase } from "../prisma/test-database.ts";
import { reconcile } from "./reconcile/run.ts";
import { readRules } from "./rules.ts";

/** Two folders whose items differ in case, or in all of their name. */
function folders() {
  const folder = freshFolder();
  for (const side of ["globe", "milestones"]) mkdirSync(join(folder, side));
  const put = (name: string, records: object[]) => writeFileSync(join(folder, `${name}.json`), JSON.stringify(records));
  put("globe/Item", [
    { ItemCode: "A", CountrySpecificDescription: "UREN", Type: "L", Blocked: "" },
    { ItemCode: "B", CountrySpecificDescription: "Reis", Type: "L", Blocked: "" },
  ]);
  put("milestones/Item", [
    { ItemCode: "A", Name: "Uren" },
    { ItemCode: "B", Name: "Trein" },
  ]);
  return { globe: join(folder, "globe"), milestones: join(folder, "milestones"), folder };
}

async function different(request: Parameters<typeof reconcile>[0]): Promise<string[]> {
  const found = await reconcile({ ...request, entity: "item" });
  try {
    const keys: string[] = [];
    for (const one of found.results)
      if ("lines" in one)
        for await (const { key, cells } of one.lines()) if (cells.some(({ field }) => field === "Name")) keys.push(key);
    return keys;
  } finally {
    await found.close();
  }
}

test("files are compared by the rules that an administration wrote, by reconcile and by the go-live check alike", async () => {
  const { db, administration, people } = await testDatabase();
  const about = { administrationId: administration.id, entity: "item" as const, field: "Name" };
  saveRule(db, people.administrator, about, { rule: compareRule.parse({ anyCase: true }), why: "kapitalen" });
  const { folder, globe, milestones } = folders();
  const file = join(folder, "rules.json");
  writeFileSync(file, JSON.stringify(allRulesOf(db, administration.id)));
  const rules = readRules(file);
  expect(await different({ globe, milestones })).toEqual(["A", "B"]);
  expect(await different({ globe, milestones, rules })).toEqual(["B"]);

  const checked = async (given: object) => {
    const { source } = await exportsSource({ globe, milestones, ...given });
    const found = [...(source.pairs("item") ?? [])].filter(({ differing }) => differing.includes("Name"));
    expect(checkReadiness(source).entities.item).toBeTruthy();
    return found.map(({ key }) => key);
  };
  expect(await checked({})).toEqual(["A", "B"]);
  expect(await checked({ rules })).toEqual(["B"]);
});

test("a file of rules that is not there, is no JSON, or says what means nothing, is refused", () => {
  const folder = freshFolder();
  const file = join(folder, "rules.json");
  expect(() => readRules(file)).toThrow(/does not exist/);
  writeFileSync(file, "{");
  expect(() => readRules(file)).toThrow(/not JSON/);
  writeFileSync(file, JSON.stringify({ item: { Nope: {} } }));
  expect(() => readRules(file)).toThrow(/no compared field Nope/);
});
