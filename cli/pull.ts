// `tieout pull`: asks the worker for a pull now; with --wait, says how each run ended.
import { setTimeout as pause } from "node:timers/promises";
import { Command } from "commander";
import type { PullName } from "../core/administration.ts";
import { entityNames } from "../core/entities/index.ts";
import { TieoutError } from "../core/errors.ts";
import type { Database } from "../prisma/database.ts";
import { invoiceRequestOf, requestInvoicePull } from "../prisma/invoice-requests.ts";
import { invoiceRunOf } from "../prisma/invoice-runs.ts";
import { requestOf, requestPull } from "../prisma/requests.ts";
import { runOf } from "../prisma/runs.ts";
import { chosenAdministrations } from "./chosen.ts";
import { dataOption } from "./data-folder.ts";
import { withStore } from "./store.ts";

interface Options {
  data: string;
  administration?: string;
  entity?: string;
  whole?: true;
  wait?: true;
}

export const pullCommand = (): Command =>
  new Command("pull")
    .description("a pull now")
    .addOption(dataOption())
    .option("--administration <code>", "only this administration")
    .option("--entity <name>", "only this entity; invoice: the invoices")
    .option("--whole", "read everything, also what did not move since the last pull")
    .option("--wait", "wait for the runs; ends with 1 when one was not complete")
    .action((options: Options) => withStore(options.data, (db) => pull(db, options)));

async function pull(db: Database, options: Options): Promise<void> {
  const whole = options.whole ?? false;
  const names = options.entity === undefined ? all : [nameOf(options.entity)];
  const entities = names.filter((name) => name !== "invoice");
  const asked = chosenAdministrations(db, options.administration).flatMap(({ id, code }) => {
    const ofEntities = requestPull(db, null, { administrationId: id, entities, whole }).map((request, index): Asked => {
      return { request, code, name: entities[index] ?? "invoice" };
    });
    if (!names.includes("invoice")) return ofEntities;
    return [...ofEntities, { request: requestInvoicePull(db, null, id), code, name: "invoice" as const }];
  });
  if (!options.wait) {
    process.stdout.write(`${asked.length} pulls asked for.\n`);
    return;
  }
  for (const one of asked) {
    const run = await ended(db, one);
    const said = run === null ? "not run" : run.state;
    process.stdout.write(`${one.code} ${one.name}: ${said}${run?.error ? ` (${run.error.message})` : ""}\n`);
    if (said !== "complete") process.exitCode = 1;
  }
}

interface Asked {
  request: number;
  code: string;
  name: PullName;
}

const all: readonly PullName[] = [...entityNames, "invoice"];

/** @throws TieoutError entity_unknown. */
function nameOf(name: string): PullName {
  const found = all.find((known) => known === name);
  if (found) return found;
  throw new TieoutError("entity_unknown", { values: { name, known: all.join(", ") } });
}

const patience = 60_000;

/** The run that answered a request. @throws TieoutError no_worker when nobody takes it within a minute. */
async function ended(db: Database, { request: id, name }: Asked) {
  const asked = Date.now();
  for (;;) {
    const request = name === "invoice" ? invoiceRequestOf(db, id) : requestOf(db, id);
    if (request?.state === "done") {
      if (request.runId === null) return null;
      return name === "invoice" ? invoiceRunOf(db, request.runId) : runOf(db, request.runId);
    }
    if (request?.state === "waiting" && Date.now() - asked > patience) throw new TieoutError("no_worker");
    await pause(200);
  }
}
