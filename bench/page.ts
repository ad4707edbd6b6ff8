// How soon a person sees rows: from asking for the grid's page until its first row stands on the screen, in a real
// Chromium over 100,000 stored customers, beside two floors in the same run: the overview, which has no grid, and the
// server's answer alone.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { addAccount } from "../prisma/accounts.ts";
import { openDatabase } from "../prisma/database.ts";
import { migrate } from "../prisma/migrate.ts";
import { benchAdministration, storeRun } from "./filled-store.ts";
import type { Bench } from "./index.ts";
import { served } from "./web.ts";

const pairs = 100_000;
const turns = 7;
const password = "bench-password-1";

const median = (values: number[]) => values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0;

async function filled(dataDir: string): Promise<void> {
  migrate(dataDir);
  const db = openDatabase(dataDir);
  storeRun(db, benchAdministration(db), pairs);
  await addAccount(db, { username: "bench", displayName: "Bench", password, role: "viewer" });
  db.close();
}

/** Ms until what is looked for stands on the screen, in a new tab. */
async function until(context: BrowserContext, url: string, seen: string): Promise<number> {
  const page = await context.newPage();
  const from = performance.now();
  await page.goto(url, { waitUntil: "commit" });
  await page.locator(seen).first().waitFor();
  const ms = performance.now() - from;
  await page.close();
  return ms;
}

async function repeated(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) times.push(await measure());
  return median(times);
}

export async function benchPage(): Promise<Bench> {
  const dataDir = mkdtempSync(join(tmpdir(), "tieout-bench-page-"));
  await filled(dataDir);
  const web = await served(dataDir);
  const chrome = await chromium.launch({
    executablePath: process.env.TIEOUT_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  try {
    const context = await chrome.newContext({ viewport: { width: 1440, height: 900 }, locale: "nl-NL" });
    const page = await context.newPage();
    await page.goto(`${web.url}/sign-in`);
    await page.locator("input[name=username]").fill("bench");
    await page.locator("input[name=password]").fill(password);
    await page.locator("button[type=submit]").first().click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await page.close();
    const grid = `${web.url}/a/500/customer`;
    const cold = await until(context, grid, ".ag-row .code");
    const warm = await repeated(() => until(context, grid, ".ag-row .code"));
    const overview = await repeated(() => until(context, `${web.url}/a/500`, "h1"));
    const answer = await repeated(async () => {
      const from = performance.now();
      await (await context.request.get(grid)).text();
      return performance.now() - from;
    });
    return {
      name: `The grid's page on ${pairs.toLocaleString("en")} stored pairs`,
      figures: [
        { label: "first row on screen, nothing in the browser's cache", value: cold, unit: "ms" },
        { label: "first row on screen, median of later visits", value: warm, unit: "ms" },
        { label: "floor: the overview's heading on screen, median", value: overview, unit: "ms" },
        { label: "floor: the server's answer alone, median", value: answer, unit: "ms" },
        { label: "grid beside overview", value: warm / overview, unit: "x" },
      ],
    };
  } finally {
    await chrome.close();
    web.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
