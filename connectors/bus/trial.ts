// The way to the bus, tried without sending or taking a message: whether its machine answers at all, and what the key
// opens. Links are opened and let go again; a link is opened only for who has the right.
import { randomUUID } from "node:crypto";
import { request } from "node:https";
import { TLSSocket } from "node:tls";
import { isServiceBusError, parseServiceBusConnectionString, type ServiceBusClient } from "@azure/service-bus";
import { HttpsProxyAgent } from "https-proxy-agent";
import { type BusSettings, serviceBusClient } from "./connection.ts";

export interface BusReached {
  /** Name and port. */
  host: string;
  /** Name and port of the proxy; null for none. Never its password. */
  proxy: string | null;
  /** Why it was not reached; null where it answered. */
  reason: string | null;
  /** The bus's clock, as it said; null where it said none. */
  clock: Date | null;
}

/** A right on a queue: given, or why not. */
export type BusRight = { given: true } | { given: false; reason: string };

const hostOf = ({ connectionString, endpoint }: BusSettings): { name: string; port: number } => {
  const url = new URL(
    (endpoint ?? parseServiceBusConnectionString(connectionString).endpoint).replace(/^sb:/, "https:"),
  );
  return { name: url.hostname, port: Number(url.port || 443) };
};

/** Asks the bus's machine over HTTPS, through the proxy where one is set, and tells what came of it. Never throws. */
export async function busReached(settings: BusSettings, patience = 15_000): Promise<BusReached> {
  let host = "the bus";
  let proxy: string | null = null;
  try {
    const { name, port } = hostOf(settings);
    host = `${name}:${port}`;
    if (settings.proxy) proxy = new URL(settings.proxy).host;
    const clock = await new Promise<Date | null>((resolve, reject) => {
      const asking = request({
        ...{ host: name, port, path: "/", method: "GET", signal: AbortSignal.timeout(patience) },
        ...(settings.certificate ? { ca: settings.certificate } : {}),
        // why: a fresh connection each time, which closes when it is answered.
        agent: settings.proxy ? new HttpsProxyAgent(settings.proxy) : false,
      });
      asking.once("error", reject).once("response", (response) => {
        response.resume();
        // why: where a proxy refuses, its own answer stands in the place of the bus's, over a connection without TLS.
        if (!(response.socket instanceof TLSSocket))
          return void reject(new Error(`it answered ${response.statusCode} ${response.statusMessage}`));
        const said = Date.parse(response.headers.date ?? "");
        resolve(Number.isNaN(said) ? null : new Date(said));
      });
      asking.end();
    });
    return { host, proxy, reason: null, clock };
  } catch (thrown) {
    return { host, proxy, reason: thrown instanceof Error ? thrown.message : String(thrown), clock: null };
  }
}

/** What the key opens of an agent's two queues: what it needs, and the names of what it should not open. Never throws. */
export async function busRights(
  settings: BusSettings,
  queues: { in: string; out: string },
): Promise<{ listens: BusRight; sends: BusRight; more: string[] }> {
  let client: ServiceBusClient | undefined;
  try {
    const opened = serviceBusClient(settings, { maxRetries: 0, timeoutInMs: 10_000 });
    client = opened;
    const listening = (queue: string) => right(() => listened(opened, queue));
    const sending = (queue: string) => right(() => prepared(opened, queue));
    const [listens, sends, listensOut, sendsIn] = await Promise.all([
      listening(queues.in),
      sending(queues.out),
      listening(queues.out),
      sending(queues.in),
    ]);
    const more = [
      ...(listensOut.given ? [`listen on ${queues.out}`] : []),
      ...(sendsIn.given ? [`send on ${queues.in}`] : []),
    ];
    return { listens, sends, more };
  } catch (thrown) {
    const none: BusRight = { given: false, reason: thrown instanceof Error ? thrown.message : String(thrown) };
    return { listens: none, sends: none, more: [] };
  } finally {
    await client?.close().catch(() => undefined);
  }
}

async function right(tried: () => Promise<void>): Promise<BusRight> {
  try {
    await tried();
    return { given: true };
  } catch (thrown) {
    const reason = isServiceBusError(thrown) ? `${thrown.code}: ${thrown.message}` : String(thrown);
    return { given: false, reason };
  }
}

/** Holds a session that nobody uses, so that whoever works on the queue is left alone. */
async function listened(client: ServiceBusClient, queue: string): Promise<void> {
  const receiver = await client.acceptSession(queue, `check-${randomUUID()}`);
  await receiver.close();
}

/** Opens the link to the queue: how large a message may be is said only there. */
async function prepared(client: ServiceBusClient, queue: string): Promise<void> {
  const sender = client.createSender(queue);
  try {
    await sender.createMessageBatch();
  } finally {
    await sender.close();
  }
}
