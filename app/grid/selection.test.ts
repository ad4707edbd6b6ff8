import { describe, expect, it } from "vitest";
import { countOf, everything, isChosen, joined, noSelection, toggled } from "./selection.ts";

describe("a selection", () => {
  it("holds what was toggled, until it is toggled again", () => {
    const one = toggled(noSelection, 7);
    expect([isChosen(one, 7), isChosen(one, 8), countOf(one, 90)]).toEqual([true, false, 1]);
    expect(countOf(toggled(one, 7), 90)).toBe(0);
  });

  it("takes in a range, whatever was chosen of it before", () => {
    const range = joined(toggled(noSelection, 7), [6, 7, 8]);
    expect([6, 7, 8, 9].map((id) => isChosen(range, id))).toEqual([true, true, true, false]);
    expect(countOf(joined(toggled(everything, 7), [7]), 90)).toBe(90);
  });

  it("of all that match leaves out what was toggled", () => {
    const rest = toggled(everything, 7);
    expect([isChosen(rest, 7), isChosen(rest, 8), countOf(rest, 90)]).toEqual([false, true, 89]);
  });
});
