// What Milestones takes when it is written to, and what it says otherwise, in the words ASP.NET has for it. Names are V2's.
import { type EntityName, entities, type Field } from "../../core/entities/index.ts";
import type { Records, StoredRecord, Value } from "../dataset.ts";

/** What is wrong, by property. */
export type Invalid = ReadonlyMap<string, string>;

const codeLength = 20;
const textLength = 100;
/** Longer names are taken, and kept up to here. */
const nameLength = 50;

const required: Readonly<Record<EntityName, readonly string[]>> = {
  costCenter: ["Name"],
  currency: ["Name"],
  vatCode: ["Name", "Percentage"],
  employee: ["FirstName", "LastName"],
  customer: ["Name"],
  item: ["Name"],
  project: ["Name"],
};

const entityOfSet = new Map(Object.values(entities).map((entity) => [entity.milestones, entity]));

/** How the set can be written to: of a record that is there (`one`), or to make one. An invoice is only put back as it was. */
export function methodsOf(set: string, one: boolean): readonly string[] {
  if (set === "Invoice") return one ? ["PUT"] : [];
  if (!entityOfSet.has(set)) return [];
  return one ? ["PATCH", "PUT"] : ["POST"];
}

const isEmpty = (value: Value | undefined): boolean => value === null || value === undefined || value === "";

const asText = (value: Value | undefined): string => (isEmpty(value) ? "" : String(value).trim().toLowerCase());

/** What is wrong with a record as it would be kept; `place` is that of the record itself, where it is there already. */
export function invalid(
  set: string,
  record: StoredRecord,
  sets: ReadonlyMap<string, Records>,
  place: number | null,
): Invalid {
  const found = new Map<string, string>();
  const entity = entityOfSet.get(set);
  if (!entity) return found;
  for (const name of [entity.key.name, ...required[entity.name]])
    if (isEmpty(record[name])) found.set(name, `The ${name} field is required.`);
  for (const field of entity.fields) {
    const value = record[field.name];
    if (isEmpty(value) || value === undefined || found.has(field.name)) continue;
    const wrong =
      field.role === "company" ? unknownId("Company", field.name, value, sets) : wrongIn(field, value, sets);
    if (wrong !== undefined) found.set(field.name, wrong);
  }
  const company = entity.fields.find(({ role }) => role === "company");
  if (company && isEmpty(record[company.name])) found.set(company.name, `The ${company.name} field is required.`);
  const twin = sets.get(set)?.rows.find((row) => {
    if (row.place === place || asText(row.record[entity.key.name]) !== asText(record[entity.key.name])) return false;
    return !company || asText(row.record[company.name]) === asText(record[company.name]);
  });
  if (twin && found.size === 0)
    found.set(entity.key.name, `A ${set} with ${entity.key.name} '${record[entity.key.name]}' already exists.`);
  return found;
}

function wrongIn({ name, kind }: Field, value: Value, sets: ReadonlyMap<string, Records>): string | undefined {
  const invalidValue = `The value '${value}' is not valid for ${name}.`;
  switch (kind.name) {
    case "flag":
      return typeof value === "boolean" ? undefined : invalidValue;
    case "number":
      return typeof value === "number" || typeof value === "bigint" ? undefined : invalidValue;
    case "date":
      return typeof value === "string" && /^\d{4}-\d{2}-\d{2}(T|$)/.test(value) ? undefined : invalidValue;
    case "choice":
      return typeof value === "string" && Object.values(kind.globe).includes(value) ? undefined : invalidValue;
    case "reference":
      return unknownId(entities[kind.to].milestones, name, value, sets);
    default: {
      if (typeof value !== "string") return invalidValue;
      const longest = kind.name === "code" ? codeLength : textLength;
      return value.length > longest && name !== "Name"
        ? `The field ${name} must be a string with a maximum length of ${longest}.`
        : undefined;
    }
  }
}

function unknownId(set: string, name: string, value: Value, sets: ReadonlyMap<string, Records>): string | undefined {
  if (typeof value !== "number" && typeof value !== "bigint") return `The value '${value}' is not valid for ${name}.`;
  const id = entityOfSet.get(set)?.id ?? `${set}Id`;
  return sets.get(set)?.find(id, String(value)) ? undefined : `There is no ${set} with ${id} ${value}.`;
}

/** As Milestones keeps it: a name no longer than it has room for. */
export function kept(record: StoredRecord): StoredRecord {
  const { Name: name } = record;
  return typeof name === "string" && name.length > nameLength ? { ...record, Name: name.slice(0, nameLength) } : record;
}
