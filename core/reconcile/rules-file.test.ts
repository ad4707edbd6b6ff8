import { expect, test } from "vitest";
import { noRule } from "./compare-rules.ts";
import { rulesIn } from "./rules-file.ts";

const wrong = (json: unknown) => {
  try {
    rulesIn(json, "rules.json");
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : "";
  }
  return null;
};

test("a file of rules is read by entity and field, and what it leaves out is as delivered", () => {
  expect(rulesIn({ customer: { Name: { anyCase: true } } }, "rules.json")).toEqual({
    customer: { Name: { ...noRule, anyCase: true } },
  });
  expect(rulesIn({}, "rules.json")).toEqual({});
});

test.each([
  ["an entity that is none", { customers: {} }, /rules\.json/],
  ["a field that is none", { customer: { Nam: { anyCase: true } } }, /customer has no compared field Nam/],
  ["a part that is none", { customer: { Name: { anyCases: true } } }, /customer\.Name/],
  ["a rule that means nothing there", { customer: { Name: { absolute: "0.01" } } }, /means nothing/],
  ["no object", [], /rules\.json/],
])("%s is refused and named", (_, json, told) => {
  expect(wrong(json)).toMatch(told);
});
