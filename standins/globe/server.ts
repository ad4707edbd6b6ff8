// Exact Globe's Entity Services (REST) over data sets: one database a data set, chosen by header on every call.
// Read-only over the wire, as the product reads; records are changed through the control API.
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { control } from "../control.ts";
import { Records, type Row, readFolder, type StoredRecord } from "../dataset.ts";
import { type Fault, Faults } from "../faults.ts";
import { ordering, predicate, QueryError, type Standing } from "../filter.ts";
import { type Answer, type Listening, listen, type System } from "../listen.ts";
import {
  entityByPath,
  keep,
  keyOf,
  type Property,
  propertiesOf,
  propertyOf,
  shown,
  stored,
  vocabularyOf,
} from "./metadata.ts";

type Database = Map<string, Records>;

export interface GlobeOptions {
  dataset: readonly string[];
  host?: string;
  port?: number;
  /** Records a page; the service says where the next page is. */
  pageSize?: number;
}

const base = "/services/exact.entity.rest.eg/";
// why: Globe writes its machine's own name into addresses, whatever name it was reached by.
const ownHost = "http://globe-server:8020/services/Exact.Entity.REST.EG/";

/** Starts the stand-in. A data set's database is named by the company in its connector.json. */
export async function globeStandin(options: GlobeOptions): Promise<Listening> {
  const databases = new Map<string, Database>();
  for (const folder of options.dataset) {
    const name = await databaseName(folder);
    if (databases.has(name)) throw new Error(`two data sets are of company ${name}`);
    databases.set(name, await database(folder, name));
  }
  return listen(new Globe(databases, options.pageSize ?? 60), {
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
  });
}

async function databaseName(folder: string): Promise<string> {
  const text = await readFile(join(folder, "connector.json"), "utf8").catch(() => "{}");
  const { company } = z.object({ company: z.coerce.string().optional() }).parse(JSON.parse(text));
  return company?.trim() ?? basename(resolve(folder));
}

async function database(folder: string, name: string): Promise<Database> {
  const entities = await readFolder(join(folder, "globe"));
  if (!entities.has("Division")) {
    // why: there is no Globe database without its company.
    const division = new Records();
    division.add({ Code: name });
    entities.set("Division", division);
  }
  for (const [entity, records] of entities) for (const row of records.rows) keep(entity, row.record, row.place);
  return entities;
}

interface Query {
  entity: string;
  /** What is shown of each record; all properties where nothing is selected. */
  select: [string, Property][];
  selectsAll: boolean;
  filter: string;
  orderby: string;
  top: number | undefined;
  skip: number;
  skiptoken: string | null;
}

class Globe implements System {
  readonly faults = new Faults();
  readonly #databases: ReadonlyMap<string, Database>;
  readonly #pageSize: number;
  /** The rows of the last few queries, so that a page costs what it holds and not what exists. */
  readonly #prepared = new Map<string, { version: number; rows: readonly Row[] }>();

  constructor(databases: ReadonlyMap<string, Database>, pageSize: number) {
    this.#databases = databases;
    this.#pageSize = pageSize;
  }

  entityOf(url: URL): string | undefined {
    return entityByPath(this.#segment(url)?.split("(")[0] ?? "");
  }

  #segment(url: URL): string | undefined {
    const path = decodeURIComponent(url.pathname);
    return path.toLowerCase().startsWith(base) ? path.slice(base.length) : undefined;
  }

