// `tieout readiness`: the go-live check, of two folders of exports or of what is installed. Ends with 0 only where nothing
// blocks.
import { userInfo } from "node:os";
import { Command, Option } from "commander";
import { TieoutError } from "../core/errors.ts";
import { checkReadiness, type Readiness } from "../core/flows/check-readiness.ts";
import { dossier } from "../core/readiness/dossier.ts";
import packageFile from "../package.json" with { type: "json" };
import { dataOption } from "./data-folder.ts";
import { printReadiness, readinessJson } from "./readiness-text.ts";

interface Options {
  data: string;
  administration?: string;
  globe?: string;
  milestones?: string;
  company?: string;
  json?: true;
  excel?: string;
  language: "nl" | "en";
}

export const readinessCommand = (): Command =>
  new Command("readiness")
    .description("the go-live check; ends with 0 only where nothing blocks")
    .addOption(dataOption())
    .option("--administration <code>", "only this administration")
    .option("--globe <folder>", "folder with Exact Globe's records: nothing needs to be installed")
    .option("--milestones <folder>", "folder with Milestones' records")
    .option("--company <code>", "the company whose records take part, where the folders hold several")
    .option("--json", "one JSON object")
    .option("--excel <file>", "write the dossier, a workbook that `tieout verify` checks again")
    .addOption(new Option("--language <language>", "of the words").choices(["nl", "en"]).default("en"))
    .action(async (options: Options) => {
      process.exitCode = (await check(options)) ? 0 : 1;
    });

async function check(options: Options): Promise<boolean> {
  const found = await checked(options);
  if (options.excel !== undefined) await writeExcel(options.excel, found, options.language);
  if (options.json) process.stdout.write(`${JSON.stringify(readinessJson(found, options.language), null, 2)}\n`);
  else for (const one of found) process.stdout.write(printReadiness(one, options.language));
  return found.every(({ verdict }) => verdict.ready);
}

async function checked(options: Options): Promise<Readiness[]> {
  const { globe, milestones, company, administration } = options;
  if (globe === undefined && milestones === undefined)
    throw new TieoutError("not_yet_built", { values: { command: "readiness" } });
  if (globe === undefined || milestones === undefined) throw wrong("--globe and --milestones go together");
  if (administration !== undefined)
    throw wrong("--administration is for what is installed; use --company with folders");
  const { filesSource } = await import("./readiness-files.ts");
  const { source, warnings } = await filesSource({ globe, milestones, ...(company !== undefined && { company }) });
  for (const warning of warnings) process.stderr.write(`Warning: ${warning}\n`);
  return [checkReadiness(source)];
}

async function writeExcel(file: string, found: readonly Readiness[], language: Options["language"]): Promise<void> {
  const [one, ...more] = found;
  if (!one || more.length > 0) throw wrong("--excel writes one administration: add --administration");
  // why: the library that writes it takes longer to load than most checks to answer.
  const { writeDossier } = await import("../connectors/files/dossier.ts");
  const trail = { decisions: [], signOffs: [], events: [] };
  const by = { language, madeBy: userInfo().username, version: packageFile.version };
  const seal = await writeDossier(file, dossier(one, trail, by));
  process.stderr.write(`${file} is written. Note its seal elsewhere: ${seal}\n`);
}

const wrong = (reason: string) => new TieoutError("option_wrong", { values: { reason } });
