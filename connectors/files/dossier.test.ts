import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import excel from "exceljs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkReadiness, type Readiness } from "../../core/flows/check-readiness.ts";
import { invoiceSettings } from "../../core/invoices/settings.ts";
import { type DossierDecision, dossier } from "../../core/readiness/dossier.ts";
import type { ChainedEvent } from "../../core/readiness/event-chain.ts";
import { neededRecords, recordsSource } from "../../core/readiness/records.ts";
import { writeDossier } from "./dossier.ts";
import { cellSays, columnLetters } from "./dossier-cells.ts";
import { dossierProof, proofOf, type SheetCells, sheetsOf } from "./dossier-proof.ts";
import { folderRecords } from "./records.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-dossier-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const demo = new URL("../../demo/northwind/", import.meta.url);

async function northwind(): Promise<Readiness> {
  const side = async (name: "globe" | "milestones") =>
    await folderRecords(new URL(name, demo).pathname, name, neededRecords[name]);
  const [globe, milestones] = [await side("globe"), await side("milestones")];
  const byName = (files: typeof globe) => Object.fromEntries(files.map(({ name, records }) => [name, records]));
  return checkReadiness(
    recordsSource({
      company: { code: "500", name: "Noordenwind" },
      globe: byName(globe),
      milestones: byName(milestones),
      settings: invoiceSettings.parse(JSON.parse(readFileSync(new URL("connector.json", demo), "utf8"))),
      snapshots: globe.map(({ name, records, sha256 }) => ({ side: "globe", name, records: records.length, sha256 })),
      now: "2026-11-24T08:00:00.000Z",
    }),
  );
}

/** Chained as the store does it. */
function chain(count: number, otherAt = -1): ChainedEvent[] {
  let previousHash = "";
  return Array.from({ length: count }, (_, at) => {
    const told = {
      ...{ at: `2026-11-24T08:00:0${at}.000Z`, kind: "signed_in", actorId: at === 0 ? null : 7, actor: "anna" },
      ...{ administrationId: 1, entity: at === 2 ? "customer" : null, subject: at === 2 ? "000159" : null },
      ...{ decisionId: null, detail: JSON.stringify({ note: `=1+${at}` }) },
    };
    const { at: when, kind, actorId, actor, administrationId, entity, subject, decisionId, detail } = told;
    const hash = createHash("sha256")
      .update(
        JSON.stringify([
          previousHash,
          when,
          kind,
          actorId,
          actor,
          administrationId,
          entity,
          subject,
          decisionId,
          detail,
        ]),
      )
      .digest("hex");
    const event = { id: at + 1, previousHash, hash, told: at === otherAt ? null : told };
    previousHash = hash;
    return event;
  });
}

const decision: DossierDecision = {
  ...{ id: 12, entity: "customer", key: "000159", title: "Lonesome Pine", action: "take_globe", state: "approved" },
  ...{
    reason: "agreed",
    comment: "=HYPERLINK(1)\r\ntweede regel ",
    proposedBy: "Anna",
    decidedBy: null,
    decidedAt: null,
    selfApproved: false,
  },
  proposedAt: "2026-11-24T08:00:00.000Z",
};

const trail = (events = chain(4)) => ({
  decisions: [decision],
  signOffs: [{ step: "ready", by: "Anna", at: "2026-11-24T08:00:00.000Z", comment: "", fingerprint: "ab".repeat(32) }],
  events,
});

const by = { language: "en", madeBy: "anna", version: "0.1.0" } as const;

let readiness: Readiness;
let made: string;
let seal: string;
let sheets: SheetCells[];

beforeAll(async () => {
  readiness = await northwind();
  // why: a few rows a rule hold every kind of cell; all of them would only repeat it.
  readiness.findings = readiness.findings.slice(0, 9).map((one) => ({ ...one, rows: one.rows.slice(0, 2) }));
  made = join(folder, "made.xlsx");
  seal = await writeDossier(made, dossier(readiness, trail(), by));
  sheets = await sheetsOf(made);
});

/** The dossier as a person or a program leaves it. */
async function saved(name: string, change: (workbook: excel.Workbook) => void): Promise<string> {
  const workbook = new excel.Workbook();
  await workbook.xlsx.readFile(made);
  change(workbook);
  const file = join(folder, name);
  await workbook.xlsx.writeFile(file);
  return file;
}

