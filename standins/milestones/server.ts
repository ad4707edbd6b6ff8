// QicsMilestones' OData API over a data set. Ids are 64-bit numbers, written digit by digit as they stand in the files.
import { join } from "node:path";
import { control } from "../control.ts";
import { exactJson, type Records, type Row, readFolder, type StoredRecord } from "../dataset.ts";
import { Faults } from "../faults.ts";
import { ordering, predicate, QueryError } from "../filter.ts";
import { type Answer, type Distortion, type Listening, listen, type System } from "../listen.ts";
import { idOf, known, propertiesOf, vocabularyOf } from "./model.ts";

export interface MilestonesOptions {
  dataset: readonly string[];
  host?: string;
  port?: number;
  /** Records a page; the API says where the next page is. */
  pageSize?: number;
}

/** Starts the stand-in. Several data sets are several companies of one Milestones: their records stand together. */
export async function milestonesStandin(options: MilestonesOptions): Promise<Listening> {
  const sets = new Map<string, Records>();
  for (const folder of options.dataset) {
    for (const [set, records] of await readFolder(join(folder, "milestones"))) {
      const held = sets.get(set);
      if (held) for (const row of records.rows) held.add(row.record);
      else sets.set(set, records);
    }
  }
  return listen(new Milestones(sets, options.pageSize ?? 100), {
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
  });
}

const address = /^(?:\/api)?\/v[23]\/odata\/([^/]+)\/?$/i;

class Milestones implements System {
  readonly faults = new Faults();
  readonly #sets: ReadonlyMap<string, Records>;
  readonly #pageSize: number;
  /** The rows of the last few queries, so that a page costs what it holds and not what exists. */
  readonly #prepared = new Map<string, { version: number; rows: readonly Row[] }>();
  readonly #properties = new Map<string, { version: number; names: ReadonlySet<string> }>();

  constructor(sets: ReadonlyMap<string, Records>, pageSize: number) {
    this.#sets = sets;
    this.#pageSize = pageSize;
  }

  entityOf(url: URL): string | undefined {
    return address.exec(decodeURIComponent(url.pathname))?.[1]?.split("(")[0];
  }

  control(request: Parameters<System["control"]>[0]): Promise<Answer> {
    const store = {
      names: () => ["milestones"],
      entities: () => this.#sets,
      keyOf: idOf,
      stored: (_: string, written: StoredRecord, before: StoredRecord | null) => ({ ...before, ...written }),
    };
    return control(store, this.faults, request);
  }

  answer(request: Parameters<System["answer"]>[0], distortion: Distortion): Answer {
    const { url, method } = request;
    const segment = address.exec(decodeURIComponent(url.pathname))?.[1] ?? "";
    const [, set = "", key] = /^([^(]+)(?:\((.*)\))?$/.exec(segment) ?? [];
    const records = this.#sets.get(set);
    if (!records) return unknownSet(url, set);
    if (method !== "GET") return message(405, `The requested resource does not support http method '${method}'.`);
    const properties = this.#propertiesOf(set, records);
    try {
      if (key !== undefined) return this.#single(set, records, properties, key);
      return this.#set(set, records, properties, url, distortion);
    } catch (error) {
      if (error instanceof QueryError) return invalid(error.message);
      throw error;
    }
  }

  #propertiesOf(set: string, records: Records): ReadonlySet<string> {
    const before = this.#properties.get(set);
    if (before?.version === records.version) return before.names;
    const names = propertiesOf(set, records);
    this.#properties.set(set, { version: records.version, names });
    return names;
  }

  #single(set: string, records: Records, properties: ReadonlySet<string>, key: string): Answer {
    const found = predicate(`${idOf(set)} eq ${key}`, vocabularyOf(set, properties));
    const row = records.rows.find((one) => found(one.record));
    if (!row) return { status: 404, body: "" };
    return { status: 200, body: exactJson(selected(row.record, [...properties])) };
  }

  #set(set: string, records: Records, properties: ReadonlySet<string>, url: URL, distortion: Distortion): Answer {
    const given = url.searchParams;
    const select = (given.get("$select") ?? "").split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
    for (const name of select) known(set, properties, name);
    const rows = this.#rows(set, records, properties, given);
    const skip = counted(given, "$skip") ?? 0;
    const top = counted(given, "$top");
    const size = Math.min(this.#pageSize, top ?? Number.POSITIVE_INFINITY);
    const page = distortion === "empty" ? [] : rows.slice(skip, skip + size);
    const left = (top ?? Number.POSITIVE_INFINITY) - page.length;
    const more = page.length > 0 && left > 0 && skip + page.length < rows.length && distortion === undefined;
    const names = select.length > 0 ? select : [...properties];
    return {
      status: 200,
      body: exactJson({
        "@odata.context": `${url.origin}/V3/odata/$metadata#${set}`,
        ...(given.get("$count") === "true" ? { "@odata.count": distortion === "empty" ? 0 : rows.length } : {}),
        value: page.map((row) => selected(row.record, names)),
        ...(more ? { "@odata.nextLink": nextLink(url, skip + page.length, left) } : {}),
      }),
    };
  }

  #rows(set: string, records: Records, properties: ReadonlySet<string>, given: URLSearchParams): readonly Row[] {
    const filter = given.get("$filter") ?? "";
    const orderby = given.get("$orderby") ?? "";
    const name = JSON.stringify([set, filter, orderby]);
    const prepared = this.#prepared.get(name);
    if (prepared?.version === records.version) return prepared.rows;
    const vocabulary = vocabularyOf(set, properties);
    const holds = filter === "" ? null : predicate(filter, vocabulary);
    const rows = ordering(orderby, vocabulary).sorted(
      holds ? records.rows.filter((row) => holds(row.record)) : records.rows,
    );
    if (this.#prepared.size > 20) this.#prepared.clear();
    this.#prepared.set(name, { version: records.version, rows });
    return rows;
  }
}

const selected = (record: StoredRecord, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, record[name] ?? null]));

function counted(given: URLSearchParams, name: string): number | undefined {
  const text = given.get(name);
  if (text === null) return undefined;
  if (!/^\d+$/.test(text))
    throw new QueryError(`The query specified in the URI is not valid. Invalid value '${text}' for ${name}.`);
  return Number(text);
}

function nextLink(url: URL, skip: number, left: number): string {
  const next = new URL(url);
  next.searchParams.set("$skip", String(skip));
  if (Number.isFinite(left)) next.searchParams.set("$top", String(left));
  return next.href;
}

// Errors as ASP.NET gives them: routing and rights with Message, a bad query as an OData error.
const message = (status: number, text: string, detail?: string): Answer => ({
  status,
  body: JSON.stringify({ Message: text, ...(detail === undefined ? {} : { MessageDetail: detail }) }),
});

const unknownSet = (url: URL, set: string): Answer =>
  message(
    404,
    `No HTTP resource was found that matches the request URI '${url.href}'.`,
    `No type was found that matches the controller named '${set}'.`,
  );

const invalid = (text: string): Answer => ({
  status: 400,
  body: JSON.stringify({
    error: { code: "", message: text, innererror: { message: text, type: "Microsoft.OData.ODataException" } },
  }),
});
