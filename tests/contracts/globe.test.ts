// The contract of Globe's port, kept by the stand-in. The first part can be pointed at a real Globe: TIEOUT_GLOBE_URL,
// TIEOUT_GLOBE_SERVER, TIEOUT_GLOBE_DATABASE, and TIEOUT_GLOBE_DOMAIN, TIEOUT_GLOBE_USER and TIEOUT_GLOBE_PASSWORD of who
// signs in; the second needs faults, and so the stand-in.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeDataset } from "../../bench/dataset.ts";
import { globeReader } from "../../connectors/globe/index.ts";
import type { GlobeConnection } from "../../connectors/globe/service.ts";
import { signedInFetch } from "../../connectors/globe/sign-in.ts";
import { entities } from "../../core/entities/index.ts";
import { globeFields } from "../../core/flows/pull-sides.ts";
import type { SideReader } from "../../core/ports/pull.ts";
import type { RawRecord } from "../../core/reconcile/references.ts";
import { globeStandin } from "../../standins/globe/server.ts";
import { connected } from "../globe-account.ts";
import { type StandinControl, standinControl } from "../standin.ts";
import { everyRecord, failure } from "./reading.ts";

const northwind = new URL("../../demo/northwind", import.meta.url).pathname;
const whole = new AbortController().signal;
const account = { entity: "Account", fields: ["AccountCode", "DebtorCode", "AccountName"] };
const patience = { attempts: 3, firstPause: 5, timeout: 2_000 };

const { TIEOUT_GLOBE_URL: real, ...env } = process.env;

function realConnection(url: string): GlobeConnection {
  const domain = env.TIEOUT_GLOBE_DOMAIN ?? "";
  const [user, password] = [env.TIEOUT_GLOBE_USER, env.TIEOUT_GLOBE_PASSWORD ?? ""];
  return {
    url,
    serverName: env.TIEOUT_GLOBE_SERVER ?? "localhost",
    databaseName: env.TIEOUT_GLOBE_DATABASE ?? "500",
    ...(user === undefined ? {} : { fetch: signedInFetch({ domain, user, password }) }),
  };
}

describe("every Globe", () => {
  let connection: GlobeConnection;
  let reader: SideReader;
  let stop: () => Promise<void> = async () => {};

  beforeAll(async () => {
    let url = real;
    if (url === undefined) {
      const standin = await globeStandin({ dataset: [northwind], pageSize: 20 });
      ({ url, stop } = standin);
    }
    connection = real === undefined ? connected(url) : realConnection(real);
    reader = globeReader(connection);
  });
  afterAll(() => stop());

  it.each(Object.values(entities))("gives every $name with exactly the properties asked for", async (entity) => {
    const fields = globeFields(entity);
    const records = await everyRecord(reader, { entity: entity.globe, fields });
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(Object.keys(record).sort()).toEqual([...fields].sort());
  });

  it("gives what moved since a time and nothing else, and ends where nothing did", async () => {
    const fields = ["ID", "ModifiedDate"];
    const all = await everyRecord(reader, { entity: "Account", fields });
    const timeOf = (record: RawRecord) => Number(/\d+/.exec(String(record.ModifiedDate))?.[0]);
    const times = all.map(timeOf).sort((left, right) => left - right);
    const middle = times[times.length >> 1] ?? 0;
    const since = new Date(middle).toISOString().slice(0, 19);
    const moved = await everyRecord(reader, { entity: "Account", fields, since });
    expect(moved.length).toBe(times.filter((time) => time >= middle).length);
    expect(moved.length).toBeLessThan(all.length);
    expect(await everyRecord(reader, { entity: "Account", fields, since: "2199-01-01T00:00:00" })).toEqual([]);
  });

  it("gives the same records when asked again", async () => {
    expect(await everyRecord(reader, account)).toEqual(await everyRecord(reader, account));
  });

  it("pads codes to the left, so that whoever does not trim them finds nothing", async () => {
    const codes = (await everyRecord(reader, account)).map((record) => String(record.AccountCode));
    expect(codes.every((code) => code.length === 20)).toBe(true);
  });

  it("refuses a property that it does not have, by name", async () => {
    const error = await failure(everyRecord(reader, { entity: "Account", fields: ["Debtor"] }));
    expect(error.code).toBe("source_refused");
  });

  it("refuses a database or a server that it does not have", async () => {
    for (const elsewhere of [{ databaseName: "T1E" }, { serverName: "NOWHERE\\T1E" }]) {
      const there = globeReader({ ...connection, ...elsewhere, patience });
      expect((await failure(everyRecord(there, account))).code).toMatch(/^source_(refused|unreachable)$/);
    }
  });
});

