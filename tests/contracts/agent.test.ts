// Worker and agent over the real broker, with Globe's and Milestones' stand-ins: every room a process of its own, and
// every one of them stopped, killed or lied to in the middle of a pull.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answered, type Send } from "../../agent/answer.ts";
import { type BusConnection, busConnection } from "../../connectors/bus/connection.ts";
import { milestonesReader } from "../../connectors/milestones/index.ts";
import type { EntityName } from "../../core/entities/entity.ts";
import { entityNames } from "../../core/entities/index.ts";
import { pull } from "../../core/flows/pull.ts";
import { protocolVersion, queuesOf, type ReadRequest, sessionOf } from "../../core/messages.ts";
import { defaultSchedule, type SideReader } from "../../core/ports.ts";
import packageFile from "../../package.json" with { type: "json" };
import { administrations, saveAdministration } from "../../prisma/administrations.ts";
import { type Database, openDatabase } from "../../prisma/database.ts";
import { entityState } from "../../prisma/entity-state.ts";
import { migrate } from "../../prisma/migrate.ts";
import { presenceOf } from "../../prisma/presence.ts";
import { pullStore } from "../../prisma/pull-store.ts";
import { requestOf, requestPull } from "../../prisma/requests.ts";
import { lastRun, type Run, runOf, runs } from "../../prisma/runs.ts";
import { type Answer, agentLine, type HeldLine } from "../../worker/agent-line.ts";
import { agentReader } from "../../worker/agent-reader.ts";
import truth from "../truth/northwind.json" with { type: "json" };
import { eventually, type Room, room } from "./rooms.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-agent-"));
const place = (...names: string[]) => join(folder, ...names);
const dataset = new URL("../../demo/northwind", import.meta.url).pathname;

const rooms: Partial<Record<"bus" | "globe" | "milestones" | "agent" | "worker", Room>> = {};
const ports: Record<string, number> = {};
let db: Database;
const silent = { info: () => undefined, warn: () => undefined };

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
    const config = ["--config", place("bus.json"), "--data", place("bus")];
    const log = place("bus.log");
    rooms.bus = await room("standins/bus/main.ts", [...config, "--port", at("bus"), "--tls-port", at("busTls")], {
      log,
    });
    ports.bus = Number(rooms.bus.ready.port);
    ports.busTls = Number(rooms.bus.ready.tlsPort);
  },
  async standin(name: "globe" | "milestones") {
    const args = ["--dataset", dataset, "--port", String(ports[name] ?? 0), "--page-size", "10"];
    const started = await room(`standins/${name}/main.ts`, args, { log: place(`${name}.log`) });
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
    rooms.agent = await room("agent/main.ts", ["run", "--config", place("agent.json")], { log: place("agent.log") });
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
  await Promise.all(Object.values(rooms).map((one) => one.stop()));
  db.close();
  if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
});

const whole = { ...truth.counts.customer, duplicate_key: 0, not_comparable: 0 };

/** What must be so after a run that did not get through: a reason, and no pair called missing or different. */
function expectNothingProven(run: Run | null, reason: RegExp): void {
  expect(run?.state).toMatch(/^(incomplete|failed)$/);
  expect(run?.error?.message).toMatch(reason);
  const { comparable, counts, lastCounts } = state("customer");
  expect(comparable).toBe(false);
  expect(lastCounts).toEqual(whole);
  const pairs = Object.values(whole).reduce((sum, count) => sum + count, 0);
  expect(counts).toMatchObject({ only_in_milestones: 0, only_in_globe: 0, different: 0, not_comparable: pairs });
}

async function expectHealed(): Promise<void> {
  expect(await pulled("customer")).toMatchObject({ state: "complete" });
  expect(state("customer")).toMatchObject({ comparable: true, counts: whole });
}

const worker = () => rooms.worker as Room;
const agent = () => rooms.agent as Room;

