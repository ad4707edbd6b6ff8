import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Comparable, order, ordering, predicate, QueryError, type Vocabulary } from "./filter.ts";

const vocabulary: Vocabulary = {
  ofRecord(record, property) {
    if (!["a", "b"].includes(property)) throw new QueryError(`no ${property}`);
    return (record[property] ?? null) as Comparable;
  },
  ofLiteral: (_, { kind, text }) => (kind === "null" ? null : BigInt(text)),
};
const small = fc.integer({ min: -3, max: 3 });
const records = fc.array(fc.record({ a: fc.option(small), b: small }));

describe("a filter", () => {
  it("binds and closer than or, and not closest", () => {
    fc.assert(
      fc.property(records, small, small, (all, x, y) => {
        const holds = predicate(`a eq ${x} or not b gt ${y} and a ne null`, vocabulary);
        expect(all.filter(holds)).toEqual(all.filter(({ a, b }) => a === x || (!(b > y) && a !== null)));
      }),
    );
  });

  it("compares ids of 64 bits exactly", () => {
    const holds = predicate("a eq 9007199254740993", vocabulary);
    expect(holds({ a: 9007199254740993n })).toBe(true);
    expect(holds({ a: 9007199254740992n })).toBe(false);
  });

  it("that cannot be read throws, and never lets everything through", () => {
    for (const text of ["", "a", "a eq", "a eq 1 and", "(a eq 1", "a eq 1)", "c eq 1", "a eq 1 b eq 1", "a has 1", "'"])
      expect(() => predicate(text, vocabulary), text).toThrow(QueryError);
  });
});

describe("an order", () => {
  it("continues after any row as if nothing had been in between, even when that row is gone", () => {
    fc.assert(
      fc.property(fc.uniqueArray(small, { minLength: 1 }), fc.nat(), (values, pick) => {
        const rows = values.map((a, place) => ({ place, record: { a } }));
        const by = ordering("a desc", vocabulary);
        const sorted = by.sorted(rows);
        const at = pick % sorted.length;
        const last = sorted[at];
        if (!last) return;
        const others = sorted.filter((row) => row !== last);
        expect(others.slice(by.after(others, by.standing(last)))).toEqual(sorted.slice(at + 1));
      }),
    );
  });

  it("puts nothing before everything, and 1 beside 1n", () => {
    expect(order(null, -1)).toBe(-1);
    expect(order(1, 1n)).toBe(0);
  });
});
