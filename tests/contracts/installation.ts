// One installation on this machine for a test file: the real broker, Globe's and Milestones' stand-ins, an agent and a
// worker, each a process of its own, over a fresh database. Nothing is due by the clock: only what a test asks happens.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { type BusConnection, busConnection } from "../../connectors/bus/connection.ts";
import { defaultSchedule } from "../../core/administration.ts";
import type { EntityName } from "../../core/entities/entity.ts";
import { queuesOf } from "../../core/messages.ts";
import { noCounts } from "../../core/reconcile/compare.ts";
import { saveAdministration } from "../../prisma/administrations.ts";
import { openDatabase } from "../../prisma/database.ts";
import { entityState } from "../../prisma/entity-state.ts";
import { migrate } from "../../prisma/migrate.ts";
import { requestPull } from "../../prisma/requests.ts";
import { lastRun, type Run, runOf } from "../../prisma/runs.ts";
import { globeConfig } from "../globe-account.ts";
import { consentFor } from "../milestones-access.ts";
import truth from "../truth/northwind.json" with { type: "json" };
import { eventually, type Room, room } from "./rooms.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-agent-"));
migrate(folder);
export const db = openDatabase(folder);

/** A path in the installation's folder. */
export const place = (...names: string[]) => join(folder, ...names);
export const dataset = new URL("../../demo/northwind", import.meta.url).pathname;
const secondDataset = new URL("../../demo/credit-notes", import.meta.url).pathname;

/** Globe serves both companies' databases; each company has a Milestones of its own. */
type StandIn = "globe" | "milestones" | "secondMilestones";

/** What else stand-ins are started with. */
export const standinArgs: Partial<Record<StandIn, string[]>> = {};

/** Where a Milestones keeps what was written to it, one line a write. */
export const keptBy = (name: StandIn) => place(`${name}-kept.jsonl`);

export const rooms: Partial<Record<"bus" | StandIn | "agent" | "worker", Room>> = {};
export const ports: Record<string, number> = {};
export const silent = { info: () => undefined, warn: () => undefined };

export const keys = { worker: randomBytes(32).toString("base64"), agent: randomBytes(32).toString("base64") };
const connection = (name: keyof typeof keys) =>
  `Endpoint=sb://localhost/;SharedAccessKeyName=${name};SharedAccessKey=${keys[name]}`;

export function busConfig() {
  const rule = (KeyName: keyof typeof keys, Rights: string[]) => ({
    KeyName,
    PrimaryKey: keys[KeyName],
    SecondaryKey: keys[KeyName],
    Rights,
  });
  const queue = (Name: string, right: string) => ({
    Name,
    Properties: {
      LockDuration: "PT30S",
      MaxDeliveryCount: 10,
      DefaultMessageTimeToLive: "PT1H",
      DeadLetteringOnMessageExpiration: false,
      RequiresDuplicateDetection: false,
      DuplicateDetectionHistoryTimeWindow: "PT10M",
      RequiresSession: true,
    },
    AuthorizationRules: [rule("agent", [right])],
  });
  const of = (agent: string) => [queue(queuesOf(agent).in, "Listen"), queue(queuesOf(agent).out, "Send")];
  const namespace = {
    Name: "tieout",
    AuthorizationRules: [rule("worker", ["Send", "Listen"])],
    Queues: [...of("demo"), ...of("odd")],
  };
  return { UserConfig: { Namespaces: [namespace], Logging: { Type: "File" } } };
}

export const start = {
  async bus() {
    const at = (name: string) => String(ports[name] ?? 0);
    const config = ["--config", place("bus.json"), "--data", place("bus")];
    const log = place("bus.log");
    rooms.bus = await room("standins/bus/main.ts", [...config, "--port", at("bus"), "--tls-port", at("busTls")], {
      log,
    });
    ports.bus = Number(rooms.bus.ready.port);
    ports.busTls = Number(rooms.bus.ready.tlsPort);
  },
  async standin(name: StandIn) {
    const folders = { globe: [dataset, secondDataset], milestones: [dataset], secondMilestones: [secondDataset] }[name];
    const args = folders.flatMap((one) => ["--dataset", one]);
    const program = `standins/${name === "globe" ? "globe" : "milestones"}/main.ts`;
    const at = ["--port", String(ports[name] ?? 0), "--page-size", "10"];
    if (name !== "globe") at.push("--kept", keptBy(name));
    at.push(...(standinArgs[name] ?? []));
    const started = await room(program, [...args, ...at], { log: place(`${name}.log`) });
    ports[name] = Number(new URL(String(started.ready.url)).port);
    rooms[name] = started;
  },
  /** The agent; `program`: another build of it, and `more`: what else its configuration says. */
  async agent(program = "agent/main.ts", more: object = {}) {
    const config = {
      agent: "demo",
      bus: { connectionString: connection("agent"), endpoint: endpoint(), certificate: place("bus", "bus-cert.pem") },
      globe: {
        ...globeConfig(`http://127.0.0.1:${ports.globe}`),
        rights: { create: ["FinSalesEntry"], import: ["XMLImportSalesEntry"] },
      },
      administrations: ["500", "610"].map((code) => ({ code, databaseName: code })),
      data: place("agent"),
      ...more,
    };
    writeFileSync(place("agent.json"), JSON.stringify(config), { mode: 0o600 });
    rooms.agent = await room(program, ["run", "--config", place("agent.json")], { log: place("agent.log") });
  },
  async worker() {
    const env = {
      TZ: "Europe/Amsterdam",
      TIEOUT_DATA: folder,
      TIEOUT_BUS: connection("worker"),
      TIEOUT_BUS_ENDPOINT: endpoint(),
      TIEOUT_BUS_CA: place("bus", "bus-cert.pem"),
    };
    rooms.worker = await room("worker/main.ts", [], { log: place("worker.log"), env });
  },
};

