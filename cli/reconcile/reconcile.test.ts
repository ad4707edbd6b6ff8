// The command as a person runs it: what it prints, what it refuses, and with which status it ends.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { openTable } from "../../connectors/files/inputs.ts";
import { entityNames } from "../../core/entities/index.ts";
import { TieoutError } from "../../core/errors.ts";
import truth from "../../tests/truth/northwind.json" with { type: "json" };
import { jsonLines } from "./json.ts";
import type { Request } from "./plan.ts";
import { reconcile } from "./run.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const northwind = join(root, "demo", "northwind");
const folder = mkdtempSync(join(tmpdir(), "tieout-reconcile-"));
afterAll(() => rmSync(folder, { recursive: true }));
const runner = join(folder, "run.mjs");
writeFileSync(
  runner,
  `import { reconcileCommand } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
await reconcileCommand().parseAsync(process.argv.slice(2), { from: "user" });`,
);

function command(...options: string[]) {
  const node = ["--import", "tsx", runner, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, node, { encoding: "utf8", cwd: root });
  return { status, stdout, stderr };
}

let folders = 0;
/** A folder with globe/ and milestones/ of these files. */
function sides(files: {
  globe: Record<string, string | Buffer>;
  milestones: Record<string, string | Buffer>;
}): Request {
  folders += 1;
  const at = join(folder, String(folders), "data");
  for (const [side, each] of Object.entries(files)) {
    mkdirSync(join(at, side), { recursive: true });
    for (const [name, text] of Object.entries(each)) writeFileSync(join(at, side, name), text);
  }
  return { globe: join(at, "globe"), milestones: join(at, "milestones") };
}

async function printed(request: Request): Promise<{ lines: Record<string, unknown>[]; warnings: string[] }> {
  const found = await reconcile(request);
  try {
    const lines: Record<string, unknown>[] = [];
    for await (const line of jsonLines(found)) lines.push(JSON.parse(line));
    return { lines, warnings: found.warnings };
  } finally {
    await found.close();
  }
}

async function refusal(request: Request): Promise<string> {
  const found = await reconcile(request).then(
    async (read) => {
      await read.close();
      return undefined;
    },
    (thrown: unknown) => thrown,
  );
  if (!(found instanceof TieoutError)) throw new Error(`not refused: ${found}`);
  return `${found.message}.`.replaceAll(folder, "");
}

const costCenters = {
  globe: { "CostCenter.csv": "Code,Description,CompanyCode\nA,Alfa,500\nB,Beta,500\n" },
  milestones: { "CostCenter.csv": "CostCenterId,Code,Name\n1,A,Alfa\n2,C,Gamma\n" },
};

describe("northwind", () => {
  const canonical = (value: string | boolean | null) => (value === null || value === "" ? null : String(value));

  test("has exactly the counts and the differences of its truth, and ends with 1", () => {
    const run = command("--globe", join(northwind, "globe"), "--milestones", join(northwind, "milestones"), "--json");
    expect(run.status).toBe(1);
    const lines = run.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const expected = entityNames.map((entity) => {
      const pairs = Object.entries(truth.pairs[entity]).map(([key, pair]) => {
        const { status, fields } = pair as { status: string; fields?: Record<string, [never, never]> };
        if (!fields) return { entity, key, status };
        const cells = Object.entries(fields).map(([field, [globe, milestones]]) => ({
          field,
          globe: canonical(globe),
          milestones: canonical(milestones),
        }));
        return { entity, key, status, fields: cells };
      });
      const counts = truth.counts[entity];
      return [...pairs.sort((a, b) => (a.key < b.key ? -1 : 1)), { entity, summary: { ...counts, duplicate_key: 0 } }];
    });
    expect(lines).toEqual(expected.flat());
  });

  test("compared with itself by a copy of one side's files gives the same again", async () => {
    const copy = join(folder, "copy");
    cpSync(northwind, copy, { recursive: true });
    const first = await printed({ globe: join(northwind, "globe"), milestones: join(northwind, "milestones") });
    const again = await printed({ globe: join(copy, "globe"), milestones: join(copy, "milestones") });
    expect(again).toEqual(first);
  });
});

describe("suggestions", () => {
  test("stand between the pairs and the summary of their entity, and are those of northwind's truth", async () => {
    const found = await reconcile({ globe: join(northwind, "globe"), milestones: join(northwind, "milestones") });
    const lines: Record<string, unknown>[] = [];
    for await (const line of jsonLines(found, { suggest: true })) lines.push(JSON.parse(line));
    await found.close();
    const suggested = lines.flatMap(({ entity, suggestion }) => {
      const { globe, milestones, score, reasons } = (suggestion ?? {}) as Record<string, never>;
      if (suggestion === undefined) return [];
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(reasons).not.toEqual([]);
      return [{ entity, globe, milestones }];
    });
    expect(suggested).toEqual(truth.suggestions);
    const customers = lines.filter(({ entity }) => entity === "customer");
    expect(Object.keys(customers.at(-1) ?? {})).toContain("summary");
    expect(Object.keys(customers.at(-2) ?? {})).toContain("suggestion");
  });
});

