// Judging differences as people do it: one field ignored until a day, thought over, taken back by key; all that waits
// approved as a job; and a button that says why it is off.
import { join } from "node:path";
import excel from "exceljs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
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

test("a field is ignored until a day, by one and approved by another, and leaves the work; keys take it back and again", async () => {
  const preparer = await person(chrome, running.url, "pieter");
  await preparer.goto(`${running.url}/a/500/customer?status=different`);
  await preparer.locator(".ag-row .code").first().click();
  const panel = preparer.getByRole("complementary");
  await panel.getByRole("button", { name: "Negeer", exact: true }).last().click();
  const dialog = preparer.getByRole("dialog");
  await dialog.getByLabel(/alleen deze velden/).waitFor();
  await dialog.getByLabel("Tot en met").fill("2099-12-31");
  await dialog.getByLabel("Toelichting").fill("Zo afgesproken");
  await shot(preparer, "judging-ignore");
  await dialog.getByRole("button", { name: /^1 voorstellen/ }).click();
  await preparer.getByText("1 voorstel gedaan").first().waitFor();
  await panel.getByText("tot en met 31-12-2099").first().waitFor();
  expect(await panel.getByRole("button", { name: /^Goedkeuren/ }).getAttribute("aria-disabled")).toBe("true");
  await panel.getByText("Uw rol").first().waitFor();
  await shot(preparer, "judging-proposed");

  await preparer.keyboard.press("Control+z");
  await preparer.getByText("1 besluit ongedaan gemaakt").first().waitFor();
  await preparer.keyboard.press("Control+y");
  await preparer.getByText("1 voorstel weer gedaan").first().waitFor();

  const approver = await person(chrome, running.url, "anna");
  await approver.goto(`${running.url}/a/500/decisions`);
  await approver.getByRole("button", { name: "Goedkeuren", exact: true }).first().click();
  await approver.getByText("1 voorstel goedgekeurd").first().waitFor();
  await panel.getByText("Genegeerd").first().waitFor();
  await shot(preparer, "judging-ignored");
  await preparer.context().close();
  await approver.context().close();
});

test("a comment names a colleague and the pair is given to her: she sees a mark, follows it, and it is gone", async () => {
  const preparer = await person(chrome, running.url, "pieter");
  await preparer.goto(`${running.url}/a/500/customer?status=only_in_globe`);
  await preparer.locator(".ag-row .code").first().click();
  const panel = preparer.getByRole("complementary");
  await panel.getByRole("textbox", { name: /^Opmerking/ }).fill("Is dit <b>dezelfde</b> klant, @an");
  await panel.getByRole("button", { name: /^@anna/ }).click();
  await preparer.keyboard.press("Control+Enter");
  await panel.getByText("@anna", { exact: true }).waitFor();
  await panel.getByText("Is dit <b>dezelfde</b> klant").waitFor();
  await panel.getByRole("combobox", { name: "Van", exact: true }).selectOption({ label: "Anna Aarts" });
  await preparer.getByText("1 paar toegewezen.").first().waitFor();
  await panel.getByLabel("Uiterlijk").fill("2020-01-31");
  await panel.getByLabel("Uiterlijk").blur();
  await panel.getByText("te laat").waitFor();
  await preparer.getByRole("button", { name: /^Te laat 1/ }).click();
  await preparer.locator(".cell-late").waitFor();
  await shot(preparer, "work-given");

  const approver = await person(chrome, running.url, "anna");
  await approver.getByRole("link", { name: "Voor mij: 2 dingen" }).click();
  await approver.getByText("1 opmerking").first().waitFor();
  await shot(approver, "work-for-me");
  await approver.locator("#mentions").getByRole("link").first().click();
  await approver.getByRole("link", { name: "Voor mij: 1 ding", exact: true }).waitFor();
  await approver.getByRole("complementary").getByText("Toegewezen aan anna").first().waitFor();
  await shot(approver, "work-seen");
  await preparer.context().close();
  await approver.context().close();
});

