// What the local broker keeps: over a stop, over kill -9 at any moment, and when its disk or a queue is full.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ServiceBusClient, type ServiceBusReceivedMessage, type ServiceBusReceiver } from "@azure/service-bus";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Broker, startBroker } from "../../standins/bus/broker.ts";
import { built } from "../built.ts";

const config = {
  UserConfig: {
    Namespaces: [
      {
        Name: "durable",
        AuthorizationRules: [{ KeyName: "root", PrimaryKey: "the-root-key", Rights: ["Manage", "Send", "Listen"] }],
        Queues: [
          { Name: "work", Properties: { RequiresDuplicateDetection: true } },
          { Name: "small", Properties: { MaxSizeInMegabytes: 0.2 } },
          { Name: "sessions", Properties: { RequiresSession: true } },
        ],
      },
    ],
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bus-durable-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const client = (port: number) =>
  new ServiceBusClient(
    `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=root;SharedAccessKey=the-root-key;UseDevelopmentEmulator=true`,
    { retryOptions: { maxRetries: 0, timeoutInMs: 5_000 } },
  );

async function one(receiver: ServiceBusReceiver): Promise<ServiceBusReceivedMessage> {
  const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 3_000 });
  if (!message) throw new Error("no message came");
  return message;
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no failure",
    (thrown) => (thrown as { code?: string }).code,
  );

/** A broker over the test's folder, for as long as `use` takes. */
async function withBroker<T>(
  use: (bus: ServiceBusClient, broker: Broker) => Promise<T>,
  options: { maxBytes?: number } = {},
): Promise<T> {
  const broker = await startBroker({ config, data: folder, ...options });
  const bus = client(broker.port);
  try {
    return await use(bus, broker);
  } finally {
    await bus.close();
    await broker.close();
  }
}

describe("after a stop", () => {
  it("messages stand where they stood, sessions have their state, and ids are remembered", async () => {
    const later = new Date(Date.now() + 3_600_000);
    const numbers = await withBroker(async (bus) => {
      const sender = bus.createSender("work");
      await sender.sendMessages(
        ["deferred", "dead", "abandoned", "waiting"].map((body) => ({ body, messageId: body })),
      );
      const [scheduled] = await sender.scheduleMessages([{ body: "scheduled" }], later);
      const receiver = bus.createReceiver("work");
      const deferred = await one(receiver);
      await receiver.deferMessage(deferred, { note: "mine" });
      await receiver.deadLetterMessage(await one(receiver), {
        deadLetterReason: "why",
        deadLetterErrorDescription: "x",
      });
      await receiver.abandonMessage(await one(receiver));
      await bus.createSender("sessions").sendMessages({ body: "in a session", sessionId: "s" });
      const session = await bus.acceptSession("sessions", "s");
      await session.setSessionState("half way");
      return { deferred: deferred.sequenceNumber, scheduled };
    });
    await withBroker(async (bus) => {
      const receiver = bus.createReceiver("work");
      const seen = await receiver.peekMessages(10);
      expect(seen.map(({ body, state, deliveryCount }) => [body, state, deliveryCount])).toEqual([
        ["deferred", "deferred", 0],
        ["abandoned", "active", 1],
        ["waiting", "active", 0],
        ["scheduled", "scheduled", 0],
      ]);
      expect(seen[3]?.sequenceNumber).toEqual(numbers.scheduled);
      expect(seen[3]?.scheduledEnqueueTimeUtc).toEqual(later);
      const [deferred] = await receiver.receiveDeferredMessages(numbers.deferred as never);
      expect(deferred?.applicationProperties).toEqual({ note: "mine" });
      const dead = await one(bus.createReceiver("work", { subQueueType: "deadLetter" }));
      expect(dead).toMatchObject({ body: "dead", deadLetterReason: "why" });
      expect((await one(receiver)).body).toBe("abandoned");
      await bus.createSender("work").sendMessages({ body: "a second time", messageId: "waiting" });
      expect((await receiver.peekMessages(10, { fromSequenceNumber: seen[0]?.sequenceNumber })).length).toBe(4);
      const session = await bus.acceptNextSession("sessions");
      expect(String(await session.getSessionState())).toBe("half way");
      expect((await one(session)).body).toBe("in a session");
    });
  });

  it("sequence numbers are never used again", async () => {
    const sent = () =>
      withBroker(async (bus) => {
        await bus.createSender("work").sendMessages([{ body: 1 }, { body: 2 }]);
        const receiver = bus.createReceiver("work", { receiveMode: "receiveAndDelete" });
        await one(receiver);
        return (await one(receiver)).sequenceNumber?.toNumber() ?? 0;
      });
    const first = await sent();
    expect(await sent()).toBeGreaterThan(first + 1);
  });
});

