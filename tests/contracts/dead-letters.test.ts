// Dead letters for real: made on the local broker in every way that it knows, mirrored by the worker's own code, and
// sent again or set aside on a person's word.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type BusConnection, busConnection } from "../../connectors/bus/connection.ts";
import type { DeadLetter } from "../../connectors/bus/dead-letters.ts";
import type { Taken } from "../../connectors/bus/held-session.ts";
import { protocolVersion, queuesOf, type ReadRequest, sessionOf } from "../../core/messages.ts";
import {
  askForLetters,
  beginSending,
  deadLetters,
  endLetter,
  letterOf,
  waitingLetters,
} from "../../prisma/dead-letters.ts";
import { events } from "../../prisma/events.ts";
import { type TestDatabase, testDatabase } from "../../prisma/test-database.ts";
import { type Broker, startBroker } from "../../standins/bus/broker.ts";
import { type Letters, letters } from "../../worker/dead-letters.ts";
import { patientWrites } from "../../worker/patient-writes.ts";
import { eventually } from "./rooms.ts";

const agent = "demo";
const queues = queuesOf(agent);
const silent = { info: () => undefined, warn: () => undefined };
const credential = "SharedAccessKeyName=worker;SharedAccessKey=the-key";
const worker = "this-worker";

const queue = (Name: string, more: object) => ({
  Name,
  Properties: { RequiresSession: true, LockDuration: "PT5S", MaxDeliveryCount: 3, ...more },
});
const config = {
  UserConfig: {
    Namespaces: [
      {
        Name: "tieout",
        AuthorizationRules: [{ KeyName: "worker", PrimaryKey: "the-key", Rights: ["Send", "Listen"] }],
        Queues: [
          queue(queues.in, { DeadLetteringOnMessageExpiration: true }),
          queue(queues.out, { LockDuration: "PT1M" }),
        ],
      },
    ],
  },
};

const folder = mkdtempSync(join(tmpdir(), "tieout-letters-"));
let broker: Broker;
let bus: BusConnection;
let client: ServiceBusClient;
let store: TestDatabase;
let tended: Letters | undefined;

beforeAll(async () => {
  broker = await startBroker({ config, data: folder });
  const certificate = readFileSync(broker.certificate, "utf8");
  const endpoint = `sb://localhost:${broker.tlsPort}`;
  bus = busConnection({ connectionString: `Endpoint=sb://localhost/;${credential}`, endpoint, certificate }, silent);
  client = new ServiceBusClient(`Endpoint=sb://localhost/;${credential}`, {
    customEndpointAddress: endpoint,
    webSocketOptions: { webSocket: WebSocket, webSocketConstructorOptions: { ca: certificate } },
  });
});
afterAll(async () => {
  await tended?.close();
  await Promise.all([bus?.close(), client?.close()]);
  await broker?.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await tended?.close();
  tended = undefined;
  await Promise.all(Object.values(queues).map(emptied));
  store = await testDatabase();
});

/** Takes all dead letters away, so that each test begins without. */
async function emptied(name: string): Promise<void> {
  const receiver = client.createReceiver(name, { subQueueType: "deadLetter", receiveMode: "receiveAndDelete" });
  while ((await receiver.receiveMessages(50, { maxWaitTimeInMs: 300 })).length > 0);
  await receiver.close();
}

const request = (requestId: string): ReadRequest => ({
  kind: "read",
  version: protocolVersion,
  requestId,
  administration: "500",
  entity: "Account",
  fields: ["DebtorCode"],
  deadline: "2026-11-24T12:00:00.000Z",
});

const asked = (requestId: string, timeToLive = 60_000) =>
  bus.send(queues.in, {
    message: request(requestId),
    payload: Buffer.from('{ "kept":  1.0 }'),
    messageId: requestId,
    correlationId: requestId,
    session: sessionOf.administration("500"),
    replySession: sessionOf.reply(worker),
    timeToLive,
  });

/** Worker's own tending, looking at once and then as often as asked. */
function tending(): Letters {
  const { db } = store;
  const one = letters({ db, writes: patientWrites(db), bus, worker, log: silent, every: 200 });
  tended = one;
  return one;
}

async function until<Seen>(look: () => Seen, isSo: (seen: Seen) => boolean): Promise<Seen> {
  const one = tended ?? tending();
  const seen = () => {
    one.look([agent]);
    return look();
  };
  return eventually(seen, isSo, 20);
}

