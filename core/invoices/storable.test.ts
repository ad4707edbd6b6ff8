import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aligned, lengthOf, unstorable } from "./storable.ts";

describe("Windows-1252", () => {
  it("holds exactly what the decoder of the web standard knows, without control characters", () => {
    const decoder = new TextDecoder("windows-1252");
    const known = new Set<string>();
    for (let byte = 0x20; byte <= 0xff; byte += 1) {
      const character = decoder.decode(new Uint8Array([byte]));
      if (!/\p{Cc}/u.test(character)) known.add(character);
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 20 }), (text) => {
        expect(unstorable(text)).toEqual([...new Set(text)].filter((character) => !known.has(character)));
      }),
    );
    expect(unstorable([...known].join(""))).toEqual([]);
  });

  it.each([
    ["Café Zürich, € 5 – “werk” Œuvre ž", []],
    ["Σ en → en Ω en →", ["Σ", "→", "Ω"]],
    ["Dvořák", ["ř"]],
    ["emoji 🙂", ["🙂"]],
    ["regel\neinde", ["\n"]],
    ["e\u0301 is nog niet é", ["\u0301"]],
  ])("of %j leaves out %j", (text, expected) => {
    expect(unstorable(text)).toEqual(expected);
  });
});

it("a length counts characters, not code units", () => {
  expect(lengthOf("🙂é")).toBe(2);
});

it("a code stands on the right of its column", () => {
  expect([aligned(" 70", 3), aligned("8000", 9), aligned("1234567", 6)]).toEqual([" 70", "     8000", "1234567"]);
});
