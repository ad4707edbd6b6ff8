// What is asked of an entity, and how records stand in the answer: Globe's own addresses, values as it shows them.
import { z } from "zod";
import type { StoredRecord } from "../dataset.ts";
import { QueryError, type Standing } from "../filter.ts";
import { keyOf, type Property, propertiesOf, propertyOf, shown } from "./metadata.ts";

// why: Globe writes its machine's own name into addresses, whatever name it was reached by.
export const ownHost = "http://globe-server:8020/services/Exact.Entity.REST.EG/";

export interface Query {
  entity: string;
  /** What is shown of each record; all properties where nothing is selected. */
  select: [string, Property][];
  selectsAll: boolean;
  filter: string;
  orderby: string;
  top: number | undefined;
  skip: number;
  skiptoken: string | null;
  /** What a record holds beside its properties; null for nothing. */
  contentOf?: (record: StoredRecord) => string | null;
}

export function queryOf(entity: string, url: URL): Query {
  const given = url.searchParams;
  const count = (name: string): number | undefined => {
    const text = given.get(name);
    if (text === null) return undefined;
    if (!/^\d+$/.test(text)) throw new QueryError(`Incorrect format for ${name} argument '${text}'.`);
    return Number(text);
  };
  const select = (given.get("$select") ?? "").split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
  return {
    entity,
    select: (select.length > 0 ? select : propertiesOf(entity)).map((name) => [name, propertyOf(entity, name)]),
    selectsAll: select.length === 0,
    filter: given.get("$filter") ?? "",
    orderby: given.get("$orderby") ?? "",
    top: count("$top"),
    skip: count("$skip") ?? 0,
    skiptoken: given.get("$skiptoken"),
  };
}

export function standingOf(skiptoken: string): Standing {
  const found = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).safeParse(
    ((): unknown => {
      try {
        return JSON.parse(Buffer.from(skiptoken, "base64url").toString("utf8"));
      } catch {
        return null;
      }
    })(),
  );
  if (!found.success) throw new QueryError(`Error processing $skiptoken '${skiptoken}'.`);
  return found.data;
}

export function nextPage(query: Query, last: Standing, left: number): string {
  const given = new URLSearchParams();
  if (!query.selectsAll) given.set("$select", query.select.map(([name]) => name).join(","));
  if (query.filter !== "") given.set("$filter", query.filter);
  if (query.orderby !== "") given.set("$orderby", query.orderby);
  if (Number.isFinite(left)) given.set("$top", String(left));
  given.set("$skiptoken", Buffer.from(JSON.stringify(last)).toString("base64url"));
  return `${ownHost}${query.entity.replaceAll(".", "_")}?${given}`;
}

export function representation(query: Query, record: StoredRecord) {
  const { entity } = query;
  const uri = `${ownHost}${entity.replaceAll(".", "_")}(${keyLiteral(entity, record)})`;
  const shownRecord: Record<string, unknown> = {
    __metadata: { id: uri, uri, type: `Exact.Metadata.Entity.${entity}` },
  };
  for (const [name, property] of query.select) shownRecord[name] = shown(property, record[name]);
  if ("DataString" in shownRecord) shownRecord.DataString = query.contentOf?.(record) ?? null;
  return shownRecord;
}

function keyLiteral(entity: string, record: StoredRecord): string {
  const name = keyOf(entity);
  const key = record[name];
  if (typeof key === "number") return String(key);
  return propertyOf(entity, name).type === "GUID" ? `guid'${key}'` : `'${String(key).replaceAll("'", "''")}'`;
}
