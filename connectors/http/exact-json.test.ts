import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactJson } from "./exact-json.ts";

describe("JSON of an outside system", () => {
  it("keeps every digit of a long number, as text, and leaves texts alone", () => {
    const long = fc.bigInt({ min: 10n ** 15n, max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(long, fc.string(), (id, text) => {
        const said = `${id}: ${text} ${id}`;
        expect(exactJson(`{"Id":${id},"Less":[-${id}],"Text":${JSON.stringify(said)}}`)).toEqual({
          Id: String(id),
          Less: [`-${id}`],
          Text: said,
        });
      }),
    );
  });

  it("keeps an amount as it is written, never as a float", () => {
    expect(exactJson('{"Total":491.60,"Rate": 1e-3,"Count":12,"Said":"costs 1.50, \\"or\\" 2.5"}')).toEqual({
      Total: "491.60",
      Rate: "1e-3",
      Count: 12,
      Said: 'costs 1.50, "or" 2.5',
    });
  });

  it("reads everything else as JSON does", () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant("a 1.5"));
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie("any")), fc.dictionary(fc.string(), tie("any"))),
    })).any;
    fc.assert(
      fc.property(value, (any) => {
        const text = JSON.stringify(any);
        expect(exactJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("throws on text that is not JSON", () => {
    for (const text of ['{"Id":9007199254740993', '{"Id":}', '{"Id":01.5}', ""])
      expect(() => exactJson(text), text).toThrow();
  });
});
