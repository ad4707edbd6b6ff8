import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  anyCaseCode,
  canonicalDate,
  canonicalGlobe,
  canonicalMilestones,
  canonicalNumber,
  choice,
  code,
  comparisonText,
  date,
  email,
  flag,
  type Kind,
  number,
  postcode,
  type Raw,
  text,
  upperCode,
  vatNumber,
  verdict,
  writtenFlag,
} from "./kinds.ts";

const letters = choice({ S: "Standard", L: "Labour" });

describe("canonical text", () => {
  test.each<[string, Kind, Raw, string]>([
    ["a code is trimmed as is", code, "               10067", "10067"],
    ["a code keeps its leading zeros", code, " 00137 ", "00137"],
    ["a number in a code is its text", code, 101, "101"],
    ["a 64-bit number in a code keeps every digit", code, 9007199254740993n, "9007199254740993"],
    ["a code that Globe stores in capitals is in capitals", upperCode, " confec", "CONFEC"],
    ["an item code keeps its spelling", anyCaseCode, " p016 ", "p016"],
    ["text is trimmed and its runs of blanks are one", text, "  Berguvsvägen \t  8 ", "Berguvsvägen 8"],
    ["text is composed", text, "Cafe\u0301", "Café"],
    ["text keeps its case", text, "ALFA", "ALFA"],
    ["an e-mail address is trimmed", email, " A@b.nl ", "A@b.nl"],
    ["a VAT number is trimmed and otherwise as it is", vatNumber, " nl 8000.01 ", "nl 8000.01"],
    ["a postcode is trimmed and otherwise as it is", postcode, " 1234 ab ", "1234 ab"],
    ["null is empty", text, null, ""],
    ["absent is empty", code, undefined, ""],
    ["blanks only are empty", text, "   ", ""],
  ])("%s", (_, kind, raw, expected) => {
    expect(canonicalGlobe(kind, raw)).toBe(expected);
    expect(canonicalMilestones(kind, raw)).toBe(expected);
  });

  test.each<[Raw, string]>([
    [21, "21"],
    ["21.00", "21"],
    ["0,50", "0.5"],
    [9.0, "9"],
    [1e21, "1000000000000000000000"],
    ["-0.0", "0"],
    ["12345678901234567890.10", "12345678901234567890.1"],
    ["", ""],
    [null, ""],
    ["veel", "?veel"],
  ])("the number %j is %j", (raw, expected) => {
    expect(canonicalNumber(raw)).toBe(expected);
  });

  test.each<[Raw, string]>([
    ["2026-01-05", "2026-01-05"],
    ["2026-01-05T23:59:59", "2026-01-05"],
    ["2026-01-05T23:30:00-05:00", "2026-01-05"],
    ["2026-01-05 00:00:00", "2026-01-05"],
    ["5-1-2026", "2026-01-05"],
    ["05/01/2026", "2026-01-05"],
    ["/Date(1767571200000)/", "2026-01-05"],
    ["/Date(1767657599999+0100)/", "2026-01-05"],
    ["/Date(-62135596800000)/", "0001-01-01"],
    [new Date("2026-01-05T00:00:00Z"), "2026-01-05"],
    ["1899-12-30", ""],
    ["1900-01-01T00:00:00", ""],
    ["1901-01-01", "1901-01-01"],
    ["", ""],
    [null, ""],
    ["2026-02-30", "?2026-02-30"],
    ["gisteren", "?gisteren"],
  ])("the date %j is %j", (raw, expected) => {
    expect(canonicalDate(raw)).toBe(expected);
  });

  test.each<[Kind, Raw, string]>([
    [flag("A", "R"), "A", "true"],
    [flag("A", "R"), "R ", "true"],
    [flag("A", "R"), "B", "false"],
    [flag("A", "R"), null, "false"],
    [flag("A", "R"), "constructor", "false"],
    [flag(""), "", "true"],
    [flag(""), null, "true"],
    [flag(""), "1", "false"],
    [letters, "S", "Standard"],
    [letters, "", ""],
    [letters, "X", "?X"],
    [letters, "toString", "?toString"],
  ])("Globe's letter through %j: %j is %j", (kind, raw, expected) => {
    expect(canonicalGlobe(kind, raw)).toBe(expected);
  });

  test.each<[Raw, boolean | null | undefined]>([
    [true, true],
    ["JA", true],
    ["waar", true],
    [1, true],
    ["no", false],
    ["Onwaar", false],
    ["", null],
    ["misschien", undefined],
  ])("the written flag %j is %j", (raw, expected) => {
    expect(writtenFlag(raw)).toBe(expected);
  });

  test("a flag that Milestones leaves empty is false", () => {
    expect(canonicalMilestones(flag(), null)).toBe("false");
  });
});

