// What Milestones' versions call its sets and fields. On this side of the table they are called as in the field table.
import { entities } from "../../core/entities/index.ts";

export type ApiVersion = "V2" | "V3";

interface Spelling {
  set: string;
  id: string;
  /** A field as it is asked for. */
  selected(field: string): string;
  /** A field's value in a record as it is answered. */
  read(record: Record<string, unknown>, field: string): unknown;
}

const pointAtTheirOwn = new Set(["Customer", "Employee"]);

/** Whether only the company's records of a set are wanted: see milestonesReader. */
export const readByCompany = (set: string, fields: readonly string[]): boolean =>
  set !== "Company" && fields.includes("CompanyId") && !pointAtTheirOwn.has(set);

const ids: Record<string, string> = {
  Company: "CompanyId",
  Invoice: "InvoiceHeaderId",
  InvoiceLine: "InvoiceLineId",
  ...Object.fromEntries(Object.values(entities).map(({ milestones, id }) => [milestones, id])),
};

/** How a version spells an entity's set, id and fields. */
export function spelling(_version: ApiVersion, entity: string): Spelling {
  return {
    set: entity,
    id: ids[entity] ?? `${entity}Id`,
    selected: (field) => field,
    read: (record, field) => record[field],
  };
}
