// The two spellings of Milestones' API. Data sets are written as V2 names things; V3 is the same records, named otherwise.
import type { Records, Row, StoredRecord, Value } from "../dataset.ts";

export type Version = "V2" | "V3";

const setsInV3: Record<string, string> = { Customer: "CustomerCompany", Item: "ItemCompany" };

const fieldsInV3: Record<string, string> = {
  ManagerResourceCompanyId: "ManagerEmployeeCompanyId",
  ResourceCompanyId: "EmployeeCompanyId",
};

/** Fields that V3 keeps together: VisitAddressCity is City of VisitAddress there. */
const groupsInV3 = ["VisitAddress", "InvoiceAddress"];

const setsInV2 = Object.fromEntries(Object.entries(setsInV3).map(([v2, v3]) => [v3, v2]));

/** A set's name in data sets; undefined when the version knows it by another name. */
export function dataSetName(version: Version, set: string): string | undefined {
  if (version === "V2") return set;
  return set in setsInV3 ? undefined : (setsInV2[set] ?? set);
}

/** A set of data sets as V3 calls it. */
export const setInV3 = (set: string): string => setsInV3[set] ?? set;

const fieldsFromV3 = Object.fromEntries(Object.entries(fieldsInV3).map(([v2, v3]) => [v3, v2]));

/** A record as it is written in V3, with V2's names: groups are taken apart. */
export function fieldsInV2(record: StoredRecord): StoredRecord {
  const found: StoredRecord = {};
  for (const [name, value] of Object.entries(record)) {
    if (groupsInV3.includes(name) && typeof value === "object" && value !== null)
      for (const [inner, one] of Object.entries(value)) found[`${name}${inner}`] = one;
    else found[fieldsFromV3[name] ?? name] = value;
  }
  return found;
}

export const fieldInV3 = (name: string): string => fieldsInV3[name] ?? name;

/** A property as V3 has it at the top of a record: the group, where it belongs to one. */
export const topInV3 = (name: string): string => groupsInV3.find((group) => inGroup(name, group)) ?? fieldInV3(name);

const inGroup = (name: string, group: string): boolean => name.startsWith(group) && name.length > group.length;

function recordInV3(record: StoredRecord): StoredRecord {
  const found: StoredRecord = {};
  for (const [name, value] of Object.entries(record)) {
    const group = groupsInV3.find((one) => inGroup(name, one));
    if (group === undefined) found[fieldInV3(name)] = value;
    else found[group] = { ...(found[group] as Record<string, Value> | undefined), [name.slice(group.length)]: value };
  }
  return found;
}

/** Records as V3 shows them, made anew when one of them has changed. */
export class InV3 {
  readonly #of: Records;
  #made: { version: number; rows: readonly Row[] } | undefined;

  constructor(of: Records) {
    this.#of = of;
  }

  get version(): number {
    return this.#of.version;
  }

  get rows(): readonly Row[] {
    if (this.#made?.version !== this.#of.version) {
      const rows = this.#of.rows.map(({ place, record }) => ({ place, record: recordInV3(record) }));
      this.#made = { version: this.#of.version, rows };
    }
    return this.#made.rows;
  }
}
