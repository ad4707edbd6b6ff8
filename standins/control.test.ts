import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { standinControl } from "../tests/standin.ts";
import { globeStandin } from "./globe/server.ts";

const northwind = new URL("../demo/northwind", import.meta.url).pathname;

describe("a stand-in's control API", () => {
  let url: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ url, stop } = await globeStandin({ dataset: [northwind] }));
  });
  afterAll(() => stop());

  const overview = async () => (await fetch(`${url}/standin/`)).json();

  it("tells what is served, and follows what is changed", async () => {
    const before = (await overview()).databases["500"].Currency;
    await standinControl(url).add("Currency", { CurrencyCode: "jpy", Description: "Yen" });
    expect((await overview()).databases["500"].Currency).toBe(before + 1);
    const record = await (await fetch(`${url}/standin/records/Currency/JPY`)).json();
    expect(record).toMatchObject({ CurrencyCode: "JPY", Description: "Yen" });
    expect(record.ModifiedDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    await standinControl(url).remove("Currency", "JPY");
    expect((await fetch(`${url}/standin/records/Currency/JPY`)).status).toBe(404);
  });

  it("keeps what was changed where it has a file for it, and has it again when it starts anew", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tieout-kept-"));
    const kept = join(folder, "kept.jsonl");
    const started = () => globeStandin({ dataset: [northwind], kept });
    const first = await started();
    const control = standinControl(first.url);
    await control.change("Currency", "EUR", { Description: "Euro's" });
    await control.change("Currency", "EUR", { Description: "Euros" });
    await control.add("Currency", { CurrencyCode: "JPY", Description: "Yen" });
    await control.change("Currency", "JPY", { CurrencyCode: "JPX" });
    await control.remove("Currency", "USD");
    const records = async (url: string) => (await fetch(`${url}/standin/records/Currency`)).json();
    const before = await records(first.url);
    await first.stop();
    appendFileSync(kept, `{"database":"500","entity":"Currency","key":"EUR","rec`);
    const second = await started();
    expect(await records(second.url)).toEqual(before);
    await second.stop();
    rmSync(folder, { recursive: true });
  });

  it("refuses what it does not know, with the reason", async () => {
    const control = standinControl(url);
    await expect(control.fault({ kind: "flood" })).rejects.toThrow("kind");
    await expect(control.fault({ kind: "status" })).rejects.toThrow("status");
    await expect(control.add("Debtor", {})).rejects.toThrow("There is no entity Debtor");
    await expect(control.change("Currency", "XXX", {})).rejects.toThrow("There is no Currency with CurrencyCode XXX");
  });

  it("lists faults until they are taken away", async () => {
    const control = standinControl(url);
    await control.fault({ kind: "hang", entity: "Item" });
    expect((await overview()).faults).toMatchObject([{ kind: "hang", entity: "Item", done: 0 }]);
    await control.clearFaults();
    expect((await overview()).faults).toEqual([]);
  });

  it("lets nobody wait for a page at a pause that is taken away", async () => {
    const pause = await standinControl(url).pauseAfter(3, "Item");
    const reached = pause.reached();
    await pause.release();
    await reached.catch(() => {});
    await expect(pause.reached()).rejects.toThrow("There is no pause");
  });
});
