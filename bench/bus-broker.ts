// The local broker as a program of its own over a folder of its own, so that it shares no event loop with its client.
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ServiceBusClient } from "@azure/service-bus";
import type { Connection } from "rhea";

const root = fileURLToPath(new URL("..", import.meta.url));
const rule = { KeyName: "root", PrimaryKey: "the-bench-key", Rights: ["Manage", "Send", "Listen"] };

interface Program {
  child: ChildProcess;
  port: number;
  tlsPort?: number;
}

/** A Node program that says on one line of JSON when it is ready. */
export async function program(args: string[]): Promise<Program> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    return { child, ...(JSON.parse(line) as { port: number; tlsPort?: number }) };
  }
  throw new Error("the bench's server did not start");
}

/** Asks a program to stop, and waits until it has. */
export async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise((end) => child.once("exit", end));
  child.kill("SIGTERM");
  await exit;
}

export interface BenchBroker extends Program {
  folder: string;
  /** For the SDK over TCP. */
  connectionString: string;
  /** From the program's start until it was ready, and the processor time that took. */
  startMs: number;
  startCpuMs: number;
  /** Resident memory, bytes. */
  memory(): number;
  /** Stops it and starts it anew over the same folder. */
  again(): Promise<BenchBroker>;
  /** Stops it and takes its folder away. */
  stop(): Promise<void>;
}

/** Starts a broker with these queues: name and properties as in a Config.json. */
export async function broker(queues: Record<string, object>): Promise<BenchBroker> {
  const folder = mkdtempSync(join(tmpdir(), "bus-bench-"));
  const Queues = Object.entries(queues).map(([Name, Properties]) => ({ Name, Properties }));
  const Namespaces = [{ Name: "bench", AuthorizationRules: [rule], Queues }];
  writeFileSync(join(folder, "config.json"), JSON.stringify({ UserConfig: { Namespaces } }));
  return over(folder);
}

/** Processor time of a program so far, in milliseconds; the kernel counts in hundredths of a second. */
const cpuMs = (pid = 0): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

async function over(folder: string): Promise<BenchBroker> {
  const start = performance.now();
  const started = await program([
    ...["build/standins/bus/main.js", "--config", join(folder, "config.json")],
    ...["--port", "0", "--tls-port", "0", "--data", join(folder, "bus")],
  ]);
  const { child, port } = started;
  return {
    ...started,
    folder,
    startMs: performance.now() - start,
    startCpuMs: cpuMs(child.pid),
    connectionString: `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=root;SharedAccessKey=${rule.PrimaryKey};UseDevelopmentEmulator=true`,
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? Number.NaN) * 1_024,
    async again() {
      await ended(child);
      return over(folder);
    },
    async stop() {
      await ended(child);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Puts a token on $cbs, as the local broker wants it. */
export async function putToken(connection: Connection): Promise<void> {
  const name = "sb://bench/";
  const resource = encodeURIComponent(name);
  const expiry = Math.floor(Date.now() / 1_000) + 3_600;
  const signature = createHmac("sha256", rule.PrimaryKey).update(`${resource}\n${expiry}`).digest("base64");
  const body = `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=${rule.KeyName}`;
  const sender = connection.open_sender("$cbs");
  const receiver = connection.open_receiver({ source: "$cbs", target: "answer" });
  const answered = new Promise((done) => receiver.once("message", done));
  sender.once("sendable", () => {
    const application_properties = { operation: "put-token", name, type: "servicebus.windows.net:sastoken" };
    sender.send({ message_id: "1", reply_to: "answer", application_properties, body });
  });
  await answered;
}

export const perSecond = (count: number, since: number): number => (count * 1_000) / (performance.now() - since);

/** Asks `count` times with `width` under way. Returns how many a second. */
export async function lanes(count: number, width: number, ask: (i: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < count) await ask(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return perSecond(count, start);
}

const body = Buffer.alloc(1_024, 7);

/** Sends messages of 1 KB one by one, 64 in flight. Returns how many a second. */
export async function single(client: ServiceBusClient, queue: string, count: number): Promise<number> {
  const sender = client.createSender(queue);
  const rate = await lanes(count, 64, () => sender.sendMessages({ body }));
  await sender.close();
  return rate;
}