describe("worker and agent", () => {
  it("pull every entity once they are up, whatever the hour, and find what is known to be true", async () => {
    const all = () => entityNames.map((entity) => lastRun(db, administrationId, entity)?.state);
    await eventually(all, (found) => found.every((one) => one === "complete"));
    for (const entity of entityNames) expect(state(entity).counts, entity).toMatchObject(truth.counts[entity]);
    expect(runs(db, { administrationId }).map(({ trigger }) => trigger)).toEqual(entityNames.map(() => "first"));
  });

  it("show the agent's presence, with its version", () => {
    expect(presenceOf(db, "demo")).toMatchObject({
      online: true,
      version: packageFile.version,
      administrations: ["500"],
    });
  });

  it("begin what a person asks for within two seconds, and say by which run it was done", async () => {
    const asked = Date.now();
    const [request = 0] = requestPull(db, null, { administrationId, entities: ["currency"] });
    const done = await eventually(
      () => requestOf(db, request),
      (found) => found?.state === "done",
    );
    const run = runOf(db, done?.runId ?? 0);
    expect(run).toMatchObject({ entity: "currency", trigger: "person", state: "complete" });
    expect(Date.parse(run?.startedAt ?? "") - asked).toBeLessThan(3_000);
  });

  it("never double a run that is going: what is asked meanwhile is done after it", async () => {
    const first = await inTheMiddle();
    const [request = 0] = requestPull(db, null, { administrationId, entities: ["customer"] });
    await eventually(
      () => requestOf(db, request),
      (found) => found?.state === "taken",
    );
    expect(runs(db, { administrationId, state: "running" }).map(({ id }) => id)).toEqual([first.id]);
    await goOn();
    const done = await eventually(
      () => requestOf(db, request),
      (found) => found?.state === "done",
    );
    expect(runOf(db, first.id)?.state).toBe("complete");
    expect(done?.runId).toBeGreaterThan(first.id);
    expect(runOf(db, done?.runId ?? 0)?.state).toBe("complete");
  });

  it("open no port: the agent listens on nothing", () => {
    expect(listeningPorts(worker().pid)).toEqual([]);
    expect(listeningPorts(agent().pid)).toEqual([]);
    // The same look at a room that does listen shows that looking works.
    expect(listeningPorts(rooms.globe?.pid ?? 0)).toEqual([ports.globe]);
  });
});

describe("in the middle of a pull", () => {
  it("Globe stops: the run is red and says why, nothing is called missing, and the next good run heals it", async () => {
    const run = await inTheMiddle();
    await rooms.globe?.kill();
    expectNothingProven(await ended(run), /agent demo could not read Account from Globe: .*Globe/);
    await start.standin("globe");
    await expectHealed();
  });

  it("Milestones stops: the run is red and says why, and the next good run heals it", async () => {
    const { id } = await standin("milestones", "POST", "pauses", { entity: "Customer" });
    const run = await begun("customer");
    await standin("milestones", "GET", `pauses/${id}`);
    await rooms.milestones?.kill();
    expectNothingProven(await ended(run), /Milestones/);
    await start.standin("milestones");
    await expectHealed();
  });

  it("Globe says that it has nothing: an empty side is a fault", async () => {
    await standin("globe", "POST", "faults", { kind: "empty", entity: "Account" });
    expectNothingProven(await pulled("customer"), /Globe returned no records of customer/);
    await standin("globe", "DELETE", "faults");
    await expectHealed();
  });

  it("Globe forgets to say that more pages follow: a part is not the whole", async () => {
    await standin("globe", "POST", "faults", { kind: "no_next", entity: "Account", afterPages: 2, times: 1 });
    const run = await pulled("customer");
    await standin("globe", "DELETE", "faults");
    if (run?.state === "complete") expect(state("customer").counts).toEqual(whole);
    else expectNothingProven(run, /Globe/);
    await expectHealed();
  });

  it("the agent is killed: as soon as it is back, the run is red and says why; the next good run heals it", async () => {
    const run = await inTheMiddle();
    await agent().kill();
    await goOn();
    await start.agent();
    expectNothingProven(await ended(run), /agent demo was restarted while it read Account/);
    await expectHealed();
  });

  it("the agent is told to stop: it says so before it goes", async () => {
    const run = await inTheMiddle();
    expect(await agent().stop()).toBe(0);
    expectNothingProven(await ended(run), /agent was stopped/);
    await goOn();
    await start.agent();
    await expectHealed();
  });

  it("the bus is killed and comes back: both ends find it again, and the pull goes through", async () => {
    const run = await inTheMiddle();
    await rooms.bus?.kill();
    await start.bus();
    await goOn();
    const end = await ended(run, 60);
    if (end?.state !== "complete") expectNothingProven(end, /./);
    await expectHealed();
    expect(end?.state).toBe("complete");
  });

  it("the worker is told to stop: the run is closed as incomplete at once, and made up for at the next start", async () => {
    const run = await inTheMiddle();
    const told = Date.now();
    expect(await worker().stop()).toBe(0);
    expect(Date.now() - told).toBeLessThan(12_000);
    expectNothingProven(runOf(db, run.id), /stopped before it was complete/);
    await goOn();
    await start.worker();
    const next = await eventually(
      () => lastRun(db, administrationId, "customer"),
      (found) => (found?.id ?? 0) > run.id && found?.state === "complete",
    );
    expect(next?.trigger).toBe("schedule");
    expect(state("customer")).toMatchObject({ comparable: true, counts: whole });
  });

  it("the worker is killed: its run is closed by the next start, and made up for", async () => {
    const run = await inTheMiddle();
    await worker().kill();
    await goOn();
    await start.worker();
    expect(runOf(db, run.id)).toMatchObject({ state: "failed", error: { code: "run_abandoned" } });
    await eventually(
      () => lastRun(db, administrationId, "customer"),
      (found) => (found?.id ?? 0) > run.id && found?.state === "complete",
    );
    expect(state("customer")).toMatchObject({ comparable: true, counts: whole });
  });
});

