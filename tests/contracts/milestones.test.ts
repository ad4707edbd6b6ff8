// The contract of Milestones' port, kept by the stand-in. The first part can be pointed at a real Milestones:
// TIEOUT_MILESTONES_URL, TIEOUT_MILESTONES_TOKEN, TIEOUT_MILESTONES_COMPANY and TIEOUT_MILESTONES_VERSION.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeDataset } from "../../bench/dataset.ts";
import { milestonesReader } from "../../connectors/milestones/index.ts";
import type { ApiVersion } from "../../connectors/milestones/names.ts";
import { milestonesPdfs } from "../../connectors/milestones/pdf.ts";
import { entities } from "../../core/entities/index.ts";
import { milestonesFields } from "../../core/flows/pull-sides.ts";
import type { SideReader } from "../../core/ports/pull.ts";
import { milestonesStandin } from "../../standins/milestones/server.ts";
import { withAccess } from "../milestones-access.ts";
import { type StandinControl, standinControl } from "../standin.ts";
import { everyRecord, failure } from "./reading.ts";

const northwind = new URL("../../demo/northwind", import.meta.url).pathname;
const customer = { entity: "Customer", fields: ["CustomerCompanyId", "CustomerCode", "VisitAddressCity"] };
const patience = { attempts: 3, firstPause: 5, timeout: 2_000 };

const real = process.env.TIEOUT_MILESTONES_URL;
const versions: ApiVersion[] =
  real === undefined ? ["V2", "V3"] : [process.env.TIEOUT_MILESTONES_VERSION === "V3" ? "V3" : "V2"];

describe.each(versions)("every Milestones, as %s", (version) => {
  let reader: SideReader;
  let stop: () => Promise<void> = async () => {};

  beforeAll(async () => {
    let baseUrl = real;
    if (baseUrl === undefined) {
      const standin = await milestonesStandin({ dataset: [northwind], pageSize: 20 });
      ({ url: baseUrl, stop } = standin);
    }
    const token = process.env.TIEOUT_MILESTONES_TOKEN;
    const companyCode = process.env.TIEOUT_MILESTONES_COMPANY ?? "500";
    reader = milestonesReader({ ...withAccess(baseUrl, token), companyCode, version });
  });
  afterAll(() => stop());

  it.each(Object.values(entities))("gives every $name with exactly the fields asked for", async (entity) => {
    const fields = milestonesFields(entity);
    const records = await everyRecord(reader, { entity: entity.milestones, fields });
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(Object.keys(record).sort()).toEqual([...fields].sort());
    const ids = new Set(records.map((record) => record[entity.id]));
    expect(ids.size).toBe(records.length);
  });

  it("gives the same records when asked again", async () => {
    expect(await everyRecord(reader, customer)).toEqual(await everyRecord(reader, customer));
  });

  it("refuses a set or a field that it does not have, by name", async () => {
    const set = await failure(everyRecord(reader, { entity: "Debtor", fields: ["Code"] }));
    expect(set.code).toBe("source_refused");
    const field = await failure(everyRecord(reader, { entity: "Currency", fields: ["Debtor"] }));
    expect(field.code).toBe("source_refused");
    expect(field.message).toContain("Debtor");
  });
});

it("both spellings of the API give the same records", async () => {
  const { url, stop } = await milestonesStandin({ dataset: [northwind] });
  for (const { milestones: entity, ...rest } of Object.values(entities)) {
    const query = { entity, fields: milestonesFields({ milestones: entity, ...rest }) };
    const [inV2, inV3] = await Promise.all(
      (["V2", "V3"] as const).map((version) =>
        everyRecord(milestonesReader({ ...withAccess(url), companyCode: "500", version }), query),
      ),
    );
    expect(inV3).toEqual(inV2);
  }
  await stop();
});

it.each(["V2", "V3"] as const)(
  "where a field says when a record moved, gives what moved since a time and nothing else, as %s",
  async (version) => {
    const { url, stop } = await milestonesStandin({ dataset: [northwind], pageSize: 20, moved: "ModifiedOn" });
    const reader = milestonesReader({ ...withAccess(url), companyCode: "500", version, moved: "ModifiedOn" });
    const fields = [...customer.fields, "ModifiedOn"];
    const since = "2026-01-01T00:00:01";
    expect(await everyRecord(reader, { ...customer, fields })).toHaveLength(88);
    expect(await everyRecord(reader, { ...customer, fields, since })).toEqual([]);
    await standinControl(url).change("Customer", "10026", { VisitAddressCity: "Assen" }, "CustomerCode");
    const moved = await everyRecord(reader, { ...customer, fields, since });
    expect(moved).toMatchObject([{ VisitAddressCity: "Assen" }]);
    expect(String(moved[0]?.ModifiedOn) > since).toBe(true);
    await stop();
  },
);

