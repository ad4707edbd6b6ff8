// The reconciliation for people: a table of counts, and under it the first pairs of each entity that are not equal.
import { styleText } from "node:util";
import type { EntityName } from "../../core/entities/index.ts";
import { reasonText } from "../../core/suggest/reasons.ts";
import { suggest } from "../../core/suggest/suggest.ts";
import { plainTable } from "../plain-table.ts";
import type { Compared, Line } from "./compared.ts";
import type { Reconciliation } from "./run.ts";
import { noSummary, type Summary } from "./summary.ts";

export const titles: Record<keyof Summary, string> = {
  equal: "equal",
  different: "different",
  only_in_globe: "only in Globe",
  only_in_milestones: "only in Milestones",
  duplicate_key: "duplicate key",
};

/** Of each entity so many pairs are shown. */
const shownLines = 20;

type Paint = (style: "bold" | "green" | "yellow" | "dim", text: string) => string;

/** Prints the tables; answers the counts by entity. */
export async function printTable(
  { company, results }: Reconciliation,
  print: (text: string) => void,
  options: { colours: boolean; suggest?: boolean },
): Promise<Map<EntityName, Summary>> {
  const paint: Paint = (style, text) => (options.colours ? styleText(style, text) : text);
  const counts = plainTable(
    bold(["", ...Object.values(titles)], paint),
    Object.values(titles).map(() => "right"),
  );
  const shown: { entity: EntityName; lines: Line[]; more: number }[] = [];
  const summaries = new Map<EntityName, Summary>();
  for (const result of results) {
    if ("skipped" in result) {
      counts.push([result.entity, { content: paint("dim", result.skipped), colSpan: 5 }]);
      continue;
    }
    const summary = noSummary();
    const lines: Line[] = [];
    let unequal = 0;
    for await (const line of result.lines()) {
      summary[line.status] += 1;
      unequal += 1;
      if (lines.length < shownLines) lines.push(line);
    }
    summary.equal = result.equal();
    summaries.set(result.entity, summary);
    if (unequal > 0) shown.push({ entity: result.entity, lines, more: unequal - lines.length });
    counts.push([
      result.entity,
      ...Object.entries(summary).map(([status, count]) =>
        count === 0 ? paint("dim", "0") : paint(status === "equal" ? "green" : "yellow", String(count)),
      ),
    ]);
  }
  print(`${company === undefined ? "" : `Company ${company}\n`}${counts.toString()}\n`);
  for (const { entity, lines, more } of shown) {
    const table = plainTable(bold([entity, "", "Globe", "Milestones"], paint));
    for (const line of lines) table.push(...rowsOf(line));
    print(`\n${table.toString()}\n`);
    if (more > 0)
      print(`${paint("dim", `and ${more} more; --json prints them all, --excel writes them to a workbook`)}\n`);
  }
  if (options.suggest) for (const result of results) if ("lines" in result) print(await suggestions(result, paint));
  return summaries;
}

/** What stands alone on both sides and may be one thing, with the reasons. */
async function suggestions(result: Compared, paint: Paint): Promise<string> {
  const found = suggest(result.entity, await result.alone());
  if (found.length === 0) return "";
  const table = plainTable(bold([result.entity, "Globe", "Milestones", "may be one, because"], paint));
  for (const { globe, milestones, score, reasons } of found)
    table.push([
      `${Math.round(score * 100)}%`,
      globe,
      milestones,
      reasons.map((one) => reasonText(one, "en")).join("; "),
    ]);
  return `\n${table.toString()}\n`;
}

function rowsOf({ key, status, cells }: Line): string[][] {
  if (cells.length === 0) return [[key, titles[status], "", ""]];
  return cells.map((cell, at) => [at === 0 ? key : "", cell.field, shownText(cell.globe), shownText(cell.milestones)]);
}

const bold = (head: string[], paint: Paint) => head.map((title) => paint("bold", title));

const control = /\p{Cc}/gu;

/** On a terminal no value may move the cursor. */
const shownText = (text: string): string => (text === "" ? "(empty)" : text.replace(control, "·"));
