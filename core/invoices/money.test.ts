import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cents, decimalText, euros, exactCents, halfUp, negated, percentOf, product } from "./money.ts";

describe("an amount", () => {
  it.each([
    ["10.5", 1050],
    ["-10.505", null],
    ["0.1", 10],
    ["1e2", 10_000],
    ["0", 0],
    ["-0", 0],
    ["0.30000000000000004", 30],
    ["90071992547409.91", Number.MAX_SAFE_INTEGER],
    ["90071992547409.92", null],
    [null, null],
  ])("%s is %s cents", (text, expected) => {
    expect(cents(decimalText(text))).toBe(expected);
  });

  it.each([
    [1050, "10.50"],
    [-5, "-0.05"],
    [0, "0.00"],
    [100_000_000, "1000000.00"],
  ])("of %s cents is written %s", (amount, expected) => {
    expect(euros(amount)).toBe(expected);
  });

  it("is read back as it was written, whatever it is", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(cents(euros(amount))).toBe(amount);
      }),
    );
  });

  it("is never a binary fraction: 1.005 of a hundred percent is 1.005, not a hair less", () => {
    expect(percentOf(10_050, "1").toFixed()).toBe("100.5");
    expect(product("1.005", "100").toFixed()).toBe("10050");
  });
});

describe("rounding to the cent", () => {
  // Amount in euros, percentage, VAT in cents: the third decimal from five upwards goes up.
  it.each([
    ["37.50", "21", 788],
    ["12.50", "21", 263],
    ["50.00", "21", 1050],
    ["0.50", "9", 5],
    ["0.05", "9", 0],
    ["0.06", "9", 1],
    ["1.50", "9", 14],
    ["10.05", "10", 101],
    ["1.00", "0.5", 1],
    ["0.99", "0.5", 0],
    ["1000000.50", "21", 21_000_011],
  ])(
    "makes VAT of %s at %s percent %s cents, and of its credit the same less than nothing",
    (base, percentage, expected) => {
      const amount = cents(decimalText(base)) ?? Number.NaN;
      expect(halfUp(percentOf(amount, percentage))).toBe(expected);
      expect(halfUp(percentOf(-amount, percentage))).toBe(expected === 0 ? 0 : -expected);
    },
  );

  it("turns with the sign, whatever the amount", () => {
    const thousandths = fc.integer({ min: -10_000_000, max: 10_000_000 });
    fc.assert(
      fc.property(thousandths, (value) => {
        const text = decimalText(`${value}e-3`) ?? "0";
        expect(halfUp(exactCents(negated(text))) + halfUp(exactCents(text))).toBe(0);
      }),
    );
  });
});
