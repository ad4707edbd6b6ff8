import { expect, it } from "vitest";
import { centsIn } from "./policy-form.tsx";

it("an amount is read as people write it, in either language, or not at all", () => {
  const read = ["1500", "1.500,00", "1,500.00", "12,5", "1.500", "0,01", "1 000 000", "0", "", "-5", "1.5.0", "abc"];
  expect(read.map(centsIn)).toEqual([
    ...[150_000, 150_000, 150_000, 1_250, 150_000, 1, 100_000_000],
    ...[null, null, null, null, null],
  ]);
});
