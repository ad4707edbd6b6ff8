import fc from "fast-check";
import { expect, test } from "vitest";
import { flowOf, isTooMuch, policySchema, usualPolicy } from "./overwrite-policy.ts";
import { movers } from "./reconcile/three-way.ts";

const overwrite = { ...usualPolicy, mode: "overwrite" } as const;
const cell = (field: string, moved: (typeof movers)[number]) => ({ field, globe: "g", milestones: "m", moved });
const all = movers.map((mover) => cell(mover, mover));
const names = (cells: readonly { field: string }[]) => cells.map(({ field }) => field);

test("what someone did or accepted in Milestones is held; what only Globe moved, or was never agreed, flows", () => {
  const { flows, held } = flowOf(overwrite, all);
  expect(names(flows)).toEqual(["globe", "never"]);
  expect(names(held)).toEqual(["milestones", "both", "neither"]);
});

test("a policy that overwrites conflicts holds nothing, and one of some fields leaves the others alone", () => {
  expect(flowOf({ ...overwrite, conflicts: "overwrite" }, all)).toEqual({ flows: all, held: [] });
  const { flows, held } = flowOf({ ...overwrite, fields: ["globe", "both"] }, all);
  expect([names(flows), names(held)]).toEqual([["globe"], ["both"]]);
});

test("every differing field of the policy's is either held or flows, never both", () => {
  const any = fc.array(fc.constantFrom(...movers).map((mover) => cell(mover, mover)));
  fc.assert(
    fc.property(any, fc.constantFrom("hold" as const, "overwrite" as const), (cells, conflicts) => {
      const { flows, held } = flowOf({ ...overwrite, conflicts }, cells);
      expect(names([...flows, ...held]).sort()).toEqual(names(cells).sort());
    }),
  );
});

test.each([
  [5, 5, false],
  [6, 60, false],
  [7, 60, true],
  [100, 1000, false],
  [101, 1000, true],
])("of %i in %i pairs, with a limit of 10 %%, too much: %s", (overwritten, pairs, tooMuch) => {
  expect(isTooMuch(overwrite, overwritten, pairs)).toBe(tooMuch);
});

test("a policy of no field, or without a limit, is none", () => {
  expect(policySchema.safeParse({ ...usualPolicy, fields: [] }).success).toBe(false);
  expect(policySchema.safeParse({ ...usualPolicy, limitPercent: 0 }).success).toBe(false);
});
