import { describe, expect, it } from "vitest";
import { entities } from "../../core/entities/index.ts";
import { gridColumns, inOrder } from "./columns.ts";

const names = (fields: { name: string }[]) => fields.map(({ name }) => name);

describe("a grid's columns", () => {
  it("are the entity's compared fields, the name among them", () => {
    const columns = gridColumns(entities.vatCode);
    expect(columns).toMatchObject({ key: { name: "Code", globe: "VATCode" }, title: "Name" });
    expect(names(columns.fields)).toEqual(["Name", "Percentage"]);
  });

  it("stand with the name first, then what differs most, then as in the field table", () => {
    const columns = gridColumns(entities.customer);
    const order = names(inOrder(columns, [], { VatNumber: 1, VatCodeId: 4 }));
    expect(order.slice(0, 4)).toEqual(["Name", "VatCodeId", "VatNumber", "ContactPersonName"]);
    expect(order).toHaveLength(columns.fields.length);
  });

  it("stand as someone put them, whatever differs", () => {
    const order = names(inOrder(gridColumns(entities.item), ["ItemType", "IsActive"], { VatCodeId: 9 }));
    expect(order.slice(0, 4)).toEqual(["Name", "ItemType", "IsActive", "VatCodeId"]);
  });
});
