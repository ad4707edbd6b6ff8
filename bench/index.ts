// `npm run bench`: measures against peers and floors in one run, and writes docs/bench.md with the machine and the date.
// With names (`npm run bench -- grid bus`) only those, and nothing is written.
import { writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { benchBus } from "./bus.ts";
import { benchBusEndurance } from "./bus-endurance.ts";
import { benchBusPeer } from "./bus-peer.ts";
import { benchDesk } from "./desk.ts";
import { benchGrid } from "./grid.ts";
import { benchInvoices } from "./invoices.ts";
import { benchPage } from "./page.ts";
import { benchPulls } from "./pulls.ts";
import { benchReconcile } from "./reconcile.ts";
import { benchSuggest } from "./suggest.ts";

/** What one bench found: each figure with its unit; a ratio has unit "x". */
export interface Bench {
  name: string;
  figures: { label: string; value: number; unit: string }[];
  /** A sentence on what these figures leave out. */
  note?: string;
}

const benches: Record<string, () => Promise<Bench>> = {
  reconcile: benchReconcile,
  pulls: () => benchPulls(),
  grid: benchGrid,
  page: benchPage,
  desk: () => benchDesk(),
  bus: benchBus,
  "bus-peer": benchBusPeer,
  "bus-endurance": benchBusEndurance,
  suggest: benchSuggest,
  invoices: () => benchInvoices(),
};

const shown = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 4 });

function section({ name, figures, note }: Bench): string {
  const rows = figures.map(({ label, value, unit }) => `| ${label} | ${shown(value)} ${unit} |`);
  return [`## ${name}`, "", ...(note ? [note, ""] : []), "| | |", "|---|---:|", ...rows, ""].join("\n");
}

const asked = process.argv.slice(2);
const [load = 0] = loadavg();
const sections: string[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  const text = section(await bench());
  process.stdout.write(`${text}\n`);
  sections.push(text);
}

if (asked.length === 0) {
  const [cpu] = cpus();
  const machine = `${cpus().length} x ${cpu?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
  const head = [
    "# Bench",
    "",
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine}. Ratios compare within this run only.`,
    `Other work on the machine when it began: a load of ${load.toFixed(1)}.`,
    "",
  ];
  writeFileSync(new URL("../docs/bench.md", import.meta.url), [...head, ...sections].join("\n"));
}
process.exit(0);
