// The contract of writing to Milestones, kept by the stand-in. The first part can be pointed at a Milestones for tests, in
// which it makes and changes a cost centre: TIEOUT_MILESTONES_WRITE_URL, and TOKEN, COMPANY and VERSION as for reading.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeDataset } from "../../bench/dataset.ts";
import type { MilestonesConnection } from "../../connectors/milestones/index.ts";
import type { ApiVersion } from "../../connectors/milestones/names.ts";
import { milestonesWriter } from "../../connectors/milestones/writing.ts";
import { entities, entityNames } from "../../core/entities/index.ts";
import type { FoundRecord, MilestonesWriter } from "../../core/ports/apply.ts";
import { milestonesStandin } from "../../standins/milestones/server.ts";
import { accessTo, fetchAs, withAccess } from "../milestones-access.ts";
import { type StandinControl, standinControl } from "../standin.ts";
import { failure } from "./reading.ts";

const northwind = new URL("../../demo/northwind", import.meta.url).pathname;
const signal = new AbortController().signal;
const patience = { attempts: 2, firstPause: 5, timeout: 500 };
const digits = (text: string) => ({ digits: text });

const real = process.env.TIEOUT_MILESTONES_WRITE_URL;
const versions: ApiVersion[] =
  real === undefined ? ["V2", "V3"] : [process.env.TIEOUT_MILESTONES_VERSION === "V3" ? "V3" : "V2"];

async function only(records: Promise<FoundRecord[]>): Promise<FoundRecord> {
  const [first, ...others] = await records;
  if (!first || others.length > 0)
    throw new Error(`${first ? others.length + 1 : 0} records where there should be one`);
  return first;
}

describe.each(versions)("every Milestones that is written to, as %s", (version) => {
  let writer: MilestonesWriter;
  let stop: () => Promise<void> = async () => {};
  const Code = `T${Date.now() % 1_000_000}`;

  beforeAll(async () => {
    let baseUrl = real;
    if (baseUrl === undefined) ({ url: baseUrl, stop } = await milestonesStandin({ dataset: [northwind] }));
    const token = process.env.TIEOUT_MILESTONES_TOKEN;
    const companyCode = process.env.TIEOUT_MILESTONES_COMPANY ?? "500";
    writer = milestonesWriter({ ...withAccess(baseUrl, token), companyCode, version });
  });
  afterAll(() => stop());

  it("makes a record, which is then found by its key and by its id", async () => {
    expect(await writer.withKey("costCenter", Code, signal)).toEqual([]);
    expect(await writer.create("costCenter", { Code, Name: "Proef" })).toEqual({ outcome: "done" });
    const made = await only(writer.withKey("costCenter", Code, signal));
    expect(made.raw).toMatchObject({ Code, Name: "Proef" });
    expect(await writer.withId("costCenter", made.id, signal)).toEqual(made);
  });

  it("changes the fields that are given, and no other", async () => {
    const made = await only(writer.withKey("costCenter", Code, signal));
    expect(await writer.update("costCenter", made, { Name: "Anders" })).toEqual({ outcome: "done" });
    expect((await only(writer.withKey("costCenter", Code, signal))).raw).toEqual({ ...made.raw, Name: "Anders" });
  });

  it("refuses a second record with the same key, and says why", async () => {
    expect(await writer.create("costCenter", { Code, Name: "Proef" })).toMatchObject({ outcome: "refused" });
    expect(await writer.withKey("costCenter", Code, signal)).toHaveLength(1);
  });
});

it("no function of the port deletes", () => {
  const writer = milestonesWriter({ ...withAccess("http://127.0.0.1:1", "none"), companyCode: "500" });
  expect(Object.keys(writer).sort()).toEqual(["create", "update", "withId", "withKey"]);
});

