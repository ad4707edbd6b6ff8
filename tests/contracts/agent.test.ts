// Worker and agent over the real broker, with Globe's and Milestones' stand-ins: every room a process of its own, and
// every one of them stopped, killed or lied to in the middle of a pull.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EntityName } from "../../core/entities/entity.ts";
import { entityNames } from "../../core/entities/index.ts";
import { queuesOf } from "../../core/messages.ts";
import { defaultSchedule } from "../../core/ports.ts";
import { saveAdministration } from "../../prisma/administrations.ts";
import { type Database, openDatabase } from "../../prisma/database.ts";
import { entityState } from "../../prisma/entity-state.ts";
import { migrate } from "../../prisma/migrate.ts";
import { presenceOf } from "../../prisma/presence.ts";
import { requestOf, requestPull } from "../../prisma/requests.ts";
import { lastRun, type Run, runOf, runs } from "../../prisma/runs.ts";
import truth from "../truth/northwind.json" with { type: "json" };
import { eventually, type Room, room } from "./rooms.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-agent-"));
const place = (...names: string[]) => join(folder, ...names);
const dataset = new URL("../../demo/northwind", import.meta.url).pathname;

const rooms: Partial<Record<"bus" | "globe" | "milestones" | "agent" | "worker", Room>> = {};
const ports: Record<string, number> = {};
let db: Database;

const keys = { worker: randomBytes(32).toString("base64"), agent: randomBytes(32).toString("base64") };
const connection = (name: keyof typeof keys) =>
  `Endpoint=sb://localhost/;SharedAccessKeyName=${name};SharedAccessKey=${keys[name]}`;

function busConfig() {
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

const start = {
  async bus() {
    const at = (name: string) => String(ports[name] ?? 0);
    rooms.bus = await room("standins/bus/main.ts", [
      ...["--config", place("bus.json"), "--data", place("bus"), "--port", at("bus"), "--tls-port", at("busTls")],
    ]);
    ports.bus = Number(rooms.bus.ready.port);
    ports.busTls = Number(rooms.bus.ready.tlsPort);
  },
  async standin(name: "globe" | "milestones") {
    const started = await room(`standins/${name}/main.ts`, [
      "--dataset",
      dataset,
      "--port",
      String(ports[name] ?? 0),
      ...(name === "globe" ? ["--page-size", "10"] : []),
    ]);
    ports[name] = Number(new URL(String(started.ready.url)).port);
    rooms[name] = started;
  },
  async agent() {
    const config = {
      agent: "demo",
      bus: { connectionString: connection("agent"), endpoint: endpoint(), certificate: place("bus", "bus-cert.pem") },
      globe: { url: `http://127.0.0.1:${ports.globe}` },
      administrations: [{ code: "500", databaseName: "500" }],
      data: place("agent"),
    };
    writeFileSync(place("agent.json"), JSON.stringify(config));
    rooms.agent = await room("agent/main.ts", ["run", "--config", place("agent.json")]);
  },
  async worker() {
    rooms.worker = await room("worker/main.ts", [], {
      TZ: "Europe/Amsterdam",
      TIEOUT_DATA: folder,
      TIEOUT_BUS: connection("worker"),
      TIEOUT_BUS_ENDPOINT: endpoint(),
      TIEOUT_BUS_CA: place("bus", "bus-cert.pem"),
    });
  },
};

const endpoint = () => `sb://localhost:${ports.busTls}`;
const administrationId = 1;
const state = (entity: EntityName) => entityState(db, administrationId, entity);

/** Asks for a pull and gives the run back once it has begun. */
async function begun(entity: EntityName): Promise<Run> {
  const before = lastRun(db, administrationId, entity)?.id ?? 0;
  requestPull(db, null, { administrationId, entities: [entity] });
  const run = await eventually(
    () => lastRun(db, administrationId, entity),
    (found) => (found?.id ?? 0) > before,
  );
  if (!run) throw new Error("there is a run");
  return run;
}

const ended = (run: Run, seconds = 40) =>
  eventually(
    () => runOf(db, run.id),
    (found) => found?.state !== "running",
    seconds,
  );

const pulled = async (entity: EntityName) => ended(await begun(entity));

const standin = async (name: "globe" | "milestones", method: string, path: string, body?: object) => {
  const url = `http://127.0.0.1:${ports[name]}/standin/${path}`;
  const response = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  return response.json();
};

/** Begins a pull of customers and gives it back when Globe has been asked for a later page and does not answer. */
async function inTheMiddle(): Promise<Run> {
  const { id } = await standin("globe", "POST", "pauses", { entity: "Account", afterPages: 3 });
  const run = await begun("customer");
  await standin("globe", "GET", `pauses/${id}`);
  return run;
}

const goOn = () => standin("globe", "DELETE", "pauses");

beforeAll(async () => {
  migrate(folder);
  db = openDatabase(folder);
  writeFileSync(place("bus.json"), JSON.stringify(busConfig()));
  await Promise.all([start.bus(), start.standin("globe"), start.standin("milestones")]);
  saveAdministration(db, {
    code: "500",
    name: "Noordenwind",
    settings: {
      globe: { databaseName: "500" },
      milestones: { baseUrl: `http://127.0.0.1:${ports.milestones}` },
      agent: "demo",
      // Nothing is due by the clock here, so that only what a test asks for happens.
      schedule: { ...defaultSchedule, until: defaultSchedule.from },
      salesJournal: null,
      debtorAccount: null,
      booksClosedUntil: null,
    },
  });
  await Promise.all([start.agent(), start.worker()]);
});

afterAll(async () => {
  if (process.env.KEEP) for (const [name, one] of Object.entries(rooms)) writeFileSync(place(`${name}.log`), one.log());
  await Promise.all(Object.values(rooms).map((one) => one.stop()));
  db.close();
  if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
});

describe("worker and agent", () => {
  it("pull every entity once they are up, whatever the hour, and find what is known to be true", async () => {
    const all = () => entityNames.map((entity) => lastRun(db, administrationId, entity)?.state);
    await eventually(all, (found) => found.every((one) => one === "complete"));
    for (const entity of entityNames) expect(state(entity).counts, entity).toMatchObject(truth.counts[entity]);
    expect(runs(db, { administrationId }).map(({ trigger }) => trigger)).toEqual(entityNames.map(() => "first"));
  });
});
