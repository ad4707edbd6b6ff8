// What Milestones knows of its sets: their ids and properties. Properties are those of the field table and of the data.
import { entities } from "../../core/entities/index.ts";
import type { Records, StoredRecord } from "../dataset.ts";
import { type Comparable, type Literal, QueryError } from "../filter.ts";

const ids: Record<string, string> = {
  Company: "CompanyId",
  Invoice: "InvoiceHeaderId",
  InvoiceLine: "InvoiceLineId",
  ...Object.fromEntries(Object.values(entities).map((entity) => [entity.milestones, entity.id])),
};

export const idOf = (set: string): string => ids[set] ?? `${set}Id`;

/** The properties of a set, whether or not a record has them. */
export function propertiesOf(set: string, records: Records): ReadonlySet<string> {
  const found = new Set([idOf(set)]);
  for (const entity of Object.values(entities)) {
    if (entity.milestones !== set) continue;
    for (const { name } of entity.fields) found.add(name);
    for (const name of entity.milestonesExtra) found.add(name);
  }
  for (const { record } of records.rows) for (const name of Object.keys(record)) found.add(name);
  return found;
}

export function known(set: string, properties: ReadonlySet<string>, name: string): string {
  if (properties.has(name)) return name;
  throw new QueryError(
    `The query specified in the URI is not valid. Could not find a property named '${name}' on type 'QicsUnity.Api.Areas.V3.Models.${set}'.`,
  );
}

/** How Milestones compares: numbers exactly, whatever their length; text without regard to case. */
export const vocabularyOf = (set: string, properties: ReadonlySet<string>) => ({
  ofRecord(record: StoredRecord, name: string): Comparable {
    const value = record[known(set, properties, name)] ?? null;
    return typeof value === "string" ? value.toLowerCase() : value;
  },
  ofLiteral(name: string, literal: Literal): Comparable {
    known(set, properties, name);
    switch (literal.kind) {
      case "null":
        return null;
      case "boolean":
        return literal.text === "true";
      case "number":
        return literal.text.includes(".") ? Number(literal.text) : BigInt(literal.text);
      default:
        return literal.text.toLowerCase();
    }
  },
});
