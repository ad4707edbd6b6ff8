import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { address } from "./address.ts";
import { codeLikeness, codeOf } from "./code-form.ts";
import { asWritten, companyName } from "./company-name.ts";
import { editDistance } from "./edit-distance.ts";
import { personName } from "./person-name.ts";

describe("a company's name", () => {
  it.each([
    ["Jansen Bouw B.V.", "jansen bouw", "bv", "", ""],
    ["Gebr. v.d. Berg & Zn. VOF", "gebroeders berg zonen", "vof", "", ""],
    ["Besloten Vennootschap met beperkte aansprakelijkheid De IJssel", "yssel", "bv", "", ""],
    ["Coöperatie De Eendracht U.A.", "eendracht", "cooperatie", "", ""],
    ["Stichting Muziekschool 's-Gravenhage", "muziekschool gravenhage", "stichting", "", ""],
    ["Oosterhof Beheer II B.V.", "oosterhof", "bv", "beheer", "2"],
    ["Zandstra Holdnig BV", "zandstra", "bv", "holding", ""],
    ["A.B.C. Techniek N.V.", "abc techniek", "nv", "", ""],
    ["Schuurman, O.B. B.V.", "schuurman ob", "bv", "", ""],
    ["Müller Übersetzungen GmbH", "muller ubersetzungen", "bv", "", ""],
    ["Holding B.V.", "holding bv", "bv", "holding", ""],
  ])("%s is told apart by its words, form, role and number", (shown, words, forms, roles, numbers) => {
    const name = companyName(shown);
    expect(name.words.map(({ text }) => text).join(" ")).toBe(words);
    expect(name.forms.join(" ")).toBe(forms);
    expect(name.roles.join(" ")).toBe(roles);
    expect(name.numbers.join(" ")).toBe(numbers);
  });

  it("shows words as they were written", () => {
    expect(asWritten("Bakkerij De IJzeren Man B.V.", ["bakkery", "yzeren"])).toBe("Bakkerij IJzeren");
  });
});

describe("an address", () => {
  it.each([
    ["Kerkstraat 12", "kerkstr", "12", ""],
    ["Kerkstr. 12-A", "kerkstr", "12", "a"],
    ["Laan van Meerdervoort 12 bis", "lnmeerdervoort", "12", "bis"],
    ["Plein 1944 12", "pln1944", "12", ""],
    ["1e Oude Weg 7", "1eoudewg", "7", ""],
    ["90 Wadhurst Rd.", "wadhurstrd", "90", ""],
    ["Postbus 1234", "postbus", "1234", ""],
    ["Hauptstraße 29", "hauptstr", "29", ""],
    ["De Hoef", "hoef", "", ""],
  ])("%s is taken apart", (line, street, number, addition) => {
    expect(address([line], "", "Ede")).toMatchObject({ street, number, addition, city: "ede" });
  });

  it("finds a postcode among its lines, and one town under two names", () => {
    expect(address(["Kade 4", "5211 AB"], "", "'s-Hertogenbosch")).toMatchObject({ postcode: "5211AB", city: "bosch" });
    expect(address(["Kade 4"], "5211 ab", "Den Bosch")).toMatchObject({ postcode: "5211AB", city: "bosch" });
  });

  it("is not there when nothing is known", () => {
    expect(address(["", "", ""], "", "")).toBeUndefined();
  });
});

describe("a person's name", () => {
  it.each([
    ["Jan de Vries", "jan", "j", "vries"],
    ["Vries, Jan de", "jan", "j", "vries"],
    ["J.P. van den Berg", "", "jp", "berg"],
    ["Mevr. drs. A. Jansen-de Boer", "", "a", "jansen boer"],
  ])("%s is taken apart", (name, given, initials, words) => {
    const found = personName({ name });
    expect(found).toMatchObject({ given, initials });
    expect(found?.words.map(({ text }) => text).join(" ")).toBe(words);
  });
});

describe("two codes", () => {
  it.each([
    ["10015", "010015", "leading_zeros"],
    ["P016", "P16", "leading_zeros"],
    ["P26-0048", "P26-48", "leading_zeros"],
    ["abc", "ABC", "case"],
    ["P 016", "P-016", "punctuation"],
    ["10015", "D10015", "prefix"],
    ["10015", "9910015", "prefix"],
    ["10015", "10051", "near"],
    ["10015", "20999", undefined],
    ["10015", "10015", undefined],
    ["000", "00", "leading_zeros"],
    ["-", "/", undefined],
  ])("%s and %s: %s", (left, right, likeness) => {
    expect(codeLikeness(codeOf(left), codeOf(right))).toBe(likeness);
    expect(codeLikeness(codeOf(right), codeOf(left))).toBe(likeness);
  });
});

describe("the strokes between two words", () => {
  /** The textbook's whole table, for comparison. */
  function distance(left: string, right: string): number {
    const table = Array.from({ length: left.length + 1 }, (_, i) =>
      Array.from({ length: right.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
    );
    const at = (i: number, j: number) => table[i]?.[j] ?? 0;
    for (let i = 1; i <= left.length; i += 1)
      for (let j = 1; j <= right.length; j += 1) {
        const change = at(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1);
        const swap =
          i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
            ? at(i - 2, j - 2) + 1
            : Number.POSITIVE_INFINITY;
        (table[i] as number[])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, change, swap);
      }
    return at(left.length, right.length);
  }
  const words = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 9 });

  it("are counted up to a limit", () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: 0, max: 4 }), (left, right, limit) => {
        expect(editDistance(left, right, limit)).toBe(Math.min(distance(left, right), limit + 1));
      }),
      { numRuns: 500 },
    );
  });
});
