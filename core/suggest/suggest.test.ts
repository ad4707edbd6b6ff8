import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Entity } from "../entities/entity.ts";
import { entities, entityNames } from "../entities/index.ts";
import { isOfCompany, keyOf, type Side, values } from "../reconcile/normalise.ts";
import { type RawRecord, References } from "../reconcile/references.ts";
import type { Candidate } from "./profile.ts";
import { reasonText } from "./reasons.ts";
import { suggest } from "./suggest.ts";

const json = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));

function northwindAlone(entity: Entity): { globe: Candidate[]; milestones: Candidate[] } {
  const records = (side: Side): RawRecord[] => json(`demo/northwind/${side}/${entity[side]}.json`);
  const fields = entity.compared.filter((field) => field.kind.name !== "reference");
  const candidates = (side: Side, rows: RawRecord[]): [string, Candidate][] =>
    rows.map((row) => {
      const { compared, printed } = keyOf(entity, side, row);
      return [compared, { key: printed, values: values(fields, side, row, new References()) }];
    });
  const globe = new Map(
    candidates(
      "globe",
      records("globe").filter((row) => isOfCompany(row, "500") && entity.takesPart(row)),
    ),
  );
  const milestones = new Map(candidates("milestones", records("milestones")));
  const without = (own: Map<string, Candidate>, other: Map<string, Candidate>) =>
    [...own].filter(([key]) => !other.has(key)).map(([, candidate]) => candidate);
  return { globe: without(globe, milestones), milestones: without(milestones, globe) };
}

describe("suggestions", () => {
  it("finds in northwind what its truth holds, and nothing else", () => {
    const found = entityNames.flatMap((name) =>
      suggest(name, northwindAlone(entities[name])).map(({ globe, milestones }) => ({
        entity: name,
        globe,
        milestones,
      })),
    );
    expect(found).toEqual(json("tests/truth/northwind.json").suggestions);
  });

  it("says why, weightiest first, in both languages", () => {
    const [first] = suggest("customer", northwindAlone(entities.customer));
    expect(first?.score).toBeGreaterThan(0.99);
    const words = (language: "en" | "nl") => first?.reasons.map((reason) => reasonText(reason, language)) ?? [];
    expect(words("en")).toContain("code differs by leading zeros: 10015 and 010015");
    expect(words("nl")).toContain("code verschilt alleen in voorloopnullen: 10015 en 010015");
    expect(words("en").join()).not.toMatch(/[{}]/);
  });
});