describe("what crosses the bus", () => {
  let bus: BusConnection;
  let line: HeldLine;

  beforeAll(() => {
    const certificate = readFileSync(place("bus", "bus-cert.pem"), "utf8");
    bus = busConnection({ connectionString: connection("worker"), endpoint: endpoint(), certificate }, silent);
    line = agentLine(bus, "odd", "a-test", silent);
  });

  afterAll(() => bus.close());

  /** Answers requests to the agent "odd" out of the demo's files, through `send`, which may lie. */
  function oddAgent(lying: (send: Send) => Send) {
    const { in: inQueue, out } = queuesOf("odd");
    const reader: SideReader = {
      async *read({ entity }) {
        const records = JSON.parse(readFileSync(join(dataset, "globe", `${entity}.json`), "utf8"));
        // Incompressible text makes several pages of a small set.
        for (const record of records) yield [{ ...record, Note: randomBytes(9_000).toString("base64") }];
      },
    };
    return bus.hold(inQueue, sessionOf.administration("500"), {
      concurrent: 1,
      async take({ settle, replySession, ...taken }) {
        if (taken.state !== "sound" || taken.message.kind !== "read" || replySession === null) return;
        await settle();
        const { requestId } = taken.message;
        let sent = 0;
        const honest: Send = (message, payload) =>
          bus.send(out, {
            message,
            ...(payload ? { payload } : {}),
            messageId: `${requestId}:${sent++}`,
            correlationId: requestId,
            session: replySession,
            timeToLive: 60_000,
          });
        await answered(taken.message, reader, lying(honest), "a-boot", new AbortController().signal);
      },
    });
  }

  async function pulledFromOdd(lying: (send: Send) => Send): Promise<Run | null> {
    const [administration] = administrations(db);
    if (!administration) throw new Error("there is an administration");
    const odd = oddAgent(lying);
    const sides = {
      store: pullStore(db),
      globe: agentReader(line, { agent: "odd", administration: "500", silence: 2_000 }),
      milestones: milestonesReader({ baseUrl: `http://127.0.0.1:${ports.milestones}`, companyCode: "500" }),
    };
    const task = { administration, entity: "customer", trigger: "person", requestedBy: null } as const;
    const end = await pull(sides, task, new AbortController().signal);
    await odd.close();
    return runOf(db, end?.runId ?? 0);
  }

  it("is compared when all of it came: several pages give the known truth", async () => {
    let pages = 0;
    const run = await pulledFromOdd((send) => (message, payload) => {
      if (message.kind === "page") pages += 1;
      return send(message, payload);
    });
    expect(run?.state).toBe("complete");
    expect(pages).toBeGreaterThan(3);
    expect(state("customer")).toMatchObject({ comparable: true, counts: whole });
  });

  it("may come twice: a page delivered again is harmless", async () => {
    const run = await pulledFromOdd((send) => async (message, payload) => {
      await send(message, payload);
      await send(message, payload);
    });
    expect(run?.state).toBe("complete");
    expect(state("customer")).toMatchObject({ comparable: true, counts: whole });
  });

  it.each<[string, (send: Send) => Send, RegExp]>([
    [
      "a page that changed on its way",
      (send) => (message, payload) => {
        const changed = payload && message.kind === "page" && message.page === 1;
        return send(message, changed ? Buffer.concat([payload.subarray(0, -1), Buffer.from([7])]) : payload);
      },
      /page 1 is not what was sent/,
    ],
    [
      "a page that is missing",
      (send) => (message, payload) =>
        message.kind === "page" && message.page === 1 ? Promise.resolve() : send(message, payload),
      /page 1 is missing/,
    ],
    [
      "a last page that never comes",
      (send) => (message, payload) =>
        message.kind === "page" && message.last ? Promise.resolve() : send(message, payload),
      /agent odd gave no answer/,
    ],
    [
      "a page of a later protocol",
      (send) => (message, payload) => send({ ...message, version: message.kind === "page" ? 9 : 1 }, payload),
      /protocol version 9/,
    ],
  ])("proves nothing with %s", async (_, lying, reason) => {
    expectNothingProven(await pulledFromOdd(lying), reason);
  });

  /** Asks the real agent and gives back its first answer that is more than a sign of life. */
  function answerTo(request: Partial<ReadRequest>): Promise<Answer> {
    const demo = agentLine(bus, "demo", `a-test-${randomBytes(4).toString("hex")}`, silent);
    const whole: ReadRequest = {
      kind: "read",
      version: protocolVersion,
      requestId: randomBytes(8).toString("hex"),
      administration: "500",
      entity: "Currency",
      fields: ["CurrencyCode"],
      deadline: new Date(Date.now() + 60_000).toISOString(),
      ...request,
    };
    return new Promise((resolve, reject) => {
      const onAnswer = async (answer: Answer) => {
        if (answer.kind !== "message" || answer.message.kind !== "reading") resolve(answer);
      };
      demo.ask(whole, onAnswer).catch(reject);
    });
  }

  it("in an older or the same version is answered with what was asked", async () => {
    expect(await answerTo({})).toMatchObject({ message: { kind: "page", last: true, records: 8 } });
  });

  it("in a later version is answered with both versions", async () => {
    expect(await answerTo({ version: 9 })).toMatchObject({
      message: { kind: "failure", code: "protocol_too_new", message: expect.stringMatching(/version 9.*up to 1/) },
    });
  });

  it("for an entity that is not read from Globe is refused by name", async () => {
    expect(await answerTo({ entity: "Nonsense" })).toMatchObject({
      message: { kind: "failure", message: expect.stringContaining("Nonsense") },
    });
  });

  it("for an administration that the agent does not serve is refused, even on the session of one that it serves", async () => {
    const answer = new Promise((resolve) => {
      const session = sessionOf.reply("a-smuggler");
      bus.hold(queuesOf("demo").out, session, { concurrent: 1, take: async (taken) => resolve(taken) });
    });
    await bus.send(queuesOf("demo").in, {
      message: {
        ...{ kind: "read", version: protocolVersion, requestId: "smuggled", administration: "999" },
        ...{ entity: "Account", fields: ["ID"], deadline: new Date(Date.now() + 60_000).toISOString() },
      },
      messageId: "smuggled",
      correlationId: "smuggled",
      session: sessionOf.administration("500"),
      replySession: sessionOf.reply("a-smuggler"),
      timeToLive: 60_000,
    });
    expect(await answer).toMatchObject({ message: { kind: "failure", code: "administration_not_served" } });
  });

  it("never puts the agent's key or a name from the books in a log", () => {
    const logs = ["agent.log", "worker.log"].map((name) => readFileSync(place(name), "utf8")).join("");
    expect(logs).toContain("a read is answered");
    for (const secret of [keys.agent, keys.worker, "SharedAccessKey", "Richter Supermarkt"])
      expect(logs).not.toContain(secret);
  });
});

/** Ports on which a process listens, as the system's own table has them. */
function listeningPorts(pid: number): number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
        return inode ? [inode] : [];
      } catch {
        return []; // Closed while we looked.
      }
    }),
  );
  const listen = "0A";
  return ["tcp", "tcp6"].flatMap((family) =>
    readFileSync(`/proc/${pid}/net/${family}`, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === listen && inode !== undefined && sockets.has(inode))
      .map(([, local = ""]) => Number.parseInt(local.split(":")[1] ?? "", 16)),
  );
}