it("names that an installation has of its own are set, not built in", async () => {
  const { url, stop } = await milestonesStandin({ dataset: [northwind] });
  const names = { Klant: { set: "Customer", fields: { Naam: "Name", KlantId: "CustomerCompanyId" } } };
  const reader = milestonesReader({ ...withAccess(`${url}/api/`), companyCode: "500", names });
  const records = await everyRecord(reader, { entity: "Klant", fields: ["KlantId", "Naam"] });
  expect(records).toHaveLength(88);
  await stop();
});

describe("several companies in one Milestones, with 64-bit ids", () => {
  const folder = mkdtempSync(join(tmpdir(), "tieout-milestones-"));
  let url: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    await writeDataset(folder, { customers: 500, seed: 5, longIds: true });
    writeFileSync(join(folder, "connector.json"), JSON.stringify({ company: "600" }));
    // why: the data set's one company is called 600 here.
    writeFileSync(join(folder, "milestones/Company.json"), '[{"CompanyId":9007199264740993,"Code":" 600"}]');
    ({ url, stop } = await milestonesStandin({ dataset: [northwind, folder], pageSize: 7 }));
  });
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true });
  });

  const item = { entity: "Item", fields: ["ItemCompanyId", "CompanyId", "ItemCode"] };

  const codes = Array.from({ length: 50 }, (_, at) => `P${String(at).padStart(3, "0")}`);

  it("gives the records of the company asked for, and of no other", async () => {
    const ours = await everyRecord(milestonesReader({ ...withAccess(url), companyCode: "600" }), item);
    expect(ours.map((record) => record.ItemCode)).toEqual(codes);
    const theirs = await everyRecord(milestonesReader({ ...withAccess(url), companyCode: "500" }), item);
    expect(theirs.every((record) => record.CompanyId === 700000001)).toBe(true);
  });

  it("gives records of every company where only what references point to is asked", async () => {
    const reader = milestonesReader({ ...withAccess(url), companyCode: "500" });
    const found = await everyRecord(reader, { entity: "CostCenter", fields: ["CostCenterId", "Code"] });
    expect(found.map((record) => record.Code)).toContain("KPL0");
  });

  it("gives customers, employees and cost centres of every company, since references cross companies", async () => {
    const reader = milestonesReader({ ...withAccess(url), companyCode: "600" });
    const found = await everyRecord(reader, { entity: "Customer", fields: ["CompanyId", "CustomerCode"] });
    expect(new Set(found.map((record) => record.CompanyId))).toEqual(new Set([700000001, "9007199264740993"]));
  });

  it("gives a record without a company to every company", async () => {
    const control = standinControl(url);
    await control.add("Item", { ItemCompanyId: 1, CompanyId: null, ItemCode: "ALL" });
    for (const companyCode of ["500", "600"]) {
      const found = await everyRecord(milestonesReader({ ...withAccess(url), companyCode }), item);
      expect(found.map((record) => record.ItemCode)).toContain("ALL");
    }
    await control.remove("Item", "1");
  });

  it("keeps every digit of an id, so that neighbours stay apart", async () => {
    const found = await everyRecord(milestonesReader({ ...withAccess(url), companyCode: "600" }), item);
    const from = 9_007_199_254_740_993n + 60_000_000n;
    expect(found.map((record) => record.ItemCompanyId)).toEqual(codes.map((_, at) => String(from + BigInt(at))));
    expect(new Set(found.map((record) => record.CompanyId))).toEqual(new Set(["9007199264740993"]));
  });

  it("names a company that there is not", async () => {
    const error = await failure(everyRecord(milestonesReader({ ...withAccess(url), companyCode: "700" }), item));
    expect(error.code).toBe("company_unknown");
    expect(error.message).toContain("700");
  });
});

it("amounts come as they are written, never as floats", async () => {
  const { url, stop } = await milestonesStandin({ dataset: [northwind] });
  const reader = milestonesReader({ ...withAccess(url), companyCode: "500" });
  const [first] = await everyRecord(reader, { entity: "Invoice", fields: ["TotalVat", "TotalInclVat"] });
  expect(first).toEqual({ TotalVat: "51.6", TotalInclVat: "491.6" });
  await stop();
});

