// The grid on a million stored pairs: how long a block of 100 rows takes at any depth of views that filter and sort,
// beside two floors in the same run: 100 rows read by their numbers, and the same block by LIMIT and OFFSET.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "../prisma/database.ts";
import { gridReader } from "../prisma/grid-reader.ts";
import { migrate } from "../prisma/migrate.ts";
import { type View, viewSchema } from "../prisma/view.ts";
import { gridBlock } from "../prisma/views.ts";
import { benchAdministration, customers, storeRun } from "./filled-store.ts";

export interface Figure {
  label: string;
  value: number;
  unit: string;
}

const views: Record<string, Partial<View>> = {
  "all, by key": {},
  "all, by key, last first": { sort: [{ column: "key", descending: true }] },
  different: { statuses: ["different"] },
  "only in Globe, by name": { statuses: ["only_in_globe"], sort: [{ column: "title", descending: false }] },
  "all, by name": { sort: [{ column: "title", descending: false }] },
  "by city, then name": {
    sort: [
      { column: "InvoiceAddressCity", descending: false },
      { column: "Name", descending: false },
    ],
  },
  "search for two words": { search: "bakker transport" },
  "city contains, by e-mail": {
    filters: [{ field: "InvoiceAddressCity", op: "contains", value: "dam" }],
    sort: [{ column: "InvoiceAddressEmailAddress", descending: true }],
  },
  "name differs, by status": { differingIn: ["Name"], sort: [{ column: "status", descending: false }] },
};

const percentile = (times: readonly number[], part: number) =>
  times.toSorted((left, right) => left - right)[Math.ceil(times.length * part) - 1] ?? 0;

async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export async function benchGrid(pairs = 1_000_000, blocks = 40): Promise<{ name: string; figures: Figure[] }> {
  const dataDir = await mkdtemp(join(tmpdir(), "tieout-bench-"));
  try {
    migrate(dataDir);
    const db = openDatabase(dataDir);
    const figures = await pulls(db, pairs);
    figures.push(...(await reads(db, dataDir, pairs, blocks)));
    db.close();
    return { name: `The grid on ${pairs.toLocaleString("en")} stored pairs`, figures };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A first run that stores everything, and one that finds nothing new. */
async function pulls(db: Database, pairs: number): Promise<Figure[]> {
  const administrationId = benchAdministration(db);
  const run = () => storeRun(db, administrationId, pairs);
  const judging = await timed(() => {
    for (const _ of customers(pairs));
  });
  const first = await timed(run);
  const again = await timed(run);
  return [
    { label: "judging all pairs alone", value: judging / 1000, unit: "s" },
    { label: "a first run: judging and storing all pairs", value: first / 1000, unit: "s" },
    { label: "a run that finds nothing new", value: again / 1000, unit: "s" },
  ];
}

async function reads(db: Database, dataDir: string, pairs: number, blocks: number): Promise<Figure[]> {
  const reader = gridReader(dataDir);
  const figures: Figure[] = [];
  const all: number[] = [];
  for (const [label, asked] of Object.entries(views)) {
    const view = viewSchema.parse({ administrationId: 1, entity: "customer", ...asked });
    let total = 0;
    const first = await timed(async () => {
      total = (await reader.block(view, 0, 100)).total;
    });
    const deep = await timed(() => reader.block(view, Math.max(0, total - 100), 100));
    const times: number[] = [];
    for (let turn = 0; turn < blocks; turn += 1) {
      const from = Math.floor(Math.random() * Math.max(1, total - 100));
      times.push(await timed(() => reader.block(view, from, 100)));
    }
    all.push(first, deep, ...times);
    const counts = await timed(() => reader.facets(view));
    figures.push(
      { label: `${label} (${total.toLocaleString("en")}): first block of a new view`, value: first, unit: "ms" },
      { label: `${label}: last block, asked at once after`, value: deep, unit: "ms" },
      { label: `${label}: counts beside it, once`, value: counts, unit: "ms" },
      { label: `${label}: any block, 95th percentile`, value: percentile(times, 0.95), unit: "ms" },
    );
  }
  figures.push({ label: "all blocks asked above, 95th percentile", value: percentile(all, 0.95), unit: "ms" });
  await reader.close();
  return [...figures, ...(await floors(db, pairs, blocks))];
}

async function floors(db: Database, pairs: number, blocks: number): Promise<Figure[]> {
  const byNumber = db.prepare(`SELECT * FROM pair WHERE id BETWEEN ? AND ? + 99`);
  const byNumbers: number[] = [];
  const byOffset: number[] = [];
  const view = viewSchema.parse({ administrationId: 1, entity: "customer", sort: [{ column: "Name" }] });
  for (let turn = 0; turn < blocks; turn += 1) {
    const from = Math.floor(Math.random() * (pairs - 100));
    byNumbers.push(await timed(() => byNumber.all(from, from)));
    if (turn < 3) byOffset.push(await timed(() => gridBlock(db, view, from, 100)));
  }
  return [
    {
      label: "floor: 100 rows by number, SQLite alone, 95th percentile",
      value: percentile(byNumbers, 0.95),
      unit: "ms",
    },
    {
      label: "without a kept list (LIMIT, OFFSET; all by the field Name), median",
      value: percentile(byOffset, 0.5),
      unit: "ms",
    },
  ];
}
