import { createHash, randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { RawRecord } from "../core/reconcile/references.ts";
import { largestPayload, type Page, pages } from "./pages.ts";

async function* inBatches(records: readonly RawRecord[], size: number) {
  for (let at = 0; at < records.length; at += size) yield records.slice(at, at + size);
}

async function all(records: readonly RawRecord[], size = 100): Promise<Page[]> {
  const found: Page[] = [];
  for await (const page of pages(inBatches(records, size))) found.push(page);
  return found;
}

const contents = (found: readonly Page[]) => found.flatMap(({ payload }) => JSON.parse(gunzipSync(payload).toString()));

describe("pages", () => {
  it("hold every record once, in order, however incompressible, each page small enough for the bus", async () => {
    const records = Array.from({ length: 3_000 }, (_, at) => ({ ID: at, Note: randomBytes(300).toString("base64") }));
    const found = await all(records);
    expect(contents(found)).toEqual(records);
    expect(found.length).toBeGreaterThan(5);
    expect(Math.max(...found.map(({ payload }) => payload.length))).toBeLessThanOrEqual(largestPayload);
  });

  it("are numbered from 0, and only the last says so", async () => {
    const records = Array.from({ length: 2_000 }, (_, at) => ({ ID: at, Note: randomBytes(300).toString("base64") }));
    const found = await all(records);
    expect(found.map(({ page }) => page)).toEqual(found.map((_, at) => at));
    expect(found.map(({ last }) => last)).toEqual(found.map((_, at) => at === found.length - 1));
  });

  it("carry the count and the hash of what they hold", async () => {
    for (const { payload, records, sha256 } of await all([{ ID: 1 }, { ID: 2 }, { ID: 3 }], 1)) {
      expect(JSON.parse(gunzipSync(payload).toString())).toHaveLength(records);
      expect(createHash("sha256").update(payload).digest("hex")).toBe(sha256);
    }
  });

  it("of nothing are one empty page, and it is the last", async () => {
    const found = await all([]);
    expect(found).toMatchObject([{ page: 0, last: true, records: 0 }]);
    expect(contents(found)).toEqual([]);
  });

  it("refuse a single record that no message can carry", async () => {
    const record = { ID: 1, Note: randomBytes(400_000).toString("base64") };
    await expect(all([record])).rejects.toMatchObject({ code: "record_too_large" });
  });

  it("do not swallow a read that breaks off: no last page is given", async () => {
    async function* breaking() {
      yield [{ ID: 1 }];
      throw new Error("Globe went away");
    }
    const found: Page[] = [];
    const reading = async () => {
      for await (const page of pages(breaking())) found.push(page);
    };
    await expect(reading()).rejects.toThrow("Globe went away");
    expect(found.filter(({ last }) => last)).toEqual([]);
  });
});