describe("Globe's stand-in, when something goes wrong", () => {
  let url: string;
  let stop: () => Promise<void>;
  let reader: SideReader;
  let control: StandinControl;

  beforeEach(async () => {
    ({ url, stop } = await globeStandin({ dataset: [northwind], pageSize: 10 }));
    reader = globeReader(connected(url, { patience }));
    control = standinControl(url);
  });
  afterEach(() => stop());

  it("cut in the middle, the read throws and never ends as complete", async () => {
    const fault = await control.fault({ kind: "cut", afterPages: 3 });
    const seen: RawRecord[] = [];
    const reading = (async () => {
      for await (const page of reader.read(account, whole)) seen.push(...page);
    })();
    expect((await failure(reading)).code).toBe("source_unreachable");
    expect(seen).toHaveLength(30);
    expect(await fault.done()).toBe(patience.attempts);
  });

  it("cut once, the page is asked for again and nothing is lost or doubled", async () => {
    const sound = await everyRecord(reader, account);
    await control.fault({ kind: "cut", afterPages: 3, times: 1 });
    expect(await everyRecord(reader, account)).toEqual(sound);
  });

  it("stopped in the middle of a read, the read throws", async () => {
    const pause = await control.pauseAfter(4, "Account");
    const reading = failure(everyRecord(reader, account));
    await pause.reached();
    await stop();
    expect((await reading).code).toBe("source_unreachable");
  });

  it("busy, it is left alone for as long as it says", async () => {
    await control.fault({ kind: "status", status: 429, retryAfter: "1", times: 1 });
    const before = performance.now();
    expect(await everyRecord(reader, account)).toHaveLength(97);
    expect(performance.now() - before).toBeGreaterThanOrEqual(995);
  });

  it("busy for longer than anyone waits, the read ends at once", async () => {
    const fault = await control.fault({ kind: "status", status: 503, retryAfter: "86400" });
    expect((await failure(everyRecord(reader, account))).code).toBe("source_unreachable");
    expect(await fault.done()).toBe(1);
  });

  it("failing for good, it is tried a bounded number of times and its own innermost words are passed on", async () => {
    const message = "Transaction was deadlocked on lock resources with another process.";
    const fault = await control.fault({ kind: "status", status: 500, message });
    const error = await failure(everyRecord(reader, account));
    expect(error.message).toContain(message);
    expect(await fault.done()).toBe(patience.attempts);
  });

  it("refusing the sign-in, it is not asked again", async () => {
    const fault = await control.fault({ kind: "status", status: 401 });
    expect((await failure(everyRecord(reader, account))).code).toBe("source_sign_in");
    expect(await fault.done()).toBe(1);
  });

  it("silent, the request is given up after its time", async () => {
    await control.fault({ kind: "hang" });
    const hasty = globeReader(connected(url, { patience: { attempts: 2, firstPause: 5, timeout: 100 } }));
    expect((await failure(everyRecord(hasty, account))).message).toContain("no answer within");
  });

  it("silent, a read that is stopped ends at once", async () => {
    await control.fault({ kind: "hang", afterPages: 1 });
    const stopping = new AbortController();
    const once = globeReader(connected(url, { patience: { ...patience, attempts: 1 } }));
    const reading = (async () => {
      for await (const page of once.read(account, stopping.signal))
        if (page.length > 0) setImmediate(() => stopping.abort());
    })();
    expect((await failure(reading)).code).toBe("pull_stopped");
  });

  it("behind a proxy that answers with a web page, the page is named and not taken for data", async () => {
    await control.fault({ kind: "html", afterPages: 2 });
    const error = await failure(everyRecord(reader, account));
    expect(error.code).toBe("source_not_understood");
    expect(error.message).toContain("Sign in");
  });

  it("giving half a body as if it were whole, the half is not used", async () => {
    await control.fault({ kind: "truncated" });
    expect((await failure(everyRecord(reader, account))).code).toBe("source_not_understood");
  });

  it("leaving out that more pages follow, it is found out", async () => {
    await control.fault({ kind: "no_next", afterPages: 4, times: 1 });
    expect((await failure(everyRecord(reader, account))).code).toBe("source_incomplete");
  });

  it("giving the same page again and again, it is found out", async () => {
    await control.fault({ kind: "loop", afterPages: 4 });
    expect((await failure(everyRecord(reader, account))).code).toBe("source_incomplete");
  });

  it("answering empty by fault, it is found out", async () => {
    await control.fault({ kind: "empty" });
    expect((await failure(everyRecord(reader, account))).code).toBe("source_incomplete");
    await control.clearFaults();
    await control.fault({ kind: "empty", times: 1 });
    expect((await failure(everyRecord(reader, account))).code).toBe("source_incomplete");
  });

  it("hiding a property from its user, the property is named and not taken as empty", async () => {
    await control.fault({ kind: "no_rights", property: "AccountName" });
    const error = await failure(everyRecord(reader, account));
    expect(error.code).toBe("source_refused");
    expect(error.message).toContain("AccountName");
  });
});

