// What worker and agent say to each other over the real broker: an honest agent, and one that lies in every way.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answered, type Send } from "../../agent/answer.ts";
import type { BusConnection } from "../../connectors/bus/connection.ts";
import { milestonesReader } from "../../connectors/milestones/index.ts";
import { entityNames } from "../../core/entities/index.ts";
import { checkReadiness } from "../../core/flows/check-readiness.ts";
import { pull } from "../../core/flows/pull.ts";
import { newestVersion, protocolVersion, queuesOf, type ReadRequest, sessionOf } from "../../core/messages.ts";
import type { SideReader } from "../../core/ports/pull.ts";
import { localDay } from "../../core/schedule.ts";
import { administrations } from "../../prisma/administrations.ts";
import { agentProbe } from "../../prisma/agent-probes.ts";
import { presenceOf } from "../../prisma/presence.ts";
import { pullStore } from "../../prisma/pull-store.ts";
import { readinessSource } from "../../prisma/readiness.ts";
import { lastRun, type Run, runOf } from "../../prisma/runs.ts";
import { type Answer, agentLine, type HeldLine } from "../../worker/agent-line.ts";
import { agentReader } from "../../worker/agent-reader.ts";
import { agents } from "../../worker/agents.ts";
import { patientWrites } from "../../worker/patient-writes.ts";
import { withAccess } from "../milestones-access.ts";
import {
  administrationId,
  closed,
  dataset,
  db,
  expectNothingProven,
  keys,
  opened,
  place,
  ports,
  silent,
  state,
  whole,
  workersBus,
} from "./installation.ts";
import { eventually } from "./rooms.ts";

beforeAll(async () => {
  await opened();
  const all = () => entityNames.map((entity) => lastRun(db, administrationId, entity)?.state);
  await eventually(all, (found) => found.every((one) => one === "complete"), 90);
}, 120_000);
afterAll(closed);

describe("what crosses the bus", () => {
  let bus: BusConnection;
  let line: HeldLine;

  beforeAll(() => {
    bus = workersBus();
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
        await answered(taken.message, {
          ...{ reader, send: lying(honest), bootId: "a-boot" },
          ...{ turn: Promise.resolve(), stop: new AbortController().signal },
        });
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
      milestones: milestonesReader({ ...withAccess(`http://127.0.0.1:${ports.milestones}`), companyCode: "500" }),
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
      message: { kind: "failure", code: "protocol_too_new", message: expect.stringMatching(/version 9.*up to 2/) },
    });
  });

  it("as a sign of life of a later protocol shows an agent that is there and cannot be understood", async () => {
    const heard = agents(db, patientWrites(db), bus, "a-listener", silent);
    heard.hold(["odd"]);
    const message = {
      ...{ kind: "heartbeat" as const, version: newestVersion + 1, agent: "odd", agentVersion: "9.0.0", inHand: 0 },
      ...{ bootId: "b", at: new Date().toISOString(), administrations: [] },
    };
    const ids = { messageId: "a-later-sign", correlationId: "b" };
    const to = { session: sessionOf.presence, timeToLive: 60_000 };
    await bus.send(queuesOf("odd").out, { message, ...ids, ...to });
    await eventually(
      () => presenceOf(db, "odd"),
      ({ online, speaksLater }) => online && speaksLater,
    );
  });

  it("of the agent's own check is answered line by line, and the worker notes it for the go-live check by itself", async () => {
    const probe = await eventually(
      () => agentProbe(db, administrationId),
      (found) => found?.answer !== null && found?.answer !== undefined,
    );
    expect(probe).toMatchObject({ agent: "demo", error: null });
    const outcomes = Object.fromEntries((probe?.answer?.lines ?? []).map(({ check, outcome }) => [check, outcome]));
    expect(outcomes).toMatchObject({
      ...{ bus_reached: "ok", bus_key: "ok", globe_sign_in: "ok", globe_reads: "ok", globe_creates: "ok" },
      ...{ globe_imports: "ok", sales_journal: "unknown" },
    });
    const [administration] = administrations(db);
    if (!administration) throw new Error("there is an administration");
    const { findings } = checkReadiness(readinessSource(db, administration, { version: "0.1.0" }));
    const books = findings.find(({ code }) => code === "globe_user_books");
    expect(books).toMatchObject({ outcome: "ok", text: "rights_given", values: { at: localDay(new Date()) } });
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
