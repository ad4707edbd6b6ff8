// Workbooks written, and read back by another reader.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import excel from "exceljs";
import { afterAll, expect, test } from "vitest";
import { entities } from "../../core/entities/index.ts";
import { pairColumns, pairRows, type SheetWords } from "../../core/views/sheet.ts";
import { type Workbook, writeWorkbook } from "./workbook.ts";
import { workbookThread } from "./workbook-worker.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-workbook-"));
afterAll(() => rmSync(folder, { recursive: true }));

const words: SheetWords = {
  status: "Status",
  globe: "Globe",
  milestones: "Milestones",
  yes: "ja",
  no: "nee",
  statuses: {
    equal: "gelijk",
    different: "verschillend",
    only_in_globe: "alleen in Globe",
    only_in_milestones: "alleen in Milestones",
    duplicate_key: "dubbele sleutel",
    not_comparable: "niet vergelijkbaar",
  },
  moved: null,
  asked: null,
  field: (name) => name,
};

const { project, vatCode } = entities;
const projectFields = ["Name", "IsActive", "StartDate", "CustomerCompanyId"];

function projects(pairs: Parameters<ReturnType<typeof pairRows>>[0][], language: "nl" | "en" = "nl"): Workbook {
  return {
    language,
    cover: {
      name: "Over",
      title: "Projecten",
      lines: [
        { label: "Administratie", value: "500" },
        { label: "Verschillend", value: 1 },
        { label: "Gemaakt op", value: new Date("2026-11-24T07:00:00Z") },
      ],
    },
    sheets: [
      {
        name: "project",
        columns: pairColumns(project, projectFields, words),
        rows: pairs.map(pairRows(project, projectFields, words)),
      },
    ],
  };
}

async function readBack(file: string): Promise<excel.Workbook> {
  const workbook = new excel.Workbook();
  await workbook.xlsx.readFile(file);
  return workbook;
}

const different = {
  key: "P26-0004",
  status: "different" as const,
  globe: { Name: "=1+1", IsActive: "true", StartDate: "2026-01-05", CustomerCompanyId: "00137" },
  milestones: { Name: "@SUM(A1)", IsActive: "true", StartDate: "", CustomerCompanyId: "00137" },
  differing: ["Name", "StartDate"],
};

test("codes keep their zeros, dates are dates, and nothing a record holds is a formula", async () => {
  const file = join(folder, "cells.xlsx");
  expect(await writeWorkbook(file, projects([different]))).toBe(1);
  const sheet = (await readBack(file)).getWorksheet("project");
  const row = sheet?.getRow(2);
  expect(row?.values).toEqual([
    undefined,
    "verschillend",
    "P26-0004",
    "=1+1",
    "@SUM(A1)",
    "ja",
    "ja",
    new Date("2026-01-05T00:00:00Z"),
    undefined,
    "00137",
    "00137",
  ]);
  for (let column = 1; column <= 10; column += 1) expect(row?.getCell(column).formula).toBeUndefined();
  expect(row?.getCell(3).numFmt).toBe("@");
  expect(row?.getCell(7).numFmt).toBe("dd-mm-yyyy");
  expect(row?.getCell(9).numFmt).toBe("@");
});

test("both sides of what differs are filled, also where one is empty; what is equal is not", async () => {
  const file = join(folder, "fills.xlsx");
  await writeWorkbook(file, projects([different]));
  const row = (await readBack(file)).getWorksheet("project")?.getRow(2);
  const filled = Array.from({ length: 10 }, (_, at) => {
    const fill = row?.getCell(at + 1).fill;
    return fill?.type === "pattern" && fill.pattern === "solid";
  });
  expect(filled).toEqual([false, false, true, true, false, false, true, true, false, false]);
});

test("the header is frozen and filters, and says of each value whose it is", async () => {
  const file = join(folder, "header.xlsx");
  await writeWorkbook(file, projects([different]));
  const sheet = (await readBack(file)).getWorksheet("project");
  expect(sheet?.views[0]).toMatchObject({ state: "frozen", xSplit: 2, ySplit: 1 });
  expect(sheet?.autoFilter).toBe("A1:J1");
  expect(sheet?.getRow(1).values).toEqual([
    undefined,
    "Status",
    "ProjectCode",
    "Name (Globe)",
    "Name (Milestones)",
    "IsActive (Globe)",
    "IsActive (Milestones)",
    "StartDate (Globe)",
    "StartDate (Milestones)",
    "CustomerCompanyId (Globe)",
    "CustomerCompanyId (Milestones)",
  ]);
});

test("the cover names what it is, with counts as numbers and moments on Amsterdam's clock", async () => {
  const file = join(folder, "cover.xlsx");
  await writeWorkbook(file, projects([]));
  const cover = (await readBack(file)).worksheets[0];
  expect(cover?.name).toBe("Over");
  expect(cover?.getCell("A1").value).toBe("Projecten");
  expect(cover?.getCell("B3").value).toBe("500");
  expect(cover?.getCell("B4").value).toBe(1);
  expect(cover?.getCell("B5").value).toEqual(new Date("2026-11-24T08:00:00Z"));
});

test("numbers are numbers where a workbook holds them exactly, and text where it would round", async () => {
  const rows = pairRows(vatCode, ["Percentage"], words);
  const file = join(folder, "numbers.xlsx");
  const pair = (key: string, globe: string, milestones: string) =>
    rows({
      key,
      status: "different",
      globe: { Percentage: globe },
      milestones: { Percentage: milestones },
      differing: ["Percentage"],
    });
  await writeWorkbook(file, {
    ...projects([]),
    sheets: [
      {
        name: "vat",
        columns: pairColumns(vatCode, ["Percentage"], words),
        rows: [pair("1", "21", "0.5"), pair("2", "0.1234567890123456789", "?x")],
      },
    ],
  });
  const sheet = (await readBack(file)).getWorksheet("vat");
  expect(sheet?.getRow(2).values).toEqual([undefined, "verschillend", "1", 21, 0.5]);
  expect(sheet?.getRow(3).values).toEqual([undefined, "verschillend", "2", "0.1234567890123456789", "?x"]);
});

