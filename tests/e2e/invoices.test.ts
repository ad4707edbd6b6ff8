// The journey of an invoice through its pages: one person releases it, another reads its PDF and approves it, and the
// page says by itself that Globe has it.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browser, type House, house } from "./house.ts";
import { person, shot } from "./people.ts";

let running: House;
let chrome: Browser;

beforeAll(async () => {
  [running, chrome] = await Promise.all([house(), browser()]);
});
afterAll(async () => {
  await chrome?.close();
  await running?.close();
});

const button = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) });
const sure = (page: Page, name: string) =>
  page.getByRole("dialog").getByRole("button", { name: new RegExp(`^${name}`) });

test("an invoice is released by one, approved by another, and booked with its PDF", async () => {
  const pieter = await person(chrome, running.url, "pieter");
  await pieter.goto(`${running.url}/a/500/invoices?show=release`);
  const first = pieter.locator("tr[data-row] a").first();
  await first.waitFor();
  const number = await first.innerText();
  await shot(pieter, "invoices-to-release");
  await first.click();
  await pieter.getByRole("heading", { name: `Factuur ${number}` }).waitFor();
  await button(pieter, "Vrijgeven").click();
  await pieter.getByText("Naar Globe gaat nog niets").waitFor();
  await sure(pieter, "Vrijgeven").click();
  await pieter.getByText("Goedkeuren: uw rol mag dit niet").waitFor();
  expect(await button(pieter, "Goedkeuren").isDisabled()).toBe(true);

  const anna = await person(chrome, running.url, "anna");
  await anna.goto(`${running.url}/a/500/invoices?show=approve`);
  await anna.getByRole("link", { name: number }).click();
  const pdf = await anna.locator("iframe").getAttribute("src");
  const file = await anna.request.get(new URL(pdf ?? "", running.url).href);
  expect([file.status(), file.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await button(anna, "Goedkeuren").click();
  await sure(anna, "Goedkeuren").click();
  for (const page of [anna, pieter]) await page.getByText(/geboekt als \d+/).waitFor();
  await shot(anna, "invoice-booked");

  await anna
    .getByRole("link", { name: /^Facturen/ })
    .first()
    .click();
  await anna.getByRole("link", { name: /^1 is geboekt/ }).click();
  await anna.getByText("1 factuur", { exact: true }).waitFor();
  expect(await anna.locator("tr[data-row] a").allInnerTexts()).toEqual([number]);
});

test("a cause of waiting money leads to exactly its invoices, and to its pair in the grid", async () => {
  const vera = await person(chrome, running.url, "vera");
  await vera.goto(`${running.url}/a/500/invoices`);
  const cause = vera.getByRole("listitem").filter({ hasText: "Btw-code 8 ontbreekt in Globe" });
  const waiting = cause.getByRole("link", { name: /facturen wachten$/ });
  const count = Number.parseInt(await waiting.innerText(), 10);
  expect(count).toBeGreaterThan(1);
  await waiting.click();
  await vera.getByText(`${count} facturen`, { exact: true }).waitFor();
  expect(await vera.locator("tr[data-row]").count()).toBe(count);
  expect(await vera.locator("tr[data-row] input").count()).toBe(0);
  await vera.getByRole("searchbox").fill("geen enkele factuur");
  await vera.getByText("Geen facturen met dit filter").waitFor();
  await vera.goto(`${running.url}/a/500/invoices`);
  await cause.getByRole("link", { name: /BTW-code 8/ }).click();
  await vera.getByRole("complementary", { name: "Details van 8" }).waitFor();
});

test("a PDF is given to nobody who is not signed in", async () => {
  const answer = await fetch(`${running.url}/a/500/invoices/3/pdf`, { redirect: "manual" });
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toContain("/sign-in");
});

test("a policy of two people lets clean invoices go by themselves, and two people sign the proof of a period", async () => {
  const bas = await person(chrome, running.url, "bas");
  const anna = await person(chrome, running.url, "anna");
  for (const page of [bas, anna]) await page.goto(`${running.url}/a/500/invoices/policy`);
  await bas.getByLabel(/^Tot en met welk bedrag/).fill("400,00");
  await bas.getByLabel("Waarom").fill("Kleine facturen");
  await button(bas, "Stel voor").click();
  await bas.getByText("U stelde het zelf voor").waitFor();
  expect(await button(bas, "Keur goed").isDisabled()).toBe(true);
  await button(anna, "Keur goed").click();
  await anna.getByRole("heading", { name: /^Facturen gaan vanzelf naar Globe: tot en met EUR.400,00/ }).waitFor();
  await shot(anna, "policy-in-force");
  // why by links: a page that is thrown away while news comes in complains of it.
  const invoices = (page: Page) => page.getByRole("navigation").getByRole("link", { name: /^Facturen/ });
  await invoices(anna).click();
  await anna
    .getByRole("link", { name: /^Geboekt/ })
    .first()
    .click();
  await expect.poll(() => anna.locator("tr[data-row]").count(), { timeout: 30_000 }).toBeGreaterThan(3);
  await button(bas, "Nu uitzetten").click();
  await bas.getByRole("heading", { name: /^Niets gaat vanzelf/ }).waitFor();

  for (const page of [bas, anna]) {
    await invoices(page).click();
    await page.getByRole("link", { name: "Bewijs van volledigheid" }).click();
    await page.getByRole("link", { name: /^2026-10/ }).click();
    await page.getByText(/^Periode 2026-10/).waitFor();
  }
  expect(await button(bas, "Teken als opgesteld").isDisabled()).toBe(true);
  await bas.getByLabel(/^Waarom u aftekent/).fill("De rest wacht op btw-code 8");
  await button(bas, "Teken als opgesteld").click();
  await bas.getByText("U hebt het zelf opgesteld").waitFor();
  await anna.getByLabel(/^Waarom u aftekent/).fill("Gezien");
  await button(anna, "Teken als beoordeeld").click();
  await anna.getByText("afgetekend", { exact: true }).waitFor();
  await shot(anna, "proof-signed");
  const [workbook] = await Promise.all([anna.waitForEvent("download"), button(anna, "Excel").click()]);
  expect(workbook.suggestedFilename()).toBe("tieout-500-proof-2026-10-70.xlsx");
});