describe("reading while Globe is being changed", () => {
  it("loses and doubles no record when others are added and removed in between", async () => {
    const standin = await globeStandin({ dataset: [northwind], pageSize: 10 });
    const control = standinControl(standin.url);
    const reader = globeReader(connected(standin.url, { patience }));
    const before = (await everyRecord(reader, { entity: "Item", fields: ["ItemCode"] })).map((record) =>
      String(record.ItemCode),
    );
    const pause = await control.pauseAfter(3, "Item");
    const reading = everyRecord(reader, { entity: "Item", fields: ["ItemCode"] });
    await pause.reached();
    await control.remove("Item", before[2] ?? "");
    await control.remove("Item", before[29] ?? "");
    await control.add("Item", { ItemCode: "AAA" });
    await pause.release();
    const after = (await reading).map((record) => String(record.ItemCode));
    expect(after).toEqual(before);
    await standin.stop();
  });
});

describe("several databases in one Globe, large ones among them", () => {
  const folder = mkdtempSync(join(tmpdir(), "tieout-globe-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("reads each by its own name, and all 300 pages of the large one", async () => {
    const truth = await writeDataset(folder, { customers: 3_000, seed: 11 });
    writeFileSync(join(folder, "connector.json"), JSON.stringify({ company: "600" }));
    const standin = await globeStandin({ dataset: [northwind, folder], pageSize: 10 });
    const large = await everyRecord(globeReader(connected(standin.url, { databaseName: "600" })), account);
    const debtors = large.filter((record) => record.DebtorCode !== "");
    const { equal, different, only_in_globe, duplicate_key } = truth.counts.customer;
    expect(debtors).toHaveLength(equal + different + only_in_globe + 2 * duplicate_key);
    expect(new Set(large.map((record) => record.AccountCode)).size).toBe(large.length);
    expect(await everyRecord(globeReader(connected(standin.url, { databaseName: "500" })), account)).toHaveLength(97);
    const currencies = { entity: "Currency", fields: ["CurrencyCode"] };
    await fetch(`${standin.url}/standin/records/Currency/EUR?database=600`, { method: "DELETE" });
    expect(await everyRecord(globeReader(connected(standin.url, { databaseName: "600" })), currencies)).toEqual([]);
    expect(await everyRecord(globeReader(connected(standin.url, { databaseName: "500" })), currencies)).toHaveLength(8);
    await standin.stop();
  });
});
