// The data folder: the database, files, the bus's store, the agent's journal, logs and ports of one installation.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Option } from "commander";

/** `--data DIR`, else TIEOUT_DATA, else ./data. */
export const dataOption = () =>
  new Option("--data <dir>", "folder with the database, files, journal and logs").env("TIEOUT_DATA").default("./data");

export interface DataFolder {
  root: string;
  bus: string;
  agent: string;
  logs: string;
  ports: string;
}

/** The folder's places, made where they are missing. */
export function dataFolder(path: string): DataFolder {
  const root = resolve(path);
  const folder = {
    root,
    bus: join(root, "bus"),
    agent: join(root, "agent"),
    logs: join(root, "logs"),
    ports: join(root, "ports.json"),
  };
  for (const place of [folder.root, folder.bus, folder.agent, folder.logs])
    mkdirSync(place, { recursive: true, mode: 0o700 });
  return folder;
}
