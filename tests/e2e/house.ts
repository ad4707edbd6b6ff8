// The whole product as a person starts it: `bin/tieout start` in a folder of its own, and a real Chromium to look at it.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const program = join(root, "bin/tieout");

// why: the programs are run as they are, not as vitest's own children.
const { VITEST: _, ...environment } = process.env;

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command of the product to its end. */
export function tieout(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      { cwd: root, env: environment, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr });
      },
    );
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

export interface House {
  url: string;
  data: string;
  process: ChildProcess;
  /** Asks it to stop, waits, and removes its folder. Resolves to its exit code. */
  close(): Promise<number | null>;
}

/** Starts everything over a data set (the shipped one by default) and waits for the address. */
export async function house(options: { demo?: string; data?: string } = {}): Promise<House> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), "tieout-house-"));
  const port = await freePort();
  const args = ["start", "--port", String(port), "--data", data, ...(options.demo ? ["--demo", options.demo] : [])];
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /https?:\/\/\S+/.exec(line)?.[0];
      if (address) resolve(address);
    });
    void ended.then((code) => reject(new Error(`tieout start ended with ${code}: ${said}`)));
  });
  return {
    url,
    data,
    process: child,
    async close() {
      child.kill("SIGTERM");
      const code = await ended;
      if (!options.data) rmSync(data, { recursive: true, force: true });
      return code;
    },
  };
}

/** A Chromium without a profile. As root it needs to run without its sandbox. */
export function browser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.TIEOUT_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
}

/** Asks again until `holds`, or says what the last answer was. */
export async function eventually<T>(ask: () => Promise<T>, holds: (answer: T) => boolean, seconds = 60): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > end) throw new Error(`not within ${seconds} s; last: ${JSON.stringify(answer).slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

type Entities = Record<
  string,
  Record<string, number> & { lastRun: { state: string; finishedAt: string | null } | null }
>;

/** What `tieout status --json` says of the demo's administration. */
export async function status(running: House): Promise<{ agent: { online: boolean }; entities: Entities }> {
  const { stdout, stderr } = await tieout("status", "--json", "--data", running.data);
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout).administrations[0];
}

/** Waits until every entity had a complete run. */
export const pulled = (running: House) =>
  eventually(
    () => status(running),
    ({ entities }) => Object.values(entities).every(({ lastRun }) => lastRun?.state === "complete"),
    90,
  );

/** The address of a stand-in that the house runs. */
export function standin(running: House, name: "globe" | "milestones"): string {
  const ports = JSON.parse(readFileSync(join(running.data, "ports.json"), "utf8")) as Record<string, number>;
  return `http://127.0.0.1:${ports[name]}`;
}

/** Process number of a program that the house runs. */
export function pidOf(running: House, program: string): number {
  const parent = running.process.pid;
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(" ").map(Number);
  const found = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(program));
  if (!found) throw new Error(`${program} does not run`);
  return found;
}
