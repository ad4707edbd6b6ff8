// What the local broker says no to, and how: what it leaves out, what goes beyond Azure's limits, and what only another
// client than the SDK would ask. Each is refused in so many words, and nothing else changes by it.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import rhea, { type Connection, type EventContext, type Receiver } from "rhea";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Broker, startBroker } from "../../standins/bus/broker.ts";

const everything = { KeyName: "root", PrimaryKey: "the-root-key", Rights: ["Manage", "Send", "Listen"] };
const names = ["plain", "abandoned", "another", "sessions", "waited", "cut"];
const config = {
  UserConfig: {
    Namespaces: [
      {
        Name: "refusing",
        AuthorizationRules: [everything],
        Queues: names.map((Name, at) => ({ Name, Properties: { RequiresSession: at > 2 } })),
      },
    ],
  },
};

const folder = mkdtempSync(join(tmpdir(), "bus-refusals-"));
let broker: Broker;
let bus: ServiceBusClient;
beforeAll(async () => {
  broker = await startBroker({ config, data: folder });
  const credential = "SharedAccessKeyName=root;SharedAccessKey=the-root-key;UseDevelopmentEmulator=true";
  bus = new ServiceBusClient(`Endpoint=sb://127.0.0.1:${broker.port};${credential}`, {
    retryOptions: { maxRetries: 0, timeoutInMs: 5_000 },
  });
});
afterAll(async () => {
  await bus.close();
  await broker.close();
  rmSync(folder, { recursive: true });
});

function token(seconds: number): string {
  const resource = encodeURIComponent("sb://refusing/");
  const expiry = Math.floor(Date.now() / 1_000) + seconds;
  const signature = createHmac("sha256", "the-root-key").update(`${resource}\n${expiry}`).digest("base64");
  return `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=root`;
}

/** A connection of a plain AMQP client with every right, for as long as `use` takes. */
async function connected<T>(use: (connection: Connection) => Promise<T>, seconds = 600): Promise<T> {
  const container = rhea.create_container();
  for (const event of ["receiver_error", "sender_error", "connection_error", "disconnected"])
    container.on(event, () => {});
  const connection = container.connect({ port: broker.port, host: "127.0.0.1", reconnect: false });
  const sender = connection.open_sender("$cbs");
  const receiver = connection.open_receiver({ source: "$cbs", target: "answer" });
  await once(sender, "sendable");
  const application_properties = { operation: "put-token", name: "sb://refusing/" };
  sender.send({ message_id: "1", reply_to: "answer", application_properties, body: token(seconds) });
  await once(receiver, "message");
  try {
    return await use(connection);
  } finally {
    connection.close();
  }
}

const sessionFilter = "com.microsoft:session-filter";
const nextSession = (connection: Connection, queue: string, timeout: unknown): Receiver =>
  connection.open_receiver({
    source: { address: queue, filter: { [sessionFilter]: null } as never },
    credit_window: 0,
    properties: { "com.microsoft:timeout": timeout } as never,
  });
const conditionOf = async (link: Receiver): Promise<string | undefined> => {
  const [{ receiver }] = (await once(link, "receiver_close")) as [EventContext];
  return (receiver?.error as { condition?: string } | undefined)?.condition;
};

describe("left out, and said so", () => {
  it("filters, on a queue with sessions or without", async () => {
    const selector = { "apache.org:selector-filter:string": "colour = 'red'" };
    await connected(async (connection) => {
      for (const [address, filter] of [
        ["plain", selector],
        ["sessions", { [sessionFilter]: "x", ...selector }],
      ] as const) {
        const link = connection.open_receiver({ source: { address, filter: filter as never } });
        expect(await conditionOf(link)).toBe("amqp:not-implemented");
      }
    });
  });

  it("topics' rules, as an operation of $management", async () => {
    await connected(async (connection) => {
      const sender = connection.open_sender("plain/$management");
      const receiver = connection.open_receiver({ source: "plain/$management", target: "answers" });
      await once(sender, "sendable");
      const application_properties = { operation: "com.microsoft:add-rule" };
      sender.send({ message_id: "1", reply_to: "answers", application_properties, body: {} });
      const [{ message }] = (await once(receiver, "message")) as [EventContext];
      expect(message?.application_properties).toMatchObject({
        statusCode: 501,
        errorCondition: "amqp:not-implemented",
      });
    });
  });

  it("the administration API, over HTTPS where Azure has it", async () => {
    const url = `https://127.0.0.1:${broker.tlsPort}/plain?api-version=2021-05`;
    const asked = request(url, { ca: readFileSync(broker.certificate) }).end();
    const [response] = await once(asked, "response");
    const text = (await response.toArray()).join("");
    expect([response.statusCode, text]).toEqual([501, expect.stringContaining("not served by this broker")]);
  });
});

