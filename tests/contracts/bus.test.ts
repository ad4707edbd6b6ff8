// The contract of the bus: the unmodified Service Bus SDK against the local broker, over both of its transports.
// With TIEOUT_TEST_SERVICEBUS (a namespace's connection string) the same suite runs against Azure, which must have the
// queues of `queues` below, named with "-wss"; what only the local broker can be asked stays out of it.
import { createHmac, randomUUID, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ServiceBusClient,
  type ServiceBusClientOptions,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
} from "@azure/service-bus";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { type Broker, startBroker } from "../../standins/bus/broker.ts";

const azure = process.env.TIEOUT_TEST_SERVICEBUS;
const transports = azure ? (["wss"] as const) : (["tcp", "wss"] as const);
type Transport = (typeof transports)[number];

const queues = {
  plain: { MaxDeliveryCount: 3 },
  "short-lock": { LockDuration: azure ? "PT5S" : "PT1S", MaxDeliveryCount: 2 },
  expiring: { DeadLetteringOnMessageExpiration: true },
  unique: { RequiresDuplicateDetection: true, DuplicateDetectionHistoryTimeWindow: "PT20S" },
  sessions: { RequiresSession: true },
  "short-sessions": { RequiresSession: true, LockDuration: azure ? "PT5S" : "PT1S" },
};
type QueueName = keyof typeof queues;

const everything = { KeyName: "root", PrimaryKey: "the-root-key", Rights: ["Manage", "Send", "Listen"] };
const own = [
  { KeyName: "send", PrimaryKey: "the-send-key", SecondaryKey: "the-second-send-key", Rights: ["Send"] },
  { KeyName: "listen", PrimaryKey: "the-listen-key", Rights: ["Listen"] },
];
const config = {
  UserConfig: {
    Namespaces: [
      {
        Name: "sbemulatorns",
        AuthorizationRules: [everything],
        Queues: ["tcp", "wss"].flatMap((transport) =>
          Object.entries(queues).map(([name, Properties]) => {
            return { Name: `${name}-${transport}`, Properties, AuthorizationRules: own };
          }),
        ),
      },
    ],
  },
};

let broker: Broker;
const folder = mkdtempSync(join(tmpdir(), "bus-contract-"));

beforeAll(async () => {
  if (!azure) broker = await startBroker({ config, data: folder });
});
afterAll(async () => {
  await broker?.close();
  rmSync(folder, { recursive: true });
});

const rootKey = { name: "root", key: "the-root-key" };
const patient = { maxRetries: 1, retryDelayInMs: 100, timeoutInMs: 10_000 };

function client(
  transport: Transport,
  key = rootKey,
  retryOptions: ServiceBusClientOptions["retryOptions"] = patient,
): ServiceBusClient {
  if (azure) return new ServiceBusClient(azure, { retryOptions, webSocketOptions: { webSocket: WebSocket } });
  const credential = `SharedAccessKeyName=${key.name};SharedAccessKey=${key.key}`;
  if (transport === "tcp") {
    const text = `Endpoint=sb://127.0.0.1:${broker.port};${credential};UseDevelopmentEmulator=true`;
    return new ServiceBusClient(text, { retryOptions });
  }
  return new ServiceBusClient(`Endpoint=sb://tieout.servicebus.windows.net;${credential}`, {
    retryOptions,
    customEndpointAddress: `sb://127.0.0.1:${broker.tlsPort}`,
    webSocketOptions: {
      webSocket: WebSocket,
      webSocketConstructorOptions: { ca: readFileSync(broker.certificate) },
    },
  });
}

// The SDK tries again what it is not allowed, and then gives all its failures together.
const codeOf = (thrown: unknown): string =>
  thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : ((thrown as { code?: string }).code ?? String(thrown));
