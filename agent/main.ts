// `tieout-agent`: the agent's own commands; `tieout agent` is the same. Results go to standard output, everything else
// to standard error. Ends with 0; with 1 where the answer is "not in order"; with 2 where it could not do what was asked.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError, Option } from "commander";
import { asTieoutError } from "../core/errors.ts";
import packageFile from "../package.json" with { type: "json" };
import { checkCommand } from "./check/command.ts";
import { type InstallOptions, install, uninstall } from "./install/command.ts";
import { runAgent } from "./run.ts";

/** Where the program stands: the folder that was copied. */
const home = dirname(fileURLToPath(import.meta.url));

const configOption = () =>
  new Option("--config <file>", "the agent's configuration").default(join(home, "agent.json"), "agent.json beside it");

const program = new Command("tieout-agent")
  .description("The hand beside Exact Globe: reads it and books into it for Tieout, over connections outward only.")
  .version(packageFile.version)
  .showHelpAfterError("(--help says more)");

program
  .command("run")
  .description("the agent, until it is stopped")
  .addOption(configOption())
  .action(({ config }: { config: string }) => runAgent(config));

program
  .command("check")
  .description("every precondition of the connection, one by one, and what to do about each; changes nothing")
  .addOption(configOption())
  .option("--json", "as JSON")
  .action(async (options: { config: string; json?: boolean }) => {
    process.exitCode = await checkCommand(options);
  });

const nameOption = () => new Option("--name <name>", "of the service").default("tieout-agent");
/** The program as a service starts it: the built one, wherever this was started from. */
const built = fileURLToPath(import.meta.url);

program
  .command("install")
  .description("makes it a service of this machine (systemd, or Windows by WinSW) and starts it")
  .addOption(configOption())
  .addOption(nameOption())
  .option("--user <name>", "the user it runs as, made where it is not there (systemd)", "tieout-agent")
  .option("--print", "only shows the service's text and changes nothing")
  .action((options: InstallOptions) => {
    process.stdout.write(install(options, built));
  });

program
  .command("uninstall")
  .description("takes the service away again; keeps journal and configuration")
  .addOption(configOption())
  .addOption(nameOption())
  .option("--purge", "takes the journal, the logs and the configuration away too, once every booking is answered")
  .action((options: { config: string; name: string; purge?: boolean }) => {
    process.stdout.write(uninstall(options, built));
  });

/** Every command ends here: commander's own errors (a wrong option) and ours both end with 2. */
for (const command of [program, ...program.commands]) command.exitOverride();

try {
  await program.parseAsync();
} catch (thrown) {
  if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode === 0 ? 0 : 2;
  else {
    const error = asTieoutError(thrown);
    const { what, means, next } = error.text("en");
    process.stderr.write(`${what}. ${means} ${next} (${error.code})\n`);
    process.exitCode = 2;
  }
}
