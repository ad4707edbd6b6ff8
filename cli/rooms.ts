// The rooms as programs: how each is started, by path. Nothing of them is imported here.
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, existsSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { TieoutError } from "../core/errors.ts";

export const programs = {
  bus: "../standins/bus/main.js",
  "standin-globe": "../standins/globe/main.js",
  "standin-milestones": "../standins/milestones/main.js",
  agent: "../agent/tieout-agent.mjs",
  worker: "../worker/main.js",
  web: "../app/server.js",
} as const;

export type RoomName = keyof typeof programs;

/** Path of a room's program in the build. */
export const programOf = (name: RoomName): string => fileURLToPath(new URL(programs[name], import.meta.url));

const guard = new URL("../bin/room.mjs", import.meta.url).href;

export interface Room {
  name: RoomName;
  /** What the room said when it was ready: its ports or address. */
  ready: Record<string, unknown>;
  process: ChildProcess;
  /** Exit code, or null when a signal ended it. */
  ended: Promise<number | null>;
}

/** Where a room's log stands; the one before last is dropped when it has grown past 10 MB. */
function logFile(folder: string, name: RoomName): string {
  const file = join(folder, `${name}.log`);
  if (existsSync(file) && statSync(file).size > 10 * 1024 * 1024) renameSync(file, `${file}.1`);
  return file;
}

const worthShowing = 40; // pino's level "warn"

function shownLine(name: RoomName, line: string): string | null {
  try {
    const { level, msg } = JSON.parse(line) as { level?: number; msg?: string };
    return (level ?? 0) >= worthShowing ? `${name}: ${msg ?? line}` : null;
  } catch {
    return `${name}: ${line}`; // Not a log line: Node itself speaking, which is always worth showing.
  }
}

function linesOf(stream: Readable | null) {
  if (!stream) throw new Error("a room's output is piped");
  return createInterface({ input: stream });
}

/**
 * Starts a room and waits until it says that it is ready. Its log goes to `logs`, warnings also to standard error.
 * @throws TieoutError room_not_started when it ends, or stays silent for a minute, before it is ready.
 */
export async function startRoom(
  name: RoomName,
  logs: string,
  options: { args: string[]; env: Record<string, string> },
): Promise<Room> {
  // why detached: Ctrl-C reaches a whole terminal group; the rooms are told to stop one by one, in order.
  const child = spawn(process.execPath, ["--enable-source-maps", "--import", guard, programOf(name), ...options.args], {
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: process.platform !== "win32",
  });
  const log = createWriteStream(logFile(logs, name), { flags: "a", mode: 0o600 });
  let lastSaid = "";
  linesOf(child.stderr).on("line", (line) => {
    log.write(`${line}\n`);
    lastSaid = shownLine(name, line) ?? lastSaid;
    if (shownLine(name, line)) process.stderr.write(`${lastSaid}\n`);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => {
      log.end();
      resolve(code);
    });
  });
  const ready = await new Promise<Record<string, unknown>>((resolve, reject) => {
    const giveUp = (reason: string) => {
      child.kill("SIGKILL");
      reject(new TieoutError("room_not_started", { values: { room: name, reason } }));
    };
    const timer = setTimeout(() => giveUp("it did not answer within a minute"), 60_000);
    child.once("error", (error) => giveUp(error.message));
    void ended.then((code) => giveUp(lastSaid || `it ended with ${code}`));
    linesOf(child.stdout).on("line", (line) => {
      const said = readyLine(line);
      if (!said) return;
      clearTimeout(timer);
      resolve(said);
    });
  });
  return { name, ready, process: child, ended };
}

function readyLine(line: string): Record<string, unknown> | null {
  try {
    const said = JSON.parse(line) as Record<string, unknown>;
    return said.ready === true ? said : null;
  } catch {
    return null;
  }
}

/** Asks a room to stop, and ends it after ten seconds. */
export async function stopRoom(room: Room): Promise<void> {
  if (room.process.exitCode !== null || room.process.signalCode !== null) return;
  room.process.kill("SIGTERM");
  const timer = setTimeout(() => room.process.kill("SIGKILL"), 10_000);
  await room.ended;
  clearTimeout(timer);
}
