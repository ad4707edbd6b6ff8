// What Milestones knows of its sets: their ids and properties. Properties are those of the field table and of the data.
import { entities } from "../../core/entities/index.ts";
import type { Records, StoredRecord } from "../dataset.ts";
import { type Comparable, type Literal, QueryError } from "../filter.ts";
import { dataSetName, fieldInV3, InV3, topInV3, type Version } from "./versions.ts";

const ids: Record<string, string> = {
  Company: "CompanyId",
  Invoice: "InvoiceHeaderId",
  InvoiceLine: "InvoiceLineId",
  ...Object.fromEntries(Object.values(entities).map((entity) => [entity.milestones, entity.id])),
};

/** Properties of the sets that are no entity of the field table, whether or not a record has them. */
const ofInvoices: Record<string, readonly string[]> = {
  Company: ["Code", "Name", "CurrencyId", "VatAmountSumMode"],
  Invoice: [
    ...[
      "InvoiceNumber",
      "InvoiceDate",
      "DueDate",
      "InvoiceHeaderState",
      "InvoiceHeaderType",
      "CompanyId",
      "CurrencyId",
    ],
    ...["CustomerCompanyId", "InvoiceCustomerCompanyId", "OriginalInvoiceHeaderId", "OriginalInvoiceNumber"],
    ...["Description", "TotalExclVat", "TotalVat", "TotalInclVat", "RejectionReason", "ProcessingFailureReason"],
    "ExternalEntryNumber",
  ],
  InvoiceLine: [
    ...["InvoiceHeaderId", "LineNumber", "Description", "Quantity", "Price", "Amount", "ItemCompanyId", "VatCodeId"],
    ...["VatAmount", "CostCenterId", "ProjectId"],
  ],
};

/** The id of a set, named as in data sets. */
export const idOf = (set: string): string => ids[set] ?? `${set}Id`;

const ofEntities = new Set<string>(Object.values(entities).map(({ milestones }) => milestones));

/** A set as one version of the API shows it. */
export interface Shown {
  name: string;
  version: Version;
  id: string;
  records: Pick<Records, "rows" | "version">;
  properties: ReadonlySet<string>;
}

/** All sets, in both versions' spellings. A set that is asked for under another version's name is not there. */
export class Model {
  readonly sets: ReadonlyMap<string, Records>;
  readonly #inV3 = new Map<string, InV3>();
  readonly #shown = new Map<string, { at: number; shown: Shown }>();

  readonly #moved: string | undefined;

  /** `moved`: the property of an entity's records that says when they last moved. */
  constructor(sets: ReadonlyMap<string, Records>, moved?: string) {
    this.sets = sets;
    this.#moved = moved;
    if (moved !== undefined)
      for (const [set, { rows }] of sets)
        if (ofEntities.has(set)) for (const { record } of rows) record[moved] ??= "2026-01-01T00:00:00Z";
    for (const [set, records] of sets) this.#inV3.set(set, new InV3(records));
  }

  /** The record, said to have moved now, where records of its set say that. */
  movedNow(set: string, record: StoredRecord): StoredRecord {
    if (this.#moved === undefined || !ofEntities.has(set)) return record;
    return { ...record, [this.#moved]: `${new Date().toISOString().slice(0, 19)}Z` };
  }

  shown(version: Version, name: string): Shown | undefined {
    const set = dataSetName(version, name);
    const stored = set === undefined ? undefined : this.sets.get(set);
    const records = version === "V2" ? stored : this.#inV3.get(set ?? "");
    if (set === undefined || !stored || !records) return undefined;
    const known = this.#shown.get(`${version} ${name}`);
    if (known?.at === stored.version) return known.shown;
    const id = version === "V2" ? idOf(set) : fieldInV3(idOf(set));
    const properties = propertiesOf(set, stored).map((one) => (version === "V2" ? one : topInV3(one)));
    const shown = { name, version, id, records, properties: new Set([id, ...properties]) };
    this.#shown.set(`${version} ${name}`, { at: stored.version, shown });
    return shown;
  }
}

/** The properties of a set in data sets, whether or not a record has them. */
export function propertiesOf(set: string, records: Records): string[] {
  const found = new Set<string>(ofInvoices[set]);
  for (const entity of Object.values(entities)) {
    if (entity.milestones !== set) continue;
    for (const { name } of entity.fields) found.add(name);
    for (const name of entity.milestonesExtra) found.add(name);
  }
  for (const { record } of records.rows) for (const name of Object.keys(record)) found.add(name);
  return [...found];
}

/** The name, where the set has such a property. */
export function known({ name: set, version, properties }: Shown, name: string): string {
  if (properties.has(name)) return name;
  throw new QueryError(
    `The query specified in the URI is not valid. Could not find a property named '${name}' on type 'QicsUnity.Api.Areas.${version}.Models.${set}'.`,
  );
}

/** How Milestones compares: numbers exactly, whatever their length; text without regard to case. */
export const vocabularyOf = (shown: Shown) => ({
  ofRecord(record: StoredRecord, name: string): Comparable {
    const value = record[known(shown, name)] ?? null;
    if (typeof value === "object") return null;
    return typeof value === "string" ? value.toLowerCase() : value;
  },
  ofLiteral(name: string, literal: Literal): Comparable {
    known(shown, name);
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