describe("Milestones' stand-in, written to by the connector", () => {
  let url: string;
  let control: StandinControl;
  const stops: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(stops.map((stop) => stop())));

  const opened = async (rest = {}) => {
    const standin = await milestonesStandin({ dataset: [northwind], ...rest });
    stops.push(standin.stop);
    url = standin.url;
    control = standinControl(url);
  };
  beforeEach(() => opened());
  const writerOf = (rest: Partial<MilestonesConnection> = {}) =>
    milestonesWriter({ ...withAccess(url), companyCode: "500", patience, ...rest });

  const firsts: Record<string, Record<string, string | boolean | null | { digits: string }>> = {
    costCenter: { Name: "Nieuw" },
    currency: { Symbol: "¤" },
    vatCode: { Percentage: digits("9.25") },
    employee: { EnlistmentDate: "2026-11-24", CostCenterId: digits("700000002") },
    customer: { VisitAddressCity: "Assen", VatNumber: null, VatCodeId: digits("700000019") },
    item: { IsActive: false, ItemType: "Labour" },
    project: { EndDate: null, IsPaymentByHours: true, CustomerCompanyId: null },
  };
  const keys = {
    costCenter: "BEVERA",
    currency: "EUR",
    vatCode: "1",
    employee: "105",
    customer: "10026",
    item: "P027",
  };

  const ways = (["V2", "V3"] as const).flatMap((version) =>
    (["PATCH", "PUT"] as const).map((way) => [version, way] as const),
  );
  it.each(entityNames.flatMap((name) => ways.map((way) => [name, ...way] as const)))(
    "takes each kind of value of %s, as %s, by %s",
    async (name, version, update) => {
      const writer = writerOf({ version, update });
      const before = await only(writer.withKey(name, { ...keys, project: "P26-0004" }[name], signal));
      const values = firsts[name] ?? {};
      expect(await writer.update(name, before, values)).toEqual({ outcome: "done" });
      const now = await writer.withId(name, before.id, signal);
      const plainly = (value: unknown) =>
        value !== null && typeof value === "object" && "digits" in value ? Number(value.digits) : value;
      const expected = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, plainly(value)]));
      expect({ ...now?.raw, Percentage: Number(now?.raw.Percentage) }).toEqual({
        ...before.raw,
        Percentage: Number(before.raw.Percentage),
        ...expected,
      });
    },
  );

  it.each([
    ["too long a code", { CustomerCode: "1".repeat(21), Name: "x" }, /CustomerCode.*maximum length of 20/],
    ["no name", { CustomerCode: "77777" }, /The Name field is required/],
    [
      "a reference to nothing",
      { CustomerCode: "77777", Name: "x", VatCodeId: digits("5") },
      /no VatCode with VatCodeId 5/,
    ],
  ])("says in Milestones' words that it refuses %s", async (_, values, said) => {
    for (const version of ["V2", "V3"] as const) {
      const end = await writerOf({ version }).create("customer", values);
      expect(end).toMatchObject({ outcome: "refused", said: expect.stringMatching(said) });
    }
  });

  it("by PUT, what is not changed stays to the last digit, also what no entity names", async () => {
    const before = await (await fetchAs(accessTo(url))(`${url}/V2/odata/VatCode(700000021)`)).text();
    expect(before).toContain('"ReverseCharge":true');
    const writer = writerOf({ update: "PUT" });
    const record = await only(writer.withKey("vatCode", "3", signal));
    expect(await writer.update("vatCode", record, { Name: "Verlegd" })).toEqual({ outcome: "done" });
    const after = await (await fetchAs(accessTo(url))(`${url}/V2/odata/VatCode(700000021)`)).text();
    expect(after).toBe(before.replace("BTW verlegd", "Verlegd"));
    await control.fault({ kind: "status", status: 503, method: "GET" });
    expect(await writer.update("vatCode", record, { Name: "x" })).toMatchObject({ outcome: "not_sent" });
  });

  it("finds a key whose text holds what means something in a filter", async () => {
    await control.add("CostCenter", { CostCenterId: 99, CompanyId: 700000001, Code: "A'B", Name: "x" });
    expect((await only(writerOf().withKey("costCenter", "A'B", signal))).id).toBe("99");
    expect(await writerOf().withKey("costCenter", "x' or Code ne 'y", signal)).toEqual([]);
    expect((await failure(writerOf().withId("costCenter", "1 or 1 eq 1", signal))).code).toBe("source_not_understood");
  });

  it("with entity tags, refuses to write over what someone changed since it was read", async () => {
    await opened({ etags: true });
    const writer = writerOf();
    const read = await only(writer.withKey("costCenter", "BEVERA", signal));
    expect(read.tag).toMatch(/^W\//);
    await control.change("CostCenter", "BEVERA", { Name: "Van een ander" }, "Code");
    expect(await writer.update("costCenter", read, { Name: "Van ons" })).toEqual({ outcome: "moved" });
    const now = await only(writer.withKey("costCenter", "BEVERA", signal));
    expect(now.raw.Name).toBe("Van een ander");
    expect(await writer.update("costCenter", now, { Name: "Van ons" })).toEqual({ outcome: "done" });
  });

  it.each([
    ["cut after it was done", { kind: "cut", done: true }, "unknown", 1],
    ["cut before it was done", { kind: "status", status: 502 }, "unknown", 0],
    ["never answered, and done", { kind: "hang", done: true }, "unknown", 1],
    ["never answered, and not done", { kind: "hang" }, "unknown", 0],
    ["answered by a sign-in page, and done", { kind: "html", done: true }, "unknown", 1],
    ["answered in half", { kind: "truncated" }, "unknown", 1],
    ["refused for its right", { kind: "status", status: 403, message: "Not allowed." }, "refused", 0],
    ["let wait", { kind: "status", status: 429, retryAfter: "1" }, "not_sent", 0],
    ["refused the sign-in", { kind: "status", status: 401 }, "not_sent", 0],
    ["answered as done, and forgotten", { kind: "forget" }, "done", 0],
  ])("%s, a write is sent once and its end told as it was seen", async (_, fault, outcome, there) => {
    const writer = writerOf();
    const { done } = await control.fault({ ...fault, method: "POST", entity: "Customer" });
    const end = await writer.create("customer", { CustomerCode: "77777", Name: "x" });
    expect(end.outcome).toBe(outcome);
    expect(await done()).toBe(1);
    await control.clearFaults();
    expect(await writer.withKey("customer", "77777", signal)).toHaveLength(there);
  });

  it("not there at all, nothing was sent", async () => {
    const gone = await milestonesStandin({ dataset: [northwind] });
    await gone.stop();
    const writer = writerOf(withAccess(gone.url, "none"));
    const record = { id: "1", raw: {}, tag: null };
    expect(await writer.update("costCenter", record, { Name: "x" })).toMatchObject({ outcome: "not_sent" });
    expect(await writer.create("costCenter", { Code: "x" })).toMatchObject({ outcome: "not_sent" });
    expect((await failure(writer.withKey("currency", "EUR", signal))).code).toBe("source_unreachable");
  });
});

