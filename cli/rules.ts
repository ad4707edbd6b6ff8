// `tieout rules`: the rules of comparing of an administration as JSON, for comparing files by them elsewhere; and such a
// file read.
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { TieoutError } from "../core/errors.ts";
import { type RulesByEntity, rulesIn } from "../core/reconcile/rules-file.ts";
import { dataOption } from "./data-folder.ts";

export const rulesCommand = (): Command =>
  new Command("rules")
    .description(
      "the rules of comparing of an administration, as the JSON that reconcile and readiness take with --rules",
    )
    .addOption(dataOption())
    .requiredOption("--administration <code>", "of this administration")
    .action(async ({ data, administration }: { data: string; administration: string }) => {
      const { withStore } = await import("./store.ts");
      const { chosenAdministrations } = await import("./chosen.ts");
      const { allRulesOf } = await import("../prisma/compare-rules.ts");
      const rules = await withStore(data, (db) => {
        const [chosen] = chosenAdministrations(db, administration);
        return chosen ? allRulesOf(db, chosen.id) : {};
      });
      process.stdout.write(`${JSON.stringify(rules, null, 2)}\n`);
    });

/** Throws input_missing, input_unreadable or rules_wrong. */
export function readRules(file: string): RulesByEntity {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new TieoutError("input_missing", { values: { file }, cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new TieoutError("input_unreadable", { values: { file, reason: "it is not JSON" }, cause });
  }
  return rulesIn(json, file);
}