const open = () => deadLetters(store.db, { agent, ended: false, limit: 100 });
const found = (count = 1) => until(open, (list) => list.length === count);
const told = () => events(store.db).map(({ kind, actor }) => [kind, actor]);

/** Makes a dead letter of a request that its taker refuses each time. */
async function refusedAlways(requestId: string): Promise<void> {
  await asked(requestId);
  let times = 0;
  const last = new Promise<void>((resolve) => {
    const taking = bus.hold(queues.in, sessionOf.administration("500"), {
      concurrent: 1,
      take: async () => {
        times += 1;
        if (times === 3) resolve();
        throw new Error("the taker cannot");
      },
    });
    holding = taking;
  });
  await last;
  await eventually(
    () => peeked(queues.in),
    (list) => list.some((one) => one.requestId === requestId),
  );
  await holding?.close();
}
let holding: { close(): Promise<void> } | undefined;

async function peeked(name: string): Promise<DeadLetter[]> {
  const all: DeadLetter[] = [];
  for await (const letters of bus.deadLetters(name).pages()) all.push(...letters);
  return all;
}

/** Dead letters by the thousand, as fast as the bus takes them. */
async function many(count: number): Promise<void> {
  const sender = client.createSender(queues.out);
  const session = sessionOf.reply(worker);
  const receiver = await client.acceptSession(queues.out, session);
  for (let left = count; left > 0; left -= 250) {
    await sender.sendMessages(Array.from({ length: 250 }, (_, i) => ({ body: i, sessionId: session })));
    for (let taken = 0; taken < 250; ) {
      const some = await receiver.receiveMessages(250 - taken, { maxWaitTimeInMs: 5_000 });
      taken += some.length;
      await Promise.all(
        some.map((one) =>
          receiver.deadLetterMessage(one, { deadLetterReason: "many", deadLetterErrorDescription: "" }),
        ),
      );
    }
  }
  await Promise.all([sender.close(), receiver.close()]);
}

