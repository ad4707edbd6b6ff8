// What the database makes the worker do, at any moment of the clock, over the real store.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type AdministrationSettings, defaultSchedule, usualInvoices } from "../core/administration.ts";
import { entityNames } from "../core/entities/index.ts";
import { globe as exampleGlobe } from "../core/invoices/example.ts";
import { administrations, saveAdministration } from "../prisma/administrations.ts";
import { type Database, openDatabase } from "../prisma/database.ts";
import { invoicePullStore } from "../prisma/invoice-pull-store.ts";
import { migrate } from "../prisma/migrate.ts";
import { noteHeartbeat } from "../prisma/presence.ts";
import { pullStore } from "../prisma/pull-store.ts";
import { requestOf, requestPull } from "../prisma/requests.ts";
import { wanted } from "./wanted.ts";

let folder: string;
let db: Database;

const settings: AdministrationSettings = {
  globe: { databaseName: "500" },
  milestones: { baseUrl: "http://127.0.0.1:1" },
  agent: "demo",
  schedule: { ...defaultSchedule, until: defaultSchedule.from },
  salesJournal: null,
  debtorAccount: null,
  booksClosedUntil: null,
  invoices: usualInvoices,
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tieout-wanted-"));
  migrate(folder);
  db = openDatabase(folder);
  saveAdministration(db, { code: "500", name: "Noordenwind", settings });
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const entitiesAt = (now: Date, isWanted = () => false) =>
  wanted(db, administrations(db), now, isWanted).map(({ entity, trigger }) => [entity, trigger]);

function heardAt(at: Date): void {
  const iso = at.toISOString();
  const beat = {
    kind: "heartbeat",
    version: 1,
    agent: "demo",
    agentVersion: "0",
    bootId: "b",
    at: iso,
    inHand: 0,
    administrations: [],
  } as const;
  noteHeartbeat(db, { ...beat, administrations: ["500"] }, iso);
}

function complete(...entities: readonly (typeof entityNames)[number][]): void {
  const store = pullStore(db);
  for (const entity of entities) {
    const run = store.openRun({ administrationId: 1, entity, trigger: "first", requestedBy: null });
    const nothing = { records: 0, hash: "0" };
    const read = { globe: nothing, milestones: nothing };
    store.complete(run ?? 0, { whole: true, read, pairs: [], marks: {}, rules: "" });
  }
}

it("every entity, and then the invoices, are pulled once the agent is heard, whatever the hour", () => {
  const now = new Date();
  expect(entitiesAt(now)).toEqual([]);
  heardAt(now);
  expect(entitiesAt(now)).toEqual([...entityNames, "invoice"].map((entity) => [entity, "first"]));
  expect(entitiesAt(now, () => true)).toEqual([]);
});

it("a changed schedule counts at the next look", () => {
  complete(...entityNames);
  const tomorrow = new Date(Date.now() + 36 * 3_600_000);
  tomorrow.setUTCHours(10, 0, 30, 0);
  expect(entitiesAt(tomorrow)).toEqual([]);
  saveAdministration(db, {
    code: "500",
    name: "Noordenwind",
    settings: { ...settings, schedule: defaultSchedule },
  });
  expect(entitiesAt(tomorrow)).toEqual([...entityNames, "invoice"].map((entity) => [entity, "schedule"]));
});

it("what a person asks for comes first, and is given out once", () => {
  heardAt(new Date());
  complete(...entityNames.filter((entity) => entity !== "currency"));
  const [request = 0] = requestPull(db, null, { administrationId: 1, entities: ["project"] });
  const found = wanted(db, administrations(db), new Date(), () => false);
  expect(found.map(({ entity, trigger, requests }) => [entity, trigger, requests])).toEqual([
    ["project", "person", [request]],
    ["currency", "first", []],
    ["invoice", "first", []],
  ]);
  expect(requestOf(db, request)?.state).toBe("taken");
  expect(entitiesAt(new Date())).toEqual([
    ["currency", "first"],
    ["invoice", "first"],
  ]);
});

it("reads everything where a person asks for it, or where nothing did since the night; else what moved", () => {
  heardAt(new Date());
  complete(...entityNames);
  const asked = (whole: boolean) => {
    requestPull(db, null, { administrationId: 1, entities: ["project"], whole });
    return wanted(db, administrations(db), new Date(), () => false).find(({ entity }) => entity === "project")?.whole;
  };
  expect(asked(false)).toBe(false);
  expect(asked(true)).toBe(true);
  db.prepare(`UPDATE run SET startedAt = ?`).run(new Date(Date.now() - 48 * 3_600_000).toISOString());
  expect(asked(false)).toBe(true);
});

it("settings that invoices are judged by and that changed are a reason to pull them", () => {
  heardAt(new Date());
  complete(...entityNames);
  const store = invoicePullStore(db);
  const runId = store.openRun({ administrationId: 1, trigger: "first", requestedBy: null }) ?? 0;
  const milestones = {
    ...{ Company: [], Invoice: [], InvoiceLine: [], Customer: [], Item: [] },
    ...{ VatCode: [], CostCenter: [], Project: [], Currency: [] },
  };
  store.complete(runId, { globe: exampleGlobe, milestones, judged: [], pdfs: new Map() });
  expect(entitiesAt(new Date())).toEqual([]);
  saveAdministration(db, { code: "500", name: "Noordenwind", settings: { ...settings, salesJournal: "70" } });
  expect(entitiesAt(new Date())).toEqual([["invoice", "schedule"]]);
});

it("an agent that was not heard of is given less time to answer", () => {
  const away = () => wanted(db, administrations(db), new Date(), () => false)[0]?.silence ?? 0;
  requestPull(db, null, { administrationId: 1, entities: ["item"] });
  const unheard = away();
  heardAt(new Date());
  requestPull(db, null, { administrationId: 1, entities: ["item"] });
  expect(unheard).toBeGreaterThan(0);
  expect(away()).toBeGreaterThan(unheard);
});