test("all that waits is approved as one job, which says how far it came", async () => {
  const preparer = await person(chrome, running.url, "pieter");
  await preparer.goto(`${running.url}/a/500/item?status=different,only_in_globe,only_in_milestones&decision=none`);
  await preparer.locator(".ag-row .code").first().waitFor();
  await preparer.getByRole("button", { name: /^Kies alle/ }).click();
  await preparer.getByRole("button", { name: /^Wacht af/ }).click();
  await preparer
    .getByRole("dialog")
    .getByRole("button", { name: /voorstellen/ })
    .click();
  await preparer
    .getByText(/voorstellen gedaan/)
    .first()
    .waitFor();
  await preparer.context().close();

  const approver = await person(chrome, running.url, "anna");
  await approver.goto(`${running.url}/a/500/decisions?entity=item`);
  await approver.getByRole("button", { name: /^Keur alle/ }).click();
  await approver.getByText(/^Klaar: \d+ van \d+ rijen verwerkt/).waitFor();
  await shot(approver, "judging-approved-all");
  await expect.poll(() => approver.locator(".decision-card").count()).toBe(0);
  await approver.context().close();
});

test("a workbook filled in elsewhere comes back as proposals; a row that was altered is refused and named", async () => {
  const preparer = await person(chrome, running.url, "pieter");
  await preparer.goto(`${running.url}/a/500/project?status=different,only_in_globe&decision=none`);
  await preparer.locator(".ag-row .code").first().waitFor();
  const [download] = await Promise.all([
    preparer.waitForEvent("download"),
    preparer.getByRole("button", { name: "Excel", exact: true }).click(),
  ]);
  const file = join(running.data, "ingevuld.xlsx");
  await download.saveAs(file);
  const book = new excel.Workbook();
  await book.xlsx.readFile(file);
  const sheet = book.worksheets[1] as excel.Worksheet;
  const titles = (sheet.getRow(1).values as unknown[]).map(String);
  const write = (row: number, title: string, text: string) => {
    sheet.getRow(row).getCell(titles.indexOf(title)).value = text;
  };
  for (const row of [2, 3]) {
    write(row, "Uw besluit", "Wacht af");
    write(row, "Uw reden", "Loopt nog bij");
  }
  write(3, "Status", "Gelijk");
  await book.xlsx.writeFile(file);

  const [chooser] = await Promise.all([
    preparer.waitForEvent("filechooser"),
    preparer.getByRole("button", { name: "Ingevuld werkboek" }).click(),
  ]);
  await chooser.setFiles(file);
  await preparer.getByText("Voorgesteld: 1 van 2 ingevulde rijen; geweigerd: 1.").waitFor();
  await preparer.getByRole("cell", { name: /er is iets anders gewijzigd/ }).waitFor();
  await shot(preparer, "judging-returned");
  await preparer.getByRole("link", { name: "Bekijk de voorstellen" }).click();
  await preparer.locator(".decision-card").first().waitFor();
  expect(await preparer.locator(".decision-card").count()).toBe(1);
  await shot(preparer, "judging-returned-proposals");
  await preparer.context().close();
});

test("the values of a field stand with their counts; picking one shows so many rows, and a shared view brings them to a colleague", async () => {
  const preparer = await person(chrome, running.url, "pieter");
  await preparer.goto(`${running.url}/a/500/customer`);
  await preparer.locator(".ag-row .code").first().waitFor();
  await preparer.keyboard.press("v");
  const sheet = preparer.getByRole("dialog", { name: "Waarden van een veld" });
  await sheet.getByRole("combobox", { name: "Veld" }).selectOption("IsActive");
  const no = sheet.getByRole("listitem").filter({ hasText: /^nee/ });
  const count = Number((await no.locator("b").textContent())?.replace(".", ""));
  expect(count).toBeGreaterThan(0);
  await no.getByRole("checkbox").check();
  await shot(preparer, "values-picked");
  await preparer.keyboard.press("Escape");
  await preparer.getByText(`${count} rijen`).first().waitFor();
  await preparer.getByLabel(/^Weergaven/).click();
  await preparer.getByRole("button", { name: "Bewaren als …" }).click();
  const saving = preparer.getByRole("dialog", { name: "Weergave bewaren" });
  await saving.getByLabel("Naam").fill("Niet actief");
  await saving.getByRole("checkbox").check();
  await shot(preparer, "view-saving");
  await saving.getByRole("button", { name: "Bewaren" }).click();
  await preparer.getByText("Weergave “Niet actief” bewaard.").first().waitFor();

  const approver = await person(chrome, running.url, "anna");
  await approver.goto(`${running.url}/a/500/customer`);
  await approver.locator(".ag-row .code").first().waitFor();
  await approver.getByLabel(/^Weergaven/).click();
  await approver.getByRole("button", { name: /^Niet actief/ }).click();
  await approver.getByText(`${count} rijen`).first().waitFor();
  await approver
    .getByRole("button", { name: /IsActive|Actief: nee/ })
    .first()
    .waitFor();
  await shot(approver, "view-opened");
  await preparer.context().close();
  await approver.context().close();
});
