import { expect, test } from "vitest";
import { entities } from "../entities/index.ts";
import { contentOf, pairColumns, pairRows, type SheetWords } from "./sheet.ts";

const words: SheetWords = {
  status: "Status",
  globe: "Globe",
  milestones: "Milestones",
  yes: "yes",
  no: "no",
  statuses: {
    equal: "equal",
    different: "different",
    only_in_globe: "only in Globe",
    only_in_milestones: "only in Milestones",
    duplicate_key: "duplicate key",
    not_comparable: "not comparable",
  },
  moved: null,
  asked: null,
  field: (name) => `<${name}>`,
};
const { item } = entities;

test("every compared field has a column a side, between status and key in front", () => {
  const fields = item.compared.map((field) => field.name);
  const columns = pairColumns(item, fields, words);
  expect(columns).toHaveLength(2 + 2 * fields.length);
  expect(columns.map(({ id, side }) => [id, side]).slice(0, 4)).toEqual([
    ["status", null],
    ["key", null],
    ["IsActive.globe", "globe"],
    ["IsActive.milestones", "milestones"],
  ]);
  expect(columns[2]?.title).toBe("<IsActive> (Globe)");
});

test("columns follow the order that is asked for, and a field that is not compared is refused", () => {
  const ids = pairColumns(item, ["Name", "ItemType"], words).map(({ id }) => id);
  expect(ids.slice(2)).toEqual(["Name.globe", "Name.milestones", "ItemType.globe", "ItemType.milestones"]);
  expect(() => pairColumns(item, ["AllowTimeEntry"], words)).toThrow("AllowTimeEntry");
});

test("a row says its flags in the reader's words, and points at both cells of what differs", () => {
  const row = pairRows(item, ["Name", "IsActive"], words);
  expect(
    row({
      key: "P1",
      status: "different",
      globe: { Name: "true", IsActive: "true" },
      milestones: { Name: "true", IsActive: "?x" },
      differing: ["IsActive", "GLAccountRevenue"],
    }),
  ).toEqual({ texts: ["different", "P1", "true", "true", "yes", "?x"], differing: [4, 5] });
});

test("a side without a record is empty", () => {
  const row = pairRows(item, ["Name", "IsActive"], words);
  const alone = row({
    key: "P1",
    status: "only_in_globe",
    globe: { Name: "Tofu", IsActive: "false" },
    milestones: null,
    differing: [],
  });
  expect(alone.texts).toEqual(["only in Globe", "P1", "Tofu", "", "no", ""]);
});

test("what has leading zeros to lose is a code, dates and numbers are what they are", () => {
  const contents = Object.fromEntries(
    Object.values(entities).flatMap((entity) =>
      entity.compared.map((field) => [`${entity.name}.${field.name}`, contentOf(field.kind)]),
    ),
  );
  expect(contents).toMatchObject({
    "customer.VatCodeId": "code",
    "customer.InvoiceCustomerCompanyId": "code",
    "item.GLAccountRevenue": "code",
    "vatCode.Percentage": "number",
    "project.StartDate": "date",
    "customer.Name": "text",
    "customer.IsActive": "word",
  });
});
