// A person's work on a million stored pairs, in a real Chromium: scrolling, beside the same grid over an array in its own
// page; one approval, from the key to the word on the screen; and one decision about fifty thousand pairs, while the
// page goes on answering.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Role } from "../core/states.ts";
import { addAccount } from "../prisma/accounts.ts";
import { openDatabase } from "../prisma/database.ts";
import { migrate } from "../prisma/migrate.ts";
import { rowsFromMemory, type Scrolled, scrolled, watchApproval } from "./desk-page.ts";
import { benchAdministration, storeRun } from "./filled-store.ts";
import type { Bench } from "./index.ts";
import { served, visitor, type Web } from "./web.ts";

const password = "bench-password-1";
const grid = "/a/500/customer";
/** Four in a hundred differ and one stands alone in Globe. */
const work = `${grid}?status=different,only_in_globe`;

const atPart = (values: readonly number[], part: number) =>
  values.toSorted((left, right) => left - right)[Math.ceil(values.length * part) - 1] ?? 0;

async function signedIn(chrome: Browser, web: Web, username: string): Promise<BrowserContext> {
  const context = await chrome.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    baseURL: web.url,
  });
  // why: what compiles the bench names its functions by a helper that the page does not have.
  await context.addInitScript("globalThis.__name = (named) => named");
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.close();
  return context;
}

async function opened(
  context: BrowserContext,
  path: string,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(path);
  await page.locator(".ag-row .code").first().waitFor();
  return page;
}

async function scrolling(context: BrowserContext, pairs: number, turns: number): Promise<Bench["figures"]> {
  const stored: Scrolled[] = [];
  const inMemory: Scrolled[] = [];
  for (let turn = 0; turn < turns; turn += 1)
    for (const [into, prepare] of [
      [stored, undefined],
      [inMemory, (page: Page) => page.addInitScript(rowsFromMemory, pairs)],
    ] as const) {
      const page = await opened(context, grid, prepare);
      into.push(await page.evaluate(scrolled, { seconds: 5, jumps: 20 }));
      await page.close();
    }
  const sum = (runs: Scrolled[], what: (run: Scrolled) => number) => runs.reduce((total, run) => total + what(run), 0);
  const figures = (name: string, runs: Scrolled[]): Bench["figures"] => [
    { label: `${name}: frames while scrolling`, value: sum(runs, (run) => run.framesPerSecond) / turns, unit: "/s" },
    { label: `${name}: tasks over 50 ms, in ${turns} runs`, value: sum(runs, (run) => run.longTasks), unit: "" },
    { label: `${name}: their time`, value: sum(runs, (run) => run.longTaskMs), unit: "ms" },
    {
      label: `${name}: a far block on screen, median`,
      value: atPart(
        runs.flatMap((run) => run.shown),
        0.5,
      ),
      unit: "ms",
    },
    {
      label: `${name}: a far block on screen, 95th percentile`,
      value: atPart(
        runs.flatMap((run) => run.shown),
        0.95,
      ),
      unit: "ms",
    },
  ];
  const long = (runs: Scrolled[]) => sum(runs, (run) => run.longTaskMs);
  return [
    ...figures("stored rows", stored),
    ...figures("floor, rows in memory", inMemory),
    { label: "time of long tasks beside the floor", value: long(stored) / Math.max(1, long(inMemory)), unit: "x" },
  ];
}

/** Everything that the page shows is proposed as one decision; the job's seconds, and ms of answers meanwhile. */
async function inBulk(context: BrowserContext, web: Web): Promise<Bench["figures"]> {
  const page = await opened(context, work);
  const ask = await visitor(web, "preparer", password);
  await page.getByRole("button", { name: /^Select all/ }).click();
  await page.getByRole("button", { name: /^Wait/ }).first().click();
  const dialog = page.getByRole("dialog");
  const go = dialog.getByRole("button", { name: /^Propose/ });
  await go.waitFor();
  const from = performance.now();
  await go.click();
  const done = page.getByText(/^Done: /).first();
  const answers: number[] = [];
  let isDone = false;
  const ended = done.waitFor({ timeout: 600_000 }).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    answers.push(await ask(`${grid}/rows?from=500000&count=100`));
    await Promise.race([ended, pause(100)]);
  }
  await ended;
  const seconds = (performance.now() - from) / 1000;
  const said = (await done.textContent()) ?? "";
  await page.close();
  return [
    { label: `one decision: ${said.trim()}`, value: seconds, unit: "s" },
    { label: "a block of rows meanwhile, median", value: atPart(answers, 0.5), unit: "ms" },
    { label: "a block of rows meanwhile, slowest", value: Math.max(...answers), unit: "ms" },
  ];
}

async function approving(context: BrowserContext, times: number): Promise<Bench["figures"]> {
  const page = await opened(context, work);
  const took: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const row = page.locator(`.ag-row[row-index="${at}"]`);
    await row.locator(".code").click();
    await page.locator(`.ag-row.is-open[row-index="${at}"] .cell-decision.is-proposed`).waitFor();
    await page
      .getByRole("complementary")
      .getByRole("button", { name: /^Approve/ })
      .waitFor();
    await page.evaluate(watchApproval);
    await page.keyboard.press("g");
    took.push(await page.evaluate(async () => (await window.approvedAfter) ?? 0));
  }
  await page.close();
  return [
    { label: "one approval, from the key to the word on screen, median", value: atPart(took, 0.5), unit: "ms" },
    { label: "one approval, 95th percentile", value: atPart(took, 0.95), unit: "ms" },
  ];
}

/** `pairs`: how many the store holds. */
export async function benchDesk(pairs = Number(process.env.PAIRS ?? 1_000_000)): Promise<Bench> {
  const dataDir = mkdtempSync(join(tmpdir(), "tieout-bench-desk-"));
  migrate(dataDir);
  const db = openDatabase(dataDir);
  storeRun(db, benchAdministration(db), pairs);
  const people: Role[] = ["preparer", "approver"];
  for (const role of people) await addAccount(db, { username: role, displayName: role, password, role });
  db.close();
  const web = await served(dataDir);
  const chrome = await chromium.launch({
    executablePath: process.env.TIEOUT_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  try {
    const preparer = await signedIn(chrome, web, "preparer");
    const approver = await signedIn(chrome, web, "approver");
    const figures = [
      ...(await scrolling(preparer, pairs, 3)),
      ...(await inBulk(preparer, web)),
      ...(await approving(approver, 15)),
    ];
    return { name: `A person's work on ${pairs.toLocaleString("en")} stored pairs`, figures };
  } finally {
    await chrome.close();
    web.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
