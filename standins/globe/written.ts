// What comes in over the wire to be kept: every value must be of its property's type before Globe looks at it.
import type { StoredRecord, Value } from "../dataset.ts";
import { QueryError } from "../filter.ts";
import { propertyOf } from "./metadata.ts";

const guid = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

const isOf: Record<string, (value: Value) => boolean> = {
  String: (value) => typeof value === "string",
  Picture: (value) => typeof value === "string",
  Boolean: (value) => typeof value === "boolean",
  Number: (value) => typeof value === "number",
  Integer: (value) => typeof value === "number",
  Double: (value) => typeof value === "number",
  GUID: (value) => typeof value === "string" && guid.test(value),
  Date: (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)) && /^\d{4}-\d\d-\d\d/.test(value),
};

/** The record, GUIDs without braces. Throws QueryError for an unknown property or a value of another type. */
export function typed(entity: string, body: StoredRecord): StoredRecord {
  const found: StoredRecord = {};
  for (const [name, value] of Object.entries(body)) {
    const { type } = propertyOf(entity, name);
    if (value !== null && !isOf[type]?.(value))
      throw new QueryError(`Error processing request stream. The property value of '${name}' is not of type ${type}.`);
    found[name] = type === "GUID" && typeof value === "string" ? value.replace(/[{}]/g, "").toLowerCase() : value;
  }
  return found;
}
