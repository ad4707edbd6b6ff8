// Bad input to the local broker: noise, broken frames, and peers that keep to the letter of AMQP but not to its spirit.
// The broker, a process of its own, answers with an error or closes that connection, and goes on serving the others.
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ServiceBusClient } from "@azure/service-bus";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { encodedMessage, type Typed, types } from "../../standins/bus/amqp.ts";
import { built } from "../built.ts";

const folder = mkdtempSync(join(tmpdir(), "bus-hostile-"));
const config = {
  UserConfig: {
    Namespaces: [
      {
        Name: "hostile",
        AuthorizationRules: [{ KeyName: "root", PrimaryKey: "the-root-key", Rights: ["Manage", "Send", "Listen"] }],
        Queues: [
          { Name: "work" },
          { Name: "fuzzed" },
          { Name: "hoarded", Properties: { LockDuration: "PT1S", MaxDeliveryCount: 1000 } },
        ],
      },
    ],
  },
};

let child: ChildProcess;
let ready: { port: number; tlsPort: number; httpPort: number; certificate: string };
let tried = 0;

beforeAll(async () => {
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  const args = [built("standins/bus/main.ts"), "--config", join(folder, "config.json")];
  const ports = ["--port", "0", "--tls-port", "0", "--http-port", "0", "--data", folder];
  child = spawn(process.execPath, [...args, ...ports], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    ready = JSON.parse(line);
    break;
  }
});

afterAll(async () => {
  const ended = new Promise((end) => child.once("exit", (code, signal) => end(code ?? signal)));
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), 5_000).unref();
  expect(await ended).toBe(0);
  rmSync(folder, { recursive: true });
  process.stderr.write(`the broker survived ${tried} hostile inputs\n`);
});

const credential = "SharedAccessKeyName=root;SharedAccessKey=the-root-key;UseDevelopmentEmulator=true";
const client = (port = ready.port) => new ServiceBusClient(`Endpoint=sb://127.0.0.1:${port};${credential}`);

/** An ordinary client still gets its message through. */
async function stillServes(): Promise<void> {
  expect(child.exitCode).toBeNull();
  const bus = client();
  const receiver = bus.createReceiver("work", { receiveMode: "receiveAndDelete" });
  await bus.createSender("work").sendMessages({ body: "still here" });
  const [got] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5_000 });
  expect(got?.body).toBe("still here");
  await bus.close();
}

/** Writes all of it, and waits until the broker closes, or a moment has passed without; the moment begins once the
 * broker has said what is `awaited`, if anything is. */
function thrown(chunks: Buffer[], patienceMs = 30, awaited?: string): Promise<Buffer> {
  tried++;
  return new Promise((done) => {
    const answers: Buffer[] = [];
    const socket = connect(ready.port, "127.0.0.1");
    let timer = setTimeout(() => socket.destroy(), awaited === undefined ? patienceMs : 10_000);
    socket.on("data", (data) => {
      answers.push(data);
      if (awaited === undefined || !Buffer.concat(answers).includes(awaited)) return;
      clearTimeout(timer);
      timer = setTimeout(() => socket.destroy(), patienceMs);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      done(Buffer.concat(answers));
    });
    for (const chunk of chunks) socket.write(chunk);
  });
}

const header = Buffer.from("AMQP\0\x01\0\0", "latin1");

/** One frame around a performative's fields. */
function frame(code: number, fields: unknown[], payload: Buffer = Buffer.alloc(0), channel = 0): Buffer {
  const writer = new types.Writer();
  writer.write(types.described(types.wrap_ulong(code), types.wrap_list(fields)));
  return framed(Buffer.concat([writer.toBuffer(), payload]), channel);
}

function framed(body: Buffer, channel = 0): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.writeUInt8(2, 4);
  head.writeUInt16BE(channel, 6);
  return Buffer.concat([head, body]);
}

const uint = (value: number): Typed => types.wrap_uint(value);
const ubyte = (value: number) => (types as unknown as { wrap_ubyte(v: number): Typed }).wrap_ubyte(value);
const opened = [header, frame(0x10, ["hostile"]), frame(0x11, [null, uint(0), uint(2048), uint(2048)])];
const terminus = (code: number, address: string) => types.described(types.wrap_ulong(code), types.wrap_list([address]));
const cbsSender = frame(0x12, [
  "s",
  uint(0),
  false,
  null,
  null,
  terminus(0x28, "x"),
  terminus(0x29, "$cbs"),
  null,
  null,
  uint(0),
]);
const cbsReceiver = frame(0x12, ["r", uint(1), true, ubyte(0), ubyte(1), terminus(0x28, "$cbs"), terminus(0x29, "r")]);

