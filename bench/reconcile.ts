// `tieout reconcile` on 200,000 customers from CSV, beside DuckDB doing the same outer join over the same files, and on
// fewer beside daff, which compares two tables. Each is a program of its own; they take turns, and the best run counts.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { entities } from "../core/entities/index.ts";
import { type DatasetTruth, writeDataset } from "./dataset.ts";
import type { Bench } from "./index.ts";
import { query } from "./reconcile-sql.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const customers = 200_000;
const fewer = 20_000;
const turns = 3;

interface Ran {
  seconds: number;
  /** Most memory the program held, in MB; 0 where the system does not tell. */
  peak: number;
  output: string;
}

/** A program run from the project's folder; throws when it cannot answer. */
async function ran(...options: string[]): Promise<Ran> {
  const start = performance.now();
  const child = spawn(process.execPath, options, { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 20);
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  const [status] = await once(child, "close");
  clearInterval(watch);
  if (status !== 0 && status !== 1) throw new Error(`${options.join(" ")} ended with ${status}`);
  return { seconds: (performance.now() - start) / 1000, peak, output: Buffer.concat(parts).toString() };
}

function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const tieout = (csv: string) => () =>
  ran(
    "build/cli/main.js",
    "reconcile",
    "--globe",
    join(csv, "globe"),
    "--milestones",
    join(csv, "milestones"),
    "--entity",
    "customer",
    "--json",
  );

const peers = {
  duckdb: fileURLToPath(new URL("./peer-duckdb.mjs", import.meta.url)),
  daff: fileURLToPath(new URL("./peer-daff.mjs", import.meta.url)),
};

const duckdb = (csv: string) => () => ran(peers.duckdb, query(entities.customer, csv));

/** Only the columns that need no other table to be compared, under one name on both sides. */
const daff = (csv: string) => () => {
  const { key, compared } = entities.customer;
  const plain = compared.filter(({ kind }) => kind.name !== "reference" && kind.name !== "flag");
  const names = JSON.stringify([key, ...plain].map(({ name, globe }) => [name, globe]));
  const file = (side: string, name: string) => join(csv, side, `${name}.csv`);
  return ran(peers.daff, file("globe", "Account"), file("milestones", "Customer"), names);
};

/** Each program's best run, all taking turns. */
async function best(programs: Record<string, () => Promise<Ran>>, rounds: number): Promise<Record<string, Ran>> {
  const bests: Record<string, Ran> = {};
  for (let round = 0; round < rounds; round += 1)
    for (const [name, program] of Object.entries(programs)) {
      const now = await program();
      const before = bests[name];
      if (!before || now.seconds < before.seconds) bests[name] = now;
    }
  return bests;
}

/** Throws when an answer is not the truth: a fast wrong answer is no figure. */
function check(name: string, counts: Record<string, number>, truth: DatasetTruth): void {
  for (const [status, count] of Object.entries(truth.counts.customer))
    if (counts[status] !== count) throw new Error(`${name} finds ${counts[status]} ${status}, the truth is ${count}`);
}

function duckdbCounts(output: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of output.trimEnd().split("\n")) {
    const [key, status] = JSON.parse(line) as [string, string];
    counts[status] = status === "equal" ? Number(key) : (counts[status] ?? 0) + 1;
  }
  return counts;
}

export async function benchReconcile(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "tieout-bench-"));
  try {
    const truth = await writeDataset(join(folder, "many"), { customers, seed: 7 });
    await writeDataset(join(folder, "fewer"), { customers: fewer, seed: 7 });
    const many = join(folder, "many", "csv");
    const few = join(folder, "fewer", "csv");
    // why: this builds what changed; from then on the program is run as it is built, like the peers.
    await ran("bin/tieout", "reconcile", "--help");
    const { ours, theirs } = await best({ ours: tieout(many), theirs: duckdb(many) }, turns);
    const { small, diff } = await best({ small: tieout(few), diff: daff(few) }, 1);
    if (!ours || !theirs || !small || !diff) throw new Error("a program did not run");
    check("tieout", JSON.parse(ours.output.trimEnd().split("\n").at(-1) ?? "").summary, truth);
    check("DuckDB", duckdbCounts(theirs.output), truth);
    return {
      name: "Reconciling CSV",
      figures: [
        {
          label: `tieout reconcile, ${customers.toLocaleString("en")} customers a side`,
          value: ours.seconds,
          unit: "s",
        },
        { label: "DuckDB, the same join, rules and references", value: theirs.seconds, unit: "s" },
        { label: "tieout's time as a part of DuckDB's", value: ours.seconds / theirs.seconds, unit: "x" },
        { label: "tieout's peak memory", value: ours.peak, unit: "MB" },
        { label: "DuckDB's peak memory", value: theirs.peak, unit: "MB" },
        { label: `tieout reconcile, ${fewer.toLocaleString("en")} customers a side`, value: small.seconds, unit: "s" },
        { label: "daff, its texts only, no rules", value: diff.seconds, unit: "s" },
        { label: "tieout's time as a part of daff's", value: small.seconds / diff.seconds, unit: "x" },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
