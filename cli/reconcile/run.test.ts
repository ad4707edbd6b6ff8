// The fast way (bytes, digests, two threads) against the plain one (every record in memory, judged by the core).
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type EntityName, entities } from "../../core/entities/index.ts";
import { byCodePoint } from "../../core/reconcile/compare.ts";
import { comparableFields, isOfCompany, keyOf, type Side } from "../../core/reconcile/normalise.ts";
import { judge } from "../../core/reconcile/pair.ts";
import { type RawRecord, References } from "../../core/reconcile/references.ts";
import { jsonLines } from "./json.ts";
import { reconcile } from "./run.ts";

type Records = Partial<Record<EntityName, RawRecord[]>>;

/** What the command should print, by the core alone. */
function plainly(globe: Records, milestones: Records, company: string, companyId: number): string[] {
  const references = new References();
  for (const target of ["vatCode", "costCenter", "employee", "customer"] as const) {
    if (!milestones[target]) continue;
    references.expectMilestones(target);
    for (const record of milestones[target]) references.learnMilestones(target, record);
  }
  if (globe.customer) references.expectAccounts();
  for (const record of globe.customer ?? []) references.learnAccount(record);
  const lines: string[] = [];
  for (const entity of Object.values(entities)) {
    const { name } = entity;
    const [left, right] = [globe[name], milestones[name]];
    if (!left || !right) continue;
    const held = new Map<string, Record<Side, RawRecord[]>>();
    const put = (side: Side, record: RawRecord) => {
      const { compared } = keyOf(entity, side, record);
      const both = held.get(compared) ?? { globe: [], milestones: [] };
      both[side].push(record);
      held.set(compared, both);
    };
    for (const record of left) if (isOfCompany(record, company) && entity.takesPart(record)) put("globe", record);
    for (const record of right)
      if ((record.CompanyId ?? "") === "" || record.CompanyId === companyId) put("milestones", record);
    const fields = comparableFields(entity, references);
    const pairs = [...held.values()].map((both) => judge(entity, fields, references, both));
    const summary = { equal: 0, different: 0, only_in_globe: 0, only_in_milestones: 0, duplicate_key: 0 };
    for (const pair of pairs.sort((a, b) => byCodePoint(a.key, b.key))) {
      summary[pair.status] += 1;
      if (pair.status === "equal") continue;
      const cells = pair.differing.map((cell) => ({
        field: cell.field,
        globe: cell.globe || null,
        milestones: cell.milestones || null,
      }));
      const line = { entity: name, key: pair.key, status: pair.status };
      lines.push(JSON.stringify(pair.status === "different" ? { ...line, fields: cells } : line));
    }
    lines.push(JSON.stringify({ entity: name, summary }));
  }
  return lines;
}

const long = "Maatschappij tot Exploitatie van Grote Gebouwen in Zuid";
/** Mostly values that come to the same, so that whole records are equal often enough; sometimes any other. */
const mostly = <Value>(same: Value[], other: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 60, arbitrary: fc.constantFrom(...same) }, { weight: 1, arbitrary: other });

