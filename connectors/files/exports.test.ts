import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import excel from "exceljs";
import { afterAll, describe, expect, it } from "vitest";
import { checkReadiness, type Readiness } from "../../core/flows/check-readiness.ts";
import { invoiceSettings } from "../../core/invoices/settings.ts";
import { checked, type World, world } from "../../core/readiness/example.ts";
import { exportsSource } from "./exports.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-exports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Rows = World["globe"][string];
const columns = (rows: Rows) => [...new Set(rows.flatMap((row) => Object.keys(row)))];

const writers: Record<string, (file: string, rows: Rows) => unknown> = {
  json: (file, rows) => writeFileSync(file, JSON.stringify(rows)),
  csv: (file, rows) => {
    const cell = (value: unknown) => {
      const text = typeof value === "number" ? String(value).replace(".", ",") : String(value ?? "");
      return /[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const lines = rows.map((row) => columns(rows).map((name) => cell(row[name])));
    writeFileSync(file, [columns(rows), ...lines].map((line) => line.join(";")).join("\r\n"));
  },
  xlsx: async (file, rows) => {
    const workbook = new excel.Workbook();
    const sheet = workbook.addWorksheet("1");
    sheet.addRow(columns(rows));
    for (const row of rows) sheet.addRow(columns(rows).map((name) => row[name]));
    await workbook.xlsx.writeFile(file);
  },
};

/** A folder of exports of one kind; what has no records has no file. */
async function exported(name: string, kind: string, change: (records: World) => void): Promise<string> {
  const records = world();
  change(records);
  for (const side of ["globe", "milestones"] as const) {
    mkdirSync(join(folder, name, side), { recursive: true });
    for (const [entity, rows] of Object.entries(records[side]))
      if (rows.length > 0) await writers[kind]?.(join(folder, name, side, `${entity}.${kind}`), rows);
  }
  if (records.connector) writeFileSync(join(folder, name, "connector.json"), JSON.stringify(records.connector));
  return join(folder, name);
}

const read = (at: string, rest = {}) =>
  exportsSource({ globe: join(at, "globe"), milestones: join(at, "milestones"), ...rest });

const told = ({ findings }: Readiness) =>
  findings.map(({ code, outcome, rows, money }) => ({ code, outcome, rows, money }));

const wrong = ({ globe, milestones }: World) => {
  Object.assign(globe.VAT?.[0] ?? {}, { Percentage: 9.5 });
  milestones.Customer?.push({
    ...milestones.Customer[0],
    CustomerCompanyId: 51,
    CustomerCode: "010099",
    Name: 'Bos; "en" Zn',
  });
  Object.assign(milestones.InvoiceLine?.[0] ?? {}, { Price: 62.5, Quantity: 16 });
};

describe("exports", () => {
  it.each(["json", "csv", "xlsx"])(
    "as %s come to the same findings as the records they were written from",
    async (kind) => {
      for (const [name, change] of [["clean", () => {}] as const, ["wrong", wrong] as const]) {
        const { source } = await read(await exported(`${kind}-${name}`, kind, change));
        expect(told(checkReadiness(source))).toEqual(told(checked(change)));
      }
    },
  );

  it("say what was left out, and hold the hash of each file's bytes", async () => {
    const at = await exported("part", "json", (records) => {
      delete records.milestones.InvoiceLine;
    });
    const { source, warnings } = await read(at);
    expect(warnings.join()).toContain("InvoiceLine");
    expect(source.invoices).toBeNull();
    expect(source.snapshots).toContainEqual(
      expect.objectContaining({
        side: "globe",
        name: "Account",
        records: 1,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
    );
  });

  it("take the connector's settings of who asks, else those beside the folders", async () => {
    const at = await exported("settings", "json", () => {});
    const settings = invoiceSettings.parse({ company: "500", salesJournal: "77" });
    expect((await read(at)).source.settings).toMatchObject({ salesJournal: "70" });
    expect((await read(at, { settings })).source.settings).toMatchObject({ salesJournal: "77" });
    writeFileSync(join(at, "connector.json"), '{"company":"500","booksClosedUntil":"gisteren"}');
    await expect(read(at)).rejects.toMatchObject({ code: "input_unreadable" });
  });

  it("of one entity twice, of nothing that is known, or with columns of the other side are refused", async () => {
    const at = await exported("twice", "json", () => {});
    writeFileSync(join(at, "globe", "Account.csv"), "DebtorCode\r\n1");
    await expect(read(at)).rejects.toMatchObject({ code: "input_twice" });
    const empty = join(folder, "empty");
    for (const side of ["globe", "milestones"]) mkdirSync(join(empty, side), { recursive: true });
    await expect(read(empty)).rejects.toMatchObject({ code: "nothing_to_compare" });
    const turned = await exported("turned", "json", () => {});
    await expect(
      exportsSource({ globe: join(turned, "milestones"), milestones: join(turned, "globe") }),
    ).rejects.toMatchObject({ code: "sides_swapped" });
  });
});
