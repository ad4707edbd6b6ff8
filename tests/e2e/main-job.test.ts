// The main job as people do it, in a real browser: sign in, overview, filter, propose, approve as another, and an Excel
// workbook that equals the grid. Each step leaves a screenshot in tests/e2e/screenshots.
import { join } from "node:path";
import ExcelJS from "exceljs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browser, type House, house, pulled, tieout } from "./house.ts";
import { person, shot, shownKeys } from "./people.ts";
import { truth } from "./truth.ts";

const onlyInGlobe = Object.entries(truth.pairs.customer ?? {})
  .filter(([, { status }]) => status === "only_in_globe")
  .map(([key]) => key)
  .sort();

let running: House;
let chrome: Browser;

beforeAll(async () => {
  [running, chrome] = await Promise.all([house(), browser()]);
  await pulled(running);
});
afterAll(async () => {
  await chrome?.close();
  expect(await running?.close()).toBe(0);
});

describe("the main job", () => {
  test("the overview counts what the truth says, and each number leads to its rows", async () => {
    const page = await person(chrome, running.url, "vera");
    await shot(page, "overview");
    const row = page.getByRole("row", { name: /^Klanten 67/ });
    await expect.poll(() => row.innerText()).toContain("67");
    const { customer } = truth.counts;
    for (const count of Object.values(customer ?? {})) expect(await row.innerText()).toContain(String(count));
    await row.getByRole("link", { name: `Klanten, Alleen in Globe: ${customer?.only_in_globe}` }).click();
    await page.waitForURL(/customer/);
    expect(await shownKeys(page)).toEqual(onlyInGlobe);
    await shot(page, "customers-only-in-globe");
    await page.context().close();
  });

  test("a viewer cannot propose", async () => {
    const page = await person(chrome, running.url, "vera");
    await page.goto(`${running.url}/a/500/customer?status=only_in_globe`);
    await page.locator(".ag-row .code").first().waitFor();
    expect(await page.getByRole("button", { name: /^Maak aan/ }).count()).toBe(0);
    await page.context().close();
  });

  test("a preparer proposes to create the five customers that only Globe has; another approves; the same cannot", async () => {
    const preparer = await person(chrome, running.url, "pieter");
    await preparer
      .getByRole("link", { name: /^Klanten/ })
      .first()
      .click();
    await preparer.getByRole("button", { name: /^Alleen in Globe/ }).click();
    await expect.poll(() => shownKeys(preparer)).toEqual(onlyInGlobe);
    for (const key of onlyInGlobe) await preparer.getByRole("checkbox", { name: `Kies ${key}` }).check();
    await preparer.getByRole("button", { name: /^Maak aan in Milestones/ }).click();
    const dialog = preparer.getByRole("dialog");
    await expect.poll(() => dialog.innerText()).toContain("5 records aangemaakt in Milestones");
    await dialog.getByLabel("Toelichting").fill("Nieuwe klanten uit Globe, nodig voor facturen");
    await shot(preparer, "propose");
    await dialog.getByRole("button", { name: /^5 voorstellen/ }).click();
    await preparer.getByText("5 voorstellen gedaan").first().waitFor();
    await shot(preparer, "proposed");

    const approver = await person(chrome, running.url, "anna");
    await approver.goto(`${running.url}/a/500/customer?status=only_in_globe`);
    await expect.poll(() => shownKeys(approver)).toEqual(onlyInGlobe);
    await approver.getByRole("button", { name: /^Kies alle 5/ }).click();
    await approver.getByRole("button", { name: /^Goedkeuren/ }).click();
    await approver.getByText("5 voorstellen goedgekeurd").first().waitFor();
    await shot(approver, "approved");
    await approver.goto(`${running.url}/a/500/decisions?state=history`);
    await shot(approver, "decisions");
    await approver.context().close();

    // They are made in Milestones, pulled, and equal; the preparer's page follows by itself.
    await expect.poll(() => preparer.locator(".ag-row .code").count(), { timeout: 60_000 }).toBe(0);
    await preparer.goto(`${running.url}/a/500/customer?status=equal&q=${onlyInGlobe[0]}`);
    await expect
      .poll(() => preparer.locator(".ag-row .cell-decision").allInnerTexts(), { timeout: 15_000 })
      .toEqual(["Uitgevoerd"]);
    await shot(preparer, "applied");
    await preparer.context().close();
  });

  test("an approver cannot approve an own proposal, and an administrator neither", async () => {
    for (const username of ["anna", "bas"]) {
      const page = await person(chrome, running.url, username);
      await page.goto(`${running.url}/a/500/costCenter?status=different`);
      await page.locator(".ag-row .code").first().waitFor();
      await page
        .getByRole("checkbox", { name: /^Kies / })
        .first()
        .check();
      await page.getByRole("button", { name: /^Neem Globe over/ }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^1 voorstellen/ })
        .click();
      await page.getByText("1 voorstel gedaan").first().waitFor();
      await page
        .getByRole("checkbox", { name: /^Kies / })
        .first()
        .check();
      await page.getByRole("button", { name: /^Goedkeuren/ }).click();
      await page
        .getByText(/eigen voorstel|Hier wacht niets/)
        .first()
        .waitFor();
      await page
        .getByRole("button", { name: /^Ongedaan maken/ })
        .first()
        .click();
      await page.getByText("1 besluit ongedaan gemaakt").first().waitFor();
      await page.context().close();
    }
  });

  test("the Excel workbook equals the grid: filter, order, columns, and codes with their zeros", async () => {
    const page = await person(chrome, running.url, "pieter");
    await page.goto(`${running.url}/a/500/customer?status=different`);
    const keys = await shownKeys(page);
    await page.getByRole("button", { name: /^Excel/ }).click();
    const link = page.getByRole("link", { name: /^Downloaden/ });
    await link.waitFor({ timeout: 30_000 });
    await shot(page, "excel");
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const file = join(running.data, "download.xlsx");
    await download.saveAs(file);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    const [cover, sheet] = workbook.worksheets;
    const said = cover?.getSheetValues().flat().map(String).join("\n");
    expect(said).toContain("Noordenwind");
    expect(said).toContain("Pieter Prins");
    const rows = sheet?.getSheetValues().slice(1) as unknown[][];
    const column = rows[0]?.indexOf("Debiteurcode") ?? -1;
    expect(column).toBeGreaterThan(0);
    const codes = rows.slice(1).map((row) => row[column]);
    expect(codes).toHaveLength(truth.counts.customer?.different ?? 0);
    expect(codes.slice(0, keys.length)).toEqual(keys);
    expect(codes.every((code) => typeof code === "string")).toBe(true);
    await page.context().close();
  });

  test("a forged action is refused: without the session's token nothing is written", async () => {
    const page = await person(chrome, running.url, "pieter");
    const before = (await tieout("status", "--json", "--data", running.data)).stdout;
    const answer = await page.request.post(`${running.url}/a/500/customer/propose`, {
      form: { action: "take_globe", reason: "other", comment: "", pairs: "[]" },
    });
    expect(answer.status()).toBeGreaterThanOrEqual(400);
    expect(
      JSON.parse((await tieout("status", "--json", "--data", running.data)).stdout).administrations[0].entities.customer
        .equal,
    ).toBe(JSON.parse(before).administrations[0].entities.customer.equal);
    await page.context().close();
  });
});
