// The flow of a pull over the real store, both sides read from the demo's files.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Administration, defaultSchedule } from "../core/administration.ts";
import type { EntityName } from "../core/entities/entity.ts";
import { entityNames } from "../core/entities/index.ts";
import { TieoutError } from "../core/errors.ts";
import { pull } from "../core/flows/pull.ts";
import type { SideReader } from "../core/ports/pull.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { saveAdministration } from "../prisma/administrations.ts";
import { type Database, openDatabase } from "../prisma/database.ts";
import { entityState } from "../prisma/entity-state.ts";
import { migrate } from "../prisma/migrate.ts";
import { pullStore } from "../prisma/pull-store.ts";
import { lastRun, runs } from "../prisma/runs.ts";
import truth from "../tests/truth/northwind.json" with { type: "json" };

const northwind = (side: string, entity: string): RawRecord[] =>
  JSON.parse(readFileSync(new URL(`../demo/northwind/${side}/${entity}.json`, import.meta.url), "utf8"));

/** A side that gives the demo's records in pages, changed by `change`. */
const side = (name: "globe" | "milestones", change = (_: string, records: RawRecord[]) => records): SideReader => ({
  async *read({ entity }, signal) {
    const records = change(entity, northwind(name, entity));
    for (let at = 0; at < records.length; at += 20) {
      signal.throwIfAborted();
      yield records.slice(at, at + 20);
    }
  },
});

const breaking = (reader: SideReader, after: number, error: Error): SideReader => ({
  async *read(query, signal) {
    let pages = 0;
    for await (const page of reader.read(query, signal)) {
      if (pages === after) throw error;
      pages += 1;
      yield page;
    }
  },
});

let folder: string;
let db: Database;
let administration: Administration;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tieout-pull-"));
  migrate(folder);
  db = openDatabase(folder);
  administration = saveAdministration(db, {
    code: "500",
    name: "Noordenwind",
    settings: {
      globe: { databaseName: "500" },
      milestones: { baseUrl: "http://127.0.0.1:1" },
      agent: "demo",
      schedule: defaultSchedule,
      salesJournal: null,
      debtorAccount: null,
      booksClosedUntil: null,
    },
  });
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const pulled = (
  entity: EntityName,
  { globe = side("globe"), milestones = side("milestones"), signal = new AbortController().signal } = {},
) =>
  pull(
    { store: pullStore(db), globe, milestones },
    { administration, entity, trigger: "person", requestedBy: null },
    signal,
  );

const state = (entity: EntityName) => entityState(db, administration.id, entity);

