// The short way from bytes to digest against the long one through the core.
import fc from "fast-check";
import { expect, test } from "vitest";
import { entities } from "../../core/entities/index.ts";
import { canonicalMilestones, comparisonText } from "../../core/entities/kinds.ts";
import { Digest, foldingOf, foldTable } from "./digest.ts";

const kinds = Object.values(entities)
  .flatMap((entity) => entity.fields.map((field) => field.kind))
  .filter((kind) => foldingOf(kind) !== undefined);
const kindOf = fc.constantFrom(...kinds);
const texts = fc.string({
  unit: fc.constantFrom("a", "A", "z", "Z", " ", ".", "0", "?", "~", "\t", "é", "\u007f"),
  maxLength: 12,
});

const digestOf = (text: string): [number, number] => {
  const digest = new Digest();
  digest.foldText(text);
  return [digest.a, digest.b];
};

test("bytes that fold come to the digest of their comparison text, and all plain ASCII folds", () => {
  fc.assert(
    fc.property(kindOf, texts, (kind, text) => {
      const folding = foldingOf(kind);
      if (!folding) throw new Error("no folding");
      const bytes = Buffer.from(`x${text}x`);
      const digest = new Digest();
      const folded = digest.foldBytes(bytes, 1, bytes.length - 1, foldTable(folding));
      expect(folded).toBe(/^[ -~]*$/.test(text));
      const expected = digestOf(comparisonText(kind, canonicalMilestones(kind, text)));
      const untouched = new Digest();
      expect([digest.a, digest.b]).toEqual(folded ? expected : [untouched.a, untouched.b]);
    }),
    { numRuns: 5000 },
  );
});

test("texts are told apart, also where one ends and the next begins", () => {
  const two = (left: string, right: string) => {
    const digest = new Digest();
    digest.foldText(left);
    digest.foldText(right);
    return [digest.a, digest.b];
  };
  expect(two("ab", "c")).not.toEqual(two("a", "bc"));
  expect(two("", "a")).not.toEqual(two("a", ""));
  const seen = new Set<string>();
  for (let at = 0; at < 200_000; at += 1) seen.add(digestOf(String(at)).join());
  expect(seen.size).toBe(200_000);
});

test("a text has one digest, whatever it is made of", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (left, right) => {
      expect(digestOf(left).join() === digestOf(right).join()).toBe(left === right);
    }),
  );
});