test("rows may come one by one; progress is told, and what fails leaves no file", async () => {
  const file = join(folder, "broken.xlsx");
  const told: number[] = [];
  async function* rows() {
    for (let at = 0; at < 250; at += 1) yield { texts: ["gelijk", String(at)], differing: [] };
    throw new Error("the source broke");
  }
  const { cover, language } = projects([]);
  const workbook = { cover, language, sheets: [{ name: "x", columns: pairColumns(project, [], words), rows: rows() }] };
  await expect(writeWorkbook(file, workbook, { onProgress: (count) => told.push(count) })).rejects.toThrow(
    "the source broke",
  );
  expect(told).toEqual([100, 200]);
  expect(readdirSync(folder).filter((name) => name.startsWith("broken"))).toEqual([]);
});

test("an abort stops it between rows and leaves no file", async () => {
  const file = join(folder, "aborted.xlsx");
  const stop = new AbortController();
  function* rows() {
    for (let at = 0; ; at += 1) {
      if (at === 500) stop.abort();
      yield { texts: ["gelijk", String(at)], differing: [] };
    }
  }
  const { cover, language } = projects([]);
  const workbook = { cover, language, sheets: [{ name: "x", columns: pairColumns(project, [], words), rows: rows() }] };
  await expect(writeWorkbook(file, workbook, { signal: stop.signal })).rejects.toThrow();
  expect(readdirSync(folder).filter((name) => name.startsWith("aborted"))).toEqual([]);
});

test("more rows than a sheet holds go on in a second one, with its own header", async () => {
  const file = join(folder, "long.xlsx");
  const rows = Array.from({ length: 5 }, (_, at) => ({ texts: ["gelijk", String(at)], differing: [] }));
  const { cover, language } = projects([]);
  const workbook = { cover, language, sheets: [{ name: "x", columns: pairColumns(project, [], words), rows }] };
  expect(await writeWorkbook(file, workbook, { rowsPerSheet: 2 })).toBe(5);
  const sheets = (await readBack(file)).worksheets.slice(1);
  expect(sheets.map((sheet) => [sheet.name, sheet.rowCount])).toEqual([
    ["x", 3],
    ["x 2", 3],
    ["x 3", 2],
  ]);
  expect(sheets[2]?.getRow(1).getCell(2).value).toBe("ProjectCode");
  expect(sheets[2]?.getRow(2).getCell(2).value).toBe("4");
});

test("a thread writes what a module makes, tells how far it is, and can be stopped", async () => {
  const source = join(folder, "source.js");
  writeFileSync(
    source,
    `export const workbook = async ({ rows }) => ({
      total: rows,
      language: "en",
      cover: { name: "About", title: "Rows", lines: [] },
      sheets: [{
        name: "rows",
        columns: [{ id: "key", title: "Key", content: "code", width: 10, side: null }],
        rows: (function* () { for (let at = 0; at < rows; at += 1) yield { texts: [String(at)], differing: [] }; })(),
      }],
    });`,
  );
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const module = pathToFileURL(source).href;
  const file = join(folder, "thread.xlsx");
  const told: [number, number][] = [];
  const onProgress = (rows: number, total: number) => told.push([rows, total]);
  expect(await workbookThread(file, { module, argument: { rows: 300 } }, { onProgress })).toBe(300);
  expect(told).toEqual([
    [100, 300],
    [200, 300],
    [300, 300],
    [300, 300],
  ]);
  expect((await readBack(file)).getWorksheet("rows")?.rowCount).toBe(301);

  const stop = new AbortController();
  const stopped = join(folder, "stopped.xlsx");
  const endless = workbookThread(
    stopped,
    { module, argument: { rows: 1e9 } },
    { signal: stop.signal, onProgress: () => stop.abort(new Error("stopped")) },
  );
  await expect(endless).rejects.toThrow("stopped");
  expect(existsSync(stopped) || existsSync(`${stopped}.unfinished`)).toBe(false);
  await expect(workbookThread(stopped, { module: `${module}x`, argument: null })).rejects.toMatchObject({
    code: "unexpected",
  });
});

test("a sheet that marks no columns pins two, so that the others can be scrolled to, and prints one page wide", async () => {
  const file = join(folder, "plain.xlsx");
  const columns = Array.from({ length: 15 }, (_, at) => ({
    ...{ id: String(at), title: `Kolom ${at}`, content: "text" as const, width: 20, side: null },
  }));
  const hash = "f".repeat(64);
  const cover = {
    name: "Bewijs",
    title: "Bewijs",
    lines: [
      { label: "SHA-256", value: hash },
      { label: "Oordeel", value: "a".repeat(200) },
    ],
  };
  await writeWorkbook(file, { language: "nl", cover, sheets: [{ name: "Rijen", columns, rows: [] }] });
  const book = new excel.Workbook();
  await book.xlsx.readFile(file);
  const [first, second] = book.worksheets;
  expect(second?.views[0]).toMatchObject({ state: "frozen", xSplit: 2, ySplit: 1 });
  expect(second?.pageSetup).toMatchObject({ orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
  expect(first?.getColumn(2).width).toBeGreaterThan(hash.length);
  expect(first?.getRow(4).height).toBeGreaterThan(first?.getRow(3).height ?? 0);
});
