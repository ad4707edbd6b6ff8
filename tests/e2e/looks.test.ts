// Every page in both languages, both themes and three widths: nothing that axe calls serious or critical, nothing wider
// than the window, and a screenshot of each to look at.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complaints, tooWide } from "./axe.ts";
import { browser, type House, house, pulled } from "./house.ts";
import { person, shot } from "./people.ts";

let running: House;
let chrome: Browser;

beforeAll(async () => {
  [running, chrome] = await Promise.all([house(), browser()]);
  await pulled(running);
});
afterAll(async () => {
  await chrome?.close();
  await running?.close();
});

const pages = {
  overview: { path: "/a/500", seen: "table" },
  customers: { path: "/a/500/customer?status=different", seen: ".ag-row .code" },
  empty: { path: "/a/500/customer?q=bestaat-niet", seen: "text=/Geen rijen|No rows/" },
  runs: { path: "/a/500/runs", seen: "table" },
  decisions: { path: "/a/500/decisions", seen: "h1" },
  rules: { path: "/a/500/rules?entity=item&field=IsActive", seen: "#rules" },
  returned: { path: "/a/500/returned", seen: ".drop-place" },
  invoices: { path: "/a/500/invoices", seen: "tr[data-row]" },
  invoice: { path: "/a/500/invoices/3", seen: "#history" },
  proof: { path: "/a/500/invoices/proof", seen: "#signing" },
  policy: { path: "/a/500/invoices/policy", seen: "#versions" },
  readiness: { path: "/a/500/readiness", seen: "#blocks" },
  suggestions: { path: "/a/500/suggestions", seen: ".suggestion" },
  renumber: { path: "/a/500/renumber", seen: "h1" },
  check: { path: "/check", seen: ".drop-zone" },
  forecast: { path: "/a/500/forecast", seen: "section table" },
  gone: { path: "/a/500/gone", seen: "section table" },
  settings: { path: "/a/500/settings", seen: "#self-test" },
  connection: { path: "/a/500/connection", seen: "#access" },
  letters: { path: "/a/500/letters", seen: "text=/Geen onbestelbare|No dead/" },
  forMe: { path: "/for-me", seen: "#work" },
  accounts: { path: "/accounts", seen: "#four-eyes-card" },
};

test("a page that is not there says so, and what to do", async () => {
  const stranger = await person(chrome, running.url, "vera");
  stranger.removeAllListeners("console");
  expect((await stranger.goto(`${running.url}/a/500/niets`))?.status()).toBe(404);
  await stranger.getByRole("heading", { name: "Deze pagina bestaat niet" }).waitFor();
  await shot(stranger, "missing");
  await stranger.context().close();
});

describe.each([
  { locale: "nl-NL", colorScheme: "light" as const, width: 1440 },
  { locale: "en-GB", colorScheme: "dark" as const, width: 1024 },
  { locale: "nl-NL", colorScheme: "dark" as const, width: 390 },
])("$locale, $colorScheme, $width wide", ({ locale, colorScheme, width }) => {
  const name = (page: string) => `${page}-${locale.slice(0, 2)}-${colorScheme}-${width}`;
  const looks = { locale, colorScheme, viewport: { width, height: width < 500 ? 844 : 900 } };
  let page: Page;

  beforeAll(async () => {
    const context = await chrome.newContext({ ...looks, bypassCSP: true });
    const stranger = await context.newPage();
    await stranger.goto(running.url);
    await stranger.getByRole("heading", { level: 1 }).waitFor();
    await shot(stranger, name("sign-in"));
    expect(await complaints(stranger)).toEqual([]);
    await context.close();
    // why: axe is put into the page, which its policy rightly forbids to others.
    page = await person(chrome, running.url, "bas", { ...looks, bypassCSP: true });
  });
  afterAll(() => page?.context().close());

  // Phones read the overview and approve; the grid is made for desks.
  const wanted = Object.entries(pages).filter(
    ([key]) => width > 500 || ["overview", "decisions", "invoices", "invoice", "readiness", "forMe"].includes(key),
  );
  test.each(wanted)("%s", async (key, { path, seen }) => {
    await page.goto(`${running.url}${path}`);
    await page.locator(seen).first().waitFor();
    await shot(page, name(key));
    expect(await complaints(page)).toEqual([]);
    expect(await tooWide(page)).toBe(0);
  });
});
