import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleLine } from "./example.ts";
import type { InvoiceLine } from "./invoice.ts";
import { euros, negated } from "./money.ts";
import { vatModeOf } from "./settings.ts";
import { taxed, vatOf } from "./vat.ts";

const lineOf = (at: number, amount: string, vatCode = "1", percentage: string | null = "21") =>
  exampleLine({ number: at + 1, amount, vatCode, percentage, vat: null });

const codes = [
  ["1", "21"],
  ["2", "9"],
  ["0", "0"],
  ["7", "0.5"],
] as const;

const anyLines = fc
  .array(fc.tuple(fc.integer({ min: -5_000_000, max: 5_000_000 }), fc.constantFrom(...codes)), {
    minLength: 1,
    maxLength: 30,
  })
  .map((lines) => lines.map(([amount, [code, percentage]], at) => lineOf(at, euros(amount), code, percentage)));
const anyMode = fc.constantFrom("per_line" as const, "per_code" as const);
const turned = (lines: InvoiceLine[]) => lines.map((line) => ({ ...line, amount: negated(line.amount) }));

describe("VAT", () => {
  it("of 37.50 and 12.50 is 10.51 per line and 10.50 per code", () => {
    const lines = [lineOf(0, "37.50"), lineOf(1, "12.50")];
    expect(vatOf({ vatMode: "per_line", lines })).toEqual([{ code: "1", base: 5000, vat: 1051 }]);
    expect(vatOf({ vatMode: "per_code", lines })).toEqual([{ code: "1", base: 5000, vat: 1050 }]);
  });

  it("per code is shared out over the lines: the cent goes to the line that is nearest to it", () => {
    const shares = (lines: InvoiceLine[]) => taxed({ vatMode: "per_code", lines }).map(({ vat }) => vat);
    // 7.875 and 2.625 round up both; 10.50 leaves one cent too many: the first of equals gives it back.
    expect(shares([lineOf(0, "37.50"), lineOf(1, "12.50")])).toEqual([787, 263]);
    // 0.105 thrice is 0.315, so 0.32: 0.11 each is one cent too many.
    expect(shares([lineOf(0, "0.50"), lineOf(1, "0.50"), lineOf(2, "0.50")])).toEqual([10, 11, 11]);
    // 8.4, 9.45 and 8.4 cents are 26.25, so 26: of 8, 9 and 8 the second is nearest to the next.
    expect(shares([lineOf(0, "0.40"), lineOf(1, "0.45"), lineOf(2, "0.40")])).toEqual([8, 10, 8]);
    // 0.084 thrice is 0.252, so 0.25: 0.08 each is one cent short.
    expect(shares([lineOf(0, "0.40"), lineOf(1, "0.40"), lineOf(2, "0.40")])).toEqual([9, 8, 8]);
  });

  it("of a code never mixes with another code's", () => {
    const lines = [lineOf(0, "0.50"), lineOf(1, "0.50", "2", "9"), lineOf(2, "0.50")];
    expect(vatOf({ vatMode: "per_code", lines })).toEqual([
      { code: "1", base: 100, vat: 21 },
      { code: "2", base: 50, vat: 5 },
    ]);
  });

  it("that is reverse-charged is none, whatever the percentage says", () => {
    const lines = [{ ...lineOf(0, "100"), reverseCharge: true }];
    expect(vatOf({ vatMode: "per_line", lines })[0]?.vat).toBe(0);
  });

  it("of an unknown code is what the line says", () => {
    const lines = [{ ...lineOf(0, "100", "?9", null), vat: "19.5" }];
    expect(vatOf({ vatMode: "per_line", lines })).toEqual([{ code: "?9", base: 10_000, vat: 1950 }]);
  });

  it("of lines is at most half a cent from exact per line, and their sum at most half a cent from exact per code", () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const exact = (of: InvoiceLine[]) =>
          of.reduce(
            (all, line) => all + BigInt(Math.round(Number(line.amount) * 100)) * BigInt(Number(line.percentage) * 10),
            0n,
          );
        for (const { line, vat } of taxed({ vatMode: "per_line", lines })) {
          const off = BigInt(vat) * 1000n - exact([line]);
          expect(off >= -500n && off <= 500n).toBe(true);
        }
        for (const { code, vat } of vatOf({ vatMode: "per_code", lines })) {
          const off = BigInt(vat) * 1000n - exact(lines.filter((line) => line.vatCode === code));
          expect(off >= -500n && off <= 500n).toBe(true);
        }
      }),
    );
  });

  it("of the reversed lines is exactly the reverse, line by line, in either mode", () => {
    fc.assert(
      fc.property(anyLines, anyMode, (lines, vatMode) => {
        const forth = taxed({ vatMode, lines });
        const back = taxed({ vatMode, lines: turned(lines) });
        expect(back.map(({ base, vat }) => [0 - base, 0 - vat])).toEqual(forth.map(({ base, vat }) => [base, vat]));
      }),
    );
  });

  it("totals do not depend on the order of lines", () => {
    fc.assert(
      fc.property(anyLines, anyMode, fc.infiniteStream(fc.nat()), (lines, vatMode, noise) => {
        const keyed = lines.map((line) => ({ line, at: noise.next().value as number }));
        const shuffled = keyed.sort((a, b) => a.at - b.at).map(({ line }) => line);
        expect(vatOf({ vatMode, lines: shuffled })).toEqual(vatOf({ vatMode, lines }));
      }),
    );
  });
});

describe("Milestones' way of summing VAT", () => {
  it.each([
    ["PerLine", "per_line"],
    ["", "per_line"],
    ["SomethingNew", "per_line"],
    ["PerVatCode", "per_code"],
    ["PerCode", "per_code"],
    ["TotalPerPercentage", "per_code"],
    ["LineTotal", "per_line"],
    ["perInvoice", "per_code"],
  ])("%s is %s", (written, expected) => {
    expect(vatModeOf(written)).toBe(expected);
  });
});
