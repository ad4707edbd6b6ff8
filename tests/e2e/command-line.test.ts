// The command line as a person or a script uses it: `tieout reconcile` without an installation, and start, status and
// pull on a data set of one's own.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EntityName } from "../../core/entities/index.ts";
import { type House, house, pulled, tieout } from "./house.ts";
import { changedDataSet, countsOf, northwind, truth } from "./truth.ts";

const sides = (folder: string) => ["--globe", join(folder, "globe"), "--milestones", join(folder, "milestones")];

type Line = {
  entity: EntityName;
  key?: string;
  status?: string;
  fields?: { field: string; globe: string | null; milestones: string | null }[];
  summary?: Record<string, number>;
};

const lines = (stdout: string) =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

describe("tieout reconcile", () => {
  test("finds in the shipped data set what the truth says, pair by pair and field by field", async () => {
    const { code, stdout } = await tieout("reconcile", ...sides(northwind), "--json");
    expect(code).toBe(1);
    const said = lines(stdout);
    const summaries = Object.fromEntries(said.flatMap((line) => (line.summary ? [[line.entity, line.summary]] : [])));
    expect(countsOf(summaries)).toEqual(countsOf(truth.counts));
    for (const [name, pairs] of Object.entries(truth.pairs)) {
      const found = said.filter((line) => line.entity === name && line.status);
      expect(Object.fromEntries(found.map(({ key, status }) => [key, status]))).toEqual(
        Object.fromEntries(Object.entries(pairs).map(([key, { status }]) => [key, status])),
      );
      for (const { key, fields = [] } of found) {
        const expected = pairs[key ?? ""]?.fields ?? {};
        expect(fields.map(({ field }) => field).sort(), `${name} ${key}`).toEqual(Object.keys(expected).sort());
      }
    }
  });

  test("says 0 where all is equal", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tieout-equal-"));
    const globe = join(folder, "CostCenter.csv");
    writeFileSync(globe, "Code;Description\nA;Een\nB;Twee\n");
    const milestones = join(folder, "milestones.csv");
    writeFileSync(milestones, "CostCenterId,Code,Name,IsActive\n1,a,Een,true\n2,B,Twee,true\n");
    const args = ["--globe", globe, "--milestones", milestones, "--entity", "costCenter", "--json"];
    const { code, stdout, stderr } = await tieout("reconcile", ...args);
    rmSync(folder, { recursive: true });
    expect({ code, stdout: stdout.trim() }, stderr).toMatchObject({ code: 0 });
    expect(lines(stdout).at(-1)?.summary).toMatchObject({ equal: 2, different: 0 });
  });

  test("ends with 2 and one sentence where a folder is not there, and prints nothing", async () => {
    const { code, stdout, stderr } = await tieout("reconcile", ...sides(join(northwind, "nowhere")), "--json");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("nowhere");
  });
});

test("a command that is not built yet ends with 2 and says so", async () => {
  const { code, stderr } = await tieout("backup");
  expect(code).toBe(2);
  expect(stderr).toContain("not yet built");
});

test("a wrong option ends with 2", async () => {
  const { code, stderr } = await tieout("status", "--nonsense");
  expect(code).toBe(2);
  expect(stderr).toContain("--nonsense");
});

describe("a data set of one's own", () => {
  // One customer less on one side, one code moved, one name changed: what follows is known without comparing.
  const folder = changedDataSet({
    "milestones/Customer.json": (records) => {
      const equal = Object.keys(truth.pairs.customer ?? {});
      const [first, second] = records.filter((record) => !equal.includes(String(record.CustomerCode).trim()));
      return records
        .filter((record) => record !== first)
        .map((record) => (record === second ? { ...record, Name: `${record.Name} anders` } : record));
    },
  });
  let running: House;
  beforeAll(async () => {
    running = await house({ demo: folder });
  });
  afterAll(async () => {
    await running.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("is served, pulled at once and counted, whatever the hour", async () => {
    const { entities: counted, agent } = await pulled(running);
    const expected = countsOf(truth.counts);
    const { customer } = expected;
    if (!customer) throw new Error("the truth counts customers");
    expected.customer = {
      ...customer,
      equal: (customer.equal ?? 0) - 2,
      different: (customer.different ?? 0) + 1,
      only_in_globe: (customer.only_in_globe ?? 0) + 1,
    };
    // Projects and customers that point at the customer that is gone differ from now on; the other entities do not.
    for (const name of ["costCenter", "currency", "vatCode", "employee", "item"] as const)
      expect(countsOf(counted)[name], name).toEqual(expected[name]);
    expect(counted.customer?.only_in_globe).toBe(expected.customer.only_in_globe);
    expect(agent.online).toBe(true);
  });

  test("a pull asked for on the command line is done by the worker", async () => {
    const { code, stdout } = await tieout("pull", "--entity", "currency", "--wait", "--data", running.data);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain("currency: complete");
  });

  test("a second start on the same folder, and another data set, are refused and change nothing", async () => {
    const second = await tieout("start", "--port", "1", "--data", running.data);
    expect(second.code).toBe(2);
    expect(second.stderr).toContain("already");
    expect(readdirSync(running.data)).toContain("tieout.pid");
    expect(Number(readFileSync(join(running.data, "tieout.pid"), "utf8"))).toBeGreaterThan(1);
  });
});

test("a folder made from another data set is refused", async () => {
  const data = mkdtempSync(join(tmpdir(), "tieout-other-"));
  const first = await house({ data });
  await first.close();
  const other = changedDataSet({ "milestones/Currency.json": (records) => records.slice(1) });
  const { code, stderr } = await tieout("start", "--port", "39999", "--data", data, "--demo", other);
  expect(code).toBe(2);
  expect(stderr).toContain("data_set_differs");
  for (const folder of [data, other]) rmSync(folder, { recursive: true, force: true });
});
