// One room each, for installs on several machines: `tieout web`, `worker`, `bus`, `standin`, `agent`. The room's program
// is started by path, with this terminal; its exit code is ours.
import { spawn } from "node:child_process";
import { Command } from "commander";
import { dataFolder, dataOption } from "./data-folder.ts";
import { programOf, type RoomName } from "./rooms.ts";

/** Resolves to the program's exit code; a stop asked of us is passed on. */
function ran(name: RoomName, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, ["--enable-source-maps", programOf(name), ...args], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  const passOn = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", passOn).on("SIGTERM", passOn);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 0));
  });
}

/** A command whose options are the room's own: they are passed on as they are, --help too. */
const passedOn = (name: string, description: string, room: RoomName): Command =>
  new Command(name)
    .description(description)
    .helpOption(false)
    .allowUnknownOption()
    .argument("[options...]")
    .action(async (args: string[]) => {
      process.exitCode = await ran(room, args);
    });

export const busCommand = () => passedOn("bus", "the local Service Bus broker alone", "bus");
export const agentCommand = () => passedOn("agent", "the agent: run, check, install, uninstall", "agent");
export const standinCommand = () =>
  new Command("standin")
    .description("a stand-in for an outside system, over a data set")
    .addCommand(passedOn("globe", "Exact Globe's Entity Services", "standin-globe"))
    .addCommand(passedOn("milestones", "QicsMilestones' OData service", "standin-milestones"));

export const webCommand = () =>
  new Command("web")
    .description("the web pages alone")
    .addOption(dataOption())
    .option("--port <number>", "port to listen on", "3000")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .action(async (options: { data: string; port: string; host: string }) => {
      const env = { TIEOUT_DATA: dataFolder(options.data).root, PORT: options.port, HOST: options.host };
      process.exitCode = await ran("web", [], env);
    });

export const workerCommand = () =>
  new Command("worker")
    .description("the worker alone; TIEOUT_BUS holds the bus's connection string")
    .addOption(dataOption())
    .action(async (options: { data: string }) => {
      const env = { TIEOUT_DATA: dataFolder(options.data).root, TZ: "Europe/Amsterdam" };
      process.exitCode = await ran("worker", [], env);
    });