const failure = (promise: Promise<unknown>) => promise.then(() => "no failure", codeOf);
const until = async (moment: Date | undefined) => {
  const wait = (moment?.getTime() ?? 0) - Date.now() + 50;
  await new Promise((resolve) => setTimeout(resolve, Math.max(wait, 0)));
};

async function one(receiver: ServiceBusReceiver, waitMs = 5_000): Promise<ServiceBusReceivedMessage> {
  const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: waitMs });
  if (!message) throw new Error("no message came");
  return message;
}

/** Nothing more comes, within a moment. */
const isEmpty = async (receiver: ServiceBusReceiver) =>
  (await receiver.receiveMessages(1, { maxWaitTimeInMs: 200 })).length === 0;

describe.each(transports)("the bus over %s", (transport) => {
  let bus: ServiceBusClient;
  const named = (name: QueueName) => `${name}-${transport}`;
  beforeAll(() => {
    bus = client(transport);
  });
  afterAll(() => bus.close());

  describe("a queue", () => {
    it("brings a message as it was sent", async () => {
      const sender = bus.createSender(named("plain"));
      const sent = {
        body: { text: "één", list: [1, 2.5, null, true] },
        messageId: "m-1",
        correlationId: "c-1",
        subject: "s",
        contentType: "application/json",
        to: "t",
        replyTo: "r",
        replyToSessionId: "rs",
        partitionKey: "p",
        timeToLive: 60_000,
        applicationProperties: { whole: 7, part: 0.5, text: "x", yes: true, when: 86_400_000 },
      };
      await sender.sendMessages(sent);
      const receiver = bus.createReceiver(named("plain"));
      const got = await one(receiver);
      expect(got).toMatchObject({ ...sent, deliveryCount: 0, state: "active" });
      expect(got.sequenceNumber?.toNumber()).toBeGreaterThan(0);
      expect(got.lockedUntilUtc?.getTime()).toBeGreaterThan(Date.now() + 50_000);
      expect(Math.abs((got.enqueuedTimeUtc?.getTime() ?? 0) - Date.now())).toBeLessThan(5_000);
      expect(got.expiresAtUtc?.getTime()).toBe((got.enqueuedTimeUtc?.getTime() ?? 0) + 60_000);
      await receiver.completeMessage(got);
      expect(await isEmpty(receiver)).toBe(true);
      await receiver.close();
    });

    it("gives an id to a message without one", async () => {
      await bus.createSender(named("plain")).sendMessages({ body: "x" });
      const receiver = bus.createReceiver(named("plain"));
      const got = await one(receiver);
      expect(got.messageId).toMatch(/^[0-9a-f]{32}$/);
      await receiver.completeMessage(got);
      await receiver.close();
    });

    it("takes a batch whole, and gives it back in order", async () => {
      const sender = bus.createSender(named("plain"));
      const batch = await sender.createMessageBatch();
      expect(batch.maxSizeInBytes).toBe(262_144);
      for (let i = 0; i < 50; i++) expect(batch.tryAddMessage({ body: i })).toBe(true);
      await sender.sendMessages(batch);
      const receiver = bus.createReceiver(named("plain"), { receiveMode: "receiveAndDelete" });
      const bodies: number[] = [];
      while (bodies.length < 50) {
        const some = await receiver.receiveMessages(50, { maxWaitTimeInMs: 2_000 });
        if (some.length === 0) break;
        bodies.push(...some.map(({ body }) => body as number));
      }
      expect(bodies).toEqual(Array.from({ length: 50 }, (_, i) => i));
      await receiver.close();
    });

    it("brings bodies of all sizes up to the limit whole", async () => {
      const sender = bus.createSender(named("plain"));
      const receiver = bus.createReceiver(named("plain"));
      for (const size of [0, 1, 70_000, 200_000]) {
        const body = Buffer.alloc(size, 0xfe);
        await sender.sendMessages({ body });
        const got = await one(receiver);
        expect(Buffer.compare(got.body as Buffer, body)).toBe(0);
        await receiver.completeMessage(got);
      }
      await receiver.close();
    });

    it("brings an abandoned message again, counted and with the properties given to it", async () => {
      await bus
        .createSender(named("plain"))
        .sendMessages({ body: "again", applicationProperties: { kept: 1, changed: "a" } });
      const receiver = bus.createReceiver(named("plain"));
      await receiver.abandonMessage(await one(receiver), { changed: "b", added: 2 });
      const again = await one(receiver);
      expect(again.deliveryCount).toBe(1);
      expect(again.applicationProperties).toEqual({ kept: 1, changed: "b", added: 2 });
      await receiver.completeMessage(again);
      await receiver.close();
    });

    it("dead-letters a message that was abandoned too often", async () => {
      await bus.createSender(named("plain")).sendMessages({ body: "bad", messageId: "bad-1" });
      const receiver = bus.createReceiver(named("plain"));
      for (let i = 0; i < 3; i++) await receiver.abandonMessage(await one(receiver));
      expect(await isEmpty(receiver)).toBe(true);
      const dead = bus.createReceiver(named("plain"), { subQueueType: "deadLetter" });
      const got = await one(dead);
      expect(got).toMatchObject({ messageId: "bad-1", deadLetterReason: "MaxDeliveryCountExceeded" });
      await dead.completeMessage(got);
      await Promise.all([receiver.close(), dead.close()]);
    });

    it("dead-letters a message with reason, description and own properties; the dead-letter queue is a queue", async () => {
      await bus.createSender(named("plain")).sendMessages({ body: "no", applicationProperties: { kept: 1 } });
      const receiver = bus.createReceiver(named("plain"));
      await receiver.deadLetterMessage(await one(receiver), {
        deadLetterReason: "because",
        deadLetterErrorDescription: "it says so",
        mine: "too",
      });
      const dead = bus.createReceiver(named("plain"), { subQueueType: "deadLetter" });
      const first = await one(dead);
      expect(first).toMatchObject({
        deadLetterReason: "because",
        deadLetterErrorDescription: "it says so",
        body: "no",
      });
      expect(first.applicationProperties).toMatchObject({ kept: 1, mine: "too" });
      await dead.abandonMessage(first);
      const [seen] = await dead.peekMessages(1);
      expect(seen?.messageId).toBe(first.messageId);
      await dead.completeMessage(await one(dead));
      expect(await isEmpty(dead)).toBe(true);
      await Promise.all([receiver.close(), dead.close()]);
    });

    it("keeps a deferred message until it is asked for by number", async () => {
      await bus.createSender(named("plain")).sendMessages([{ body: "later" }, { body: "never" }]);
      const receiver = bus.createReceiver(named("plain"));
      const [later, never] = [await one(receiver), await one(receiver)];
      await receiver.deferMessage(later);
      await receiver.deferMessage(never);
      expect(await isEmpty(receiver)).toBe(true);
      const numbers = [later, never].map(({ sequenceNumber }) => sequenceNumber as NonNullable<typeof sequenceNumber>);
      const got = await receiver.receiveDeferredMessages(numbers);
      expect(got.map(({ body, state }) => [body, state])).toEqual([
        ["later", "deferred"],
        ["never", "deferred"],
      ]);
      await receiver.completeMessage(got[0] as ServiceBusReceivedMessage);
      await receiver.deadLetterMessage(got[1] as ServiceBusReceivedMessage, {
        deadLetterReason: "never",
        deadLetterErrorDescription: "it never comes",
      });
      expect(await failure(receiver.receiveDeferredMessages(numbers))).toBe("MessageNotFound");
      const dead = bus.createReceiver(named("plain"), { subQueueType: "deadLetter", receiveMode: "receiveAndDelete" });
      expect((await one(dead)).deadLetterReason).toBe("never");
      await Promise.all([receiver.close(), dead.close()]);
    });

    it("shows messages without taking them", async () => {
      await bus.createSender(named("plain")).sendMessages([{ body: "a" }, { body: "b" }, { body: "c" }]);
      const receiver = bus.createReceiver(named("plain"), { receiveMode: "receiveAndDelete" });
      const first = await receiver.peekMessages(2);
      const rest = await receiver.peekMessages(10);
      expect([...first, ...rest].map(({ body }) => body)).toEqual(["a", "b", "c"]);
      const [from] = await receiver.peekMessages(1, { fromSequenceNumber: first[1]?.sequenceNumber });
      expect(from?.body).toBe("b");
      for (let i = 0; i < 3; i++) await one(receiver);
      expect(await receiver.peekMessages(1, { fromSequenceNumber: first[0]?.sequenceNumber })).toEqual([]);
      await receiver.close();
    });

    it("delivers a scheduled message at its time, and not one that was cancelled", async () => {
      const sender = bus.createSender(named("plain"));
      const soon = new Date(Date.now() + 1_000);
      const [kept, cancelled] = await sender.scheduleMessages([{ body: "kept" }, { body: "cancelled" }], soon);
      await sender.cancelScheduledMessages(cancelled as NonNullable<typeof cancelled>);
      expect(await failure(sender.cancelScheduledMessages(cancelled as NonNullable<typeof cancelled>))).toBe(
        "MessageNotFound",
      );
      const receiver = bus.createReceiver(named("plain"));
      const [waiting] = await receiver.peekMessages(1, { fromSequenceNumber: kept });
      expect(waiting).toMatchObject({ body: "kept", state: "scheduled" });
      const got = await one(receiver);
      expect(got.body).toBe("kept");
      expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime());
      await receiver.completeMessage(got);
      expect(await isEmpty(receiver)).toBe(true);
      await receiver.close();
    });

    it("lets a message expire: to the dead-letter queue where that is asked, else away", async () => {
      // The first sent has expired when the second has.
      await bus.createSender(named("plain")).sendMessages({ body: "gone", timeToLive: 300 });
      await bus.createSender(named("expiring")).sendMessages({ body: "dead", timeToLive: 300 });
      const dead = bus.createReceiver(named("expiring"), { subQueueType: "deadLetter" });
      const got = await one(dead);
      expect(got).toMatchObject({ body: "dead", deadLetterReason: "TTLExpiredException" });
      await dead.completeMessage(got);
      const receiver = bus.createReceiver(named("plain"));
      expect(await isEmpty(receiver)).toBe(true);
      await Promise.all([receiver.close(), dead.close()]);
    });

    it("drops a message whose id it has seen", async () => {
      const sender = bus.createSender(named("unique"));
      const messageId = randomUUID();
      await sender.sendMessages({ body: 1, messageId });
      await sender.sendMessages({ body: 2, messageId });
      await sender.sendMessages([
        { body: 3, messageId },
        { body: 4, messageId: randomUUID() },
      ]);
      const receiver = bus.createReceiver(named("unique"), { receiveMode: "receiveAndDelete" });
      expect([await one(receiver), await one(receiver)].map(({ body }) => body)).toEqual([1, 4]);
      expect(await isEmpty(receiver)).toBe(true);
      await receiver.close();
    });

    it("takes a lock away at its end, and brings the message again; a renewed lock stays", async () => {
      await bus.createSender(named("short-lock")).sendMessages({ body: "slow" });
      const receiver = bus.createReceiver(named("short-lock"), { maxAutoLockRenewalDurationInMs: 0 });
      const first = await one(receiver);
      await until(new Date((first.lockedUntilUtc?.getTime() ?? 0) - 300));
      const renewed = await receiver.renewMessageLock(first);
      expect(renewed.getTime()).toBeGreaterThan(Date.now() + 500);
      await until(renewed);
      expect(await failure(receiver.completeMessage(first))).toBe("MessageLockLost");
      const again = await one(receiver);
      expect(again.deliveryCount).toBe(1);
      expect(await failure(receiver.renewMessageLock(first))).toBe("MessageLockLost");
      await receiver.completeMessage(again);
      await receiver.close();
    });

    it("serves handlers with many messages in flight", async () => {
      const sender = bus.createSender(named("plain"));
      const total = 300;
      await Promise.all(Array.from({ length: total }, (_, i) => sender.sendMessages({ body: i })));
      const receiver = bus.createReceiver(named("plain"));
      const seen = new Set<number>();
      await new Promise<void>((done, failed) => {
        receiver.subscribe(
          {
            processMessage: async ({ body }) => {
              seen.add(body as number);
              if (seen.size === total) done();
            },
            processError: async ({ error }) => failed(error),
          },
          { maxConcurrentCalls: 16 },
        );
      });
      await receiver.close();
      const after = bus.createReceiver(named("plain"));
      expect(await isEmpty(after)).toBe(true);
      await after.close();
    });
  });

  describe("a session", () => {
    const session = (name = "s") => `${name}-${randomUUID()}`;

    it("gives its messages in order to one holder", async () => {
      const id = session();
      const sender = bus.createSender(named("sessions"));
      await sender.sendMessages(Array.from({ length: 5 }, (_, i) => ({ body: i, sessionId: id })));
      await sender.sendMessages({ body: 5, sessionId: id });
      const holder = await bus.acceptSession(named("sessions"), id);
      expect(await failure(bus.acceptSession(named("sessions"), id))).toBe("SessionCannotBeLocked");
      const got: number[] = [];
      while (got.length < 6) {
        for (const message of await holder.receiveMessages(6, { maxWaitTimeInMs: 1_000 })) {
          expect(message.sessionId).toBe(id);
          got.push(message.body as number);
          await holder.completeMessage(message);
        }
      }
      expect(got).toEqual([0, 1, 2, 3, 4, 5]);
      await holder.close();
    });

    it("gives what was not settled to its next holder, uncounted", async () => {
      const id = session();
      await bus.createSender(named("sessions")).sendMessages({ body: "x", sessionId: id });
      const first = await bus.acceptSession(named("sessions"), id);
      await first.receiveMessages(1, { maxWaitTimeInMs: 2_000 });
      await first.close();
      const second = await bus.acceptSession(named("sessions"), id);
      const [again] = await second.receiveMessages(1, { maxWaitTimeInMs: 2_000 });
      expect(again).toMatchObject({ body: "x", deliveryCount: 0 });
      await second.completeMessage(again as ServiceBusReceivedMessage);
      await second.close();
    });

    it("is given to who waits for the next one", async () => {
      const waiting = bus.acceptNextSession(named("sessions"));
      const id = session();
      await bus.createSender(named("sessions")).sendMessages({ body: "first", sessionId: id });
      const holder = await waiting;
      expect(holder.sessionId).toBe(id);
      const [message] = await holder.receiveMessages(1, { maxWaitTimeInMs: 2_000 });
      await holder.completeMessage(message as ServiceBusReceivedMessage);
      await holder.close();
    });

    it("says after a while that there is none", async () => {
      const impatient = client(transport, undefined, { timeoutInMs: 2_000, maxRetries: 0 });
      expect(await failure(impatient.acceptNextSession(named("sessions")))).toBe("ServiceTimeout");
      await impatient.close();
    });

    it("has a state that outlives its holder", async () => {
      const id = session();
      const first = await bus.acceptSession(named("sessions"), id);
      expect(await first.getSessionState()).toBeNull();
      await first.setSessionState(Buffer.from("half way"));
      await first.close();
      const second = await bus.acceptSession(named("sessions"), id);
      expect(String(await second.getSessionState())).toBe("half way");
      await second.setSessionState(null);
      expect(await second.getSessionState()).toBeNull();
      await second.close();
    });

    it("defers and gives back within the session", async () => {
      const id = session();
      await bus.createSender(named("sessions")).sendMessages({ body: "later", sessionId: id });
      const holder = await bus.acceptSession(named("sessions"), id);
      const [message] = await holder.receiveMessages(1, { maxWaitTimeInMs: 2_000 });
      await holder.deferMessage(message as ServiceBusReceivedMessage);
      const number = message?.sequenceNumber as NonNullable<ServiceBusReceivedMessage["sequenceNumber"]>;
      const [back] = await holder.receiveDeferredMessages(number);
      expect(back?.body).toBe("later");
      await holder.completeMessage(back as ServiceBusReceivedMessage);
      await holder.close();
    });

    it("is lost at the end of its lock, and kept by renewal", async () => {
      const id = session();
      await bus.createSender(named("short-sessions")).sendMessages({ body: "slow", sessionId: id });
      const options = { maxAutoLockRenewalDurationInMs: 0 };
      const first = await bus.acceptSession(named("short-sessions"), id, options);
      const [message] = await first.receiveMessages(1, { maxWaitTimeInMs: 2_000 });
      const renewed = await first.renewSessionLock();
      await until(new Date(renewed.getTime() - 500));
      expect(await failure(bus.acceptSession(named("short-sessions"), id, options))).toBe("SessionCannotBeLocked");
      await until(new Date(renewed.getTime() + 100));
      expect(await failure(first.completeMessage(message as ServiceBusReceivedMessage))).toBe("SessionLockLost");
      const second = await bus.acceptSession(named("short-sessions"), id, options);
      const [again] = await second.receiveMessages(1, { maxWaitTimeInMs: 2_000 });
      expect(again).toMatchObject({ body: "slow", deliveryCount: 1 });
      await second.completeMessage(again as ServiceBusReceivedMessage);
      await Promise.all([first.close(), second.close()]);
    });

    it("is needed where the queue asks for it, and only there", async () => {
      expect(await failure(bus.createSender(named("sessions")).sendMessages({ body: "none" }))).not.toBe("no failure");
      const receiver = bus.createReceiver(named("sessions"));
      expect(await failure(receiver.receiveMessages(1, { maxWaitTimeInMs: 1_000 }))).not.toBe("no failure");
      expect(await failure(bus.acceptSession(named("plain"), "x"))).not.toBe("no failure");
      await receiver.close();
    });
  });

  it("refuses what is too large, with its own code", async () => {
    const sender = bus.createSender(named("plain"));
    expect(await failure(sender.sendMessages({ body: Buffer.alloc(270_000) }))).toBe("MessageSizeExceeded");
    await sender.sendMessages({ body: "small" });
    const receiver = bus.createReceiver(named("plain"), { receiveMode: "receiveAndDelete" });
    expect((await one(receiver)).body).toBe("small");
    await receiver.close();
  });

  it("refuses properties and ids that are larger than Azure takes", async () => {
    const sender = bus.createSender(named("plain"));
    const big = "x".repeat(40_000);
    expect(await failure(sender.sendMessages({ body: 1, applicationProperties: { big } }))).not.toBe("no failure");
    const many = Object.fromEntries(Array.from({ length: 3 }, (_, i) => [`p${i}`, "x".repeat(30_000)]));
    expect(await failure(sender.sendMessages({ body: 1, applicationProperties: many }))).not.toBe("no failure");
    expect(await failure(sender.sendMessages({ body: 1, messageId: "x".repeat(129) }))).not.toBe("no failure");
    await sender.sendMessages({ body: 2, applicationProperties: { fits: "x".repeat(30_000) } });
    const receiver = bus.createReceiver(named("plain"), { receiveMode: "receiveAndDelete" });
    expect((await one(receiver)).body).toBe(2);
    await receiver.close();
  });

  it("says that an entity is not there", async () => {
    expect(await failure(bus.createSender("absent").sendMessages({ body: "x" }))).toBe("MessagingEntityNotFound");
  });

  describe.skipIf(azure)("a key", () => {
    it("that is wrong opens nothing", async () => {
      const stranger = client(transport, { name: "root", key: "not-the-root-key" });
      expect(await failure(stranger.createSender(named("plain")).sendMessages({ body: "x" }))).toBe(
        "UnauthorizedAccess",
      );
      await stranger.close();
    });

    it("opens what its rule says, and no more; the secondary key too", async () => {
      const sends = client(transport, { name: "send", key: "the-second-send-key" });
      const listens = client(transport, { name: "listen", key: "the-listen-key" });
      await sends.createSender(named("plain")).sendMessages({ body: "by key" });
      const refused = sends.createReceiver(named("plain"));
      expect(await failure(refused.receiveMessages(1, { maxWaitTimeInMs: 1_000 }))).toMatch(/^Unauthorized/);
      expect(await failure(listens.createSender(named("plain")).sendMessages({ body: "x" }))).toBe(
        "UnauthorizedAccess",
      );
      const receiver = listens.createReceiver(named("plain"), { receiveMode: "receiveAndDelete" });
      expect((await one(receiver)).body).toBe("by key");
      await Promise.all([sends.close(), listens.close()]);
    });

    it("that has expired cuts the links that stood on it", async () => {
      const resource = encodeURIComponent(`sb://127.0.0.1/${named("plain")}`);
      const expiry = Math.floor(Date.now() / 1000) + 2;
      const signature = createHmac("sha256", "the-listen-key").update(`${resource}\n${expiry}`).digest("base64");
      const token = `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=listen`;
      const brief = new ServiceBusClient(
        `Endpoint=sb://127.0.0.1:${broker.port};SharedAccessSignature=${token};UseDevelopmentEmulator=true`,
        { retryOptions: { maxRetries: 0, timeoutInMs: 2_000 } },
      );
      const receiver = brief.createReceiver(named("plain"));
      const cut = new Promise<unknown>((told) => {
        receiver.subscribe({ processMessage: async () => {}, processError: async ({ error }) => told(error) });
      });
      expect(codeOf(await cut)).toMatch(/^Unauthorized/);
      expect(Date.now()).toBeGreaterThanOrEqual(expiry * 1000);
      await brief.close();
    });
  });
});

