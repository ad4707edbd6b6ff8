// The bus under load: the unmodified SDK against the local broker, durable with full sync, each a process of its own.
// The floor in the same run is a bare AMQP server that stores nothing and answers every send at once.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import rhea from "rhea";
import WebSocket from "ws";
import { broker, ended, lanes, perSecond, program } from "./bus-broker.ts";
import type { Bench } from "./index.ts";

// As a program of its own, so that it shares no event loop with its client.
const floorServer = `
const container = require("rhea").create_container();
const server = container.listen({ port: 0, host: "127.0.0.1" });
server.on("listening", () => console.log(JSON.stringify({ port: server.address().port })));
container.on("message", () => {});
container.on("disconnected", () => {});
`;

const body = Buffer.alloc(1_024, 7);

async function floor(port: number, count: number): Promise<number> {
  const connection = rhea.create_container().connect({ port, host: "127.0.0.1", reconnect: false });
  const sender = connection.open_sender("floor");
  const waiting: (() => void)[] = [];
  sender.on("accepted", () => waiting.shift()?.());
  await new Promise((ready) => sender.once("sendable", ready));
  const rate = await lanes(count, 64, () => {
    sender.send({ message_id: "1", body: rhea.message.data_section(body) });
    return new Promise<void>((done) => waiting.push(done));
  });
  connection.close();
  return rate;
}

async function received(client: ServiceBusClient, count: number): Promise<number> {
  const receiver = client.createReceiver("work");
  const start = performance.now();
  let left = count;
  await new Promise<void>((done, failed) => {
    receiver.subscribe(
      {
        processMessage: async (message) => {
          await receiver.completeMessage(message);
          left--;
          if (left === 0) done();
        },
        processError: async ({ error }) => failed(error),
      },
      { maxConcurrentCalls: 32, autoCompleteMessages: false },
    );
  });
  const rate = perSecond(count, start);
  await receiver.close();
  return rate;
}

/** Milliseconds of each request and reply, sorted. */
async function roundTrips(client: ServiceBusClient, count: number): Promise<number[]> {
  const [ask, reply] = [client.createSender("ask"), client.createSender("reply")];
  const [asked, replied] = [await client.acceptSession("ask", "a"), await client.acceptSession("reply", "r")];
  asked.subscribe({
    processMessage: async () => reply.sendMessages({ body, sessionId: "r" }),
    processError: async () => {},
  });
  const times: number[] = [];
  let arrived = () => {};
  replied.subscribe({ processMessage: async () => arrived(), processError: async () => {} });
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    const answer = new Promise<void>((done) => {
      arrived = done;
    });
    await ask.sendMessages({ body, sessionId: "a" });
    await answer;
    times.push(performance.now() - start);
  }
  await Promise.all([asked.close(), replied.close()]);
  return times.sort((a, b) => a - b);
}

/** Sends, receives, batches and round trips a second, and the share of the floor that a durable send reaches. */
export async function benchBus(): Promise<Bench> {
  const session = { RequiresSession: true };
  const local = await broker({ work: {}, ask: session, reply: session });
  const bare = await program(["--input-type=commonjs", "-e", floorServer]);
  const client = new ServiceBusClient(local.connectionString);
  // why: over TCP the SDK's socket waits 40 ms before it sends a small frame; in production it is a WebSocket.
  const secure = new ServiceBusClient(local.connectionString.replace(/;Use.*/, ""), {
    customEndpointAddress: `sb://127.0.0.1:${local.tlsPort}`,
    webSocketOptions: {
      webSocket: WebSocket,
      webSocketConstructorOptions: { ca: readFileSync(join(local.folder, "bus", "bus-cert.pem")) },
    },
  });
  try {
    const sender = client.createSender("work");
    await lanes(500, 64, () => sender.sendMessages({ body }));
    const floorRate = await floor(bare.port, 20_000);
    const single = await lanes(10_000, 64, () => sender.sendMessages({ body }));
    const receives = await received(client, 10_500);
    const hundred = Array.from({ length: 100 }, () => ({ body }));
    const batches = (await lanes(200, 4, () => sender.sendMessages(hundred))) * 100;
    const trips = await roundTrips(secure, 300);
    const at = (part: number) => trips[Math.floor(trips.length * part)] ?? 0;
    return {
      name: "The bus, 1 KB messages, durable with full sync",
      figures: [
        { label: "Single sends, 64 in flight", value: single, unit: "/s" },
        { label: "Received and completed, 32 at a time", value: receives, unit: "/s" },
        { label: "Sent in batches of 100", value: batches, unit: "/s" },
        { label: "Request and reply on held sessions, WebSocket, median", value: at(0.5), unit: "ms" },
        { label: "Request and reply on held sessions, WebSocket, 95th percentile", value: at(0.95), unit: "ms" },
        { label: "Floor: bare AMQP server without a store, single sends", value: floorRate, unit: "/s" },
        { label: "Single sends against the floor", value: single / floorRate, unit: "x" },
      ],
    };
  } finally {
    await Promise.all([client.close(), secure.close()]);
    await Promise.all([local.stop(), ended(bare.child)]);
  }
}
