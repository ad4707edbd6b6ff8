// `tieout forecast`: what the next run writes into Milestones by itself, and what it would write if it did. Ends with 1
// where a run would overwrite what was edited in Milestones.
import { Command } from "commander";
import type { Administration } from "../core/administration.ts";
import { type EntityName, entityNames } from "../core/entities/index.ts";
import { TieoutError } from "../core/errors.ts";
import { isMilestonesWord } from "../core/reconcile/three-way.ts";
import { nextRun } from "../core/schedule.ts";
import { atOneMoment, type Database } from "../prisma/database.ts";
import { entityState } from "../prisma/entity-state.ts";
import { lastPolicyRun, policyOf } from "../prisma/overwrite-policies.ts";
import { countsOf, editsFirst, overwritesOf } from "../prisma/overwrites.ts";
import { chosenAdministrations } from "./chosen.ts";
import { dataOption } from "./data-folder.ts";
import { plainTable } from "./plain-table.ts";
import { withStore } from "./store.ts";

interface Options {
  data: string;
  administration?: string;
  entity?: string;
  json?: true;
}

export const forecastCommand = (): Command =>
  new Command("forecast")
    .description("what the next run overwrites in Milestones; ends with 1 where edits made there would be lost")
    .addOption(dataOption())
    .option("--administration <code>", "only this administration")
    .option("--entity <name>", "only this entity")
    .option("--json", "one JSON object")
    .action((options: Options) => withStore(options.data, (db) => forecast(db, options)));

function forecast(db: Database, { administration, entity, json }: Options): void {
  const names = entityNames.filter((name) => entity === undefined || name === entity);
  if (names.length === 0)
    throw new TieoutError("option_wrong", { values: { reason: `--entity is one of ${entityNames.join(", ")}` } });
  const found = chosenAdministrations(db, administration).map((one) => ({
    ...{ code: one.code, name: one.name },
    entities: atOneMoment(db, () => names.map((name) => ofEntity(db, one, name))),
  }));
  process.stdout.write(
    json ? `${JSON.stringify({ administrations: found }, null, 2)}\n` : found.map(readable).join("\n"),
  );
  const isLost = found.some(({ entities }) => entities.some((one) => one.byItself && one.counts.edited > 0));
  if (isLost) process.exitCode = 1;
}

/** Edits made in Milestones first. */
function ofEntity(db: Database, { id, settings }: Administration, entity: EntityName) {
  const policy = policyOf(db, id, entity);
  const found = overwritesOf(db, id, entity, policy);
  const last = lastPolicyRun(db, policy.id);
  const cells = (moved: (typeof found)[number]["flows"]) =>
    moved.map(({ field, globe, milestones, moved }) => ({ field, globe, milestones, edited: isMilestonesWord(moved) }));
  return {
    entity,
    byItself: policy.mode === "overwrite",
    comparable: entityState(db, id, entity).comparable,
    nextRun: nextRun(settings.schedule, entity, new Date())?.toISOString() ?? null,
    /** The last run stopped because so many pairs were too much at once. */
    halted: last?.halted ? { at: last.at, pairs: last.pairs, limitPercent: policy.limitPercent } : null,
    counts: countsOf(found),
    overwrites: editsFirst(found).map(({ key, title, status, flows, held }) => ({
      ...{ key, title, status },
      ...{ overwritten: cells(flows), held: cells(held) },
    })),
  };
}

function readable(one: { code: string; name: string; entities: ReturnType<typeof ofEntity>[] }): string {
  const head = ["", "values", "of which edited in Milestones", "pairs", "created", "held", "next run", ""];
  const table = plainTable(head, [...Array(5).fill("right"), "left", "left"]);
  for (const { entity, byItself, comparable, nextRun: next, halted, counts } of one.entities) {
    const said = [
      byItself ? "overwrites by itself" : "reviewed first: nothing is written",
      ...(comparable ? [] : ["not comparable now"]),
      ...(halted ? [`stopped: ${halted.pairs} pairs are over ${halted.limitPercent} %`] : []),
    ];
    const numbers = [counts.values, counts.edited, counts.pairs, counts.created, counts.held].map(String);
    table.push([entity, ...numbers, next ?? "none", said.join("; ")]);
  }
  const edits = one.entities.flatMap(({ entity, byItself, overwrites }) =>
    overwrites.flatMap(({ key, overwritten }) =>
      overwritten
        .filter(({ edited }) => edited)
        .map(({ field, globe, milestones }) => {
          const verb = byItself ? "is" : "would be";
          return `${entity} ${key}: ${field} "${milestones}", edited in Milestones, ${verb} overwritten with "${globe}"\n`;
        }),
    ),
  );
  return `${one.code} ${one.name}\n${table.toString()}\n${edits.join("")}`;
}
