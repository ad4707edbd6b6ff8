import { expect, test } from "vitest";
import { type CompareRule, compareRule, noRule } from "../core/reconcile/compare-rules.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { rulesOf, ruleVersions, saveRule } from "./compare-rules.ts";
import { entityState } from "./entity-state.ts";
import { events, verifyEvents } from "./events.ts";
import { ruleForecast } from "./rule-forecast.ts";
import { testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

const records: Record<"globe" | "milestones", RawRecord[]> = {
  globe: [
    { ItemCode: "A", CountrySpecificDescription: "Stoel", Type: "S", Blocked: null },
    { ItemCode: "B", CountrySpecificDescription: "Tafel", Type: "L", Blocked: "X" },
    { ItemCode: "C", CountrySpecificDescription: "LAMP", Type: "S", Blocked: null },
    { ItemCode: "D", CountrySpecificDescription: "Kast", Type: "S", Blocked: null },
  ],
  milestones: [
    { ItemCode: "A", Name: "stoel", ItemType: "Standard", IsActive: true },
    { ItemCode: "B", Name: "tafel", ItemType: "Labour", IsActive: true },
    { ItemCode: "C", Name: "Lamp", ItemType: "Standard", IsActive: true },
    { ItemCode: "D", Name: "Kast", ItemType: "Standard", IsActive: true },
  ],
};

async function made() {
  const store = await testDatabase();
  const { db, administration, people } = store;
  const about = { administrationId: administration.id, entity: "item" } as const;
  const field = "Name";
  const counts = () => entityState(db, administration.id, "item").counts;
  const pull = () =>
    pulled(db, administration.id, "item", judged("item", records, rulesOf(db, administration.id, "item")));
  pull();
  const save = (rule: CompareRule, why = "Afgesproken", name = field) =>
    saveRule(db, people.administrator, { ...about, field: name }, { rule, why });
  return { ...store, about, field, counts, pull, save };
}

const anyCase = compareRule.parse({ anyCase: true });

test("what a change would move is told beforehand, and is what the next run moves; back as well", async () => {
  const { db, about, field, counts, pull, save, administration } = await made();
  const before = counts();
  const told = ruleForecast(db, { ...about, field, rule: anyCase });
  expect(told).toMatchObject({ pairs: 4, equal: 2, different: 0, within: 1 });
  expect(counts()).toEqual(before);
  expect(save(anyCase)).toBe(true);
  pull();
  expect(counts().equal - before.equal).toBe(told.equal);
  const [row] = gridBlock(db, plainView(administration.id, "item"), 0, 1).rows;
  expect(row).toMatchObject({ key: "A", status: "equal", byRule: { Name: ["case"] } });
  const back = ruleForecast(db, { ...about, field, rule: noRule });
  expect(back).toMatchObject({ equal: 0, different: 2, within: 1 });
  save(noRule, "Terug");
  pull();
  expect(counts()).toEqual(before);
});

test("what a letter means is a rule too, told beforehand from what Globe itself wrote", async () => {
  const { db, about, counts, pull, save } = await made();
  const rule = compareRule.parse({ map: { "": "true", X: "true" } });
  const told = ruleForecast(db, { ...about, field: "IsActive", rule });
  expect(told).toMatchObject({ equal: 0, different: 0, within: 1 });
  save(rule, "X is een seizoen", "IsActive");
  save(anyCase);
  pull();
  expect(counts()).toMatchObject({ equal: 4, different: 0 });
});

test("each version stays with who and why, and is an event; the same rule again is no version", async () => {
  const { db, about, save } = await made();
  expect(save(anyCase, "Globe schrijft hoofdletters")).toBe(true);
  expect(save(anyCase, "nog eens")).toBe(false);
  expect(save(noRule, "Opgelost in Globe")).toBe(true);
  const told = ruleVersions(db, about.administrationId, "item").map(({ version, why, savedBy }) => [
    version,
    why,
    savedBy,
  ]);
  expect(told).toEqual([
    [2, "Opgelost in Globe", "The administrator"],
    [1, "Globe schrijft hoofdletters", "The administrator"],
  ]);
  expect(rulesOf(db, about.administrationId, "item")).toEqual({});
  expect(events(db).filter(({ kind }) => kind === "compare_rule_saved")).toHaveLength(2);
  expect(verifyEvents(db).whole).toBe(true);
});

test("only administrators change a rule, and only of a field that is compared", async () => {
  const { db, people, about, field, save } = await made();
  for (const who of [people.viewer, people.preparer, people.approver])
    expect(() => saveRule(db, who, { ...about, field }, { rule: anyCase, why: "x" })).toThrow();
  expect(() => save(anyCase, "x", "ItemCode")).toThrow();
  expect(ruleVersions(db, about.administrationId)).toEqual([]);
});
