// What cannot be read ends with one sentence, and nothing is compared.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { costCenters, folder, printed, refusal, removeFolder, sides } from "./test-sides.ts";

afterAll(removeFolder);
const northwind = fileURLToPath(new URL("../../demo/northwind", import.meta.url));

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