describe("the wait for the next session", () => {
  it("lasts as long as was asked, whatever stands there as a time", async () => {
    const odd = [rhea.types.wrap_ulong(2 ** 40), rhea.types.wrap_uint(0xffffffff), -5, Number.NaN, "soon", true, null];
    for (const timeout of odd) {
      await connected(async (connection) => {
        const link = nextSession(connection, "waited", timeout);
        const opened = once(link, "receiver_open");
        const sender = bus.createSender("waited");
        await sender.sendMessages({ body: "x", sessionId: `for ${String(timeout)}` });
        await opened;
        expect(link.source?.address, String(timeout)).toBe("waited");
        const taken = await bus.acceptSession("waited", "another");
        await taken.close();
        const message = once(link, "message");
        link.add_credit(1);
        await message;
      });
    }
    await connected(async (connection) => {
      expect(await conditionOf(nextSession(connection, "sessions", rhea.types.wrap_uint(0)))).toBe(
        "com.microsoft:timeout",
      );
    });
  });

  it("ends when the claim that it stands on does", async () => {
    await connected(async (connection) => {
      expect(await conditionOf(nextSession(connection, "cut", rhea.types.wrap_uint(60_000)))).toBe(
        "amqp:unauthorized-access",
      );
    }, 2);
    // The one that was cut takes nothing from those that come after it.
    await bus.createSender("cut").sendMessages({ body: "x", sessionId: "s" });
    const session = await bus.acceptNextSession("cut");
    expect(session.sessionId).toBe("s");
    await session.close();
  });
});

it("properties given to a message are held to the same limits as those it came with", async () => {
  const message = { body: "kept", applicationProperties: { own: "x".repeat(30_000) } };
  await bus.createSender("abandoned").sendMessages(Array.from({ length: 4 }, () => message));
  const receiver = bus.createReceiver("abandoned");
  const failure = (promise: Promise<unknown>) => promise.then(() => "taken", String);
  const next = async () => {
    const [one] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5_000 });
    if (!one) throw new Error("no message came");
    return one;
  };
  const many = { a: "x".repeat(30_000), b: "x".repeat(30_000) };
  const first = await next();
  expect(await failure(receiver.abandonMessage(first, { big: "x".repeat(33_000) }))).toMatch(/larger than 32768/);
  expect(await failure(receiver.deferMessage(await next(), many))).toMatch(/larger than 65536/);
  const reasons = { deadLetterReason: "why", deadLetterErrorDescription: "because" };
  expect(await failure(receiver.deadLetterMessage(await next(), { ...many, ...reasons }))).toMatch(/larger than 65536/);
  const seen = await receiver.peekMessages(10, { fromSequenceNumber: first.sequenceNumber as never });
  expect(seen.map(({ state, deliveryCount }) => [state, deliveryCount])).toEqual(Array(4).fill(["active", 0]));
  await receiver.close();
  const fits = bus.createReceiver("another");
  await bus.createSender("another").sendMessages(message);
  const [one] = await fits.receiveMessages(1, { maxWaitTimeInMs: 5_000 });
  if (!one) throw new Error("no message came");
  await fits.abandonMessage(one, { own: "y", fits: "z".repeat(30_000) });
  const [again] = await fits.receiveMessages(1, { maxWaitTimeInMs: 5_000 });
  expect(again).toMatchObject({ body: "kept", deliveryCount: 1, applicationProperties: { own: "y" } });
  await fits.close();
});