describe("which records take part", () => {
  test("a customer known only to Globe is shown, a supplier is not", async () => {
    const { lines } = await printed(
      sides({
        globe: { "Account.csv": "DebtorCode,AccountName,CompanyCode\n  10,Alfa,500\n,Supplier,500\n" },
        milestones: { "Customer.csv": "CustomerCompanyId,CustomerCode,Name\n" },
      }),
    );
    expect(lines[0]).toEqual({ entity: "customer", key: "10", status: "only_in_globe" });
    expect(lines).toHaveLength(2);
  });

  test("a list whose first records have no debtor code is read to its end before that is called missing", async () => {
    const supplier = { AccountName: "Supplier", CompanyCode: "500" };
    const debtor = { ...supplier, DebtorCode: "10", AccountName: "Alfa" };
    const { lines } = await printed(
      sides({
        globe: { "Account.json": JSON.stringify([...Array.from({ length: 300 }, () => supplier), debtor]) },
        milestones: { "Customer.json": "[]" },
      }),
    );
    expect(lines[0]).toEqual({ entity: "customer", key: "10", status: "only_in_globe" });
  });

  test("an entity without a file on one side is skipped with a line, one without any is left out", async () => {
    const { lines, warnings } = await printed(
      sides({ globe: costCenters.globe, milestones: { ...costCenters.milestones, "Item.csv": "ItemCode\nx\n" } }),
    );
    expect(lines.at(-1)).toEqual({ entity: "item", skipped: "no Item file on the Globe side" });
    expect(warnings.join()).toContain("item is not compared");
    expect(lines.some((line) => line.entity === "currency")).toBe(false);
  });

  test("one company in the files is taken, several need --company", async () => {
    const two = { "CostCenter.csv": "Code,Description,CompanyCode\nA,Alfa,500\nB,Beta,600\n" };
    const request = sides({ globe: two, milestones: costCenters.milestones });
    expect(await refusal(request)).toBe("The files hold more than one company (500, 600): add --company.");
    const { lines } = await printed({ ...request, company: "600" });
    expect(lines.at(-1)).toMatchObject({ summary: { only_in_globe: 1, only_in_milestones: 2 } });
    expect(await refusal({ ...request, company: "700" })).toContain("Company 700 is not in");
  });

  test("Milestones' records of another company stay out where Company says which is which", async () => {
    const { lines } = await printed(
      sides({
        globe: costCenters.globe,
        milestones: {
          "Company.csv": "CompanyId;Code\n7;500\n",
          "CostCenter.csv": "CostCenterId;CompanyId;Code;Name\n1;7;A;Alfa\n2;8;Z;Zeta\n3;;C;Gamma\n",
        },
      }),
    );
    expect(lines.at(-1)).toMatchObject({
      summary: { equal: 1, different: 0, only_in_globe: 1, only_in_milestones: 1, duplicate_key: 0 },
    });
  });

  test("a reference whose target is missing in Milestones is not compared, and says so", async () => {
    const { lines, warnings } = await printed(
      sides({
        globe: { "Item.csv": "ItemCode,CountrySpecificDescription,Type,SalesVATCode\nx,Alfa,S,1\n" },
        milestones: { "Item.csv": "ItemCompanyId,ItemCode,Name,ItemType,IsActive,VatCodeId\n1,X,Alfa,Standard,ja,5\n" },
      }),
    );
    expect(lines).toEqual([
      {
        entity: "item",
        summary: { equal: 1, different: 0, only_in_globe: 0, only_in_milestones: 0, duplicate_key: 0 },
      },
    ]);
    expect(warnings.join("\n")).toContain("item.VatCodeId is not compared");
  });

  test("more records of a key on a side are one duplicate, and are not compared", async () => {
    const { lines } = await printed(
      sides({
        globe: { "CostCenter.csv": "Code,Description\na,Alfa\nA ,Beta\n" },
        milestones: { "CostCenter.csv": "CostCenterId,Code,Name\n1,A,Alfa\n" },
      }),
    );
    expect(lines[0]).toEqual({ entity: "costCenter", key: "A", status: "duplicate_key" });
    expect(lines[1]).toMatchObject({ summary: { equal: 0, duplicate_key: 1 } });
  });
});