const anyText = fc.oneof(
  fc.constantFrom("", " ", "Alfa", "Al  fa", "Al fa", "alfa", "Café", "Cafe\u0301", "A\u00a0B", "A B", "a;b,c\td"),
  fc.constantFrom(long, long.slice(0, 50), long.slice(0, 49), 'zegt "ja"', "regel\neen", "𝒜\uffee", "?x"),
  fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replaceAll("\0", "")),
);
const texts = mostly(["Alfa", " Alfa", "Alfa "], anyText);
const emails = mostly(["a@b.nl", "A@B.nl", " a@b.nl "], fc.constantFrom("", "é@b.nl", "É@b.nl"));
const vat = mostly(["NL8000.01.B01", "nl 800001b01", "NL800001B01"], fc.constantFrom("NL800002B01", "", "ＮＬ1"));
const post = mostly(["1234 AB", "1234AB", " 1234ab"], fc.constantFrom("1235AB", "", "S\u00a012", "S 12"));
const someCode = fc.constantFrom("1", "2", "3", "01", " 2", "4 ", "007", "ß", "x", "X", "");
const keys = fc.oneof(
  { weight: 1, arbitrary: someCode },
  { weight: 15, arbitrary: fc.integer({ min: 1, max: 90 }).map(String) },
);
const codes = mostly(["", " "], someCode);
const ids = mostly<number | null>([null], fc.constantFrom(1, 2, 3, 4));
const company = fc.constantFrom("500", "500", "500", " 500", "600", "", null);
const letters = mostly<string | null>(["A", "A "], fc.constantFrom("R", "B", "", null, "H", "F", "S"));
const flags = mostly<boolean | null>([true], fc.constantFrom(false, null));
const dates = mostly<string | null>(
  ["2026-01-05", "2026-01-05T23:30:00", "05-01-2026"],
  fc.constantFrom("1900-01-01", "", null, "2026-12-31"),
);
const numbers = mostly<string | number | null>([21, "21.00", "21,0"], fc.constantFrom(21.5, 9, 0, null, 0.1));

const textsOf: Record<string, fc.Arbitrary<unknown>> = {
  email: emails,
  vatNumber: vat,
  postcode: post,
  date: dates,
  number: numbers,
  code: codes,
  text: texts,
};

function recordsOf(name: EntityName, side: Side): fc.Arbitrary<RawRecord[]> {
  const entity = entities[name];
  const ofKind = (kind: string) =>
    ({ flag: side === "globe" ? letters : flags, choice: side === "globe" ? letters : texts })[kind] ??
    (kind === "reference" ? (side === "globe" ? codes : ids) : textsOf[kind]);
  const columns: Record<string, fc.Arbitrary<unknown>> = {};
  for (const { globe, name: field, kind, role } of entity.fields) {
    const column = side === "globe" ? globe : field;
    if (column === null) continue;
    if (role === "key") columns[column] = keys;
    else if (role === "company") columns[column] = side === "globe" ? company : fc.constantFrom(9, 9, 9, 8, null);
    else columns[column] = ofKind(kind.name) ?? texts;
  }
  if (side === "milestones") columns[entity.id] = fc.integer({ min: 1, max: 9 });
  else for (const extra of entity.globeExtra) columns[extra] ??= extra === "SalesPurchase" ? salesOrPurchase : someCode;
  return fc.array(fc.record(columns), { maxLength: 40, size: "max" }) as fc.Arbitrary<RawRecord[]>;
}

const salesOrPurchase = fc.constantFrom("V", "B", "I");

const names = ["costCenter", "vatCode", "employee", "customer", "item", "project"] as const;
const sideOf = (side: Side) =>
  fc.record(Object.fromEntries(names.map((name) => [name, recordsOf(name, side)])), {
    requiredKeys: ["customer", "item"],
  }) as fc.Arbitrary<Records>;

