// `tieout start`: everything on this machine. Where nothing is configured yet it is a demo: the stand-ins serve a data
// set, and the administration and the demo's accounts are made from it.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { openDatabase } from "../prisma/database.ts";
import { migrate } from "../prisma/migrate.ts";
import { dataFolder, dataOption } from "./data-folder.ts";
import { demo } from "./demo.ts";
import { House } from "./house.ts";
import { lockFolder } from "./lock.ts";
import { plans } from "./plans.ts";
import { freePorts, lastPorts, portFree } from "./ports.ts";

interface StartOptions {
  data: string;
  port: number;
  demo?: string;
}

export const startCommand = (): Command =>
  new Command("start")
    .description("everything on this machine; prints the address")
    .addOption(dataOption())
    .option("--port <number>", "port of the web pages", portNumber, 3000)
    .option("--demo <dataset>", "folder with globe/, milestones/ and connector.json for the stand-ins to serve")
    .action(start);

function portNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new InvalidArgumentError("A port is a number from 1 to 65535.");
}

/** The data set that the project ships; this file stands in cli/ or in build/cli/. */
const shipped = (): string => {
  const [checkout, build] = ["../demo/northwind", "../../demo/northwind"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return checkout && existsSync(checkout) ? checkout : (build ?? "");
};

async function start(options: StartOptions): Promise<void> {
  const asked = untilAskedToStop();
  const folder = dataFolder(options.data);
  const unlock = lockFolder(folder);
  const house = new House(folder, await freePorts(lastPorts(folder)));
  try {
    await portFree(options.port);
    migrate(folder.root);
    const db = openDatabase(folder.root);
    try {
      const set = await demo(db, folder.root, options.demo, shipped());
      const opened = house.open(plans(folder, db, set, options.port));
      await Promise.race([opened, asked]);
      if (!house.isClosed) process.stdout.write(`Tieout is at http://localhost:${options.port}\n`);
      await asked;
      await house.close();
      await opened;
    } finally {
      await house.close();
      db.close();
    }
  } finally {
    unlock();
  }
}

function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}