describe.skipIf(azure)("the local bus", () => {
  it("serves a client again whose connection was cut", async () => {
    const sockets: Socket[] = [];
    const proxy = createServer((near) => {
      const far = connect(broker.port, "127.0.0.1");
      sockets.push(near, far);
      for (const socket of [near, far]) socket.on("error", () => {});
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
    const { port } = proxy.address() as AddressInfo;
    const bus = new ServiceBusClient(
      `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=root;SharedAccessKey=the-root-key;UseDevelopmentEmulator=true`,
      { retryOptions: { maxRetries: 3, retryDelayInMs: 50, timeoutInMs: 2_000 } },
    );
    const sender = bus.createSender("plain-tcp");
    const bodies: unknown[] = [];
    let arrived = () => {};
    const receiver = bus.createReceiver("plain-tcp", { receiveMode: "receiveAndDelete" });
    receiver.subscribe({
      processMessage: async ({ body }) => {
        bodies.push(body);
        arrived();
      },
      processError: async () => {},
    });
    const next = () =>
      new Promise<void>((done) => {
        arrived = done;
      });
    const first = next();
    await sender.sendMessages({ body: "before" });
    await first;
    for (const socket of sockets.splice(0)) socket.destroy();
    const second = next();
    await sender.sendMessages({ body: "after" });
    await second;
    expect(bodies).toEqual(["before", "after"]);
    await bus.close();
    proxy.close();
  });

  it("answers requests on sessions as the agent uses them", async () => {
    const [worker, agent] = [client("wss"), client("tcp")];
    const reply = await worker.acceptSession("sessions-wss", "reply-w1");
    const answers = agent.createSender("sessions-wss");
    const requests = await agent.acceptSession("sessions-tcp", "adm-500");
    requests.subscribe({
      processMessage: async ({ body, correlationId, replyToSessionId }) => {
        for (let page = 0; page < 3; page++) {
          const gzip = Buffer.alloc(150_000, page);
          const applicationProperties = { page, last: page === 2, of: body as number };
          await answers.sendMessages({ body: gzip, correlationId, sessionId: replyToSessionId, applicationProperties });
        }
      },
      processError: async () => {},
    });
    await worker
      .createSender("sessions-tcp")
      .sendMessages(
        [1, 2].map((body) => ({ body, sessionId: "adm-500", correlationId: `c${body}`, replyToSessionId: "reply-w1" })),
      );
    const pages: unknown[] = [];
    while (pages.length < 6) {
      for (const message of await reply.receiveMessages(4, { maxWaitTimeInMs: 3_000 })) {
        expect((message.body as Buffer).length).toBe(150_000);
        pages.push([message.correlationId, message.applicationProperties?.page]);
        await reply.completeMessage(message);
      }
    }
    expect(pages).toEqual(["c1", "c2"].flatMap((id) => [0, 1, 2].map((page) => [id, page])));
    await Promise.all([worker.close(), agent.close()]);
  });

  it("shows what is in its queues, and forgets connections that are gone", async () => {
    const data = mkdtempSync(join(tmpdir(), "bus-status-"));
    const shown = await startBroker({ config, data, httpPort: 0 });
    const bus = new ServiceBusClient(
      `Endpoint=sb://127.0.0.1:${shown.port};SharedAccessKeyName=root;SharedAccessKey=the-root-key;UseDevelopmentEmulator=true`,
    );
    await bus.createSender("plain-tcp").sendMessages([{ body: "dead" }, { body: "held" }, { body: "waiting" }]);
    const receiver = bus.createReceiver("plain-tcp");
    await receiver.deadLetterMessage(await one(receiver));
    await one(receiver);
    const metrics = async () => (await fetch(`http://127.0.0.1:${shown.httpPort}/metrics`)).text();
    const text = await metrics();
    for (const [name, value] of Object.entries({
      active_messages: 2,
      in_flight_messages: 1,
      dead_letter_messages: 1,
      received_total: 3,
      dead_lettered_total: 1,
    })) {
      expect(text).toContain(`tieout_bus_${name}{queue="plain-tcp"} ${value}\n`);
    }
    expect(text).toMatch(/^tieout_bus_received_per_second\{queue="plain-tcp"\} [\d.]*[1-9]/m);
    expect(text).toContain('tieout_bus_completed_per_second{queue="plain-tcp"} 0\n');
    expect(text).toContain("tieout_bus_connections 1\n");
    expect(await (await fetch(`http://127.0.0.1:${shown.httpPort}/`)).text()).toContain("plain-tcp");
    await bus.close();
    await expect.poll(metrics).toContain("tieout_bus_connections 0\n");
    await expect(startBroker({ config, data })).rejects.toThrow("Another broker");
    await shown.close();
    rmSync(data, { recursive: true });
  });

  it("keeps its certificate, which names this machine", async () => {
    const data = mkdtempSync(join(tmpdir(), "bus-certificate-"));
    const first = await startBroker({ config, data });
    const before = readFileSync(first.certificate, "utf8");
    await first.close();
    const second = await startBroker({ config, data });
    expect(readFileSync(second.certificate, "utf8")).toBe(before);
    const read = new X509Certificate(before);
    expect(read.checkHost("localhost") && read.checkIP("127.0.0.1")).toBeTruthy();
    expect(statSync(join(data, "bus-key.pem")).mode & 0o077).toBe(0);
    await second.close();
    rmSync(data, { recursive: true });
  });
});
