// The ports of the rooms, by name, as they stand in ports.json.
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { z } from "zod";
import { TieoutError } from "../core/errors.ts";
import type { DataFolder } from "./data-folder.ts";

export type Ports = Readonly<Record<string, number>>;

/** The ports of the `tieout start` that runs, or last ran, on this folder. */
export function lastPorts(folder: DataFolder): Ports {
  try {
    return z.record(z.string(), z.number()).parse(JSON.parse(readFileSync(folder.ports, "utf8")));
  } catch {
    return {}; // It never ran, or the file was cut short: free ports are chosen.
  }
}

/** Those that are free now: a neighbour on another machine may still know them. */
export async function freePorts(ports: Ports): Promise<Ports> {
  const free: Record<string, number> = {};
  for (const [name, port] of Object.entries(ports)) {
    try {
      await portFree(port);
      free[name] = port;
    } catch {
      // Taken by another program since: a free one is chosen.
    }
  }
  return free;
}

/** @throws TieoutError port_taken. */
export function portFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (cause) => reject(new TieoutError("port_taken", { values: { port }, cause })));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
  });
}