describe("the broker goes on after", () => {
  it("noise of every length", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (noise) => {
        await thrown([Buffer.from(noise)], 5);
        await thrown([header, Buffer.from(noise)], 5);
      }),
      { numRuns: 100 },
    );
    await stillServes();
  });

  it("half a header, another protocol, and another version", async () => {
    for (const text of [
      "AM",
      "AMQP",
      "AMQP\0\0\x09\x01",
      "AMQP\x02\x01\0\0",
      "GET / HTTP/1.1\r\n\r\n",
      "\x16\x03\x01",
    ]) {
      await thrown([Buffer.from(text, "latin1")]);
    }
    await stillServes();
  });

  it("frames that lie about their size or their counts", async () => {
    const giant = Buffer.from([0x7f, 0xff, 0xff, 0xff, 2, 0, 0, 0]);
    const empty = Buffer.from([0, 0, 0, 0, 2, 0, 0, 0]);
    const short = Buffer.from([0, 0, 0, 9, 0, 9, 0, 0, 1]);
    // An array of four billion nothings, a list of four billion, and a list in a list in a list.
    const nothings = framed(Buffer.from([0, 0x53, 0x10, 0xf0, 0, 0, 0, 9, 0xff, 0xff, 0xff, 0xff, 0x40]));
    const many = framed(Buffer.from([0, 0x53, 0x10, 0xd0, 0, 0, 0, 9, 0xff, 0xff, 0xff, 0xff, 0x40]));
    const deep = framed(
      Buffer.concat([Buffer.from([0, 0x53, 0x10]), Buffer.alloc(60_000, Buffer.from([0xc0, 0xff, 1]))]),
    );
    const described = framed(Buffer.alloc(60_000));
    for (const bad of [giant, empty, short, nothings, many, deep, described]) await thrown([header, bad], 100);
    for (const bad of [giant, nothings, many, deep, described]) await thrown([...opened, bad], 100);
    await stillServes();
  });

  it("frames of every kind with fields of any kind", async () => {
    const value: fc.Arbitrary<unknown> = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.integer().map((i) => uint(i >>> 0)),
      fc.integer({ min: 0, max: 5 }).map(uint),
      fc.string({ maxLength: 20 }),
      fc.constantFrom("$cbs", "work", "work/$management"),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
      fc
        .tuple(fc.integer({ min: 0x23, max: 0x30 }), fc.array(fc.oneof(fc.string(), fc.boolean()), { maxLength: 5 }))
        .map(([code, fields]) => types.described(types.wrap_ulong(code), types.wrap_list(fields))),
    );
    const any = fc
      .tuple(fc.integer({ min: 0x10, max: 0x18 }), fc.array(value, { maxLength: 14 }), fc.uint8Array({ maxLength: 50 }))
      .map(([code, fields, payload]) => frame(code, fields, Buffer.from(payload)));
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 10 }), async (frames) => {
        await thrown([...opened, cbsSender, cbsReceiver, ...frames], 10);
      }),
      { numRuns: 200 },
    );
    await stillServes();
  });

  /** The frames of a peer with every right and a link each way on the queue "fuzzed". */
  const signedIn = (): Buffer[] => {
    const resource = encodeURIComponent("sb://hostile/");
    const expiry = Math.floor(Date.now() / 1000) + 600;
    const signature = createHmac("sha256", "the-root-key").update(`${resource}\n${expiry}`).digest("base64");
    const putToken = encodedMessage({
      ...{ message_id: "1", reply_to: "r" },
      application_properties: {
        operation: "put-token",
        name: "sb://hostile/",
        type: "servicebus.windows.net:sastoken",
      },
      body: `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=root`,
    });
    return [
      ...[...opened, cbsSender, cbsReceiver],
      frame(0x13, [uint(0), uint(2048), uint(0), uint(2048), uint(1), uint(0), uint(10)]),
      frame(0x14, [uint(0), uint(0), Buffer.from("t"), uint(0), true], putToken),
      frame(0x12, [
        "to",
        uint(2),
        false,
        null,
        null,
        terminus(0x28, "x"),
        terminus(0x29, "fuzzed"),
        null,
        null,
        uint(0),
      ]),
      frame(0x12, ["from", uint(3), true, ubyte(0), ubyte(1), terminus(0x28, "fuzzed"), terminus(0x29, "x")]),
      frame(0x13, [uint(0), uint(2048), uint(0), uint(2048), uint(3), uint(0), uint(50)]),
    ];
  };

  it("a peer with every right that settles, flows, transfers and detaches at random on its links", async () => {
    const small = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 4 }).map(uint), fc.constant(uint(0xffffffff)));
    const flag = fc.constantFrom(null, true, false);
    const state = fc.integer({ min: 0x23, max: 0x27 }).chain((code) =>
      fc.array(fc.oneof(flag, small, fc.string()), { maxLength: 3 }).map((fields) => {
        return types.described(types.wrap_ulong(code), types.wrap_list(fields));
      }),
    );
    const sentMessage = encodedMessage({ message_id: "m", body: "x" });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 30 }).map((noise) => Buffer.from(noise)),
      fc.constant(sentMessage),
    );
    const handle = fc.integer({ min: 0, max: 4 }).map(uint);
    const step = fc.oneof(
      fc.tuple(flag, small, small, flag, fc.oneof(state, fc.constant(null))).map((f) => frame(0x15, f)),
      fc.tuple(small, small, small, small, handle, small, small, small, flag, flag).map((f) => frame(0x13, f)),
      fc
        .tuple(handle, small, fc.constant(Buffer.from("t")), small, flag, flag)
        .chain((f) => bytes.map((b) => frame(0x14, f, b))),
      fc.tuple(handle, flag).map((f) => frame(0x16, f)),
      fc.constant(frame(0x17, [])),
      fc.constant(frame(0x11, [null, uint(0), uint(5), uint(5)], undefined, 1)),
    );
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const answer = await thrown([...signedIn(), ...steps], 15, "status-code");
        if (answer.includes("status-code")) answered++;
      }),
      { numRuns: 200 },
    );
    const whole = Buffer.concat([
      ...signedIn(),
      frame(0x14, [uint(2), uint(1), Buffer.from("t"), uint(0), false], sentMessage),
      frame(0x15, [true, uint(0), uint(1), true, types.described(types.wrap_ulong(0x24), types.wrap_list([]))]),
      frame(0x16, [uint(3), true]),
    ]);
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const broken = Buffer.from(whole);
        for (const [at, byte] of changed) broken[at] = byte;
        await thrown([broken], 15);
      }),
      { numRuns: 200 },
    );
    // Most of them got as far as their claim.
    expect(answered).toBeGreaterThan(100);
    await stillServes();
  });

  it("an honest client whose bytes are broken on the way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 20, max: 3_000 }), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        tried++;
        let passed = 0;
        const sockets: Socket[] = [];
        const proxy = createServer((near) => {
          const far = connect(ready.port, "127.0.0.1");
          sockets.push(near, far);
          for (const socket of [near, far]) socket.on("error", () => {});
          near.on("data", (data) => {
            const broken = Buffer.from(data);
            if (at >= passed && at < passed + data.length) broken[at - passed] = byte;
            passed += data.length;
            far.write(broken);
          });
          far.on("data", (data) => near.write(data));
          for (const [one, other] of [
            [near, far],
            [far, near],
          ] as const) {
            one.on("close", () => other.destroy());
          }
        });
        await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
        const bus = client((proxy.address() as { port: number }).port);
        const sending = bus
          .createSender("work")
          .sendMessages([{ body: "x", applicationProperties: { a: 1 } }, { body: "y" }])
          .catch(() => {});
        await Promise.race([sending, new Promise((later) => setTimeout(later, 150))]);
        for (const socket of sockets) socket.destroy();
        proxy.close();
        bus.close().catch(() => {});
      }),
      { numRuns: 15 },
    );
    const bus = client();
    const receiver = bus.createReceiver("work", { receiveMode: "receiveAndDelete" });
    while ((await receiver.receiveMessages(100, { maxWaitTimeInMs: 300 })).length > 0);
    await bus.close();
    await stillServes();
  });

  it("settlements of billions, credit without end, transfers without credit, and a message without end", async () => {
    const billions = frame(0x15, [true, uint(0), uint(0xfffffffe), true]);
    const credit = frame(0x13, [
      uint(0),
      uint(0xffffffff),
      uint(0),
      uint(1),
      uint(1),
      uint(0),
      uint(0xffffffff),
      null,
      true,
    ]);
    const uncredited = frame(0x14, [uint(7), uint(0), Buffer.from("t"), uint(0), true], Buffer.from("x"));
    const part = (i: number) =>
      frame(0x14, [uint(0), i ? null : uint(0), Buffer.from("t"), null, false, true], Buffer.alloc(60_000));
    const endless = Array.from({ length: 400 }, (_, i) => part(i));
    await thrown([...opened, cbsSender, cbsReceiver, billions, credit], 100);
    await thrown([...opened, cbsSender, uncredited], 100);
    const unnumbered = frame(0x14, [uint(0), null, Buffer.from("t"), uint(0), false], Buffer.from("x"));
    await thrown([...opened, cbsSender, unnumbered], 100);
    const restless = frame(0x10, ["hostile", null, null, null, uint(1)]);
    const patient = frame(0x10, ["hostile", null, null, null, uint(0xffffffff)]);
    for (const open of [restless, patient]) await thrown([header, open], 100);
    await thrown([...opened, cbsSender, ...endless], 1_500);
    await stillServes();
    const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0);
    expect(resident).toBeLessThan(600_000);
  });

  it("WebSockets with text, with noise, and without the sub-protocol", async () => {
    const ca = readFileSync(ready.certificate);
    const url = `wss://127.0.0.1:${ready.tlsPort}/$servicebus/websocket`;
    const spoken = (protocols: string[], say: string | Buffer, path = url) =>
      new Promise<void>((done) => {
        tried++;
        const socket = new WebSocket(path, protocols, { ca });
        socket.on("open", () => socket.send(say));
        socket.on("error", () => {});
        socket.on("close", () => done());
        setTimeout(() => socket.terminate(), 200);
      });
    await spoken(["AMQPWSB10"], "AMQP");
    await spoken(["AMQPWSB10"], Buffer.alloc(5_000, 0xff));
    await spoken(["AMQPWSB10"], Buffer.alloc(2_000_000, 0x01));
    await spoken(["other"], "x");
    await spoken(["AMQPWSB10"], "x", url.replace("$servicebus", "elsewhere"));
    await stillServes();
  });

  it("a receiver that gives more credit than anyone could use, while another is served", async () => {
    const bus = client();
    await bus.createSender("fuzzed").sendMessages(Array.from({ length: 50 }, (_, i) => ({ body: i })));
    const floods = frame(0x13, [
      ...[uint(0), uint(0xffffffff), uint(0), uint(0xffffffff), uint(3), uint(0)],
      ...[uint(0xffffffff), null, false, true],
    ]);
    const answer = await thrown([...signedIn(), ...Array.from({ length: 2_000 }, () => floods)], 500);
    // It got what there was, and kept nobody from being served.
    expect(answer.includes("x-opt-sequence-number")).toBe(true);
    await bus.close();
    await stillServes();
  });

  it("hundreds of connections that say nothing", async () => {
    const sockets = await Promise.all(
      Array.from({ length: 500 }, () => {
        tried++;
        return new Promise<Socket>((done) => {
          const socket = connect(ready.port, "127.0.0.1", () => done(socket));
          socket.on("error", () => {});
        });
      }),
    );
    await stillServes();
    for (const socket of sockets) socket.destroy();
    const page = await fetch(`http://127.0.0.1:${ready.httpPort}/metrics`);
    expect(await page.text()).toContain('tieout_bus_active_messages{queue="work"} 0');
  });

  it("a receiver that never settles: its messages go to another", async () => {
    const bus = client();
    await bus.createSender("hoarded").sendMessages(Array.from({ length: 200 }, (_, i) => ({ body: i })));
    const hoarder = bus.createReceiver("hoarded", { maxAutoLockRenewalDurationInMs: 0 });
    await hoarder.receiveMessages(200, { maxWaitTimeInMs: 1_000 });
    await hoarder.close();
    const honest = bus.createReceiver("hoarded", { receiveMode: "receiveAndDelete" });
    const got = new Set<number>();
    while (got.size < 200) {
      const some = await honest.receiveMessages(200, { maxWaitTimeInMs: 3_000 });
      if (some.length === 0) break;
      for (const { body } of some) got.add(body as number);
    }
    expect(got.size).toBe(200);
    await bus.close();
  });

  it("asking for what is left out: topics, transactions, unknown operations", async () => {
    const bus = client();
    const refused = (promise: Promise<unknown>) =>
      promise.then(
        () => "served",
        (thrown) => String(thrown),
      );
    const topic = bus.createReceiver("news", "everyone");
    expect(await refused(topic.receiveMessages(1, { maxWaitTimeInMs: 1_000 }))).toMatch(/not served|NotImplemented/);
    await bus.close();
    const coordinator = types.described(types.wrap_ulong(0x30), types.wrap_list([]));
    const transaction = frame(0x12, [
      "t",
      uint(0),
      false,
      null,
      null,
      terminus(0x28, "x"),
      coordinator,
      null,
      null,
      uint(0),
    ]);
    const answer = await thrown([...opened, transaction], 100);
    expect(answer.toString("latin1")).toContain("amqp:not-implemented");
    // A message that says that it belongs to one.
    const state = types.described(types.wrap_ulong(0x34), types.wrap_list([Buffer.from("t")]));
    const sent = [uint(2), uint(1), Buffer.from("u"), uint(0), false, false, null, state];
    const body = encodedMessage({ message_id: "in a transaction", body: "x" });
    const refusal = await thrown([...signedIn(), frame(0x14, sent, body)], 300, "status-code");
    expect(refusal.toString("latin1")).toContain("Transactions are not served");
    await stillServes();
  });
});
