// tieout reconcile: two folders or files compared, with no installation needed.
import { once } from "node:events";
import { Presets, SingleBar } from "cli-progress";
import { Command, type CommanderError, Option } from "commander";
import { type EntityName, entityNames } from "../../core/entities/index.ts";
import { asTieoutError, TieoutError } from "../../core/errors.ts";
import { readRules } from "../rules.ts";
import { jsonLines } from "./json.ts";
import { type Progress, type Reconciliation, reconcile } from "./run.ts";
import { differs } from "./summary.ts";
import { printTable } from "./table.ts";

interface Options {
  rules?: string;
  globe: string;
  milestones: string;
  entity?: string;
  company?: string;
  json?: true;
  excel?: string;
  suggest?: true;
}

/** The command. It ends with 0 when all is equal, 1 when something differs, 2 when it could not answer. */
export function reconcileCommand(): Command {
  return new Command("reconcile")
    .description("compare two folders or files, field by field")
    .requiredOption("--globe <path>", "folder or file with Exact Globe's records")
    .requiredOption("--milestones <path>", "folder or file with Milestones' records")
    .option("--entity <name>", `only this one of ${entityNames.join(", ")}`)
    .option("--company <code>", "the company whose records take part")
    .option("--rules <file>", "rules of comparing, as `tieout rules` writes them")
    .option("--json", "print one JSON object a line")
    .addOption(new Option("--excel <file>", "write what is not equal to a workbook").conflicts("json"))
    .option("--suggest", "propose pairs for what stands alone")
    .exitOverride((error) => ended(error))
    .action(async (options: Options) => {
      process.exitCode = await answered(options);
    });
}

/** Help ends with 0, any wrong option with 2: the sentence was already printed. */
function ended(error: CommanderError): never {
  process.exit(error.exitCode === 0 ? 0 : 2);
}

async function answered(options: Options): Promise<number> {
  try {
    return (await print(options)) ? 1 : 0;
  } catch (thrown) {
    const error = asTieoutError(thrown);
    process.stderr.write(`${error.message}${error.message.endsWith("?") ? "" : "."}\n`);
    return 2;
  }
}

async function print(options: Options): Promise<boolean> {
  const request = {
    globe: options.globe,
    milestones: options.milestones,
    ...(options.entity !== undefined && { entity: checkedEntity(options.entity) }),
    ...(options.company !== undefined && { company: options.company }),
    ...(options.rules !== undefined && { rules: readRules(options.rules) }),
  };
  const bar = progressBar();
  const reconciliation = await reconcile(request, bar.update).finally(bar.stop);
  try {
    for (const warning of reconciliation.warnings) process.stderr.write(`Warning: ${warning}\n`);
    const suggest = options.suggest === true;
    if (options.json) return await printJson(reconciliation, suggest);
    const shown = { colours: colours(process.stdout), suggest };
    const summaries = await printTable(reconciliation, (text) => process.stdout.write(text), shown);
    if (options.excel !== undefined) {
      // why: the library that writes it takes longer to load than most files to compare.
      const { writeExcel } = await import("./excel.ts");
      await writeExcel(options.excel, request, reconciliation, summaries);
    }
    return [...summaries.values()].some(differs);
  } finally {
    await reconciliation.close();
  }
}

/** Whoever reads the output may have heard enough: that is no error of ours. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

async function printJson(reconciliation: Reconciliation, suggest: boolean): Promise<boolean> {
  const lines = jsonLines(reconciliation, { suggest });
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return value;
    if (!process.stdout.write(`${value}\n`)) await once(process.stdout, "drain");
  }
}

const colours = (stream: NodeJS.WriteStream): boolean => stream.isTTY === true && !process.env.NO_COLOR;

/** A bar on standard error while files are read, where that is a terminal. */
function progressBar(): { update: Progress; stop: () => void } {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar(
    { format: "reading {bar} {percentage}%", clearOnComplete: true, hideCursor: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update: (read, total) => {
      if (!started) bar.start(total, 0);
      started = true;
      bar.update(Math.min(read, total));
    },
    stop: () => bar.stop(),
  };
}

function checkedEntity(name: string): EntityName {
  const found = entityNames.find((entity) => entity === name);
  if (!found) throw new TieoutError("entity_unknown", { values: { entity: name, entities: entityNames.join(", ") } });
  return found;
}