describe("the PDF of an invoice", () => {
  const signal = new AbortController().signal;
  let url: string;
  let stop: () => Promise<void>;
  let control: StandinControl;

  beforeAll(async () => {
    ({ url, stop } = await milestonesStandin({ dataset: [northwind] }));
    control = standinControl(url);
  });
  afterEach(() => control.clearFaults());
  afterAll(() => stop());
  const pdfs = (rest = {}) => milestonesPdfs({ ...withAccess(url), companyCode: "500", patience, ...rest });

  it("has the same bytes each time, also from another start of the system", async () => {
    const first = await pdfs().pdfOf("700000344", signal);
    expect(Buffer.from(first.bytes).toString("latin1")).toMatch(/^%PDF-/);
    expect(await pdfs({ version: "V3" }).pdfOf("700000344", signal)).toEqual(first);
    const other = await milestonesStandin({ dataset: [northwind] });
    expect(await pdfs(withAccess(other.url)).pdfOf("700000344", signal)).toEqual(first);
    await other.stop();
    expect(
      (
        await pdfs()
          .pdfOf("700000345", signal)
          .catch(() => ({ sha256: "none" }))
      ).sha256,
    ).not.toBe(first.sha256);
  });

  it("is where the connector's settings say", async () => {
    const moved = pdfs({ pdfPath: "Invoice({id})/Pdf?layout=1" });
    expect((await moved.pdfOf("700000344", signal)).bytes.length).toBeGreaterThan(1000);
    expect((await failure(pdfs({ pdfPath: "Invoice({id})/Document" }).pdfOf("700000344", signal))).code).toBe(
      "source_refused",
    );
  });

  it.each([
    ["not there", "1", {}, "source_refused"],
    ["asked for by what is no id", "../Customer", {}, "source_not_understood"],
    ["a sign-in page", "700000344", { kind: "html" }, "source_not_understood"],
    ["empty", "700000344", { kind: "empty" }, "source_not_understood"],
    ["cut in the middle", "700000344", { kind: "cut" }, "source_unreachable"],
  ])("that is %s is refused", async (_, id, fault, code) => {
    if ("kind" in fault) await control.fault({ ...fault, entity: "InvoicePdf" });
    expect((await failure(pdfs().pdfOf(id, signal))).code).toBe(code);
  });
});

it("a data set that leaves out its company is still read by it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tieout-milestones-"));
  mkdirSync(join(folder, "milestones"));
  writeFileSync(join(folder, "connector.json"), '{"company":"900"}');
  writeFileSync(
    join(folder, "milestones/CostCenter.json"),
    '[{"CostCenterId":2,"CompanyId":1,"Code":"A","Name":"Een"}]',
  );
  const { url, stop } = await milestonesStandin({ dataset: [folder] });
  const reader = milestonesReader({ ...withAccess(url), companyCode: "900" });
  expect(await everyRecord(reader, { entity: "CostCenter", fields: ["CompanyId", "Code"] })).toEqual([
    { CompanyId: 1, Code: "A" },
  ]);
  await stop();
  rmSync(folder, { recursive: true });
});