  control(request: Parameters<System["control"]>[0]): Promise<Answer> {
    const store = {
      names: () => [...this.#databases.keys()],
      entities: (name: string | null) =>
        name === null ? [...this.#databases.values()][0] : this.#databases.get(name.trim()),
      keyOf,
      stored: (entity: string, written: StoredRecord, before: StoredRecord | null) =>
        keep(entity, stored(entity, written, before), Date.now()),
    };
    return control(store, this.faults, request);
  }

  failure = failure;

  answer(request: Parameters<System["answer"]>[0], fault: Fault | undefined): Answer {
    const segment = this.#segment(request.url);
    if (segment === undefined) return { status: 404, body: "Endpoint not found.", type: "text/html" };
    if (request.method !== "GET") return failure(405, "The method is not allowed.");
    try {
      const { servername, databasename } = request.headers;
      if (!servername || !databasename) return failure(400, "ServerName and DatabaseName must be given as headers.");
      const database = this.#databases.get(String(databasename).trim());
      if (!database)
        return failure(400, `Cannot open database "${databasename}" requested by the login. The login failed.`);
      return this.#read(database, segment, request.url, fault);
    } catch (error) {
      if (error instanceof QueryError) return failure(400, error.message);
      throw error;
    }
  }

  #read(database: Database, segment: string, url: URL, fault: Fault | undefined): Answer {
    const [, path = "", key] = /^([^(]+)(?:\((.*)\))?\/?$/.exec(segment) ?? [];
    const entity = entityByPath(path);
    const records = entity === undefined ? undefined : database.get(entity);
    if (entity === undefined || !records) return failure(404, `Resource not found for the segment '${path}'.`);
    if (key !== undefined) return this.#single(entity, records, key, url);
    return this.#set(queryOf(entity, url), records, url, fault);
  }

  #single(entity: string, records: Records, key: string, url: URL): Answer {
    const found = predicate(`${keyOf(entity)} eq ${key}`, vocabularyOf(entity));
    const row = records.rows.find((one) => found(one.record));
    if (!row) return failure(404, `Resource not found for the segment '${entity}'.`);
    return { status: 200, body: JSON.stringify({ d: representation(queryOf(entity, url), row.record) }) };
  }

  #set(query: Query, records: Records, url: URL, fault: Fault | undefined): Answer {
    const order = ordering(query.orderby, vocabularyOf(query.entity));
    const rows = this.#rows(query, records, order);
    const from = query.skiptoken === null ? query.skip : order.after(rows, standingOf(query.skiptoken));
    const size = Math.min(this.#pageSize, query.top ?? Number.POSITIVE_INFINITY);
    const page = fault?.kind === "empty" ? [] : rows.slice(from, from + size);
    const last = page.at(-1);
    const left = (query.top ?? Number.POSITIVE_INFINITY) - page.length;
    const more = last !== undefined && left > 0 && from + page.length < rows.length && fault?.kind !== "no_next";
    const hidden = fault?.kind === "no_rights" ? fault.property : undefined;
    const visible = { ...query, select: query.select.filter(([name]) => name !== hidden) };
    const results = page.map((row) => representation(visible, row.record));
    const itself = `${ownHost}${url.pathname.slice(base.length)}${url.search}`;
    const next = more ? nextPage(query, order.standing(last), left) : undefined;
    return { status: 200, body: JSON.stringify({ d: { results, __next: fault?.kind === "loop" ? itself : next } }) };
  }

  #rows(query: Query, records: Records, order: ReturnType<typeof ordering>): readonly Row[] {
    const name = JSON.stringify([query.entity, query.filter, query.orderby]);
    const prepared = this.#prepared.get(name);
    if (prepared?.version === records.version) return prepared.rows;
    const holds = query.filter === "" ? null : predicate(query.filter, vocabularyOf(query.entity));
    const rows = order.sorted(holds ? records.rows.filter((row) => holds(row.record)) : records.rows);
    if (this.#prepared.size > 20) this.#prepared.clear();
    this.#prepared.set(name, { version: records.version, rows });
    return rows;
  }
}

function queryOf(entity: string, url: URL): Query {
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

function standingOf(skiptoken: string): Standing {
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

function nextPage(query: Query, last: Standing, left: number): string {
  const given = new URLSearchParams();
  if (!query.selectsAll) given.set("$select", query.select.map(([name]) => name).join(","));
  if (query.filter !== "") given.set("$filter", query.filter);
  if (query.orderby !== "") given.set("$orderby", query.orderby);
  if (Number.isFinite(left)) given.set("$top", String(left));
  given.set("$skiptoken", Buffer.from(JSON.stringify(last)).toString("base64url"));
  return `${ownHost}${query.entity.replaceAll(".", "_")}?${given}`;
}

function representation(query: Query, record: StoredRecord) {
  const { entity } = query;
  const uri = `${ownHost}${entity.replaceAll(".", "_")}(${keyLiteral(entity, record)})`;
  const shownRecord: Record<string, unknown> = {
    __metadata: { id: uri, uri, type: `Exact.Metadata.Entity.${entity}` },
  };
  for (const [name, property] of query.select) shownRecord[name] = shown(property, record[name]);
  return shownRecord;
}

function keyLiteral(entity: string, record: StoredRecord): string {
  const name = keyOf(entity);
  const key = record[name];
  if (typeof key === "number") return String(key);
  return propertyOf(entity, name).type === "GUID" ? `guid'${key}'` : `'${String(key).replaceAll("'", "''")}'`;
}

/** An error as Globe gives it: what is useful stands innermost. */
function failure(status: number, message: string): Answer {
  const internalexception = { message, type: "Exact.Services.EntityException", stacktrace: "" };
  const innererror = {
    message: "An error occurred while executing the request.",
    type: "System.Data.Services.DataServiceException",
    stacktrace: "",
    internalexception,
  };
  const said = { lang: "en-US", value: "An error occurred while processing this request." };
  return { status, body: JSON.stringify({ error: { code: "", message: said, innererror } }) };
}
