import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Entity, entities } from "../entities/index.ts";
import { byCodePoint, compare, statusOf } from "./compare.ts";
import type { Values } from "./normalise.ts";

const { customer } = entities;

describe("the status of a key", () => {
  test.each([
    [1, 1, 0, "equal"],
    [1, 1, 3, "different"],
    [1, 0, 0, "only_in_globe"],
    [0, 1, 0, "only_in_milestones"],
    [2, 1, 0, "duplicate_key"],
    [2, 0, 0, "duplicate_key"],
    [0, 2, 0, "duplicate_key"],
  ] as const)("%i in Globe, %i in Milestones, %i differing cells: %s", (globe, milestones, differing, status) => {
    expect(statusOf(globe, milestones, differing)).toBe(status);
  });
});

test("differing cells come in the order of the field table, with both canonical texts", () => {
  const globe = { VatNumber: "NL1", Name: "Alfa", InvoiceAddressCity: "Lyon" };
  const milestones = { InvoiceAddressCity: "", Name: "Beta", VatNumber: "nl 1" };
  expect(compare(customer.compared, globe, milestones)).toEqual({
    differing: [
      { field: "InvoiceAddressCity", globe: "Lyon", milestones: "" },
      { field: "Name", globe: "Alfa", milestones: "Beta" },
    ],
    byRule: { VatNumber: ["blanks", "case"] },
  });
});

test("keys are ordered by code point, not by code unit", () => {
  const keys = ["\u{1f600}", "\uffee", "b", "a", "B", "", "a\u{1f600}", "a\uffee"];
  expect(keys.sort(byCodePoint)).toEqual(["", "B", "a", "a\uffee", "a\u{1f600}", "b", "\uffee", "\u{1f600}"]);
});

test("the order by code point is that of the code points, whatever the texts", () => {
  const texts = fc.string({ unit: fc.constantFrom("a", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}") });
  const points = (text: string) => [...text].map((character) => character.codePointAt(0) ?? 0);
  const byPoints = (left: number[], right: number[]): number => {
    const at = left.findIndex((point, index) => point !== right[index]);
    if (at < 0) return left.length - right.length;
    return at >= right.length ? 1 : (left[at] as number) - (right[at] as number);
  };
  fc.assert(
    fc.property(texts, texts, (left, right) => {
      expect(Math.sign(byCodePoint(left, right))).toBe(Math.sign(byPoints(points(left), points(right))));
    }),
  );
});

const short = fc.string({ unit: fc.constantFrom("a", "A", " ", ".", "é"), maxLength: 4 });
const long = fc.constantFrom("x".repeat(50), `${"x".repeat(50)}y`, "x".repeat(49));
const valuesOf = (entity: Entity, text: fc.Arbitrary<string>): fc.Arbitrary<Values> =>
  fc.record(Object.fromEntries(entity.compared.map((field) => [field.name, text])));
const entityOf = fc.constantFrom(...Object.values(entities));
const two = (text: fc.Arbitrary<string>) =>
  entityOf.chain((entity) => fc.tuple(fc.constant(entity), valuesOf(entity, text), valuesOf(entity, text)));

describe("whatever the records", () => {
  test("a record compared with itself is equal, without a rule", () => {
    fc.assert(
      fc.property(two(fc.oneof(short, long)), ([entity, values]) => {
        expect(compare(entity.compared, values, values)).toEqual({ differing: [], byRule: {} });
      }),
    );
  });

  test("comparing the other way round finds the same fields; only a cut text depends on the side", () => {
    fc.assert(
      fc.property(two(short), ([entity, left, right]) => {
        const there = compare(entity.compared, left, right);
        const back = compare(entity.compared, right, left);
        expect(back.differing).toEqual(
          there.differing.map(({ field, globe, milestones }) => ({ field, globe: milestones, milestones: globe })),
        );
        expect(back.byRule).toEqual(there.byRule);
      }),
    );
  });

  test("taking Globe's value in every differing cell leaves nothing that differs, and touches nothing else", () => {
    fc.assert(
      fc.property(two(fc.oneof(short, long)), ([entity, globe, milestones]) => {
        const { differing } = compare(entity.compared, globe, milestones);
        const applied = { ...milestones, ...Object.fromEntries(differing.map((cell) => [cell.field, cell.globe])) };
        expect(compare(entity.compared, globe, applied).differing).toEqual([]);
        for (const { name } of entity.compared)
          if (!differing.some((cell) => cell.field === name)) expect(applied[name]).toBe(milestones[name]);
      }),
    );
  });

  test("each compared field is differing, equal by a rule, or the same text", () => {
    fc.assert(
      fc.property(two(fc.oneof(short, long)), ([entity, left, right]) => {
        const { differing, byRule } = compare(entity.compared, left, right);
        const same = entity.compared.filter(({ name }) => left[name] === right[name]);
        expect(differing.length + Object.keys(byRule).length + same.length).toBe(entity.compared.length);
      }),
    );
  });
});
