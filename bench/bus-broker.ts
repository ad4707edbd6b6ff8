// The local broker as a program of its own over a folder of its own, so that it shares no event loop with its client.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
export const rule = { KeyName: "root", PrimaryKey: "the-bench-key", Rights: ["Manage", "Send", "Listen"] };

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

async function over(folder: string): Promise<BenchBroker> {
  const started = await program([
    ...["--import", "tsx", "standins/bus/main.ts", "--config", join(folder, "config.json")],
    ...["--port", "0", "--tls-port", "0", "--data", join(folder, "bus")],
  ]);
  const { child, port } = started;
  return {
    ...started,
    folder,
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
