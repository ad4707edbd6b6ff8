import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberSeries } from "./number-series.ts";

const series = (numbers: string[], date = "2026-11-20") => numberSeries(numbers.map((number) => ({ number, date })));

describe("a series of invoice numbers", () => {
  it("names what is missing between its first and last, and what is there twice", () => {
    expect(series(["2026-0003", "2026-0001", "2026-0007", "2026-0003"])).toEqual([
      {
        prefix: "2026-",
        first: "2026-0001",
        last: "2026-0007",
        gaps: [
          { after: "2026-0001", from: "2026-0002", until: "2026-0002", missing: 1 },
          { after: "2026-0003", from: "2026-0004", until: "2026-0006", missing: 3 },
        ],
        doubles: ["2026-0003"],
      },
    ]);
  });

  it("stands apart from another: credit notes count by themselves", () => {
    expect(series(["C9", "8", "C10", "10"]).map(({ prefix, gaps }) => [prefix, gaps.map(({ from }) => from)])).toEqual([
      ["", ["9"]],
      ["C", []],
    ]);
  });

  it("begins anew each year where numbers begin with it", () => {
    const years = numberSeries([
      { number: "20259998", date: "2025-12-31" },
      { number: "20260001", date: "2026-01-02" },
      { number: "20260003", date: "2026-01-03" },
    ]);
    expect(years.map(({ prefix, gaps }) => [prefix, gaps])).toEqual([
      ["2025", []],
      ["2026", [{ after: "20260001", from: "20260002", until: "20260002", missing: 1 }]],
    ]);
  });

  it("goes on where a number grows longer, and takes no part without digits or number", () => {
    expect(series(["99", "100", "", "CONCEPT"]).map(({ prefix, gaps }) => [prefix, gaps])).toEqual([
      ["", []],
      ["CONCEPT", []],
    ]);
  });

  it("counts as many gaps as numbers were taken out", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 2, max: 399 }), { maxLength: 60 }), (out) => {
        const gone = new Set(out);
        const left = Array.from({ length: 400 }, (_, at) => at + 1).filter((at) => !gone.has(at));
        const [found] = series(left.map((at) => `F${String(at).padStart(5, "0")}`));
        expect(found?.gaps.reduce((all, { missing }) => all + missing, 0)).toBe(gone.size);
      }),
    );
  });
});