const endpoint = () => `sb://localhost:${ports.busTls}`;
export const administrationId = 1;
export const state = (entity: EntityName) => entityState(db, administrationId, entity);

/** Asks for a pull, of everything where `whole`, and gives the run back once it has begun. */
export async function begun(entity: EntityName, whole = false): Promise<Run> {
  const before = lastRun(db, administrationId, entity)?.id ?? 0;
  requestPull(db, null, { administrationId, entities: [entity], whole });
  const run = await eventually(
    () => lastRun(db, administrationId, entity),
    (found) => (found?.id ?? 0) > before,
  );
  if (!run) throw new Error("there is a run");
  return run;
}

export const ended = (run: Run, seconds = 40) =>
  eventually(
    () => runOf(db, run.id),
    (found) => found?.state !== "running",
    seconds,
  );

export const pulled = async (entity: EntityName, whole = false) => ended(await begun(entity, whole));

export const standin = async (name: StandIn, method: string, path: string, body?: object) => {
  const url = `http://127.0.0.1:${ports[name]}/standin/${path}`;
  const response = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  return response.json();
};

/** Begins a pull of all customers and gives it back when Globe has been asked for a later page and does not answer. */
export async function inTheMiddle(): Promise<Run> {
  const { id } = await standin("globe", "POST", "pauses", { entity: "Account", afterPages: 3 });
  const run = await begun("customer", true);
  await standin("globe", "GET", `pauses/${id}`);
  return run;
}

export const goOn = () => standin("globe", "DELETE", "pauses");

/** Starts every room. `startAgent`: how the agent is. */
export async function opened(startAgent = () => start.agent()): Promise<void> {
  writeFileSync(place("bus.json"), JSON.stringify(busConfig()));
  await Promise.all([start.bus(), start.standin("globe"), start.standin("milestones")]);
  await administration("500", "milestones");
  await Promise.all([startAgent(), start.worker()]);
}

/** Starts every room for two administrations, which one agent serves. */
export async function openedForTwo(): Promise<void> {
  await start.standin("secondMilestones");
  await administration("610", "secondMilestones");
  await opened();
}

async function administration(code: string, milestones: StandIn): Promise<void> {
  saveAdministration(db, {
    code,
    name: `Company ${code}`,
    settings: {
      globe: { databaseName: code },
      milestones: { baseUrl: `http://127.0.0.1:${ports[milestones]}` },
      agent: "demo",
      schedule: { ...defaultSchedule, until: defaultSchedule.from },
      salesJournal: null,
      debtorAccount: null,
      booksClosedUntil: null,
    },
  });
  await consentFor(db, `http://127.0.0.1:${ports[milestones]}`);
}

/** Stops every room. KEEP=1 leaves the folder with the logs. */
export async function closed(): Promise<void> {
  await Promise.all(Object.values(rooms).map((one) => one.stop()));
  db.close();
  if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
}

/** The bus as the worker's key opens it. */
export function workersBus(): BusConnection {
  const certificate = readFileSync(place("bus", "bus-cert.pem"), "utf8");
  return busConnection({ connectionString: connection("worker"), endpoint: endpoint(), certificate }, silent);
}

/** What is known to be true of the customers. */
export const whole = { ...noCounts(), ...truth.counts.customer };

/** What must be so after a run that did not get through: a reason, and no pair called missing or different. */
export function expectNothingProven(run: Run | null, reason: RegExp): void {
  expect(run?.state).toMatch(/^(incomplete|failed)$/);
  expect(run?.error?.message).toMatch(reason);
  const { comparable, counts, lastCounts } = state("customer");
  expect(comparable).toBe(false);
  expect(lastCounts).toEqual(whole);
  const pairs = Object.values(whole).reduce((sum, count) => sum + count, 0);
  expect(counts).toMatchObject({ only_in_milestones: 0, only_in_globe: 0, different: 0, not_comparable: pairs });
}

export async function expectHealed(): Promise<void> {
  expect(await pulled("customer")).toMatchObject({ state: "complete" });
  expect(state("customer")).toMatchObject({ comparable: true, counts: whole });
}
