// How long invoices take: one from approved to booked, and a thousand with heavy PDFs, over the real processes, while a
// person goes on asking for the list of invoices.
import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { accountOf } from "../prisma/accounts.ts";
import type { Database } from "../prisma/database.ts";
import { approveInvoices, invoicesToAct, releaseInvoices } from "../prisma/invoice-release.ts";
import { invoiceCounts } from "../prisma/invoices.ts";
import { housePassword, type InvoiceHouse, invoiceHouse } from "../tests/contracts/invoice-house.ts";
import { eventually } from "../tests/contracts/rooms.ts";
import type { Bench } from "./index.ts";
import { invoiceSet } from "./invoice-set.ts";
import { served, visitor } from "./web.ts";

const pdfBytes = 200_000;

/** Releases and approves so many of what is ready, and waits until they are booked. Seconds. */
async function booked({ db, administration }: InvoiceHouse, most: number): Promise<number> {
  const word = (username: string) => {
    const who = accountOf(db, username);
    if (!who) throw new Error(`there is no ${username}`);
    return { who, from: "command line" } as const;
  };
  const before = invoiceCounts(db, administration.id).booked;
  const ready = invoicesToAct(db, administration.id, { ready: "release" }).slice(0, most);
  const ids = ready.map(({ id }) => id);
  releaseInvoices(db, word("preparer"), administration, ids);
  approveInvoices(db, word("approver"), administration, ids);
  const began = Date.now();
  await eventually(
    () => invoiceCounts(db, administration.id),
    (counts) => counts.booked >= before + ids.length,
    1_800,
  );
  return (Date.now() - began) / 1_000;
}

const atPart = (values: readonly number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;
const median = (values: readonly number[]) => atPart(values, 0.5);

/** Asks four times a second until the work has ended; ms of each answer. */
async function answersMeanwhile(ask: () => Promise<number>, work: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let isBusy = true;
  const over = work.finally(() => {
    isBusy = false;
  });
  while (isBusy) {
    times.push(await ask());
    await Promise.race([over, pause(250)]);
  }
  await over;
  return times;
}

/** Seconds from approved to booked, of each export. */
const latencies = (db: Database): number[] =>
  db
    .prepare<[], { approvedAt: string; endedAt: string }>(
      `SELECT approvedAt, endedAt FROM invoice_export WHERE "end" = 'booked' ORDER BY id`,
    )
    .all()
    .map(({ approvedAt, endedAt }) => (Date.parse(endedAt) - Date.parse(approvedAt)) / 1_000);

/** `count`: how many are booked at once. */
export async function benchInvoices(count = Number(process.env.INVOICES ?? 1_000)): Promise<Bench> {
  const folder = invoiceSet(count + 11);
  const house = await invoiceHouse(folder, { pdfBytes });
  const web = await served(house.folder);
  try {
    const began = Date.now();
    const run = await house.pulled(600);
    if (run.state !== "complete") throw new Error(run.error?.message);
    const pulled = (Date.now() - began) / 1_000;
    for (let at = 0; at < 11; at += 1) await booked(house, 1);
    const one = median(latencies(house.db));
    const visit = await visitor(web, "preparer", housePassword);
    const ask = () => visit(`/a/${house.administration.code}/invoices`);
    await ask();
    const quiet = await answersMeanwhile(ask, pause(10_000));
    const work = booked(house, count);
    const busy = await answersMeanwhile(ask, work);
    const all = await work;
    return {
      name: "invoices",
      figures: [
        { label: `pull and judge ${count + 11} invoices, with PDFs of 200 KB`, value: pulled, unit: "s" },
        { label: "one invoice, from approved to booked and read back, median", value: one, unit: "s" },
        { label: `${count} invoices with PDFs of 200 KB, from approved to booked`, value: all, unit: "s" },
        { label: "the page of invoices meanwhile, median answer", value: median(busy), unit: "ms" },
        { label: "the page of invoices meanwhile, 95th percentile", value: atPart(busy, 0.95), unit: "ms" },
        { label: "the page of invoices meanwhile, slowest answer", value: Math.max(...busy), unit: "ms" },
        { label: "floor: the same page with nothing going on, median", value: median(quiet), unit: "ms" },
        { label: "the page meanwhile beside its floor", value: median(busy) / median(quiet), unit: "x" },
      ],
    };
  } finally {
    web.stop();
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