it("of several companies, writes to its own, with 64-bit ids digit by digit", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tieout-milestones-"));
  await writeDataset(folder, { customers: 20, seed: 5, longIds: true });
  writeFileSync(join(folder, "connector.json"), JSON.stringify({ company: "600" }));
  writeFileSync(join(folder, "milestones/Company.json"), '[{"CompanyId":9007199254740993,"Code":"600"}]');
  const { url, stop } = await milestonesStandin({ dataset: [northwind, folder] });
  const ours = milestonesWriter({ ...withAccess(url), companyCode: "600" });
  const theirs = milestonesWriter({ ...withAccess(url), companyCode: "500" });
  const { fields } = entities.costCenter;
  expect(await ours.create("costCenter", { Code: "BEVERA", Name: "Van 600" })).toEqual({ outcome: "done" });
  const made = await only(ours.withKey("costCenter", "BEVERA", signal));
  expect(made.id).toMatch(/^9007199\d{9}$/);
  expect(made.raw[fields.find(({ role }) => role === "company")?.name ?? ""]).toBe("9007199254740993");
  expect((await only(theirs.withKey("costCenter", "BEVERA", signal))).raw.Name).toBe("Beverages");
  expect(
    await ours.create("employee", {
      ResourceNumber: "9",
      FirstName: "A",
      LastName: "B",
      CostCenterId: digits(made.id),
    }),
  ).toEqual({ outcome: "done" });
  expect((await only(ours.withKey("employee", "9", signal))).raw.CostCenterId).toBe(made.id);
  await stop();
  rmSync(folder, { recursive: true });
});
