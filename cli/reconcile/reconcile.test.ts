// The command as a person runs it: what it prints and with which status it ends.
import { spawnSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { openTable } from "../../connectors/files/inputs.ts";
import { entityNames } from "../../core/entities/index.ts";
import { built } from "../../tests/built.ts";
import truth from "../../tests/truth/northwind.json" with { type: "json" };
import { jsonLines } from "./json.ts";
import { reconcile } from "./run.ts";
import { costCenters, folder, printed, refusal, removeFolder, sides } from "./test-sides.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const northwind = join(root, "demo", "northwind");
afterAll(removeFolder);
const runner = join(folder, "run.mjs");
writeFileSync(
  runner,
  `import { reconcileCommand } from ${JSON.stringify(pathToFileURL(built("cli/reconcile/index.ts")).href)};
await reconcileCommand().parseAsync(process.argv.slice(2), { from: "user" });`,
);

function command(...options: string[]) {
  const node = [runner, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, node, { encoding: "utf8", cwd: root });
  return { status, stdout, stderr };
}

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
