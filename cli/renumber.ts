// `tieout renumber`: which codes people change so that both systems agree, from approved links. Ends with 1 where some of
// it cannot be done.
import { userInfo } from "node:os";
import { Command, Option } from "commander";
import type { Administration } from "../core/administration.ts";
import { TieoutError } from "../core/errors.ts";
import { renumberWorkbook } from "../core/suggest/renumber-sheets.ts";
import { collisionInWords, entityInWords, noteInWords, sideNames } from "../core/suggest/renumber-texts.ts";
import { type PlannedEntity, renumberPlans } from "../prisma/renumber.ts";
import { chosenAdministrations } from "./chosen.ts";
import { dataOption } from "./data-folder.ts";
import { plainTable } from "./plain-table.ts";
import { withStore } from "./store.ts";

interface Options {
  data: string;
  administration?: string;
  json?: true;
  excel?: string;
  language: "nl" | "en";
}

interface Planned {
  administration: Administration;
  plans: PlannedEntity[];
}

export const renumberCommand = (): Command =>
  new Command("renumber")
    .description("which codes people change so that both systems agree; ends with 1 where some of it cannot be done")
    .addOption(dataOption())
    .option("--administration <code>", "only this administration")
    .option("--json", "one JSON object")
    .option("--excel <file>", "write it as a workbook")
    .addOption(new Option("--language <language>", "of the words").choices(["nl", "en"]).default("en"))
    .action(async (options: Options) => {
      const found = await withStore(options.data, (db) =>
        chosenAdministrations(db, options.administration).map((administration): Planned => {
          return { administration, plans: renumberPlans(db, administration.id) };
        }),
      );
      if (options.excel !== undefined) await writeExcel(options.excel, found, options);
      const json = () => `${JSON.stringify({ administrations: found.map(asJson) }, null, 2)}\n`;
      process.stdout.write(options.json ? json() : found.map((one) => readable(one, options)).join("\n"));
      const isWhole = found.every(({ plans }) => plans.every(({ plan }) => plan.collisions.length === 0));
      process.exitCode = isWhole ? 0 : 1;
    });

const asJson = ({ administration: { code, name }, plans }: Planned) => ({
  ...{ code, name },
  plans: plans.map(({ entity, side, links, plan }) => ({ entity, side, links, ...plan })),
});

function readable({ administration: { code, name }, plans }: Planned, { language }: Options): string {
  if (plans.length === 0) return `${code} ${name}: nothing is linked, there is no code to change\n`;
  const parts = plans.map(({ entity, side, plan, titles }) => {
    const table = plainTable(["from", "to", "name", ""]);
    for (const change of plan.changes)
      table.push([change.from, change.to, titles[change.from] ?? "", noteInWords(change, language)]);
    for (const one of plan.collisions)
      table.push([one.from, one.to, titles[one.from] ?? "", `NOT POSSIBLE: ${collisionInWords(one, language)}`]);
    return `${entityInWords(entity, language)}, to be changed in ${sideNames[side]}:\n${table.toString()}\n`;
  });
  return `${code} ${name}\n${parts.join("\n")}`;
}

async function writeExcel(file: string, found: readonly Planned[], { language }: Options): Promise<void> {
  const [only, ...more] = found;
  if (!only || more.length > 0)
    throw new TieoutError("option_wrong", {
      values: { reason: "--excel writes one administration: add --administration" },
    });
  const { writeWorkbook } = await import("../connectors/files/workbook.ts");
  const about = {
    administration: `${only.administration.code} · ${only.administration.name}`,
    madeBy: userInfo().username,
    madeAt: new Date().toISOString(),
  };
  await writeWorkbook(file, renumberWorkbook(only.plans, about, language));
  process.stderr.write(`${file} is written\n`);
}
