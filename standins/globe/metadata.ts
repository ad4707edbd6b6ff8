// What Globe knows of its entities: every property with type, length and flags; and how it keeps and shows values.
// Codes flagged right-aligned are kept and shown padded on the left to their length; filters compare what is kept.
import { randomUUID } from "node:crypto";
import type { StoredRecord, Value } from "../dataset.ts";
import { type Comparable, type Literal, QueryError } from "../filter.ts";
import entities from "./entities.json" with { type: "json" };

export interface Property {
  type: "String" | "Number" | "Boolean" | "Date" | "GUID" | "Double" | "Picture" | "Integer";
  length: number;
  flags?: string[];
}

interface EntityMetadata {
  key: string;
  properties: Record<string, Property>;
}

const metadata = entities as unknown as Record<string, EntityMetadata>;

/** An entity as it is called in an address: dots are underscores there. Found in any case, as Globe's paths are. */
const byPath = new Map(Object.keys(metadata).map((name) => [name.replaceAll(".", "_").toLowerCase(), name]));

export const entityByPath = (segment: string): string | undefined => byPath.get(segment.toLowerCase());
export const keyOf = (entity: string): string => metadata[entity]?.key ?? "ID";
export const propertiesOf = (entity: string): string[] => Object.keys(metadata[entity]?.properties ?? {});

export function propertyOf(entity: string, name: string): Property {
  const property = metadata[entity]?.properties[name];
  if (!property) throw new QueryError(`No property '${name}' exists in type 'Exact.Metadata.Entity.${entity}'.`);
  return property;
}

const has = (property: Property, flag: string): boolean => property.flags?.includes(flag) ?? false;

/** Makes a record of a data set what Globe keeps: codes padded, and a key given where Globe itself gives one. */
export function keep(entity: string, record: StoredRecord, place: number): StoredRecord {
  for (const [name, property] of paddedOf(entity)) {
    const value = record[name];
    if (typeof value === "string") record[name] = aligned(property, value);
  }
  const key = keyOf(entity);
  const property = metadata[entity]?.properties[key];
  if (property && record[key] === undefined) {
    if (property.type === "GUID") record[key] = randomUUID();
    else if (has(property, "autoIncrement")) record[key] = place + 1;
  }
  return record;
}

const padded = new Map<string, [string, Property][]>();

function paddedOf(entity: string): [string, Property][] {
  const known = padded.get(entity);
  if (known) return known;
  const found = Object.entries(metadata[entity]?.properties ?? {}).filter(([, one]) => has(one, "rightAligned"));
  padded.set(entity, found);
  return found;
}

const aligned = (property: Property, text: string): string =>
  has(property, "rightAligned") && text.trim() !== "" ? text.trim().padStart(property.length) : text;

/** What is written, as Globe stores it: unknown properties and texts that are too long are refused. `minutesOff`: of its clock. */
export function stored(
  entity: string,
  written: StoredRecord,
  before: StoredRecord | null,
  minutesOff = 0,
): StoredRecord {
  const record: StoredRecord = { ...before };
  for (const [name, value] of Object.entries(written)) {
    const property = propertyOf(entity, name);
    if (typeof value === "string" && property.type === "String") {
      if (property.length > 0 && value.trim().length > property.length)
        throw new QueryError(`${name}: Maximum length is ${property.length}.`);
      record[name] = aligned(property, inWindows1252(has(property, "upperCase") ? value.toUpperCase() : value));
    } else record[name] = value;
  }
  const moves = before === null || Object.keys(written).some((name) => !isKeptElsewhere(entity, name));
  if (moves && "ModifiedDate" in (metadata[entity]?.properties ?? {}) && !("ModifiedDate" in written))
    record.ModifiedDate = localNow(minutesOff);
  return record;
}

/** why: an account's contact and addresses are records of their own; a change in them does not move the account's date. */
const isKeptElsewhere = (entity: string, name: string): boolean =>
  entity === "Account" && ofContactOrAddress.test(name);
const ofContactOrAddress =
  /^Contact|^(?:Delivery|Mailing|Postal|Invoice)(?:Address\w*|City|County|Country|PostCode|State)$/;

const windows1252 = new Set(
  new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
);

/** why: Globe's columns are not Unicode; a character they cannot hold becomes a question mark, without a word. */
const inWindows1252 = (text: string): string =>
  [...text].map((character) => (windows1252.has(character) ? character : "?")).join("");

// why: Globe writes the clock of its own machine, without a zone.
export function localNow(minutesOff = 0): string {
  const now = new Date(Date.now() + minutesOff * 60_000);
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

const dateText = /^\d{4}-\d\d-\d\d(?:T[\d:.]+)?$/;

/** A property as it stands in an answer: dates as /Date(ms)/ in the machine's own clock, nothing set as null or 0. */
export function shown(property: Property, value: Value | undefined): Value {
  if (value === undefined || value === null) return has(property, "zeroEqualsNull") ? 0 : null;
  if (property.type === "Date" && typeof value === "string" && dateText.test(value)) return `/Date(${instant(value)})/`;
  return value;
}

const instant = (text: string): number =>
  Date.parse(text.includes("T") ? `${text.replace(/Z$/, "")}Z` : `${text}T00:00:00Z`);

const lowered = (text: string): string => text.trimEnd().toLowerCase();

/** How Globe compares: kept values, text without regard to case and trailing blanks, as its database does. */
export const vocabularyOf = (entity: string) => ({
  ofRecord(record: StoredRecord, name: string): Comparable {
    const property = propertyOf(entity, name);
    const value = shown(property, record[name]);
    if (typeof value === "object") return null;
    if (typeof value !== "string") return value;
    if (property.type !== "Date") return lowered(value);
    const found = /^\/Date\((-?\d+)\)\/$/.exec(value);
    return found ? Number(found[1]) : null;
  },
  ofLiteral(name: string, literal: Literal): Comparable {
    const { type } = propertyOf(entity, name);
    const refused = (): never => {
      throw new QueryError(`Operator incompatible with operand types: '${name}' is ${type}, found '${literal.text}'.`);
    };
    if (literal.kind === "null") return null;
    switch (type) {
      case "String":
      case "Picture":
        return literal.kind === "text" ? lowered(literal.text) : refused();
      case "GUID":
        return literal.kind === "guid" ? literal.text.replace(/[{}]/g, "").toLowerCase() : refused();
      case "Date": {
        const at = literal.kind === "date" || literal.kind === "text" ? instant(literal.text) : Number.NaN;
        return Number.isNaN(at) ? refused() : at;
      }
      case "Boolean":
        return literal.kind === "boolean" ? literal.text === "true" : refused();
      default:
        return literal.kind === "number" ? Number(literal.text) : refused();
    }
  },
});
