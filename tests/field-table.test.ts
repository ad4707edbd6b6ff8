// The field table that both suppliers agreed on, as facts; core/entities is held against it, row by row.
import { expect, test } from "vitest";
import { type EntityName, entities, entityNames } from "../core/entities/index.ts";
import table from "./field-table.json" with { type: "json" };

interface TableRow {
  entity: string;
  field: string;
  globe: string | null;
  key?: boolean;
}

const rows = table as TableRow[];
const rowsOf = (name: EntityName) => rows.filter((row) => row.entity === name);

test("the table has 70 rows over seven entities", () => {
  expect(rows).toHaveLength(70);
  expect(new Set(rows.map((row) => row.entity))).toEqual(new Set(entityNames));
});

test.each(entityNames)("%s declares exactly its rows, in their order, each with its source in Globe", (name) => {
  const entity = entities[name];
  const declared = entity.fields.map((field) => ({
    field: field.name,
    globe: field.globe === null ? null : `${entity.globe}.${field.globe}`,
  }));
  expect(declared).toEqual(rowsOf(name).map(({ field, globe }) => ({ field, globe })));
});

test.each(entityNames)("%s is paired by the one key of the table", (name) => {
  expect([entities[name].key.name]).toEqual(rowsOf(name).flatMap((row) => (row.key ? [row.field] : [])));
});

test("55 fields are compared: all but the keys, the companies and the three without a source in Globe", () => {
  const roles = Object.values(entities).flatMap((entity) => entity.fields.map((field) => field.role));
  const count = (role: string) => roles.filter((each) => each === role).length;
  expect({ key: count("key"), company: count("company"), unsourced: count("unsourced") }).toEqual({
    key: 7,
    company: 5,
    unsourced: 3,
  });
  expect(count("compared")).toBe(55);
});
