// The rooms as programs, each a process of its own as on a customer's machines, started from what was built.
import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { built } from "../built.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Room {
  /** What the room said when it was ready. */
  ready: Record<string, unknown>;
  pid: number;
  /** Asks it to stop; its exit code. */
  stop(): Promise<number | null>;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
}

/**
 * Starts a program of the project, its log added to a file, and waits until it says that it is ready. One that is built
 * (.mjs) runs by itself, from the root of the machine, as it does where there is nothing of the project.
 */
export async function room(
  program: string,
  args: readonly string[],
  { log, env = {} }: { log: string; env?: Record<string, string> },
): Promise<Room> {
  // A bundle needs nothing of the checkout.
  const isBundle = program.endsWith(".mjs");
  const child: ChildProcess = spawn(process.execPath, [isBundle ? program : built(program), ...args], {
    cwd: isBundle ? "/" : root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stderr?.on("data", (text) => appendFileSync(log, text));
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  if (!child.stdout) throw new Error("a room's output is piped");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([lines.next(), ended]);
  if (first === null || typeof first === "number" || first.done)
    throw new Error(`${program} ended before it was ready:\n${readFileSync(log, "utf8")}`);
  return {
    ready: JSON.parse(first.value),
    pid: child.pid ?? 0,
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Looks again until it is so, or fails with what was seen last. */
export async function eventually<Seen>(look: () => Seen | Promise<Seen>, isSo: (seen: Seen) => boolean, seconds = 30) {
  const until = Date.now() + seconds * 1_000;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (Date.now() > until) throw new Error(`not so after ${seconds} s: ${JSON.stringify(seen)}`);
    await pause(50);
  }
}
