import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entities } from "../entities/index.ts";
import { flag, number, text, verdict } from "../entities/kinds.ts";
import { compare } from "./compare.ts";
import { compareRule, equalByRule, mappedField, noRule, ruleFor } from "./compare-rules.ts";

const rule = (given: Partial<typeof noRule>) => compareRule.parse(given);

describe("two texts that differ count as equal", () => {
  test.each([
    ["by case", text, { anyCase: true }, "De Vries", "DE VRIES", ["case"]],
    ["not by case where blanks differ too", text, { anyCase: true }, "De Vries", "DEVRIES", null],
    [
      "by case and blanks together, both told",
      text,
      { anyCase: true, blanks: true },
      "De Vries",
      "DEVRIES",
      ["case", "blanks"],
    ],
    ["by blanks alone, which alone is told", text, { anyCase: true, blanks: true }, "De Vries", "DeVries", ["blanks"]],
    ["cut at 5", text, { cutAt: 5 }, "Amsterdam", "Amste", ["cut"]],
    ["cut at 5 only where just that was kept", text, { cutAt: 5 }, "Amsterdam", "Amst", null],
    ["never where Globe has the shorter one", text, { cutAt: 5 }, "Amste", "Amsterdam", null],
    ["cut at 5, whatever case", text, { cutAt: 5, anyCase: true }, "Amsterdam", "AMSTE", ["cut"]],
    ["by a map", text, { map: { NL: "Nederland" } }, "NL", "Nederland", ["mapped"]],
    ["by a map in one direction only", text, { map: { NL: "Nederland" } }, "Nederland", "NL", null],
    ["within 0.05, its border included", number, { absolute: "0.05" }, "10.05", "10", ["tolerance"]],
    ["not just beyond it", number, { absolute: "0.05" }, "10.051", "10", null],
    ["within 1 percent of the larger", number, { relative: "1" }, "99", "100", ["tolerance"]],
    ["not just beyond it, relative", number, { relative: "1" }, "98.99", "100", null],
    ["never an empty number and 0", number, { absolute: "5" }, "", "0", null],
    ["never a number nobody can read", number, { absolute: "5" }, "?x", "1", null],
    ["whatever they say where the field is not compared", text, { ignore: true }, "a", "", ["not_compared"]],
  ] as const)("%s", (_name, kind, given, globe, milestones, rules) => {
    expect(equalByRule(kind, rule(given), globe, milestones)).toEqual(rules);
  });
});

test("a rule only loosens: what is equal without it is equal with it, by the same reasons", () => {
  const anyRule = fc.record({
    ignore: fc.boolean(),
    anyCase: fc.boolean(),
    blanks: fc.boolean(),
    absolute: fc.constantFrom(null, "0.5"),
    cutAt: fc.constantFrom(null, 3, 50),
  });
  const { customer } = entities;
  const texts = fc.record(
    Object.fromEntries(customer.compared.map(({ name }) => [name, fc.constantFrom("", "a", "A", "a b", "1", "1.4")])),
  );
  fc.assert(
    fc.property(anyRule, texts, texts, (given, globe, milestones) => {
      const rules = Object.fromEntries(customer.compared.map(({ name }) => [name, rule(given)]));
      const [strict, loose] = [
        compare(customer.compared, globe, milestones),
        compare(customer.compared, globe, milestones, undefined, rules),
      ];
      expect(loose.byRule).toMatchObject(strict.byRule);
      const fields = strict.differing.map(({ field }) => field);
      expect(loose.differing.every(({ field }) => fields.includes(field))).toBe(true);
    }),
  );
});

test("an administration's map of letters decides what a letter means", () => {
  const field = { name: "IsActive", globe: "CustomerStatus", kind: flag("A", "R"), role: "compared" } as const;
  const mapped = mappedField(field, rule({ map: { A: "true", B: "true" } })).kind;
  expect(mapped).toMatchObject({ globe: { A: true, B: true } });
  expect(mappedField(field, noRule)).toBe(field);
  expect(verdict(mapped, "true", "true").equal).toBe(true);
});

test("a part that means nothing for a kind is left out", () => {
  expect(ruleFor(number, rule({ anyCase: true, absolute: "1" }))).toEqual(rule({ absolute: "1" }));
  expect(ruleFor(text, rule({ anyCase: true, absolute: "1" }))).toEqual(rule({ anyCase: true }));
});
