// `tieout pull`: asks the worker for a pull now; with --wait, says how each run ended.
import { setTimeout as pause } from "node:timers/promises";
import { Command } from "commander";
import type { EntityName } from "../core/entities/entity.ts";
import { entityNames } from "../core/entities/index.ts";
import { TieoutError } from "../core/errors.ts";
import { administrations } from "../prisma/administrations.ts";
import type { Database } from "../prisma/database.ts";
import { requestOf, requestPull } from "../prisma/requests.ts";
import { runOf } from "../prisma/runs.ts";
import { dataOption } from "./data-folder.ts";
import { withStore } from "./store.ts";

interface Options {
  data: string;
  administration?: string;
  entity?: string;
  wait?: true;
}

export const pullCommand = (): Command =>
  new Command("pull")
    .description("a pull now")
    .addOption(dataOption())
    .option("--administration <code>", "only this administration")
    .option("--entity <name>", "only this entity")
    .option("--wait", "wait for the runs; ends with 1 when one was not complete")
    .action((options: Options) => withStore(options.data, (db) => pull(db, options)));

async function pull(db: Database, options: Options): Promise<void> {
  const entities = options.entity === undefined ? entityNames : [entityOf(options.entity)];
  const asked = chosen(db, options.administration).flatMap(({ id, code }) =>
    requestPull(db, null, { administrationId: id, entities }).map((request, index) => ({
      request,
      code,
      entity: entities[index] ?? "",
    })),
  );
  if (!options.wait) {
    process.stdout.write(`${asked.length} pulls asked for.\n`);
    return;
  }
  for (const { request, code, entity } of asked) {
    const run = await ended(db, request);
    const said = run === null ? "not run" : run.state;
    process.stdout.write(`${code} ${entity}: ${said}${run?.error ? ` (${run.error.message})` : ""}\n`);
    if (said !== "complete") process.exitCode = 1;
  }
}

/** @throws TieoutError entity_unknown. */
function entityOf(name: string): EntityName {
  const found = entityNames.find((known) => known === name);
  if (found) return found;
  throw new TieoutError("entity_unknown", { values: { name, known: entityNames.join(", ") } });
}

/** @throws TieoutError administration_unknown. */
function chosen(db: Database, code: string | undefined) {
  const all = administrations(db);
  const wanted = code === undefined ? all : all.filter((one) => one.code === code);
  if (wanted.length > 0) return wanted;
  const known = all.map((one) => one.code).join(", ") || "none";
  throw new TieoutError("administration_unknown", { values: { code: code ?? "", known } });
}

const patience = 60_000;

/** The run that answered a request. @throws TieoutError no_worker when nobody takes it within a minute. */
async function ended(db: Database, id: number) {
  const asked = Date.now();
  for (;;) {
    const request = requestOf(db, id);
    if (request?.state === "done") return request.runId === null ? null : runOf(db, request.runId);
    if (request?.state === "waiting" && Date.now() - asked > patience) throw new TieoutError("no_worker");
    await pause(200);
  }
}