describe("single files", () => {
  test("say by their name which entity they hold", async () => {
    const request = sides(costCenters);
    const { lines } = await printed({
      globe: join(request.globe, "CostCenter.csv"),
      milestones: join(request.milestones, "CostCenter.csv"),
    });
    expect(lines.map((line) => line.key)).toEqual(["B", "C", undefined]);
  });

  test("need --entity where their name does not", async () => {
    const request = sides({
      globe: { "a.csv": "Code,Description\nA,Alfa\n" },
      milestones: { "b.csv": "Code,Name\nA,Alfa\n" },
    });
    const files = { globe: join(request.globe, "a.csv"), milestones: join(request.milestones, "b.csv") };
    expect(await refusal(files)).toContain("add --entity");
    const { lines } = await printed({ ...files, entity: "costCenter" });
    expect(lines).toMatchObject([{ summary: { equal: 1 } }]);
  });
});

describe("what cannot be read is refused in one sentence, naming file, row and column", () => {
  const globe = (name: string, text: string | Buffer) =>
    sides({ globe: { [name]: text }, milestones: costCenters.milestones });
  const vat = (percentage: string) =>
    sides({
      globe: { "VAT.csv": `VATCode;Description;Percentage;SalesPurchase\n1;Hoog;${percentage};V\n` },
      milestones: { "VatCode.csv": "VatCodeId;Code;Name;Percentage\n1;1;Hoog;21\n" },
    });

  test.each([
    ["not JSON", "CostCenter.json", '[{"Code": "A"}, {"Code": B}]', "CostCenter.json, row 2: this is not JSON."],
    ["no list", "CostCenter.json", '{"Code": "A"}', "CostCenter.json, row 1: this is not a JSON list of records."],
    [
      "a cut JSON list",
      "CostCenter.json",
      '[{"Code": "A"}, {"Code": "',
      "row 2: the file ends in the middle of the list.",
    ],
    ["more after the list", "CostCenter.json", '[{"Code": "A"}] x', "this is not JSON."],
    [
      "a list in a cell",
      "CostCenter.json",
      '[{"Code": "A", "Description": ["x"]}]',
      "row 1, column Description: a single value",
    ],
    ["no key column", "CostCenter.csv", "Description,CompanyCode\nA,500\n", "row 1: the key column Code is missing."],
    ["no key in JSON", "CostCenter.json", '[{"Description": "A"}]', "row 1: the key column Code is missing."],
    [
      "a header twice",
      "CostCenter.csv",
      "Code,Description,Code\nA,A,A\n",
      "row 1: the column Code stands there twice.",
    ],
    [
      "too few columns",
      "CostCenter.csv",
      "Code,Description,CompanyCode\nA,Alfa,500\nB,Beta\n",
      "CostCenter.csv, row 3: 2 columns where the header has 3; the row breaks at column CompanyCode.",
    ],
    ["too many columns", "CostCenter.csv", "Code,Description\nA,Alfa,500\n", "row 2: 3 columns where the header has 2"],
    [
      "an open quote",
      "CostCenter.csv",
      'Code,Description\nA,"Alfa\nB,Beta\n',
      "row 2, column Description: a quotation mark",
    ],
    [
      "a quote in the middle",
      "CostCenter.csv",
      'Code,Description\nA,"Al"fa\n',
      "row 2, column Description: a quotation mark",
    ],
    ["an empty file", "CostCenter.csv", "", "CostCenter.csv is empty."],
    [
      "a binary file",
      "CostCenter.csv",
      Buffer.from([0x89, 0x50, 0, 0, 1]),
      "CostCenter.csv is not a text file: byte 3 is zero.",
    ],
    ["no workbook", "CostCenter.xlsx", "Code,Description\n", "CostCenter.xlsx is not a whole workbook"],
    [
      "an encrypted workbook",
      "CostCenter.xlsx",
      Buffer.from("d0cf11e0a1b11ae10000", "hex"),
      "CostCenter.xlsx is encrypted",
    ],
    [
      "the other side's file",
      "CostCenter.csv",
      "CostCenterId,Code,Name,CompanyId\n1,A,Alfa,7\n",
      "are the two sides swapped?",
    ],
  ])("%s", async (_, name, text, sentence) => {
    expect(await refusal(globe(name, text))).toContain(sentence);
  });

  test.each([
    ["1.234", '"1.234" may be thousands or decimals'],
    ["1.234.567", "may be thousands or decimals"],
    ["0,125", "may be thousands or decimals"],
    ["hello", '"hello" is not a number'],
    ["12.34.5", "is not a number"],
  ])("the number %s", async (written, sentence) => {
    expect(await refusal(vat(written))).toMatch(/VAT\.csv, row 2, column Percentage: /);
    expect(await refusal(vat(written))).toContain(sentence);
  });

  test.each(["21", "21,00", "21.0", "+21"])("the number %s is 21", async (written) => {
    expect((await printed(vat(written))).lines).toMatchObject([{ summary: { equal: 1 } }]);
  });

  test("a flag that is neither yes nor no, a date that is none", async () => {
    const item = (active: string) =>
      sides({
        globe: { "Item.csv": "ItemCode,Blocked\nx,\n" },
        milestones: { "Item.csv": `ItemCompanyId,ItemCode,IsActive\n1,x,${active}\n` },
      });
    expect(await refusal(item("misschien"))).toContain(
      'Item.csv, row 2, column IsActive: "misschien" is neither yes nor no.',
    );
    expect((await printed(item("WAAR"))).lines).toMatchObject([{ summary: { equal: 1 } }]);
    const employee = sides({
      globe: { "Resource.csv": "ID,EmploymentStartDate\n1,31-02-2026\n" },
      milestones: { "Employee.csv": "ResourceCompanyId,ResourceNumber,EnlistmentDate\n1,1,\n" },
    });
    expect(await refusal(employee)).toContain('column EmploymentStartDate: "31-02-2026" is not a date.');
  });

  test("a folder that is not there, sides swapped, two files for an entity, nothing in common", async () => {
    const request = sides(costCenters);
    expect(await refusal({ ...request, globe: join(folder, "nowhere") })).toBe("/nowhere does not exist.");
    expect(await refusal({ globe: request.milestones, milestones: request.globe })).toContain("swapped");
    expect(await refusal({ globe: join(northwind, "milestones"), milestones: join(northwind, "globe") })).toContain(
      "swapped",
    );
    const twice = sides({
      globe: { "Account.json": "[]", "Account.csv": "DebtorCode\n1\n" },
      milestones: { "Customer.json": "[]" },
    });
    expect(await refusal(twice)).toContain("holds more than one file for Account: Account.csv, Account.json.");
    const apart = sides({ globe: { "Item.csv": "ItemCode\nx\n" }, milestones: costCenters.milestones });
    expect(await refusal(apart)).toContain("No entity has a file on both sides");
  });
});

