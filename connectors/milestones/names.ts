// What Milestones' versions call its sets and fields. On this side of the table they are called as in the field table,
// which is V2's spelling. A slash leads into a group of fields. What a version's documents do not tell is set by options.

import type { MilestonesSettings } from "../../core/administration.ts";
import { entities } from "../../core/entities/index.ts";

export type ApiVersion = "V2" | "V3";

/** By set, each as the field table calls it: what an API calls the set, and those of its fields that it calls otherwise. */
export type Names = NonNullable<MilestonesSettings["names"]>;

const addressFields = (group: string, rest: readonly string[]) =>
  Object.fromEntries(rest.map((name) => [`${group}${name}`, `${group}/${name}`]));

const address = ["Address1", "Address2", "Address3", "City", "County", "ZipCode", "EmailAddress", "ContactPerson"];

const namesOf: Record<ApiVersion, Names> = {
  V2: {},
  V3: {
    Customer: {
      set: "CustomerCompany",
      fields: {
        ManagerResourceCompanyId: "ManagerEmployeeCompanyId",
        ...addressFields("VisitAddress", address),
        ...addressFields("InvoiceAddress", address),
      },
    },
    Item: { set: "ItemCompany" },
    Employee: {
      fields: { ResourceCompanyId: "EmployeeCompanyId", ManagerResourceCompanyId: "ManagerEmployeeCompanyId" },
    },
    Project: { fields: { ResourceCompanyId: "EmployeeCompanyId" } },
  },
};

interface Spelling {
  set: string;
  /** The id by which pages are ordered, as the API calls it. */
  id: string;
  /** A field as it is asked for: the group, where it belongs to one. */
  selected(field: string): string;
  /** A field's value in a record as it is answered; undefined where the answer leaves it out. */
  read(record: Record<string, unknown>, field: string): unknown;
  /** Fields with their values, as a record to be written. */
  record<Value>(values: Readonly<Record<string, Value>>): Grouped<Value>;
}

/** Some values stand in groups. */
export type Grouped<Value> = Readonly<Record<string, Value | Readonly<Record<string, Value>>>>;

const ids: Record<string, string> = {
  Company: "CompanyId",
  Invoice: "InvoiceHeaderId",
  InvoiceLine: "InvoiceLineId",
  ...Object.fromEntries(Object.values(entities).map(({ milestones, id }) => [milestones, id])),
};

/** How a version spells a set, its id and its fields; `own` goes before the version's table. */
export function spelling(version: ApiVersion, own: Names, set: string): Spelling {
  const fields = { ...namesOf[version][set]?.fields, ...own[set]?.fields };
  const paths = new Map(Object.entries(fields).map(([field, path]) => [field, path.split("/")]));
  const id = ids[set] ?? `${set}Id`;
  return {
    set: own[set]?.set ?? namesOf[version][set]?.set ?? set,
    id: paths.get(id)?.join("/") ?? id,
    selected: (field) => paths.get(field)?.[0] ?? field,
    read(record, field) {
      const path = paths.get(field);
      if (!path) return record[field];
      let found: unknown = record;
      for (const name of path) {
        // why: a group that is not filled is null as a whole.
        if (found === null) return null;
        found = (found as Record<string, unknown> | undefined)?.[name];
      }
      return found;
    },
    record<Value>(values: Readonly<Record<string, Value>>) {
      const found: Record<string, Value | Record<string, Value>> = {};
      for (const [field, value] of Object.entries(values)) {
        const [top = field, inner] = paths.get(field) ?? [];
        if (inner === undefined) found[top] = value;
        else found[top] = { ...(found[top] as Record<string, Value> | undefined), [inner]: value };
      }
      return found;
    },
  };
}

// why: references cross companies, and what others point at must be known of each.
const pointedAt = new Set(["Customer", "Employee", "CostCenter"]);

/** Whether only the company's records of a set are wanted: see milestonesReader. */
export const readByCompany = (set: string, fields: readonly string[]): boolean =>
  set !== "Company" && fields.includes("CompanyId") && !pointedAt.has(set);