const csvCell = (value: unknown, separator: string) => {
  const text = value === null || value === undefined ? "" : String(value);
  return text.includes(separator) || /["\r\n]|^\s/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

function write(folder: string, side: Side, records: Records, format: "json" | "csv", separator: string): void {
  for (const [name, list] of Object.entries(records)) {
    const file = join(folder, entities[name as EntityName][side]);
    const columns = Object.keys(list[0] ?? {});
    // why: a list without records has no header to write.
    if (format === "json" || list.length === 0) writeFileSync(`${file}.json`, JSON.stringify(list, null, 1));
    else {
      const lines = [columns, ...list.map((record) => columns.map((column) => record[column]))];
      const rows = lines.map((cells) => cells.map((cell) => csvCell(cell, separator)).join(separator));
      writeFileSync(`${file}.csv`, `\ufeff${rows.join("\r\n")}\r\n`);
    }
  }
}

const format = fc.constantFrom("json" as const, "csv" as const);

test("the command prints what the core judges, whatever the values and whatever the kind of file", async () => {
  let [equal, different] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      sideOf("globe"),
      sideOf("milestones"),
      fc.tuple(format, format, fc.constantFrom(",", ";", "\t")),
      async (globe, milestones, [globeFormat, milestonesFormat, separator]) => {
        const root = mkdtempSync(join(tmpdir(), "tieout-run-"));
        try {
          for (const side of ["globe", "milestones"]) mkdirSync(join(root, side));
          write(join(root, "globe"), "globe", globe, globeFormat, separator);
          write(join(root, "milestones"), "milestones", milestones, milestonesFormat, separator);
          writeFileSync(join(root, "milestones", "Company.json"), JSON.stringify([{ CompanyId: 9, Code: "500" }]));
          const found = await reconcile({
            globe: join(root, "globe"),
            milestones: join(root, "milestones"),
            company: "500",
          });
          const printed: string[] = [];
          for await (const line of jsonLines(found)) if (!line.includes('"skipped"')) printed.push(line);
          await found.close();
          for (const line of printed) {
            if (line.includes('"status":"different"')) different += 1;
            else if (line.includes('"summary"') && !line.includes('"equal":0')) equal += 1;
          }
          expect(printed).toEqual(plainly(globe, milestones, "500", 9));
        } finally {
          rmSync(root, { recursive: true });
        }
      },
    ),
    { numRuns: 25 },
  );
  expect(equal, "some records are equal").toBeGreaterThan(0);
  expect(different, "some records differ").toBeGreaterThan(0);
}, 60_000);

test("large files are read in two threads, with the same answer, and what cannot be read is still named", async () => {
  const root = mkdtempSync(join(tmpdir(), "tieout-run-"));
  const count = 20_000;
  const globe = Array.from({ length: count }, (_, at) => ({
    DebtorCode: String(at).padStart(20),
    DebtorNumber: String(at).padStart(6),
    AccountCode: String(at).padStart(20),
    CompanyCode: "500",
    AccountName: `Bedrijf ${at} ${at % 7 === 0 ? long : "Café"}`,
    CustomerStatus: at % 11 === 0 ? "B" : "A",
    InvoiceDebtor: String(at - (at % 3)).padStart(6),
  }));
  const milestones = globe.slice(100).map((record, at) => ({
    CustomerCompanyId: 700_000_000 + at + 100,
    CompanyId: 9,
    CustomerCode: record.DebtorCode.trim(),
    Name: at % 500 === 0 ? "Anders" : record.AccountName.slice(0, 50),
    IsActive: record.CustomerStatus === "A",
    InvoiceCustomerCompanyId: 700_000_000 + Number(record.InvoiceDebtor),
  }));
  try {
    for (const side of ["globe", "milestones"]) mkdirSync(join(root, side));
    write(join(root, "globe"), "globe", { customer: globe }, "csv", ";");
    write(join(root, "milestones"), "milestones", { customer: milestones }, "json", "");
    writeFileSync(join(root, "milestones", "Company.json"), JSON.stringify([{ CompanyId: 9, Code: "500" }]));
    const request = { globe: join(root, "globe"), milestones: join(root, "milestones") };
    const heard: number[] = [];
    const found = await reconcile(request, (read, total) => heard.push(read / total));
    const printed: string[] = [];
    for await (const line of jsonLines(found)) printed.push(line);
    await found.close();
    expect(printed).toEqual(plainly({ customer: globe }, { customer: milestones }, "500", 9));
    expect(heard.at(-1)).toBeCloseTo(1, 5);
    writeFileSync(join(root, "globe", "Account.csv"), "x;y\n", { flag: "a" });
    await expect(reconcile(request)).rejects.toMatchObject({ code: "row_width", values: { row: count + 2 } });
  } finally {
    rmSync(root, { recursive: true });
  }
}, 60_000);
