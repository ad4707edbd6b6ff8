import fc from "fast-check";
import { expect, test } from "vitest";
import { digestOf, SetHash } from "./set-hash.ts";

const hashOf = (records: readonly string[]) => {
  const set = new SetHash();
  for (const record of records) set.add(digestOf(record));
  return set.total;
};
const records = fc.uniqueArray(fc.string(), { maxLength: 20 });

test("the order of records does not count", () => {
  fc.assert(
    fc.property(records, records, (some, others) => {
      expect(hashOf([...some, ...others])).toEqual(hashOf([...others, ...some]));
    }),
  );
});

test("a set that is known, with what moved taken and added, has the hash of the whole", () => {
  fc.assert(
    fc.property(records, records, records, (stay, leave, come) => {
      const set = new SetHash(hashOf([...stay, ...leave]));
      for (const record of come) set.add(digestOf(record));
      for (const record of leave) set.take(digestOf(record));
      expect(set.total).toEqual(hashOf([...stay, ...come]));
    }),
  );
});

test("another record, or one record twice, is another hash", () => {
  expect(hashOf(["a"]).hash).not.toBe(hashOf(["b"]).hash);
  expect(hashOf(["a", "a"]).hash).not.toBe(hashOf(["a"]).hash);
  expect(hashOf([])).toEqual({ records: 0, hash: "0".repeat(64) });
});
