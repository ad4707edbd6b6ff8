import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { exactJson, exactParse, readArray, type StoredRecord } from "./dataset.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-dataset-"));
const file = join(folder, "Records.json");
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string): Promise<StoredRecord[]> {
  writeFileSync(file, text);
  const found: StoredRecord[] = [];
  for await (const record of readArray(file)) found.push(record);
  return found;
}

describe("a data set's file", () => {
  it("gives what was written, whatever stands in its texts", async () => {
    const value = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom('"}{[', "\\", '\\"}', "\u0000"),
      fc.integer(),
    );
    const records = fc.array(fc.dictionary(fc.string(), value).map((one) => ({ ...one })));
    await fc.assert(
      fc.asyncProperty(records, async (written) => {
        expect(await read(JSON.stringify(written, null, 1))).toEqual(written);
      }),
      { numRuns: 50 },
    );
  });

  it("may be larger than a piece read at once", async () => {
    const written = Array.from({ length: 4_000 }, (_, at) => ({ at, text: `é"}{\\${"x".repeat(900 + (at % 7))}` }));
    expect(await read(JSON.stringify(written))).toEqual(written);
  });

  it("that breaks off, or holds what is not JSON, is named", async () => {
    await expect(read('[{"a":1},{"a":')).rejects.toThrow(file);
    await expect(read('[{"a":1},{"a" 1}]')).rejects.toThrow(file);
  });
});

describe("a 64-bit id", () => {
  it("goes from file to wire without losing a digit", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 15n, max: 2n ** 63n - 1n }), fc.string(), (id, text) => {
        const written = `{"Id":${id},"Text":${JSON.stringify(`${id} ${text}`)}}`;
        expect(exactJson(exactParse(written))).toBe(written);
      }),
    );
  });
});
