import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactJson } from "./exact-json.ts";

describe("JSON of Milestones", () => {
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

  it("reads everything else as JSON does", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d[\d.]{15}/.test(text));
        expect(exactJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("throws on text that is not JSON", () => {
    for (const text of ['{"Id":9007199254740993', '{"Id":}', ""]) expect(() => exactJson(text), text).toThrow();
  });
});
