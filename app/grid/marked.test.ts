import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marked } from "./marked.ts";

const joined = (segments: { text: string }[]) => segments.map(({ text }) => text).join("");
const alone = (segments: { text: string; marked: boolean }[]) => joined(segments.filter((one) => one.marked));

describe("marking a difference", () => {
  it("marks the one letter that differs", () => {
    const { globe, milestones } = marked("Maison Dewey", "Maison Déwey");
    expect([alone(globe), alone(milestones)]).toEqual(["e", "é"]);
  });

  it("marks the whole of a text beside an empty one", () => {
    expect(marked("1", "")).toEqual({ globe: [{ text: "1", marked: true }], milestones: [] });
  });

  it("keeps both texts whole, and marks something where they differ", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (left, right) => {
        const { globe, milestones } = marked(left, right);
        expect([joined(globe), joined(milestones)]).toEqual([left, right]);
        if (left !== right) expect(alone(globe) + alone(milestones)).not.toBe("");
      }),
    );
  });
});
