import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inSight, marked } from "./marked.ts";

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

describe("a difference at the end of long texts", () => {
  const both = marked("Visser Groothandel en Installatie 166678", "Visser Groothandel en Installatie 1666 (oud)");

  it("is brought into sight, both sides cut alike", () => {
    const seen = inSight(both, 24);
    expect([joined(seen.globe), joined(seen.milestones)]).toEqual(["… Installatie 166678", "… Installatie 1666 (oud)"]);
    expect(alone(seen.globe)).toBe(alone(both.globe));
  });

  it("is left where it is when there is room", () => {
    expect(inSight(both, 60)).toEqual(both);
    const early = marked("Dewey and a very long name behind it", "Déwey and a very long name behind it");
    expect(inSight(early, 20)).toEqual(early);
  });
});