describe("Milestones' stand-in, when something goes wrong", () => {
  let url: string;
  let stop: () => Promise<void>;
  let reader: SideReader;
  let control: StandinControl;

  beforeEach(async () => {
    ({ url, stop } = await milestonesStandin({ dataset: [northwind], pageSize: 10 }));
    reader = milestonesReader({ ...withAccess(url), companyCode: "500", patience });
    control = standinControl(url);
  });
  afterEach(() => stop());

  it.each([
    ["cut in the middle", { kind: "cut", afterPages: 3 }, "source_unreachable"],
    ["failing", { kind: "status", status: 500, message: "An error has occurred." }, "source_unreachable"],
    ["busy for longer than anyone waits", { kind: "status", status: 429, retryAfter: "3600" }, "source_unreachable"],
    ["refusing the sign-in", { kind: "status", status: 401 }, "source_sign_in"],
    ["refusing a right", { kind: "status", status: 403, message: "Not allowed." }, "source_refused"],
    ["answering with a sign-in page", { kind: "html", afterPages: 1 }, "source_not_understood"],
    ["sending elsewhere", { kind: "status", status: 302, location: "/standin/" }, "source_refused"],
    ["giving half a body as if it were whole", { kind: "truncated" }, "source_not_understood"],
    ["leaving out that more pages follow", { kind: "no_next", afterPages: 2 }, "source_incomplete"],
    ["giving the same page again and again", { kind: "loop", afterPages: 2 }, "source_incomplete"],
    ["answering empty in the middle", { kind: "empty", afterPages: 2 }, "source_incomplete"],
    ["hiding a field from its user", { kind: "no_rights", property: "CustomerCode" }, "source_refused"],
  ])("%s, the read throws and never ends as complete", async (_, fault, code) => {
    await control.fault({ ...fault, entity: "Customer" });
    expect((await failure(everyRecord(reader, customer))).code).toBe(code);
  });

  it("asked more often than it lets a client, it is asked again when it says, and the read is whole", async () => {
    const busy = await milestonesStandin({ dataset: [northwind], pageSize: 8, perMinute: 60 });
    const access = withAccess(busy.url);
    const waiting = milestonesReader({ ...access, companyCode: "500", patience });
    expect(await everyRecord(waiting, customer)).toEqual(await everyRecord(reader, customer));
    const headers = { authorization: `Bearer ${await access.access.token(null)}` };
    const asked = Array.from({ length: 50 }, () => fetch(`${busy.url}/V2/odata/Currency`, { headers }));
    const tooOften = (await Promise.all(asked)).filter(({ status }) => status === 429);
    expect(tooOften.length).toBeGreaterThan(0);
    for (const { headers: said } of tooOften) expect(Number(said.get("retry-after"))).toBeGreaterThan(0);
    await busy.stop();
  });

  it("answering everything empty by fault, it is found out", async () => {
    await control.fault({ kind: "empty" });
    expect((await failure(everyRecord(reader, customer))).code).toBe("source_incomplete");
    const currency = everyRecord(reader, { entity: "Currency", fields: ["Code"] });
    expect((await failure(currency)).code).toBe("source_incomplete");
  });

  it("empty of one thing and otherwise well, that is the truth", async () => {
    await control.fault({ kind: "empty", entity: "Currency" });
    expect(await everyRecord(reader, { entity: "Currency", fields: ["Code"] })).toEqual([]);
  });

  it("cut once, the page is asked for again and nothing is lost or doubled", async () => {
    const sound = await everyRecord(reader, customer);
    await control.fault({ kind: "cut", afterPages: 3, times: 1 });
    expect(await everyRecord(reader, customer)).toEqual(sound);
  });

  it("busy until a date, it is left alone until then", async () => {
    const until = new Date(Date.now() + 2_000).toUTCString();
    await control.fault({ kind: "status", status: 503, retryAfter: until, times: 1 });
    expect(await everyRecord(reader, customer)).toHaveLength(88);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(until));
  });

  it("silent, the request is given up after its time", async () => {
    await control.fault({ kind: "hang" });
    const hasty = milestonesReader({
      ...withAccess(url),
      companyCode: "500",
      patience: { attempts: 2, firstPause: 5, timeout: 100 },
    });
    expect((await failure(everyRecord(hasty, customer))).message).toContain("no answer within");
  });

  it("losing a record while it is read, the read throws, since its pages may have shifted", async () => {
    const first = await control.pauseAfter(3, "Customer");
    const reading = failure(everyRecord(reader, customer));
    await first.reached();
    const second = await control.pauseAfter(1, "Customer");
    await control.remove("Customer", "10026", "CustomerCode");
    await first.release();
    await Promise.race([second.reached(), reading]);
    // why: now there are as many as at the beginning, and one of them was never seen.
    await control.add("Customer", { CustomerCompanyId: 999999999, CustomerCode: "NEW", CompanyId: 700000001 });
    await second.release();
    expect((await reading).code).toBe("source_incomplete");
  });

  it("gaining a record while it is read, all that were there are read", async () => {
    const sound = await everyRecord(reader, customer);
    const pause = await control.pauseAfter(3, "Customer");
    const reading = everyRecord(reader, customer);
    await pause.reached();
    await control.add("Customer", {
      CustomerCompanyId: 999999999,
      CustomerCode: "NEW",
      Name: "New",
      CompanyId: 700000001,
    });
    await pause.release();
    expect(await reading).toEqual(expect.arrayContaining(sound));
  });
});