describe("what is full", () => {
  it("a queue refuses more, gives what it has, and takes again", async () => {
    await withBroker(async (bus) => {
      const sender = bus.createSender("small");
      const send = () => sender.sendMessages({ body: Buffer.alloc(100_000, 1) });
      await send();
      await send();
      expect(await codeOf(send())).toBe("QuotaExceeded");
      await one(bus.createReceiver("small", { receiveMode: "receiveAndDelete" }));
      await send();
    });
  });

  it("a disk: sends are refused, nothing is lost, and it goes on when there is room", async () => {
    await withBroker(
      async (bus, broker) => {
        const sender = bus.createSender("work");
        const sent: number[] = [];
        let code: string | undefined;
        for (let i = 0; i < 100 && code === undefined; i++) {
          await sender.sendMessages({ body: { i, padding: "x".repeat(50_000) } }).then(
            () => sent.push(i),
            (thrown) => {
              code = (thrown as { code?: string }).code;
            },
          );
        }
        expect(code).toBe("QuotaExceeded");
        expect(sent.length).toBeGreaterThan(5);
        const other = client(broker.port);
        const receiver = other.createReceiver("work");
        for (const i of sent) {
          const got = await one(receiver);
          expect(got.body.i).toBe(i);
          await receiver.completeMessage(got);
        }
        await sender.sendMessages({ body: "room again" });
        expect((await one(receiver)).body).toBe("room again");
        await other.close();
      },
      { maxBytes: 1_000_000 },
    );
  });
});

describe("after kill -9 under load", () => {
  const work = { sentUnsure: 0, sent: new Set<string>(), completed: new Set<string>(), completing: new Set<string>() };

  async function started(): Promise<{ child: ChildProcess; port: number }> {
    const args = [built("standins/bus/main.ts"), "--config", join(folder, "config.json"), "--data", folder];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      return { child, port: (JSON.parse(line) as { port: number }).port };
    }
    throw new Error("the broker did not start");
  }

  /** Sends and completes until the broker is killed, after so many answers, and notes what was acknowledged. */
  async function round(sends: number, completions: number): Promise<void> {
    const target = { sent: work.sent.size + sends, completed: work.completed.size + completions };
    let enough = () => {};
    const reached = new Promise<void>((done) => {
      enough = () => {
        if (work.sent.size >= target.sent && work.completed.size >= target.completed) done();
      };
    });
    const { child, port } = await started();
    const bus = client(port);
    let isAlive = true;
    const sender = bus.createSender("work");
    const lane = async () => {
      while (isAlive) {
        const messageId = randomUUID();
        await sender.sendMessages({ body: "x".repeat(Math.random() < 0.02 ? 80_000 : 500), messageId }).then(
          () => void work.sent.add(messageId),
          () => void work.sentUnsure++,
        );
        enough();
      }
    };
    const receiver = bus.createReceiver("work");
    receiver.subscribe(
      {
        processMessage: async (message) => {
          const id = String(message.messageId);
          expect(work.completed.has(id)).toBe(false);
          work.completing.add(id);
          await receiver.completeMessage(message).then(
            () => void work.completed.add(id),
            () => {},
          );
          enough();
        },
        processError: async () => {},
      },
      { maxConcurrentCalls: 8, autoCompleteMessages: false },
    );
    const lanes = Array.from({ length: 24 }, lane);
    await reached;
    const ended = new Promise((end) => child.once("exit", end));
    child.kill("SIGKILL");
    await ended;
    isAlive = false;
    const soon = () => new Promise((later) => setTimeout(later, 700).unref());
    await Promise.race([Promise.all(lanes), soon()]);
    await Promise.race([bus.close().catch(() => {}), soon()]);
  }

  it("nothing acknowledged is lost and nothing completed comes back", async () => {
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    for (let i = 0; i < 3; i++) await round(50 + Math.random() * 300, 10 + Math.random() * 30);
    const left = new Set<string>();
    await withBroker(async (bus) => {
      const receiver = bus.createReceiver("work", { receiveMode: "receiveAndDelete" });
      for (;;) {
        const some = await receiver.receiveMessages(500, { maxWaitTimeInMs: 500 });
        if (some.length === 0) break;
        for (const { messageId } of some) {
          expect(left.has(String(messageId))).toBe(false);
          left.add(String(messageId));
        }
      }
    });
    const lost = [...work.sent].filter((id) => !left.has(id) && !work.completing.has(id));
    const back = [...left].filter((id) => work.completed.has(id));
    expect({ lost, back }).toEqual({ lost: [], back: [] });
    expect(work.sent.size).toBeGreaterThan(100);
    expect(work.completed.size).toBeGreaterThan(20);
    process.stderr.write(`kill -9: ${work.sent.size} sends and ${work.completed.size} completions acknowledged\n`);
  });
});
