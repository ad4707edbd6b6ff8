// `tieout`: one program, a command a file. Results go to standard output, everything else to standard error.
// Ends with 0; with 1 where the answer is "differences, not ready, failed"; with 2 where it could not do what was asked.
import { Command, CommanderError } from "commander";
import { asTieoutError } from "../core/errors.ts";
import { later } from "./later.ts";

// why: who reads our output may stop before its end (`| head`); that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const program = new Command("tieout")
  .description("Reconciles QicsMilestones with Exact Globe, watches the sync between them and books invoices once.")
  .version("0.1.0")
  .showHelpAfterError("(--help says more)");

/** Where each command stands. Only what is asked for is loaded, so that comparing two files starts at once. */
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import("./start.ts")).startCommand(),
  reconcile: async () => (await import("./reconcile/index.ts")).reconcileCommand(),
  status: async () => (await import("./status.ts")).statusCommand(),
  pull: async () => (await import("./pull.ts")).pullCommand(),
  user: async () => (await import("./user.ts")).userCommand(),
  web: async () => (await import("./room-commands.ts")).webCommand(),
  worker: async () => (await import("./room-commands.ts")).workerCommand(),
  bus: async () => (await import("./room-commands.ts")).busCommand(),
  agent: async () => (await import("./room-commands.ts")).agentCommand(),
  standin: async () => (await import("./room-commands.ts")).standinCommand(),
  invoices: async () => (await import("./invoices.ts")).invoicesCommand(),
  readiness: async () => (await import("./readiness.ts")).readinessCommand(),
  renumber: async () => (await import("./renumber.ts")).renumberCommand(),
  rules: async () => (await import("./rules.ts")).rulesCommand(),
  forecast: async () => (await import("./forecast.ts")).forecastCommand(),
  verify: async () => (await import("./verify.ts")).verifyCommand(),
  backup: async () => later("backup", "a consistent copy while everything runs"),
  restore: async () => later("restore", "a copy put back"),
};

const asked = commands[process.argv[2] ?? ""];
for (const command of asked ? [asked] : Object.values(commands)) program.addCommand(await command());

/** Every command ends here: commander's own errors (a wrong option) and ours both end with 2. */
function exitOverridden(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) exitOverridden(child);
}
exitOverridden(program);

try {
  await program.parseAsync();
} catch (thrown) {
  if (thrown instanceof CommanderError) {
    process.exitCode = thrown.exitCode === 0 ? 0 : 2;
  } else {
    const error = asTieoutError(thrown);
    const { what, means, next } = error.text("en");
    process.stderr.write(`${what}. ${means} ${next} (${error.code})\n`);
    if (process.env.TIEOUT_DEBUG && error.cause) process.stderr.write(`${String(error.cause)}\n`);
    process.exitCode = 2;
  }
}
