// The agent's log: JSON lines of codes, counts and times, to standard error or to a file that rolls over by size and of
// which only so many are kept. A log that cannot be written never stops the agent.
import { mkdirSync } from "node:fs";
import pino from "pino";
import { createStream } from "rotating-file-stream";
import type { AgentConfig } from "./config.ts";

export interface AgentLog {
  log: pino.Logger;
  /** Resolves when all of it is written, or cannot be. */
  close(): Promise<void>;
}

/** In the folder: agent.log, and the older agent.log.1 and on, the newest first. */
export function agentLog(settings: AgentConfig["log"], isWatched = process.stderr.isTTY === true): AgentLog {
  const name = "agent";
  if (!settings) return { log: pino({ name }, pino.destination(2)), close: async () => undefined };
  mkdirSync(settings.folder, { recursive: true, mode: 0o700 });
  const file = createStream("agent.log", {
    path: settings.folder,
    size: `${Math.ceil(settings.megabytes * 1_024)}K`,
    rotate: settings.files,
    mode: 0o600,
  });
  const ended = new Promise<void>((resolve) => file.once("close", resolve));
  // why: a disk that is full or a folder that is gone is said where it can be, and the agent goes on.
  const say = (error: Error) => process.stderr.write(`The log cannot be written: ${error.message}\n`);
  file.on("error", say).on("warning", say);
  const streams: pino.StreamEntry[] = [{ stream: file }];
  if (isWatched) streams.push({ stream: pino.destination(2) });
  return {
    log: pino({ name }, pino.multistream(streams)),
    close() {
      file.end();
      return ended;
    },
  };
}
