import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ageBuckets } from "../../core/age.ts";
import { statuses } from "../../core/reconcile/compare.ts";
import { movers } from "../../core/reconcile/three-way.ts";
import { type Address, choiceText, emptyAddress, operators, readAddress, rowsAt, writeAddress } from "./address.ts";

const name = fc.stringMatching(/^[A-Za-z]{1,20}$/);
const side = fc.constantFrom(undefined, "globe" as const, "milestones" as const);
const withSide = <Rest extends object>(rest: Rest, on: "globe" | "milestones" | undefined) =>
  on ? { ...rest, side: on } : rest;

const address: fc.Arbitrary<Address> = fc.record({
  statuses: fc.uniqueArray(fc.constantFrom(...statuses)),
  search: fc.string({ unit: "grapheme" }),
  filters: fc.array(
    fc
      .tuple(name, fc.constantFrom(...operators), fc.string({ unit: "grapheme" }), side)
      .map(([field, op, value, on]) => withSide({ field, op, value }, on)),
  ),
  moved: fc.constantFrom(null, ...movers),
  picked: fc.array(fc.record({ field: name, values: fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }) })),
  differingIn: fc.uniqueArray(name),
  decision: fc.constantFrom(null, "none" as const, "proposed" as const, "approved" as const),
  assigned: fc.constantFrom(null, "me" as const, "anyone" as const, "nobody" as const),
  overdue: fc.boolean(),
  age: fc.constantFrom(null, ...ageBuckets),
  past: fc.constantFrom(null, "recurring" as const, "settled" as const),
  finding: fc.oneof(fc.constant(""), name),
  sort: fc.array(
    fc.tuple(name, fc.boolean(), side).map(([column, descending, on]) => withSide({ column, descending }, on)),
  ),
  hidden: fc.uniqueArray(name),
  order: fc.uniqueArray(name),
  pinned: fc.uniqueArray(name),
  // why: a prototype is no part of what is written.
  widths: fc.dictionary(name, fc.integer({ min: 40, max: 2000 }), { noNullPrototype: true }),
  split: fc.boolean(),
  compact: fc.boolean(),
  pair: fc.option(fc.integer({ min: 1 })),
  view: fc.option(fc.nat()),
  lost: fc.uniqueArray(name),
});

describe("a grid's address", () => {
  it("gives back every state that was written into it", () => {
    fc.assert(
      fc.property(address, (given) => {
        expect(readAddress(new URLSearchParams(writeAddress(given).toString()))).toEqual(given);
      }),
    );
  });

  it("is empty for the plain state", () => {
    expect(writeAddress(emptyAddress).toString()).toBe("");
  });

  it("forgives what it does not know", () => {
    const odd = new URLSearchParams(
      "status=purple,equal&f=Name:like:x&f=nonsense&sort=&pair=-3&decision=maybe&split=yes&view=x&v=Name:{}&v=Name&w=Name:wide,City:3",
    );
    expect(readAddress(odd)).toEqual({ ...emptyAddress, statuses: ["equal"] });
  });

  it("says what decides the rows apart from how they are shown", () => {
    const looked = { ...emptyAddress, split: true, compact: true, hidden: ["Name"], pair: 7 };
    expect(choiceText(looked)).toBe("");
    expect(choiceText({ ...looked, search: "x" })).toBe("q=x");
  });

  it("of some rows names their statuses", () => {
    expect(rowsAt("/a/500", "customer", "only_in_globe", "different")).toBe(
      "/a/500/customer?status=only_in_globe,different",
    );
  });
});