const fifty = "Maatschappij tot Exploitatie van Grote Gebouwen in Zuid".slice(0, 50);

describe("equal by a rule, which is named", () => {
  test.each<[string, Kind, string, string, string[] | false]>([
    ["an e-mail address in another case", email, "A@b.nl", "a@B.nl", ["case"]],
    ["a VAT number with dots", vatNumber, "NL8000.01B01", "NL800001B01", ["dots"]],
    ["a VAT number with its dot elsewhere", vatNumber, "NL8000.01B01", "NL80.0001B01", ["dots"]],
    ["a VAT number whose dot and blank change places", vatNumber, "NL. 800001B01", "NL .800001B01", ["blanks"]],
    ["a VAT number with blanks and in small letters", vatNumber, "NL800001B01", "nl 800001 b01", ["blanks", "case"]],
    ["another VAT number", vatNumber, "NL800001B01", "NL800001B02", false],
    ["a postcode with a blank", postcode, "1234 AB", "1234AB", ["blanks"]],
    ["a postcode in small letters", postcode, "1234 AB", "1234 ab", ["case"]],
    ["a postcode with a dot is another", postcode, "1234.AB", "1234AB", false],
    ["an item code in another case", anyCaseCode, "P016", "p016", ["case"]],
    ["text cut at 50 in Milestones", text, `${fifty}id`, fifty, ["cut_at_50"]],
    ["text cut at 49", text, `${fifty}id`, fifty.slice(0, 49), false],
    ["text cut at 50 in Globe", text, fifty, `${fifty}id`, false],
    ["text in another case", text, "Alfa", "alfa", false],
    ["text with another accent", text, "Maison Dewey", "Maison Déwey", false],
    ["codes with other zeros", code, "010015", "10015", false],
    ["a code cut at 50 is another", code, `${fifty}id`, fifty, false],
  ])("%s", (_, kind, globe, milestones, rules) => {
    expect(verdict(kind, globe, milestones)).toEqual({ equal: rules !== false, rules: rules || [] });
  });
});

const kinds = [code, upperCode, anyCaseCode, text, email, vatNumber, postcode, number, date, flag("A"), letters];
const kind = fc.constantFrom(...kinds);
const raw: fc.Arbitrary<Raw> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[ a-zA-Z0-9.,\-/?]{0,12}$/),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt(),
  fc.boolean(),
  fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
  fc.constant(null),
);

/** Texts of so few characters that two of them are often equal by a rule. */
const alike = fc.string({ unit: fc.constantFrom("a", "A", " ", ".", "ß", "S", "ı", "İ"), maxLength: 5 });

describe("whatever the value", () => {
  test("normalising twice is normalising once, unless the value could not be read", () => {
    fc.assert(
      fc.property(kind, raw, (of, value) => {
        const once = canonicalMilestones(of, value);
        if (!once.startsWith("?")) expect(canonicalMilestones(of, once)).toBe(once);
      }),
    );
  });

  test("comparison text twice is comparison text once", () => {
    fc.assert(
      fc.property(kind, raw, (of, value) => {
        const compared = comparisonText(of, canonicalMilestones(of, value));
        expect(comparisonText(of, compared)).toBe(compared);
      }),
    );
  });

  test("canonical text has no outer blanks, and is never thrown for", () => {
    fc.assert(
      fc.property(kind, raw, (of, value) => {
        for (const canonical of [canonicalGlobe(of, value), canonicalMilestones(of, value)])
          expect(canonical).toBe(canonical.trim());
      }),
    );
  });

  test("a rule is named exactly where texts differ and still count as equal", () => {
    fc.assert(
      fc.property(kind, alike, alike, (of, left, right) => {
        const [a, b] = [canonicalMilestones(of, left), canonicalMilestones(of, right)];
        const { equal, rules } = verdict(of, a, b);
        expect(rules.length > 0).toBe(equal && a !== b);
      }),
      { numRuns: 2000 },
    );
  });
});
