import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EntityName, entities, entityNames } from "../entities/index.ts";
import type { Kind } from "../entities/kinds.ts";
import { type Change, standing, writable } from "./change.ts";
import { compare } from "./compare.ts";

const { customer } = entities;
const name: Change = { field: "Name", from: "Oud", to: "Nieuw" };
const city: Change = { field: "VisitAddressCity", from: "", to: "Assen" };

describe("a record against the changes that were decided for it", () => {
  it.each([
    ["none of them is there yet", [name, city], { Name: "Oud", VisitAddressCity: "" }, { at: "before" }],
    ["all of them are there", [name, city], { Name: "Nieuw", VisitAddressCity: "Assen" }, { at: "after" }],
    ["one is there, one is not", [name, city], { Name: "Nieuw" }, { at: "elsewhere", fields: ["Name"] }],
    ["someone wrote something else", [name], { Name: "Anders" }, { at: "elsewhere", fields: ["Name"] }],
    ["a text is spelled otherwise than it was", [name], { Name: "oud" }, { at: "elsewhere", fields: ["Name"] }],
    ["an undecided field moved", [city], { Name: "Anders", VisitAddressCity: "" }, { at: "before" }],
    [
      "Milestones kept fifty letters of a longer name",
      [{ ...name, to: "n".repeat(60) }],
      { Name: "n".repeat(50) },
      { at: "after" },
    ],
    ["only the key is among them", [{ field: "CustomerCode", from: "", to: "1" }], {}, { at: "after" }],
  ] as const)("%s", (_, changes, values, expected) => {
    expect(standing(customer, [...changes], values)).toEqual(expected);
  });

  it.each(entityNames)("of %s: what differs, taken over, is after; not taken over, it is before", (entityName) => {
    const { compared } = entities[entityName];
    const texts = fc.record(
      Object.fromEntries(compared.map((field) => [field.name, fc.constantFrom("", "1", "x", "Yy")])),
    );
    fc.assert(
      fc.property(texts, texts, (globe, milestones) => {
        const { differing } = compare(compared, globe, milestones);
        fc.pre(differing.length > 0);
        const changes = differing.map((cell) => ({ field: cell.field, from: cell.milestones, to: cell.globe }));
        const taken = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
        const entity = entities[entityName as EntityName];
        expect(standing(entity, changes, milestones)).toEqual({ at: "before" });
        expect(standing(entity, changes, { ...milestones, ...taken })).toEqual({ at: "after" });
        expect(compare(compared, globe, { ...milestones, ...taken }).differing).toEqual([]);
      }),
    );
  });
});

type Plain = Exclude<Kind, { name: "reference" }>;
const kindOf = (entity: EntityName, field: string) =>
  entities[entity].fields.find((one) => one.name === field)?.kind as Plain;

it.each([
  ["customer", "Name", "Een", "Een"],
  ["customer", "Name", "", null],
  ["customer", "Name", "?", "?"],
  ["customer", "IsActive", "true", true],
  ["customer", "IsActive", "false", false],
  ["customer", "IsActive", "?misschien", undefined],
  ["vatCode", "Percentage", "21", { digits: "21" }],
  ["vatCode", "Percentage", "0.123456789012345678901", { digits: "0.123456789012345678901" }],
  ["vatCode", "Percentage", "", null],
  ["vatCode", "Percentage", "?twintig", undefined],
  ["project", "EndDate", "2026-12-31", "2026-12-31"],
  ["project", "EndDate", "", null],
  ["project", "EndDate", "?ooit", undefined],
  ["item", "ItemType", "Labour", "Labour"],
  ["item", "ItemType", "?X", undefined],
] as const)("%s %s is written of %j as %j", (entity, field, canonical, expected) => {
  expect(writable(kindOf(entity, field), canonical)).toEqual(expected);
});
