// Files read record by record: each value as it was written, each record where it lies, whatever the file's habits.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import excel from "exceljs";
import fc from "fast-check";
import { afterAll, describe, expect, test, vi } from "vitest";
import { canonicalDate, plain, type Raw } from "../../core/entities/kinds.ts";
import { checkedCell } from "./cell.ts";
import { openTable } from "./inputs.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-reading-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(name: string, content: string | Buffer): string {
  files += 1;
  const path = join(folder, `${files}-${name}`);
  writeFileSync(path, content);
  return path;
}

/** All records of a file, and the same once more by where they lie. */
async function read(path: string, isCode?: (column: string) => boolean) {
  const table = await openTable(path, isCode);
  try {
    const { columns } = table;
    const records: Record<string, Raw>[] = [];
    const places: [number, number, number][] = [];
    const recordOf = (row: { raw: (at: number) => Raw }) =>
      Object.fromEntries(columns.map((column, at) => [column, row.raw(at)]));
    table.scan(columns, (row) => {
      records.push(recordOf(row));
      places.push([row.offset, row.length, row.number]);
    });
    expect(places.map((place) => recordOf(table.rowAt(...place)))).toEqual(records);
    return { columns, records, rows: places.map(([, , row]) => row), numericCodes: table.numericCodes };
  } finally {
    table.close();
  }
}

describe("CSV", () => {
  test.each([
    ["comma", ","],
    ["semicolon", ";"],
    ["tab", "\t"],
  ])("the %s is found from the header", async (_, separator) => {
    const lines = [
      ["Code", "Na,me;x\ty"],
      ["A", 'say "hi"'],
      ["", `1${separator}2`],
    ];
    const text = lines
      .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator))
      .join("\n");
    const { columns, records } = await read(file("a.csv", text));
    expect(columns).toEqual(["Code", "Na,me;x\ty"]);
    expect(records.map((record) => Object.values(record))).toEqual(lines.slice(1));
  });

  test.each([
    ["UTF-8", Buffer.from("Code,Naam\nA,Café €\n", "utf8")],
    ["UTF-8 with a mark", Buffer.from("\ufeffCode,Naam\nA,Café €\n", "utf8")],
    ["Windows-1252", Buffer.from("Code,Naam\nA,Caf\xe9 \x80\n", "latin1")],
  ])("%s is read as what it says", async (_, bytes) => {
    expect((await read(file("a.csv", bytes))).records).toEqual([{ Code: "A", Naam: "Café €" }]);
  });

  test("a character cut in two by the end of a block is still UTF-8", async () => {
    const cell = "é€".repeat(30);
    const rows = Array.from({ length: 20_000 }, () => cell).join("\n");
    const { records } = await read(file("a.csv", `a\n${rows}\n`));
    expect(records).toHaveLength(20_000);
    expect(records.every((record) => record.a === cell)).toBe(true);
  });

  test("rows are numbered as a spreadsheet numbers them; empty lines are no records", async () => {
    const { records, rows } = await read(file("a.csv", 'a,b\r\n1,2\r\n\r\n"3\r\n4",5\r\n6,7'));
    expect(records).toEqual([
      { a: "1", b: "2" },
      { a: "3\r\n4", b: "5" },
      { a: "6", b: "7" },
    ]);
    expect(rows).toEqual([2, 4, 5]);
  });

  test("a record longer than a block is read whole", async () => {
    const long = "x".repeat(3_000_000);
    const { records } = await read(file("a.csv", `a,b\n"${long}\n${long}",1\n2,3\n`));
    expect(records[0]?.a).toBe(`${long}\n${long}`);
    expect(records[1]).toEqual({ a: "2", b: "3" });
  });

  test("every table that can be written is read as another reader reads it", async () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "é", "€", '"', ",", ";", "\t", "\n", "\r\n", " ", "1"),
      maxLength: 5,
    });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc
          .array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 })
          .map((rows) => ({ width, rows })),
      );
    const habits = fc.record({
      separator: fc.constantFrom(",", ";", "\t"),
      end: fc.constantFrom("\n", "\r\n"),
      always: fc.boolean(),
      last: fc.boolean(),
      mark: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(table, habits, async ({ width, rows }, { separator, end, always, last, mark }) => {
        const header = Array.from({ length: width }, (_, at) => `c${at}`);
        const written = (value: string) =>
          always || value === "" || /["\r\n,;\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
        const lines = [header, ...rows].map((row) => row.map(written).join(separator));
        const text = `${mark ? "\ufeff" : ""}${lines.join(end)}${last ? end : ""}`;
        const { records } = await read(file("a.csv", text));
        const expected = parse(text, { bom: true, columns: true, delimiter: separator });
        expect(records).toEqual(expected);
        expect(records.map((record) => Object.values(record))).toEqual(rows);
      }),
      { numRuns: 150 },
    );
  });
});

