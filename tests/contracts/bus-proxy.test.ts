// The bus through an HTTP proxy, as many customers let nothing out in another way: everything goes through it, its name
// and password are given, and a proxy that went away is found again.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BusConnection, busConnection } from "../../connectors/bus/connection.ts";
import type { Taken } from "../../connectors/bus/held-session.ts";
import { type Heartbeat, protocolVersion, queuesOf, sessionOf } from "../../core/messages.ts";
import { type Broker, startBroker } from "../../standins/bus/broker.ts";
import { type HttpProxy, startProxy } from "./proxy.ts";

const queue = queuesOf("demo").out;
const config = {
  UserConfig: {
    Namespaces: [
      {
        Name: "tieout",
        AuthorizationRules: [{ KeyName: "root", PrimaryKey: "the-key", Rights: ["Send", "Listen"] }],
        Queues: [{ Name: queue, Properties: { RequiresSession: true } }],
      },
    ],
  },
};
const silent = { info: () => undefined, warn: () => undefined };
const password = "p@ss:word";

const folder = mkdtempSync(join(tmpdir(), "tieout-proxy-"));
let broker: Broker;
let proxy: HttpProxy;

// why: nobody listens on port 1, so only through the proxy can the bus be reached.
const nowhere = "sb://localhost:1";

const through = (credential: string): BusConnection =>
  busConnection(
    {
      connectionString: "Endpoint=sb://localhost/;SharedAccessKeyName=root;SharedAccessKey=the-key",
      endpoint: nowhere,
      certificate: readFileSync(broker.certificate, "utf8"),
      proxy: `http://${credential}@127.0.0.1:${proxy.port}`,
    },
    silent,
  );

const beat = (bootId: string) => {
  const message: Heartbeat = {
    kind: "heartbeat",
    version: protocolVersion,
    agent: "demo",
    agentVersion: "1",
    bootId,
    at: "2026-11-24T07:00:00.000Z",
    inHand: 0,
    administrations: ["500"],
  };
  return { message, messageId: bootId, correlationId: bootId, session: sessionOf.presence, timeToLive: 60_000 };
};

beforeAll(async () => {
  broker = await startBroker({ config, data: folder });
  proxy = await startProxy({ to: broker.tlsPort, password });
});
afterAll(async () => {
  await proxy?.close();
  await broker?.close();
  rmSync(folder, { recursive: true });
});

describe("through an HTTP proxy", () => {
  it("messages come and go, also after the proxy was away", async () => {
    const bus = through(`tieout:${encodeURIComponent(password)}`);
    const arrived: string[] = [];
    let told: () => void = () => undefined;
    const take = async (taken: Taken) => {
      await taken.settle();
      if (taken.state === "sound" && taken.message.kind === "heartbeat") arrived.push(taken.message.bootId);
      told();
    };
    const next = () =>
      new Promise<void>((resolve) => {
        told = resolve;
      });
    bus.hold(queue, sessionOf.presence, { concurrent: 1, take });
    let came = next();
    await bus.send(queue, beat("first"));
    await came;
    expect(arrived).toEqual(["first"]);
    expect(proxy.asked).toContain("localhost:1");
    expect(proxy.asked).not.toContain("refused");

    const { port } = proxy;
    await proxy.close();
    proxy = await startProxy({ to: broker.tlsPort, password, port });
    came = next();
    await bus.send(queue, beat("second"));
    await came;
    expect(arrived).toEqual(["first", "second"]);
    expect(proxy.asked).toContain("localhost:1");
    await bus.close();
  });

  it("a wrong password is told as what it is, without the password", async () => {
    const bus = through("tieout:wrong");
    const failure = await bus.send(queue, beat("third")).catch((thrown: Error) => thrown);
    expect(failure).toMatchObject({ code: "bus_unreachable" });
    expect(String(failure)).toMatch(/407/);
    expect(String(failure)).not.toMatch(/wrong/);
    expect(proxy.asked).toContain("refused");
    await bus.close();
  });
});
