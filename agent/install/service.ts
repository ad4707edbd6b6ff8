// What a service of the agent needs to know of its machine, and how a machine is asked to keep it.
import type { SpawnSyncReturns } from "node:child_process";

/** The agent as a service. Paths are whole. */
export interface Service {
  /** Of the service: letters, digits and dashes. */
  name: string;
  /** Node's own program. */
  node: string;
  /** tieout-agent.mjs. */
  program: string;
  config: string;
  /** Folders that the agent writes to. */
  writes: readonly string[];
  /** The user that it runs as; on Windows an account of the machine's own. */
  user: string;
}

/** The machine as an installation touches it. */
export interface Machine {
  has(path: string): boolean;
  write(path: string, text: string, mode: number): void;
  remove(path: string): void;
  /** Runs a program and gives its exit code; what it said comes with it. */
  run(command: string, ...args: string[]): Pick<SpawnSyncReturns<string>, "status" | "stderr">;
}

/** Runs what must succeed. Throws an Error with what the program said. */
export function must(machine: Machine, command: string, ...args: string[]): void {
  const { status, stderr } = machine.run(command, ...args);
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")}: ${stderr.trim() || `it ended with ${status}`}`);
}
