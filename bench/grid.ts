// The grid on a million stored pairs: how long a block of 100 rows takes at any depth of views that filter and sort,
// beside two floors in the same run: 100 rows read by their numbers, and the same block by LIMIT and OFFSET.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entities } from "../core/entities/index.ts";
import { defaultSchedule } from "../core/ports.ts";
import { comparableFields } from "../core/reconcile/normalise.ts";
import { type JudgedPair, judge } from "../core/reconcile/pair.ts";
import { References } from "../core/reconcile/references.ts";
import { saveAdministration } from "../prisma/administrations.ts";
import { type Database, openDatabase } from "../prisma/database.ts";
import { gridReader } from "../prisma/grid-reader.ts";
import { migrate } from "../prisma/migrate.ts";
import { pullStore } from "../prisma/pull-store.ts";
import { type View, viewSchema } from "../prisma/view.ts";
import { gridBlock } from "../prisma/views.ts";

export interface Figure {
  label: string;
  value: number;
  unit: string;
}

const streets = ["Kerkstraat", "Dorpsstraat", "Molenweg", "Stationsweg", "Industrieweg", "Havenkade", "Schoolstraat"];
const cities = ["Utrecht", "Amsterdam", "Rotterdam", "Groningen", "Zwolle", "Breda", "Maastricht", "Haarlem", "Leiden"];
const families = ["Jansen", "de Vries", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Peters", "Hendriks"];
const trades = ["Handel", "Bouw", "Advies", "Transport", "Techniek", "Groothandel", "Installatie", "Zorg", "Agro"];

/** Customers as both systems hold them: 4 % differ, 1 % stand alone on either side. */
function* customers(count: number): Generator<JudgedPair> {
  const { customer } = entities;
  const references = new References();
  const fields = comparableFields(customer, references);
  const pick = <Value>(from: readonly Value[], at: number): Value => from[at % from.length] as Value;
  for (let n = 0; n < count; n += 1) {
    // why: 7919 is prime to the count, so names come in another order than numbers.
    const mixed = (n * 7919) % count;
    const name = `${pick(families, mixed)} ${pick(trades, mixed >> 3)} ${mixed}`;
    const street = `${pick(streets, mixed)} ${(mixed % 300) + 1}`;
    const zip = `${1000 + (mixed % 9000)} ${pick(["AB", "CD", "EF"], mixed)}`;
    const email = `info${mixed}@example.com`;
    const globe = {
      DebtorCode: String(100_000 + n),
      AccountName: name,
      ContactFullName: `A. ${pick(families, mixed >> 2)}`,
      CustomerStatus: "A",
      InvoiceAddress: street,
      InvoiceCity: pick(cities, mixed),
      InvoiceAddressPostCode: zip,
      EmailAddress: email,
      PostalAddressLine1: street,
      PostalCity: pick(cities, mixed),
      PostalPostCode: zip,
      VATNumber: `NL${800_000_000 + mixed}B01`,
    };
    const milestones = {
      CustomerCode: globe.DebtorCode,
      Name: n % 50 === 1 ? `${name} BV` : name,
      ContactPersonName: globe.ContactFullName,
      InvoiceAddressContactPerson: globe.ContactFullName,
      VisitAddressContactPerson: globe.ContactFullName,
      IsActive: n % 50 !== 2,
      InvoiceAddressAddress1: street,
      InvoiceAddressCity: globe.InvoiceCity,
      InvoiceAddressZipCode: zip,
      InvoiceAddressEmailAddress: email,
      VisitAddressAddress1: street,
      VisitAddressCity: globe.PostalCity,
      VisitAddressZipCode: zip,
      VisitAddressEmailAddress: email,
      VatNumber: globe.VATNumber,
    };
    const alone = n % 100;
    yield judge(customer, fields, references, {
      globe: alone === 3 ? [] : [globe],
      milestones: alone === 4 ? [] : [milestones],
    });
  }
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
  const settings = {
    globe: { databaseName: "500" },
    milestones: { baseUrl: "http://127.0.0.1:1" },
    agent: "bench",
    schedule: defaultSchedule,
    salesJournal: null,
    debtorAccount: null,
    booksClosedUntil: null,
  };
  const { id: administrationId } = saveAdministration(db, { code: "500", name: "Bench", settings });
  const store = pullStore(db);
  const run = () => {
    const runId = store.openRun({ administrationId, entity: "customer", trigger: "first", requestedBy: null });
    const side = { records: pairs, hash: "" };
    store.complete(runId ?? 0, { globe: side, milestones: side }, customers(pairs));
  };
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