describe("JSON", () => {
  test("numbers keep every digit; other values are as they are", async () => {
    const text =
      '[ {"id": 9007199254740993, "p": 21.0, "long": 0.12345678901234567890, "t": "a\\"]}", "b": true, "n": null} ,\n{"id": -1e3}]';
    const { records } = await read(file("a.json", text));
    expect(plain(records[0]?.id)).toBe("9007199254740993");
    expect(records[0]).toMatchObject({ p: 21, t: 'a"]}', b: true, n: null });
    const place = () => ({ file: "", row: 1, column: "" });
    expect(checkedCell({ name: "number" }, "globe", records[0]?.long, place)).toBe("0.12345678901234567890e0");
    expect(records[1]?.id).toBe(-1000);
  });

  test("an empty list holds no records", async () => {
    expect((await read(file("a.json", " [ ] \n"))).records).toEqual([]);
  });

  test("every list of records is read as a whole parse reads it, across blocks", async () => {
    const value = fc.oneof(fc.string({ unit: "binary" }), fc.integer(), fc.boolean(), fc.constant(null));
    const list = fc.array(fc.record({ a: value, 'b "\\': value }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(list, fc.constantFrom(0, 1, "\t"), async (records, indent) => {
        const text = JSON.stringify(records, null, indent);
        expect((await read(file("a.json", text))).records).toEqual(JSON.parse(text));
      }),
      { numRuns: 100 },
    );
    const many = Array.from({ length: 15_000 }, (_, at) => ({ at, text: `é${"x".repeat(at % 300)}` }));
    expect((await read(file("a.json", JSON.stringify(many)))).records).toEqual(many);
  });
});

describe("XLSX", () => {
  async function workbook(rows: unknown[][], then?: (sheet: excel.Worksheet) => void): Promise<string> {
    const book = new excel.Workbook();
    const sheet = book.addWorksheet("one");
    for (const row of rows) sheet.addRow(row);
    then?.(sheet);
    files += 1;
    const path = join(folder, `${files}.xlsx`);
    await book.xlsx.writeFile(path);
    return path;
  }

  test("typed dates are their day, formulas their result, rich text its text", async () => {
    const path = await workbook([["Code", "Day", "Sum", "Rich", "Link"]], (sheet) => {
      const row = sheet.addRow(["A"]);
      row.getCell(2).value = new Date("2026-01-05T00:00:00Z");
      row.getCell(2).numFmt = "dd-mm-yyyy";
      row.getCell(3).value = { formula: "1+20", result: 21 };
      row.getCell(4).value = { richText: [{ text: "Al" }, { text: "fa", font: { bold: true } }] };
      row.getCell(5).value = { text: "here", hyperlink: "https://example.com" };
    });
    const { records } = await read(path);
    expect(records).toEqual([{ Code: "A", Day: "2026-01-05", Sum: 21, Rich: "Alfa", Link: "here" }]);
    expect(canonicalDate(records[0]?.Day)).toBe("2026-01-05");
  });

  test("numbers in code columns are their whole text, and the column is named", async () => {
    const path = await workbook([
      ["Code", "Percentage"],
      [137, 21],
      ["00137", 9],
    ]);
    const { records, numericCodes } = await read(path, (column) => column === "Code");
    expect(records).toEqual([
      { Code: "137", Percentage: 21 },
      { Code: "00137", Percentage: 9 },
    ]);
    expect(numericCodes).toEqual(["Code"]);
  });

  test("rows keep their number where others are empty", async () => {
    const path = await workbook(
      [
        ["Code", "Name"],
        ["A", "Alfa"],
      ],
      (sheet) => {
        sheet.getCell("A5").value = "B";
        sheet.getCell("B5").value = "Beta";
      },
    );
    const { records, rows } = await read(path);
    expect(records).toEqual([
      { Code: "A", Name: "Alfa" },
      { Code: "B", Name: "Beta" },
    ]);
    expect(rows).toEqual([2, 5]);
  });

  test("what it says stays nowhere else once it was read, whether it was taken or refused", async () => {
    const rows = Array.from({ length: 3 }, () => ["Alfa"]);
    const taken = await workbook([["Name"], ...rows]);
    const refused = await workbook([["Name"], ...rows], (sheet) => {
      sheet.getCell("A3").value = { error: "#N/A" };
    });
    const spare = mkdtempSync(join(folder, "spare-"));
    vi.stubEnv("TMPDIR", spare);
    try {
      await read(taken);
      await expect(read(refused)).rejects.toMatchObject({ code: "cell_error" });
      await vi.waitFor(() => expect(readdirSync(spare)).toEqual([]));
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("a header twice, an error in a cell, no rows at all, and a cut file are refused", async () => {
    await expect(
      read(
        await workbook([
          ["Code", "Code"],
          [1, 2],
        ]),
      ),
    ).rejects.toMatchObject({ code: "header_twice" });
    const broken = await workbook([["Code"]], (sheet) => {
      sheet.getCell("A2").value = { error: "#N/A" };
    });
    await expect(read(broken)).rejects.toMatchObject({ code: "cell_error", values: { row: 2, column: "Code" } });
    await expect(read(await workbook([]))).rejects.toMatchObject({ code: "file_empty" });
    const whole = readFileSync(await workbook([["Code"], ...Array.from({ length: 500 }, (_, at) => [`code ${at}`])]));
    for (const part of [0.3, 0.7, 0.99])
      await expect(read(file("cut.xlsx", whole.subarray(0, Math.floor(whole.length * part))))).rejects.toMatchObject({
        code: "workbook_damaged",
      });
    const scribbled = Buffer.from(whole);
    scribbled.fill(0x41, 60, Math.floor(whole.length / 2));
    await expect(read(file("scribbled.xlsx", scribbled))).rejects.toMatchObject({ code: "workbook_damaged" });
  });
});
