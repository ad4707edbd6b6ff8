// People at their browsers: signed in, each in a window of their own. What a page complains about fails the test.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { root } from "./house.ts";

const shots = join(root, "tests/e2e/screenshots");
mkdirSync(shots, { recursive: true });

/** Every page that a person has had open, for what is told of a failure. */
export const opened = new Set<Page>();

// why: a page that is told to read again while its answer still arrives lets that answer go, and the router writes the
// browser's word for it to the console. Whoever goes on meanwhile sees the newer answer.
const supersededRead = /^AbortError: BodyStreamBuffer was aborted/;

/** Signs in as one of the demo's people; Dutch, 1440 wide and light unless told otherwise. */
export async function person(
  chrome: Browser,
  url: string,
  username: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Page> {
  const context = await chrome.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
    ...options,
  });
  const page = await context.newPage();
  opened.add(page);
  page.once("close", () => opened.delete(page));
  page.on("pageerror", (error) => expect.soft(error.message).toBe(""));
  page.on("console", (message) => {
    if (message.type() === "error" && !supersededRead.test(message.text())) expect.soft(message.text()).toBe("");
  });
  await page.goto(url);
  await page.getByLabel(/Gebruikersnaam|User name/).fill(username);
  await page.getByLabel(/Wachtwoord|Password/).fill("tieout-demo");
  await page.getByRole("button", { name: /^(Aanmelden|Sign in)$/ }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  return page;
}

export const shot = (page: Page, name: string) => page.screenshot({ path: join(shots, `${name}.png`) });

/** The keys that the grid shows, from its first row to its last, in order. */
export async function shownKeys(page: Page): Promise<string[]> {
  await page.locator(".ag-row .code").first().waitFor();
  const keys = await page.locator(".ag-row").evaluateAll((rows) =>
    rows
      .flatMap((row) => {
        const code = row.querySelector(".code")?.textContent;
        return code ? [{ at: Number(row.getAttribute("row-index")), code }] : [];
      })
      .sort((left, right) => left.at - right.at)
      .map(({ code }) => code),
  );
  return [...new Set(keys)];
}
