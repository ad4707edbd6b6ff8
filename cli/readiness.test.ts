import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import excel from "exceljs";
import { afterAll, describe, expect, it } from "vitest";
import { defaultSchedule } from "../core/administration.ts";
import { world } from "../core/readiness/example.ts";
import { saveAdministration } from "../prisma/administrations.ts";
import { openDatabase } from "../prisma/database.ts";
import { verifyEvents } from "../prisma/events.ts";
import { migrate } from "../prisma/migrate.ts";
import { built } from "../tests/built.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const northwind = join(root, "demo/northwind");
const folder = mkdtempSync(join(tmpdir(), "tieout-readiness-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tieout(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [built("cli/main.ts"), ...args], { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

const sides = (of: string) => ["--globe", join(of, "globe"), "--milestones", join(of, "milestones")];

/** A folder of exports in which nothing is wrong. */
function small(name: string, change: (records: ReturnType<typeof world>) => void = () => {}): string {
  const records = world();
  change(records);
  const at = join(folder, name);
  cpSync(northwind, at, { recursive: true, filter: (path) => !path.endsWith(".json") });
  for (const side of ["globe", "milestones"] as const)
    for (const [entity, rows] of Object.entries(records[side]))
      writeFileSync(join(at, side, `${entity}.json`), JSON.stringify(rows));
  if (records.connector) writeFileSync(join(at, "connector.json"), JSON.stringify(records.connector));
  return at;
}

describe("tieout readiness from files", () => {
  it("ends with 1 where something blocks, and says what, with counts and money", async () => {
    const { code, stdout } = await tieout("readiness", ...sides(northwind), "--json");
    expect(code).toBe(1);
    const said = JSON.parse(stdout);
    expect(said).toMatchObject({
      ready: false,
      administrations: [{ code: "500", name: "Noordenwind Handel B.V.", blocks: 4 }],
    });
    expect(said.administrations[0].findings[0]).toMatchObject({
      ...{ code: "open_invoices", outcome: "blocking", blocks: true, count: 155 },
      money: { invoices: 155, currency: "EUR", amount: "282131.97", others: { JPY: "3182.69" } },
    });
    expect(said.administrations[0].snapshots).toHaveLength(21);
  });

  it("ends with 0 where nothing blocks, in either language", async () => {
    const clean = small("clean");
    const { code, stdout, stderr } = await tieout("readiness", ...sides(clean));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("may go live");
    expect((await tieout("readiness", ...sides(clean), "--language", "nl")).stdout).toContain("mag live");
  });

  it("two companies in one export are told apart by --company", async () => {
    const two = small("two", (records) => {
      records.connector = null;
      records.milestones.Company?.push({ CompanyId: 2, Code: "510", Name: "Twee" });
    });
    const undecided = await tieout("readiness", ...sides(two));
    expect(undecided).toMatchObject({ code: 2, stdout: "" });
    expect(undecided.stderr).toContain("500, 510");
    // Nobody said what the connector is told, so journal and account are not known: it blocks.
    const { code, stdout } = await tieout("readiness", ...sides(two), "--company", "500");
    expect(code).toBe(1);
    expect(stdout).toContain("Unknown!");
  });

  it.each([
    ["one side alone", ["--globe", join(northwind, "globe")], "go together"],
    ["a folder that is not there", sides(join(northwind, "nowhere")), "nowhere"],
    [
      "sides the wrong way round",
      ["--globe", join(northwind, "milestones"), "--milestones", join(northwind, "globe")],
      "swapped",
    ],
    [
      "a file for a folder",
      ["--globe", join(northwind, "connector.json"), "--milestones", join(northwind, "milestones")],
      "not a folder",
    ],
    ["an unknown language", [...sides(northwind), "--language", "fr"], "fr"],
    ["a company that is not there", [...sides(northwind), "--company", "999"], "999"],
  ])("%s ends with 2 and one sentence", async (_, args, said) => {
    const { code, stdout, stderr } = await tieout("readiness", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
  });

  it("a broken file ends with 2, naming it, and writes no dossier", async () => {
    const broken = small("broken");
    writeFileSync(join(broken, "globe", "VAT.json"), '[{"VATCode":"1"');
    const file = join(folder, "none.xlsx");
    const { code, stderr } = await tieout("readiness", ...sides(broken), "--excel", file);
    expect(code).toBe(2);
    expect(stderr).toContain("VAT.json");
    expect(() => readFileSync(file)).toThrow();
  });
});

describe("tieout verify", () => {
  it("ends with 0 on a dossier as it was written, 1 naming the first altered cell, 1 on another seal, 2 on no dossier", async () => {
    const file = join(folder, "dossier.xlsx");
    const made = await tieout("readiness", ...sides(northwind), "--excel", file, "--language", "nl");
    const seal = /([0-9a-f]{64})/.exec(made.stderr)?.[1] ?? "";
    expect(await tieout("verify", file, "--seal", seal)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(seal),
    });
    expect(await tieout("verify", file, "--seal", "0".repeat(64))).toMatchObject({ code: 1 });

    const workbook = new excel.Workbook();
    await workbook.xlsx.readFile(file);
    const rules = workbook.getWorksheet("Regels");
    if (!rules) throw new Error("the rules have a sheet");
    rules.getCell("A3").value = "In orde";
    rules.getCell("E5").value = 0;
    await workbook.xlsx.writeFile(file);
    const { code, stdout } = await tieout("verify", file);
    expect(code).toBe(1);
    expect(stdout).toMatch(/sheet Regels, cell A3 \(expected [0-9a-f]{8}, found [0-9a-f]{8}\)/);
    expect(stdout).not.toContain("In orde");
    expect(JSON.parse((await tieout("verify", file, "--json")).stdout)).toMatchObject({
      ...{ whole: false, altered: 2, first: { sheet: "Regels", cell: "A3" } },
    });
    expect(await tieout("verify", join(northwind, "connector.json"))).toMatchObject({ code: 2, stdout: "" });
    expect(await tieout("verify", join(folder, "nowhere.xlsx"))).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("tieout readiness of an installation", () => {
  it("ends with 2 where there is none, and with 1 where nothing was pulled; the dossier's seal stands in its chain", async () => {
    const data = join(folder, "data");
    expect(await tieout("readiness", "--data", data)).toMatchObject({ code: 2, stdout: "" });
    migrate(data);
    const db = openDatabase(data);
    saveAdministration(db, {
      ...{ code: "500", name: "Noordenwind" },
      settings: {
        ...{ globe: { databaseName: "500" }, milestones: { baseUrl: "http://127.0.0.1:1" }, agent: "demo" },
        ...{ schedule: defaultSchedule, salesJournal: "70", debtorAccount: "1300", booksClosedUntil: null },
      },
    });
    const before = verifyEvents(db).events;
    const file = join(folder, "installed.xlsx");
    const { code, stdout } = await tieout("readiness", "--data", data, "--json", "--excel", file);
    expect(code).toBe(1);
    const [found] = JSON.parse(stdout).administrations;
    expect(found).toMatchObject({ code: "500", scope: "installation", leftOut: [] });
    expect(found.findings.find((one: { code: string }) => one.code === "agent_seen")).toMatchObject({
      outcome: "blocking",
    });
    // How it stands today, and the dossier.
    expect(verifyEvents(db)).toMatchObject({ whole: true, events: before + 2 });
    db.close();
    expect(await tieout("verify", file)).toMatchObject({ code: 0 });
    expect(await tieout("readiness", "--data", data, "--administration", "999")).toMatchObject({ code: 2 });
    expect(await tieout("readiness", "--data", data, "--company", "500")).toMatchObject({ code: 2 });
  });
});
