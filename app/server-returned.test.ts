// A workbook is exported, filled in by a person with another program, and comes back.
import { createReadStream, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import excel from "exceljs";
import { expect, test } from "vitest";
import { writeWorkbook } from "../connectors/files/workbook.ts";
import { entities } from "../core/entities/index.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { bulkOf, openBulk, refusedRows, runBulk } from "../prisma/bulk.ts";
import { decide, decisions } from "../prisma/decisions.ts";
import { events, verifyEvents } from "../prisma/events.ts";
import { storeFile } from "../prisma/stored-files.ts";
import { freshFolder, type TestDatabase, testDatabase } from "../prisma/test-database.ts";
import { judged, pulled } from "../prisma/test-pairs.ts";
import { plainView } from "../prisma/view.ts";
import { words } from "./i18n/words.ts";
import { understood } from "./returned/understood.ts";
import { readReturned } from "./server-returned.ts";
import { workbook } from "./server-workbook.ts";

const globe: RawRecord[] = [
  { VATCode: "01", Description: "High <b> & “two”", SalesPurchase: "V", Percentage: 21 },
  { VATCode: "02", Description: "Low", SalesPurchase: "V", Percentage: 9.5 },
  { VATCode: "03", Description: "_x000D_ 😀 nul", SalesPurchase: "V", Percentage: 0 },
  { VATCode: "04", Description: "Only here", SalesPurchase: "V", Percentage: 6 },
];
const milestones: RawRecord[] = [
  { Code: "01", Name: "=1+1", Percentage: 21 },
  { Code: "02", Name: "Low", Percentage: 9 },
  { Code: "03", Name: "null", Percentage: 0 },
];

/** Row of each code in the sheet, below the header. */
const rowOf = { "01": 2, "02": 3, "03": 4, "04": 5 };

async function exported(
  { dataDir, administration }: Pick<TestDatabase, "dataDir" | "administration">,
  language: "nl" | "en" = "nl",
) {
  const file = join(freshFolder(), "export.xlsx");
  const spoken = words[language];
  const asked = {
    standing: "Besluit",
    actions: { ...spoken.decide },
    states: spoken.decisionState,
    titles: spoken.asked,
    reasons: Object.values(spoken.reason),
  };
  const source = await workbook({
    dataDir,
    view: plainView(administration.id, "vatCode"),
    code: administration.code,
    fields: entities.vatCode.compared.map(({ name }) => name),
    language,
    sheet: "BTW-codes",
    words: {
      ...{ status: "Status", globe: "Globe", milestones: "Milestones", yes: "ja", no: "nee", moved: null },
      statuses: spoken.status,
      asked,
      fields: spoken.field,
    },
    cover: { name: "Toelichting", title: "BTW-codes", lines: [] },
    countLabel: "Rijen",
  });
  await writeWorkbook(file, source);
  source.close?.();
  return file;
}

async function opened(file: string) {
  const book = new excel.Workbook();
  await book.xlsx.readFile(file);
  const sheet = book.worksheets[1] as excel.Worksheet;
  const titles = (sheet.getRow(1).values as unknown[]).map(String);
  const columnOf = (title: string) => titles.indexOf(title);
  const { action, reason, until, comment } = words.nl.asked;
  const fill = (row: number, said: { action?: string; reason?: string; until?: string | Date; comment?: string }) => {
    const cells = { [action]: said.action, [reason]: said.reason, [until]: said.until, [comment]: said.comment };
    for (const [title, value] of Object.entries(cells))
      if (value !== undefined) sheet.getRow(row).getCell(columnOf(title)).value = value;
  };
  const save = async () => {
    await book.xlsx.writeFile(file);
    return file;
  };
  return { book, sheet, columnOf, fill, save, proof: titles.length - 1 };
}

async function returned({ db, people, administration }: TestDatabase, file: string, who: keyof TestDatabase["people"]) {
  const kept = await storeFile(db, createReadStream(file), "application/xlsx");
  const task = { kind: "workbook", rows: { file: kept.hash }, fileName: "ingevuld.xlsx", words: understood } as const;
  const id = openBulk(db, people[who], administration.id, task);
  await runBulk(db, id, { rest: async () => {}, read: (asked, job) => readReturned(db, asked, job) });
  return { id, job: bulkOf(db, id), refused: refusedRows(db, id) };
}

async function made() {
  const store = await testDatabase();
  pulled(store.db, store.administration.id, "vatCode", judged("vatCode", { globe, milestones }));
  const all = () => decisions(store.db, { administrationId: store.administration.id });
  return { ...store, all };
}

const take = { action: words.nl.decide.take_globe, reason: words.nl.reason.outdated };

test("each filled row becomes a proposal with its own decision, reason, day and comment; the rest is left", async () => {
  const store = await made();
  const { sheet, fill, save } = await opened(await exported(store));
  expect(sheet.getCell("C2").dataValidation).toMatchObject({ type: "list" });
  fill(rowOf["01"], { ...take, comment: "  Zo is het  " });
  fill(rowOf["02"], { action: "negeer", reason: words.nl.reason.timing.toUpperCase(), until: "31-12-2099" });
  fill(rowOf["03"], {
    action: words.en.decide.keep_milestones.replace("'", "’"),
    reason: words.en.reason.deliberate,
    until: new Date("2099-05-01T00:00:00Z"),
  });
  const { job, id } = await returned(store, await save(), "preparer");
  expect(job).toMatchObject({ state: "complete", total: 3, done: 3 });
  expect(job?.refused).toEqual({});
  const told = store
    .all()
    .map(({ key, action, reason, until, comment, state }) => ({ key, action, reason, until, comment, state }));
  expect(told.reverse()).toEqual([
    { key: "01", action: "take_globe", reason: "outdated", until: null, comment: "Zo is het", state: "proposed" },
    { key: "02", action: "ignore", reason: "timing", until: "2099-12-31", comment: "", state: "proposed" },
    { key: "03", action: "keep_milestones", reason: "deliberate", until: "2099-05-01", comment: "", state: "proposed" },
  ]);
  expect(decisions(store.db, { administrationId: store.administration.id, job: id })).toHaveLength(3);
  const ids = store.all().map((one) => one.id);
  expect(decide(store.db, store.people.preparer, { ids, verdict: "approve", comment: "" })[0]?.refused).toBe("role");
  expect(decide(store.db, store.people.approver, { ids, verdict: "approve", comment: "" })[0]?.refused).toBe(null);
  expect(events(store.db, {}).filter(({ kind }) => kind === "decision_proposed")).toHaveLength(3);
  expect(verifyEvents(store.db).whole).toBe(true);
});

test("rows may be sorted, moved and left out, and columns added and moved", async () => {
  const store = await made();
  const { sheet, fill, save } = await opened(await exported(store));
  for (const row of Object.values(rowOf)) fill(row, { action: words.nl.decide.wait, reason: words.nl.reason.timing });
  const rows = [2, 3, 4, 5].map((row) => sheet.getRow(row).values);
  rows.reverse().forEach((values, at) => {
    sheet.getRow(at + 2).values = values as excel.CellValue[];
  });
  sheet.spliceRows(2, 1);
  sheet.spliceColumns(2, 0, ["Mijn notities", "=A1", 12, "x"]);
  sheet.spliceRows(1, 0, ["Voor de vergadering"]);
  const { job } = await returned(store, await save(), "preparer");
  expect(job?.total).toBe(3);
  expect(job?.refused).toEqual({});
  expect(store.all().map(({ key }) => key)).toEqual(["01", "02", "03"]);
});

test("a row that was altered, copied from elsewhere, filled in twice or half is refused with why; the others go on", async () => {
  const store = await made();
  const { sheet, fill, save, proof, columnOf } = await opened(await exported(store));
  for (const row of Object.values(rowOf)) fill(row, take);
  sheet.getRow(rowOf["01"]).getCell(columnOf("Naam (Globe)")).value = "Iets anders";
  fill(rowOf["02"], { action: "Verwijder" });
  sheet.getRow(6).values = sheet.getRow(rowOf["03"]).values as excel.CellValue[];
  fill(7, take);
  fill(8, { comment: "Wat is dit?" });
  sheet.getRow(8).getCell(proof).value = sheet.getRow(rowOf["02"]).getCell(proof).value;
  const { job, refused } = await returned(store, await save(), "preparer");
  expect(job).toMatchObject({ state: "complete", total: 7, done: 7 });
  expect(refused.map(({ sheetRow, key, refused: why }) => [sheetRow, key, why])).toEqual([
    [2, "01", "altered"],
    [3, "02", "action_unknown"],
    [4, "03", "twice"],
    [6, "03", "twice"],
    [7, "", "unmarked"],
    [8, "", "altered"],
  ]);
  expect(store.all().map(({ key, status }) => [key, status])).toEqual([["04", "only_in_globe"]]);
});

test("a decision without a reason, a day that is none and a decision that is not offered are refused", async () => {
  const store = await made();
  const { fill, save } = await opened(await exported(store));
  fill(rowOf["01"], { action: words.nl.decide.take_globe });
  fill(rowOf["02"], { ...take, until: "31-02-2099" });
  fill(rowOf["03"], { reason: words.nl.reason.timing });
  fill(rowOf["04"], { ...take, comment: "x".repeat(2001) });
  const { refused } = await returned(store, await save(), "preparer");
  expect(refused.map(({ refused: why }) => why)).toEqual([
    "reason_missing",
    "until_unreadable",
    "action_missing",
    "comment_long",
  ]);
  expect(store.all()).toEqual([]);
});

test("a row that a pull moved since, and one that has a decision by now, is stale; the same file twice proposes nothing twice", async () => {
  const store = await made();
  const { fill, save } = await opened(await exported(store));
  fill(rowOf["01"], take);
  fill(rowOf["02"], take);
  fill(rowOf["03"], take);
  const file = await save();
  const moved = globe.map((record) => (record.VATCode === "02" ? { ...record, Percentage: 8 } : record));
  pulled(
    store.db,
    store.administration.id,
    "vatCode",
    judged("vatCode", { globe: moved, milestones: milestones.slice(0, 2) }),
  );
  const first = await returned(store, file, "preparer");
  expect(first.refused.map(({ key, refused: why }) => [key, why])).toEqual([
    ["02", "moved"],
    ["03", "moved"],
  ]);
  const again = await returned(store, file, "preparer");
  expect(again.refused.map(({ key, refused: why }) => [key, why])).toEqual([
    ["01", "already_open"],
    ["02", "moved"],
    ["03", "moved"],
  ]);
  expect(store.all()).toHaveLength(1);
});

test("a workbook of another installation, of none, altered, incomplete or empty proposes nothing, and says why", async () => {
  const store = await made();
  const other = await made();
  const foreign = await opened(await exported(other));
  foreign.fill(rowOf["01"], take);
  const code = async (file: string) => (await returned(store, file, "preparer")).job?.error?.code;
  // The exports lie there; of what is refused as a whole nothing stays.
  const files = () => readdirSync(join(store.dataDir, "files")).length;
  const exportsOnly = async (file: string, why: string) => {
    const before = existsSync(join(store.dataDir, "files")) ? files() : 0;
    expect(await code(file)).toBe(why);
    expect(files()).toBe(before);
  };
  await exportsOnly(await foreign.save(), "returned_foreign");

  const strange = join(freshFolder(), "strange.xlsx");
  const book = new excel.Workbook();
  book.addWorksheet("Blad1").addRow(["Code", "Uw besluit"]);
  await book.xlsx.writeFile(strange);
  await exportsOnly(strange, "returned_unknown");
  writeFileSync(strange, "Code;Uw besluit\n01;Neem Globe over\n");
  expect(await code(strange)).toBe("workbook_damaged");

  const altered = await opened(await exported(store));
  altered.fill(rowOf["01"], take);
  const header = altered.sheet.getRow(1).getCell(altered.proof);
  const [format, name, text, proof] = String(header.value).split(".");
  const told = JSON.parse(Buffer.from(text ?? "", "base64url").toString());
  told.proved = told.proved.slice(0, 2);
  header.value = [format, name, Buffer.from(JSON.stringify(told)).toString("base64url"), proof].join(".");
  expect(await code(await altered.save())).toBe("returned_altered");

  const short = await opened(await exported(store));
  short.fill(rowOf["01"], take);
  short.sheet.spliceColumns(short.columnOf("Percentage (Globe)"), 1);
  expect(await code(await short.save())).toBe("returned_column");
  expect(await code(await exported(store))).toBe("returned_unfilled");
  expect(store.all()).toEqual([]);
});

test("a proof of one row proves no other: its pair, its values and its kind of data are part of it", async () => {
  const store = await made();
  const { sheet, fill, save, proof } = await opened(await exported(store));
  const cell = (row: number) => sheet.getRow(row).getCell(proof);
  fill(rowOf["01"], take);
  fill(rowOf["02"], take);
  fill(rowOf["03"], take);
  [cell(2).value, cell(3).value] = [cell(3).value, cell(2).value];
  cell(4).value = String(cell(4).value).replace(".vatCode.", ".currency.");
  const { refused } = await returned(store, await save(), "preparer");
  expect(refused.map(({ refused: why }) => why)).toEqual(["altered", "altered", "foreign"]);
  expect(store.all()).toEqual([]);
});

test("who may not propose proposes nothing by a workbook either", async () => {
  const store = await made();
  const { fill, save } = await opened(await exported(store));
  fill(rowOf["01"], take);
  const { job } = await returned(store, await save(), "viewer");
  expect(job).toMatchObject({ refused: { role: 1 } });
  expect(store.all()).toEqual([]);
});
