import fc from "fast-check";
import { expect, test } from "vitest";
import { code, email, postcode, text, vatNumber, verdict } from "../entities/kinds.ts";
import { type BothTexts, type Mover, moverOf } from "./three-way.ts";

const long = "Internationale Handelsonderneming Van der Meer en Zoon";
const cut = long.slice(0, 50);

test.each<[string, BothTexts | null, BothTexts, Mover]>([
  ["nothing was agreed", null, { globe: "a", milestones: "b" }, "never"],
  ["Globe has another name", { globe: "a", milestones: "a" }, { globe: "b", milestones: "a" }, "globe"],
  ["Milestones has another name", { globe: "a", milestones: "a" }, { globe: "a", milestones: "b" }, "milestones"],
  ["both have another name", { globe: "a", milestones: "a" }, { globe: "b", milestones: "c" }, "both"],
  ["both were emptied and filled apart", { globe: "", milestones: "" }, { globe: "b", milestones: "c" }, "both"],
  ["they were kept apart and still are", { globe: "a", milestones: "b" }, { globe: "a", milestones: "b" }, "neither"],
  ["kept apart, then Globe moved", { globe: "a", milestones: "b" }, { globe: "c", milestones: "b" }, "globe"],
  ["Milestones had cut it", { globe: long, milestones: cut }, { globe: "New", milestones: cut }, "globe"],
  ["Milestones cuts what was applied", { globe: long, milestones: long }, { globe: "New", milestones: cut }, "globe"],
])("where %s", (_, agreed, now, mover) => {
  expect(moverOf(text, agreed, now)).toBe(mover);
});

const kinds = fc.constantFrom(text, code, email, postcode, vatNumber);
const word = fc.constantFrom("", "NL1", "nl1", "NL.1", "NL 1", "Nl 2", "12 ab", "12AB", cut, long);
const both = fc.record({ globe: word, milestones: word });
/** What two sides can have agreed by being equal. */
const equal = fc.tuple(kinds, both).filter(([kind, { globe, milestones }]) => verdict(kind, globe, milestones).equal);

test("a cell that differs after an agreement by equality has at least one side that moved", () => {
  fc.assert(
    fc.property(equal, both, ([kind, agreed], now) => {
      fc.pre(!verdict(kind, now.globe, now.milestones).equal);
      expect(["globe", "milestones", "both"]).toContain(moverOf(kind, agreed, now));
    }),
  );
});

test("a side that says what it said has not moved, whatever the other does", () => {
  fc.assert(
    fc.property(kinds, both, word, (kind, agreed, other) => {
      expect(["globe", "neither"]).toContain(moverOf(kind, agreed, { globe: other, milestones: agreed.milestones }));
      expect(["milestones", "neither"]).toContain(moverOf(kind, agreed, { globe: agreed.globe, milestones: other }));
    }),
  );
});

test("a spelling that counts as equal is no move", () => {
  expect(
    moverOf(postcode, { globe: "1234 AB", milestones: "1234AB" }, { globe: "1234ab", milestones: "9999 ZZ" }),
  ).toBe("milestones");
});