const sheet = (workbook: excel.Workbook, name: string): excel.Worksheet => {
  const found = workbook.getWorksheet(name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found;
};

const put = (where: string, cell: string, value: excel.CellValue) => (workbook: excel.Workbook) => {
  sheet(workbook, where).getCell(cell).value = value;
};

describe("a dossier", () => {
  it("is whole as it was written, and its seal is the one that was answered", async () => {
    const proof = await dossierProof(made);
    expect(proof).toMatchObject({ whole: true, altered: [], sheets: 8, seal, chain: { events: 4, brokenAt: null } });
    expect(proof.rows).toBeGreaterThan(60);
  });

  it("stays whole when another program opens and saves it, columns widened and rows coloured", async () => {
    const file = await saved("widened.xlsx", (workbook) => {
      for (const each of workbook.worksheets) {
        each.getColumn(1).width = 60;
        each.getRow(2).fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFF0000" } };
      }
    });
    expect(await dossierProof(file)).toMatchObject({ whole: true, altered: [], seal });
  });

  it("names employees by their codes alone: neither what they are called nor what a system says of them", async () => {
    const anna = { ...decision, entity: "employee", key: "7", title: "Anna Bos", comment: "" };
    const [first] = readiness.findings;
    if (!first) throw new Error("there are findings");
    const notes = [{ text: "overwrites" as const, values: { field: "Name", globe: "Anna Bos", milestones: "A. Bos" } }];
    const row = {
      kind: "employee" as const,
      entity: "employee" as const,
      key: "7",
      title: "Anna Bos",
      notes,
      money: null,
    };
    const about = { text: "decision_about" as const, values: { entity: "employee", key: "7" } };
    const open = { ...row, kind: "decision" as const, key: "12", notes: [about] };
    const file = join(folder, "employees.xlsx");
    const found = { ...readiness, findings: [{ ...first, rows: [row, open] }] };
    await writeDossier(file, dossier(found, { ...trail(), decisions: [anna] }, by));
    const texts = (await sheetsOf(file)).flatMap((one) => JSON.stringify(one));
    expect(texts.join()).not.toMatch(/Anna Bos|A\. Bos/);
    expect(texts.join()).toContain("…");
  });

  it.each([
    ["nl", "Regels"],
    ["en", "Rules"],
  ] as const)("speaks the reader's language (%s) and is checked in any", async (language, name) => {
    const file = join(folder, `${language}.xlsx`);
    await writeDossier(file, dossier(readiness, trail(), { ...by, language }));
    expect((await sheetsOf(file)).map((one) => one.name)).toContain(name);
    expect(await dossierProof(file)).toMatchObject({ whole: true, chain: { events: 4 } });
  });

  it("whose cells are altered, one by one, names each of them first", () => {
    let altered = 0;
    for (const [place, { name, rows }] of sheets.entries())
      for (const [row, cells] of rows.entries())
        for (const [column, said] of cells.entries()) {
          // In turn: emptied, another text or number, another kind.
          const others = ["", `${said}0`, said.startsWith("n:") ? "n:987654321" : "s:x"];
          const put = said === "" ? "s:x" : (others[altered % others.length] ?? "");
          const changed = sheets.map((one, at) =>
            at === place
              ? { name, rows: rows.map((own, index) => (index === row ? own.with(column, put) : own)) }
              : one,
          );
          altered += 1;
          const proof = proofOf(changed);
          const cell = `${columnLetters(column)}${row + 1}`;
          expect([proof?.whole, proof?.altered[0]?.sheet, proof?.altered[0]?.cell]).toEqual([false, name, cell]);
        }
    expect(altered).toBeGreaterThan(800);
  }, 120_000);

  it.each<[string, (workbook: excel.Workbook) => void, string, string]>([
    ["a text", put("Evidence", "E3", "Someone else"), "Evidence", "E3"],
    ["a number", put("Rules", "G2", 1), "Rules", "G2"],
    ["a number made a text", put("Rules", "E2", "155"), "Rules", "E2"],
    ["the verdict", put("Verdict", "B4", "Ready"), "Verdict", "B4"],
    ["an empty cell filled", put("Verdict", "D9", "x"), "Verdict", "D9"],
    ["a cell emptied", put("Snapshots", "D2", null), "Snapshots", "D2"],
    ["a header", put("Counts", "B1", "Different"), "Counts", "B1"],
    ["a date in a text's place", put("Events", "B2", new Date()), "Events", "B2"],
    ["a truth value", put("Rules", "B2", false), "Rules", "B2"],
    [
      "a formula that shows the same",
      (book) => {
        const cell = sheet(book, "Rules").getCell("E2");
        cell.value = { formula: "100+55", result: cell.value as number };
      },
      "Rules",
      "E2",
    ],
    [
      "a link under the same text",
      (book) => {
        const cell = sheet(book, "Rules").getCell("C2");
        cell.value = { text: String(cell.value), hyperlink: "https://example.com/" };
      },
      "Rules",
      "C2",
    ],
    ["a row deleted", (book) => void sheet(book, "Decisions").spliceRows(2, 1), "Decisions", "A2"],
    ["a row added", (book) => void sheet(book, "Sign-offs").addRow(["reviewed", "Eve"]), "Sign-offs", "A3"],
    ["a sheet deleted", (book) => book.removeWorksheet("Counts"), "Counts", "A1"],
    [
      "a sheet renamed",
      (book) => {
        sheet(book, "Counts").name = "Count";
      },
      "Count",
      "A1",
    ],
    [
      "a sheet added",
      (book) => {
        book.addWorksheet("More").getCell("B2").value = "x";
      },
      "More",
      "B2",
    ],
    ["the manifest's print", put("Manifest", "D5", "0"), "Manifest", "D5"],
    ["the manifest's hash", put("Manifest", "E5", "0"), "Manifest", "E5"],
    ["a line of the manifest deleted", (book) => void sheet(book, "Manifest").spliceRows(9, 1), "Manifest", "A9"],
  ])("with %s altered in a saved file is not whole, and names the cell", async (name, change, where, cell) => {
    const proof = await dossierProof(await saved(`${name.replaceAll(" ", "-")}.xlsx`, change));
    expect(proof.whole).toBe(false);
    expect(proof.altered[0]).toMatchObject({ sheet: where });
    if (!name.startsWith("a line")) expect(proof.altered[0]).toMatchObject({ cell });
  });

  it("tells prints, never what a cell held or holds", async () => {
    const file = await saved("secret.xlsx", put("Evidence", "E3", "Eve's value"));
    const said = JSON.stringify((await dossierProof(file)).altered);
    expect(said).toMatch(/"expected":"[0-9a-f]{8}","found":"[0-9a-f]{8}"/);
    expect(said).not.toContain("Eve");
  });

  it("altered with a manifest made anew has another seal", async () => {
    const other = { ...readiness, administration: { code: "500", name: "Another" } };
    const file = join(folder, "anew.xlsx");
    await writeDossier(file, dossier(other, trail(), by));
    const proof = await dossierProof(file);
    expect(proof.whole).toBe(true);
    expect(proof.seal).not.toBe(seal);
  });

  it("whose chain of events was broken before it was written says at which event", async () => {
    const broken = chain(4).map((event) =>
      event.id === 3 && event.told ? { ...event, told: { ...event.told, actor: "eve" } } : event,
    );
    const file = join(folder, "broken.xlsx");
    await writeDossier(file, dossier(readiness, trail(broken), by));
    expect(await dossierProof(file)).toMatchObject({ whole: false, altered: [], chain: { events: 2, brokenAt: 3 } });
  });

  it("carries other administrations' events as links that say nothing", async () => {
    const file = join(folder, "links.xlsx");
    await writeDossier(file, dossier(readiness, trail(chain(4, 1)), by));
    expect(await dossierProof(file)).toMatchObject({ whole: true, chain: { events: 4, brokenAt: null } });
  });

  it("keeps any text, and is whole", async () => {
    const texts = fc.sample(fc.string({ unit: "binary", maxLength: 40 }), { numRuns: 300, seed: 42 });
    const odd = [
      "=1+1",
      "007",
      "1e5",
      " x ",
      "a\r\nb\rc",
      "\ud800",
      "_x000D_",
      "\u0000\u0001",
      "<b>&amp;</b>",
      "'x",
      "-0",
      "1.10",
    ];
    const decisions = [...odd, ...texts].map((comment, id) => ({
      ...decision,
      id,
      key: comment,
      title: comment,
      comment,
    }));
    const file = join(folder, "texts.xlsx");
    const answered = await writeDossier(file, dossier(readiness, { ...trail(), decisions }, by));
    expect(await dossierProof(file)).toMatchObject({ whole: true, altered: [], seal: answered });
    const workbook = new excel.Workbook();
    await workbook.xlsx.readFile(file);
    await workbook.xlsx.writeFile(file);
    expect(await dossierProof(file)).toMatchObject({ whole: true, altered: [], seal: answered });
  });
});

it.each([
  [null, ""],
  ["", ""],
  ["a\r\nb", "s:a\nb"],
  [0.1 + 0.2, "n:0.3"],
  [new Date("2026-11-24T00:00:00Z"), "n:46350"],
  [{ richText: [{ text: "a" }, { text: "b" }] }, "s:ab"],
  [{ formula: "A1", result: 3 }, "f:A1"],
  [{ error: "#N/A" }, 'e:{"error":"#N/A"}'],
  [true, "b:true"],
])("a cell with %j says %j", (value, said) => {
  expect(cellSays(value)).toBe(said);
});

it("what is no dossier is not called altered", async () => {
  const workbook = new excel.Workbook();
  workbook.addWorksheet("x").getCell("A1").value = "y";
  const file = join(folder, "other.xlsx");
  await workbook.xlsx.writeFile(file);
  await expect(dossierProof(file)).rejects.toMatchObject({ code: "dossier_unknown" });
  await expect(dossierProof(new URL("connector.json", demo).pathname)).rejects.toMatchObject({
    code: "dossier_unreadable",
  });
  await expect(dossierProof(join(folder, "none.xlsx"))).rejects.toMatchObject({ code: "input_missing" });
});
