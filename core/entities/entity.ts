// What an entity is: its name on both sides, and its fields in the order of the help page's table.
import type { Kind, Raw } from "./kinds.ts";

export type EntityName = "costCenter" | "currency" | "vatCode" | "employee" | "customer" | "item" | "project";

/** What a field is for: the key pairs the records, the company selects them, unsourced has no source in Globe. */
export type FieldRole = "key" | "company" | "compared" | "unsourced";

export interface Field {
  /** The name in Milestones; also the name of the field everywhere in Tieout. */
  name: string;
  /** The property in Globe; null where Globe has none. */
  globe: string | null;
  kind: Kind;
  role: FieldRole;
}

export interface Entity {
  name: EntityName;
  /** Entity names in the systems' own words. */
  globe: string;
  milestones: string;
  /** Milestones' id of a record; what references in other records hold. */
  id: string;
  /** The property by which Globe itself tells its records apart, whatever else of them changes. */
  globeId: string;
  key: Field;
  /** Every row of the help page's table, in its order. */
  fields: readonly Field[];
  /** The compared fields, in that order. */
  compared: readonly Field[];
  /** The field that names a record for people: its name or description. */
  title: string;
  /** Globe properties needed besides the fields: to tell which records take part, or to resolve references. */
  globeExtra: readonly string[];
  /** Milestones fields shown as a warning of their own, outside the pair's status. */
  milestonesExtra: readonly string[];
  /** Whether a Globe record of the right company takes part (customer: has a debtor code; VAT code: for sales). */
  takesPart: (record: Readonly<Record<string, Raw>>) => boolean;
}

interface Source {
  globe: string | null;
  kind: Kind;
  key?: true;
  company?: true;
}

interface Rest {
  title?: string;
  globeExtra?: string[];
  milestonesExtra?: string[];
  takesPart?: Entity["takesPart"];
}

/** Declares an entity from its rows of the field table. */
export function entity(
  name: EntityName,
  system: { globe: string; milestones: string; id: string; globeId: string },
  rows: Record<string, Source>,
  rest: Rest = {},
): Entity {
  const fields = Object.entries(rows).map(([field, source]): Field => {
    const role = source.key ? "key" : source.company ? "company" : source.globe === null ? "unsourced" : "compared";
    return { name: field, globe: source.globe, kind: source.kind, role };
  });
  const key = fields.find((field) => field.role === "key");
  if (!key) throw new Error(`${name} declares no key field`);
  return {
    name,
    ...system,
    key,
    fields,
    compared: fields.filter((field) => field.role === "compared"),
    title: rest.title ?? "Name",
    globeExtra: rest.globeExtra ?? [],
    milestonesExtra: rest.milestonesExtra ?? [],
    takesPart: rest.takesPart ?? (() => true),
  };
}
