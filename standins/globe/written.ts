// What comes in over the wire to be kept: every value must be of its property's type before Globe looks at it.
import type { StoredRecord, Value } from "../dataset.ts";
import type { Fault } from "../faults.ts";
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

/** The record as a Globe takes it in that cuts a text, or takes a date for the day before, and says nothing of it. */
export function misheard(entity: string, body: StoredRecord, fault: Fault | undefined): StoredRecord {
  if (fault?.kind === "shorten") {
    const text = body[fault.property];
    return typeof text === "string" ? { ...body, [fault.property]: text.slice(0, fault.length) } : body;
  }
  if (fault?.kind !== "day_back") return body;
  const back = ([name, value]: [string, Value]): [string, Value] =>
    propertyOf(entity, name).type === "Date" && typeof value === "string"
      ? [name, new Date(Date.parse(value.slice(0, 10)) - day).toISOString().slice(0, 10)]
      : [name, value];
  return Object.fromEntries(Object.entries(body).map(back));
}

const day = 24 * 60 * 60_000;