describe("a dead letter", () => {
  it("of a message that was refused too often is mirrored with what is known of it, and stays where it is", async () => {
    await refusedAlways("too-often");
    const [letter] = await found();
    expect(letter).toMatchObject({
      ...{ agent, direction: "in", kind: "read", version: protocolVersion, requestId: "too-often" },
      ...{ administration: "500", subject: "Account", session: "adm-500", reason: "MaxDeliveryCountExceeded" },
      ...{ deliveryCount: 3, awaited: true, state: "waiting" },
    });
    expect(letter?.bytes).toBeGreaterThan(4);
    expect(Date.now() - Date.parse(letter?.enqueuedAt ?? "")).toBeLessThan(60_000);
    expect(await peeked(queues.in)).toHaveLength(1);
    expect(told()).toContainEqual(["dead_letter_found", "tieout"]);
  });

  it("of a message that expired, and of one that cannot be read, says why", async () => {
    await client
      .createSender(queues.in)
      .sendMessages({ body: { name: "not ours" }, sessionId: sessionOf.administration("500") });
    const holder = bus.hold(queues.in, sessionOf.administration("500"), { concurrent: 1, take: async () => undefined });
    await eventually(
      () => peeked(queues.in),
      (list) => list.some(({ reason }) => reason === "unreadable"),
    );
    await holder.close();
    await asked("left", 1_000);
    await eventually(
      () => peeked(queues.in),
      (list) => list.some(({ requestId }) => requestId === "left"),
    );
    const list = await found(2);
    const byReason = new Map(list.map((one) => [one.reason, one]));
    expect(byReason.get("unreadable")).toMatchObject({ kind: null, requestId: null, session: "adm-500" });
    expect(byReason.get("unreadable")?.description).toMatch(/\w/);
    expect(byReason.get("TTLExpiredException")).toMatchObject({ kind: "read", requestId: "left" });
  });

  it("is noted once, however often it is looked at", async () => {
    await refusedAlways("once");
    await found();
    await tended?.close();
    tended = undefined;
    // A second one shows that all were looked at anew.
    await refusedAlways("another");
    await found(2);
    expect(told().filter(([kind]) => kind === "dead_letter_found")).toHaveLength(2);
  });

  it("is sent again on its own session with all that it held, and the log says who asked", async () => {
    await refusedAlways("again");
    const [letter] = await found();
    const id = letter?.id ?? 0;
    expect(askForLetters(store.db, store.people.approver, { agent, ids: [id], action: "again" })).toEqual([id]);
    await until(
      () => letterOf(store.db, id)?.state,
      (state) => state === "sent_again",
    );
    const taken = await new Promise<Taken>((resolve) => {
      holding = bus.hold(queues.in, sessionOf.administration("500"), {
        concurrent: 1,
        take: async (one) => resolve(one),
      });
    });
    await holding?.close();
    expect(taken).toMatchObject({
      state: "sound",
      message: request("again"),
      payload: Buffer.from('{ "kept":  1.0 }'),
      correlationId: "again",
      replySession: "reply-this-worker",
    });
    expect(taken.messageId).not.toBe("again");
    expect(await peeked(queues.in)).toEqual([]);
    expect(told().slice(0, 2)).toEqual([
      ["dead_letter_sent_again", "tieout"],
      ["dead_letter_asked", "approver"],
    ]);
    expect(waitingLetters(store.db, agent)).toBe(0);
  });

  it("is set aside for good, and only that one", async () => {
    await refusedAlways("keep");
    await refusedAlways("aside");
    const list = await found(2);
    const id = list.find(({ requestId }) => requestId === "aside")?.id ?? 0;
    askForLetters(store.db, store.people.approver, { agent, ids: [id], action: "aside" });
    await until(
      () => letterOf(store.db, id)?.state,
      (state) => state === "set_aside",
    );
    expect((await peeked(queues.in)).map(({ requestId }) => requestId)).toEqual(["keep"]);
    expect(open().map(({ requestId, state }) => [requestId, state])).toEqual([["keep", "waiting"]]);
  });

  it("is seen and taken also behind thousands of others", async () => {
    await many(2_500);
    await until(
      () => waitingLetters(store.db, agent),
      (count) => count === 2_500,
    );
    const [newest] = deadLetters(store.db, { agent, ended: false, limit: 1 });
    const id = newest?.id ?? 0;
    askForLetters(store.db, store.people.approver, { agent, ids: [id], action: "aside" });
    await until(
      () => letterOf(store.db, id)?.state,
      (state) => state === "set_aside",
    );
    const [oldest] = await peeked(queues.out);
    expect(oldest).toMatchObject({ reason: "many" });
    await emptied(queues.out);
    await until(
      () => waitingLetters(store.db, agent),
      (count) => count === 0,
    );
    expect(told()).toContainEqual(["dead_letter_gone", "tieout"]);
  });

  it("that someone else took off the bus is called gone", async () => {
    await refusedAlways("gone");
    const [letter] = await found();
    await emptied(queues.in);
    await until(
      () => letterOf(store.db, letter?.id ?? 0)?.state,
      (state) => state === "gone",
    );
    expect(told()).toContainEqual(["dead_letter_gone", "tieout"]);
  });

  it("that a killed worker had sent and taken away is not missed: it counts as sent", async () => {
    await refusedAlways("killed");
    const [letter] = await found();
    const id = letter?.id ?? 0;
    askForLetters(store.db, store.people.approver, { agent, ids: [id], action: "again" });
    await tended?.close();
    tended = undefined;
    if (letterOf(store.db, id)?.state === "asked") beginSending(store.db, id);
    await emptied(queues.in);
    await until(
      () => letterOf(store.db, id)?.state,
      (state) => state === "sent_again",
    );
  });

  it("with an answer for a worker that is gone cannot be sent again: nobody would take it", async () => {
    const session = sessionOf.reply("an-earlier-worker");
    await client.createSender(queues.out).sendMessages({ body: "x", sessionId: session });
    const receiver = await client.acceptSession(queues.out, session);
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5_000 });
    if (message)
      await receiver.deadLetterMessage(message, { deadLetterReason: "unreadable", deadLetterErrorDescription: "?" });
    await receiver.close();
    const [letter] = await found();
    const ids = [letter?.id ?? 0];
    expect(letter).toMatchObject({ direction: "out", awaited: false });
    expect(askForLetters(store.db, store.people.approver, { agent, ids, action: "again" })).toEqual([]);
    expect(askForLetters(store.db, store.people.approver, { agent, ids, action: "aside" })).toEqual(ids);
    expect(() => endLetter(store.db, ids[0] ?? 0, "sent_again")).toThrow("from asked to sent_again");
  });
});