describe("a pull", () => {
  it.each(entityNames)("of %s finds what is known to be true", async (entity) => {
    const end = await pulled(entity);
    expect(end).toMatchObject({ state: "complete", moved: { counts: { duplicate_key: 0, ...truth.counts[entity] } } });
    expect(state(entity).counts).toMatchObject(truth.counts[entity]);
  });

  it("made twice changes nothing the second time", async () => {
    await pulled("project");
    const end = await pulled("project");
    expect(end).toMatchObject({ state: "complete", moved: { added: 0, changed: 0, closed: 0 } });
  });

  it("leaves out records of another company on either side", async () => {
    const other = (records: RawRecord[], field: string, value: string | number) =>
      records.map((record, at) => (at === 0 ? { ...record, [field]: value } : record));
    const globe = side("globe", (_, records) => other(records, "CompanyCode", "501"));
    const milestones = side("milestones", (entity, records) =>
      entity === "Company" ? [...records, { CompanyId: 9, Code: "501" }] : other(records, "CompanyId", 9),
    );
    const all = northwind("milestones", "CostCenter").length + northwind("globe", "CostCenter").length;
    await pulled("costCenter", { globe, milestones });
    const read = lastRun(db, administration.id, "costCenter")?.read;
    expect((read?.globe.records ?? 0) + (read?.milestones.records ?? 0)).toBe(all - 2);
  });

  it.each(["globe", "milestones"] as const)(
    "of which %s breaks off leaves every verdict, says why, and the next complete one heals it",
    async (name) => {
      await pulled("customer");
      const before = state("customer").counts;
      const gone = new TieoutError("source_unreachable", { values: { system: name, reason: "connection refused" } });
      const end = await pulled("customer", { [name]: breaking(side(name), 2, gone) });
      expect(end).toMatchObject({ state: "incomplete", error: { code: "source_unreachable" } });
      expect(state("customer")).toMatchObject({ comparable: false, lastCounts: before });
      expect(state("customer").counts.only_in_milestones).toBe(0);
      expect(state("customer").counts.only_in_globe).toBe(0);
      expect(lastRun(db, administration.id, "customer")?.error?.message).toMatch(/connection refused/);

      await pulled("customer");
      expect(state("customer")).toMatchObject({ comparable: true, counts: before });
    },
  );

  it.each(["globe", "milestones"] as const)("in which %s is suddenly empty proves nothing", async (name) => {
    await pulled("item");
    const end = await pulled("item", { [name]: side(name, (entity, records) => (entity === "Item" ? [] : records)) });
    expect(end).toMatchObject({ state: "incomplete", error: { code: "side_empty" } });
    expect(state("item")).toMatchObject({ comparable: false, lastCounts: truth.counts.item });
  });

  it("in which what references point to is suddenly gone proves nothing", async () => {
    for (const entity of ["employee", "customer", "project"] as const) await pulled(entity);
    const noStaff = side("milestones", (entity, records) => (entity === "Employee" ? [] : records));
    expect(await pulled("project", { milestones: noStaff })).toMatchObject({ error: { code: "side_empty" } });
    const noAccounts = side("globe", (entity, records) => (entity === "Account" ? [] : records));
    expect(await pulled("project", { globe: noAccounts })).toMatchObject({ error: { code: "side_empty" } });
  });

  it("of a side that is empty the first time is believed", async () => {
    const end = await pulled("costCenter", {
      milestones: side("milestones", (entity, records) => (entity === "CostCenter" ? [] : records)),
    });
    expect(end).toMatchObject({ state: "complete", moved: { counts: { only_in_globe: 8 } } });
  });

  it("for a company that Milestones does not know is not complete", async () => {
    const strangers = side("milestones", (entity, records) =>
      entity === "Company" ? [{ CompanyId: 9, Code: "999" }] : records,
    );
    expect(await pulled("customer", { milestones: strangers })).toMatchObject({ error: { code: "company_unknown" } });
  });

  it("that is told to stop closes its run as incomplete", async () => {
    const stop = new AbortController();
    const globe: SideReader = {
      async *read(query, signal) {
        for await (const page of side("globe").read(query, signal)) {
          yield page;
          stop.abort();
        }
      },
    };
    expect(await pulled("customer", { globe, signal: stop.signal })).toMatchObject({
      state: "incomplete",
      error: { code: "pull_stopped" },
    });
  });

  it("with a fault that nobody foresaw is failed, and the other side is not read on for nothing", async () => {
    let stopped = false;
    const endless: SideReader = {
      async *read(_, signal) {
        while (!signal.aborted) {
          yield [{ CompanyCode: "500", Code: "A" }];
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        stopped = true;
        signal.throwIfAborted();
      },
    };
    const milestones = breaking(side("milestones"), 0, new RangeError("out of luck"));
    expect(await pulled("costCenter", { globe: endless, milestones })).toMatchObject({
      state: "failed",
      error: { code: "unexpected", message: expect.stringContaining("out of luck") },
    });
    expect(stopped).toBe(true);
  });

  it("of an entity whose pull is still going is not begun", async () => {
    const store = pullStore(db);
    store.openRun({ administrationId: administration.id, entity: "item", trigger: "person", requestedBy: null });
    expect(await pulled("item")).toBeNull();
    expect(runs(db, { administrationId: administration.id })).toHaveLength(1);
  });
});
