// `tieout readiness`: the go-live check, of two folders of exports or of what is installed. Ends with 0 only where nothing
// blocks.
import { userInfo } from "node:os";
import { basename } from "node:path";
import { Command, Option } from "commander";
import { TieoutError } from "../core/errors.ts";
import { checkReadiness, type Readiness } from "../core/flows/check-readiness.ts";
import { dossier, type Trail } from "../core/readiness/dossier.ts";
import packageFile from "../package.json" with { type: "json" };
import { dataOption } from "./data-folder.ts";
import { printReadiness, readinessJson } from "./readiness-text.ts";
import { readRules } from "./rules.ts";

interface Options {
  data: string;
  administration?: string;
  globe?: string;
  milestones?: string;
  company?: string;
  rules?: string;
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
    .option("--rules <file>", "rules of comparing for the folders, as `tieout rules` writes them")
    .option("--json", "one JSON object")
    .option("--excel <file>", "write the dossier, a workbook that `tieout verify` checks again")
    .addOption(new Option("--language <language>", "of the words").choices(["nl", "en"]).default("en"))
    .action(async (options: Options) => {
      const found = await (options.globe === undefined && options.milestones === undefined
        ? installed(options)
        : ofFolders(options));
      print(found, options);
      process.exitCode = found.every(({ verdict }) => verdict.ready) ? 0 : 1;
    });

function print(found: readonly Readiness[], { json, language }: Options): void {
  if (json) process.stdout.write(`${JSON.stringify(readinessJson(found, language), null, 2)}\n`);
  else for (const one of found) process.stdout.write(printReadiness(one, language));
}

async function ofFolders(options: Options): Promise<Readiness[]> {
  const { globe, milestones, company, rules, administration } = options;
  if (globe === undefined || milestones === undefined) throw wrong("--globe and --milestones go together");
  if (administration !== undefined)
    throw wrong("--administration is for what is installed: with folders use --company");
  const { exportsSource } = await import("../connectors/files/exports.ts");
  const { source, warnings } = await exportsSource({
    globe,
    milestones,
    ...(company !== undefined && { company }),
    ...(rules !== undefined && { rules: readRules(rules) }),
  });
  for (const warning of warnings) process.stderr.write(`Warning: ${warning}\n`);
  const found = checkReadiness(source);
  if (options.excel !== undefined)
    await writeExcel(options.excel, found, { decisions: [], signOffs: [], events: [] }, options);
  return [found];
}

async function installed(options: Options): Promise<Readiness[]> {
  if (options.company !== undefined) throw wrong("--company goes with --globe and --milestones");
  if (options.rules !== undefined) throw wrong("--rules is for folders: what is installed has rules of its own");
  const { withStore } = await import("./store.ts");
  const { chosenAdministrations } = await import("./chosen.ts");
  const { atOneMoment } = await import("../prisma/database.ts");
  const { readinessSource } = await import("../prisma/readiness.ts");
  const { noteDossier, noteReadiness, readinessTrail } = await import("../prisma/readiness-trail.ts");
  return withStore(options.data, async (db) => {
    const chosen = chosenAdministrations(db, options.administration);
    const [only, ...more] = chosen;
    if (options.excel !== undefined && more.length > 0)
      throw wrong("--excel writes one administration: add --administration");
    const { version } = packageFile;
    const found = chosen.map((one) => atOneMoment(db, () => checkReadiness(readinessSource(db, one, { version }))));
    for (const [at, one] of chosen.entries()) noteReadiness(db, one.id, found[at] as Readiness);
    const [first] = found;
    if (options.excel !== undefined && only && first) {
      const seal = await writeExcel(options.excel, first, readinessTrail(db, only.id), options);
      const { fingerprint } = first;
      noteDossier(db, only.id, { seal, file: basename(options.excel), fingerprint, madeBy: userInfo().username });
    }
    return found;
  });
}

/** Answers the seal. */
async function writeExcel(file: string, found: Readiness, trail: Trail, { language }: Options): Promise<string> {
  // why: the library that writes it takes longer to load than most checks to answer.
  const { writeDossier } = await import("../connectors/files/dossier.ts");
  const by = { language, madeBy: userInfo().username, version: packageFile.version };
  const seal = await writeDossier(file, dossier(found, trail, by));
  process.stderr.write(`${file} is written. Note its seal elsewhere: ${seal}\n`);
  return seal;
}

const wrong = (reason: string) => new TieoutError("option_wrong", { values: { reason } });
