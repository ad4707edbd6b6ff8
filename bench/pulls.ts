// How long pulls of customers take over the real processes, from both stand-ins to stored pairs: of everything, and of
// what moved; against the same records put into SQLite by a prepared statement. And what worker and agent take for it.
// CUSTOMERS says how many (100,000).
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { saveAdministration } from "../prisma/administrations.ts";
import { opened } from "../prisma/database.ts";
import { requestPull } from "../prisma/requests.ts";
import { lastRun, type Run } from "../prisma/runs.ts";
import { readArray } from "../standins/dataset.ts";
import { type InvoiceHouse, invoiceHouse, type RoomName } from "../tests/contracts/invoice-house.ts";
import { eventually } from "../tests/contracts/rooms.ts";
import { writeDataset } from "./dataset.ts";
import type { Bench } from "./index.ts";

const moved = "ModifiedOn";
const sources = ["globe/Account", "milestones/Customer"];

/** Seconds for all records, each a row with a column a field, in one transaction, with the product's settings. */
async function floorOf(dataset: string, folder: string): Promise<{ seconds: number; records: number }> {
  const db = opened(join(folder, "floor.db"));
  let seconds = 0;
  let all = 0;
  for (const [at, source] of sources.entries()) {
    const rows: unknown[][] = [];
    let columns: string[] = [];
    for await (const record of readArray(join(dataset, `${source}.json`))) {
      columns = rows.length === 0 ? Object.keys(record) : columns;
      rows.push(columns.map((name) => (typeof record[name] === "boolean" ? Number(record[name]) : record[name])));
    }
    db.exec(`CREATE TABLE t${at} (${columns.join(", ")})`);
    const put = db.prepare(`INSERT INTO t${at} VALUES (${columns.map(() => "?")})`);
    const began = performance.now();
    db.transaction(() => {
      for (const row of rows) put.run(row);
    })();
    seconds += (performance.now() - began) / 1_000;
    all += rows.length;
  }
  db.close();
  return { seconds, records: all };
}

const proc = (pid: number, file: string) => readFileSync(`/proc/${pid}/${file}`, "utf8");
const numberIn = (text: string, name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(text)?.[1] ?? 0);

/** Bytes that the two systems and the agent have sent so far, over whatever sockets. */
const sent = (house: InvoiceHouse) =>
  (["globe", "milestones", "agent"] as const).reduce(
    (sum, name) => sum + numberIn(proc(house.pid(name), "io"), "wchar"),
    0,
  );

/** Most memory a program ever held; MB. */
const peak = (house: InvoiceHouse, name: RoomName) => numberIn(proc(house.pid(name), "status"), "VmHWM") / 1_024;

/** Seconds of a core that a program has taken so far. */
function cpu(house: InvoiceHouse, name: RoomName): number {
  const [user = 0, system = 0] =
    proc(house.pid(name), "stat").split(") ")[1]?.split(" ").slice(11, 13).map(Number) ?? [];
  return (user + system) / 100;
}

const last = ({ db, administration }: InvoiceHouse) => lastRun(db, administration.id, "customer");

/** The next run of customers after this one, when it is over. */
async function ended(house: InvoiceHouse, before: number): Promise<Run> {
  const run = await eventually(
    () => last(house),
    (found) => (found?.id ?? 0) > before && found?.state !== "running",
    3_600,
  );
  if (run?.state !== "complete") throw new Error(run?.error?.message ?? "no run");
  return run;
}

const secondsOf = ({ startedAt, finishedAt }: Run) => (Date.parse(finishedAt ?? "") - Date.parse(startedAt)) / 1_000;

async function pulled(house: InvoiceHouse, whole: boolean) {
  const before = last(house)?.id ?? 0;
  const began = sent(house);
  requestPull(house.db, null, { administrationId: house.administration.id, entities: ["customer"], whole });
  const run = await ended(house, before);
  return { seconds: secondsOf(run), bytes: sent(house) - began, moved: run.moved };
}

export async function benchPulls(customers = Number(process.env.CUSTOMERS ?? 100_000)): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "tieout-pulls-"));
  await writeDataset(folder, { customers, seed: 1 });
  const floor = await floorOf(folder, folder);
  const house = await invoiceHouse(folder, {
    milestonesArgs: ["--moved", moved, "--per-minute", "1000000"],
  });
  const { settings } = house.administration;
  saveAdministration(house.db, {
    ...house.administration,
    settings: { ...settings, milestones: { ...settings.milestones, moved } },
  });
  try {
    const first = await ended(house, 0);
    // The other entities' first pulls are over too.
    await pause(10_000);
    const again = await pulled(house, true);
    const globe = house.standin("globe").control;
    const changed = Math.ceil(customers / 1_000);
    for (let at = 0; at < changed; at += 1)
      await globe
        .change("Account", String(100_000 + at * 1_000), { AccountName: `Moved ${at}` }, "DebtorCode")
        .catch(() => undefined);
    const little = await pulled(house, false);
    const from = cpu(house, "agent");
    const began = performance.now();
    await pause(60_000);
    const idle = (cpu(house, "agent") - from) / ((performance.now() - began) / 1_000);
    const full = secondsOf(first);
    const both = `${floor.records.toLocaleString("en")} records`;
    return {
      name: `Pulls of ${customers.toLocaleString("en")} customers`,
      note: `Over the real processes: stand-ins, agent, bus, worker, database. Milestones is asked for what moved too.`,
      figures: [
        { label: `the first pull, ${both} to stored pairs`, value: full, unit: "s" },
        { label: "floor: the same records put into SQLite by a prepared statement", value: floor.seconds, unit: "s" },
        { label: "the first pull against the floor", value: full / floor.seconds, unit: "x" },
        { label: "everything read again, nothing new", value: again.seconds, unit: "s" },
        { label: `a pull after ${changed} customers changed`, value: little.seconds, unit: "s" },
        { label: "its time as a part of the first pull's", value: (100 * little.seconds) / full, unit: "%" },
        { label: "sent over the network when everything was read", value: again.bytes / 2 ** 20, unit: "MB" },
        { label: "of which when only that was asked for", value: (100 * little.bytes) / again.bytes, unit: "%" },
        { label: "the worker's peak memory", value: peak(house, "worker"), unit: "MB" },
        { label: "the agent's peak memory", value: peak(house, "agent"), unit: "MB" },
        { label: "the agent idle, for a minute: of one core", value: 100 * idle, unit: "%" },
      ],
    };
  } finally {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