describe("the status and the streams", () => {
  test("0 where all is equal, and nothing on standard output but JSON lines", () => {
    const request = sides({
      globe: { "Currency.csv": "CurrencyCode,Description,CurrencyCharacter\neur,Euro,€\n" },
      milestones: { "Currency.csv": "CurrencyId,Code,Name,Symbol\n1,EUR,Euro,€\n" },
    });
    const run = command("--globe", request.globe, "--milestones", request.milestones, "--json");
    expect(run.stdout).toBe(
      '{"entity":"currency","summary":{"equal":1,"different":0,"only_in_globe":0,"only_in_milestones":0,"duplicate_key":0}}\n',
    );
    expect(run.stderr).toMatch(/^Warning: .*Company/);
    expect(run.status).toBe(0);
  });

  test("2 for a wrong option, a missing one, an unknown entity and an unreadable file, with one sentence", () => {
    const { globe, milestones } = sides(costCenters);
    const runs = [
      command("--globe", globe, "--milestones", milestones, "--colour"),
      command("--globe", globe),
      command("--globe", globe, "--milestones", milestones, "--entity", "supplier"),
      command("--globe", `${globe}x`, "--milestones", milestones, "--json"),
    ];
    for (const run of runs) {
      expect(run.status).toBe(2);
      expect(run.stdout).toBe("");
      expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
    }
  });

  test("0 for help", () => {
    const run = command("--help");
    expect(run.status).toBe(0);
    expect(run.stdout).toContain("--milestones");
  });
});

describe("the workbook", () => {
  test("lists what is not equal, with codes as text, and counts the rest on its cover", async () => {
    const file = join(folder, "out.xlsx");
    const run = command(
      "--globe",
      join(northwind, "globe"),
      "--milestones",
      join(northwind, "milestones"),
      "--excel",
      file,
    );
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("Company 500");
    const table = await openTable(file);
    expect(table.columns.slice(0, 1)).toEqual(["Globe and Milestones"]);
    table.close();
  });

  test("is refused together with --json, and where it cannot be written", () => {
    const { globe, milestones } = sides(costCenters);
    const given = ["--globe", globe, "--milestones", milestones];
    expect(command(...given, "--json", "--excel", join(folder, "both.xlsx")).status).toBe(2);
    const run = command(...given, "--excel", join(folder, "nowhere", "out.xlsx"));
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("cannot be written");
  });
});
