// `tieout`: one program, a command a file. Results go to standard output, everything else to standard error.
// Ends with 0; with 1 where the answer is "differences, not ready, failed"; with 2 where it could not do what was asked.
import { Command, CommanderError } from "commander";
import { asTieoutError } from "../core/errors.ts";
import { laterCommands } from "./later.ts";
import { pullCommand } from "./pull.ts";
import { reconcileCommand } from "./reconcile/index.ts";
import { roomCommands } from "./room-commands.ts";
import { startCommand } from "./start.ts";
import { statusCommand } from "./status.ts";
import { userCommand } from "./user.ts";

const program = new Command("tieout")
  .description("Reconciles QicsMilestones with Exact Globe, watches the sync between them and books invoices once.")
  .version("0.1.0")
  .showHelpAfterError("(--help says more)");

const commands = [
  startCommand(),
  ...roomCommands(),
  reconcileCommand(),
  statusCommand(),
  pullCommand(),
  userCommand(),
  ...laterCommands(),
];
for (const command of commands) program.addCommand(command);

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
