// QicsMilestones' OData API over data sets, for whoever brings a token of its OAuth2 pages. Ids are 64-bit numbers, written
// digit by digit as they stand in the files. The seven entities can be written to, and
// invoices told of; the control API changes any record.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { control } from "../control.ts";
import { exactJson, Records, type Row, readFolder, type StoredRecord, type Value } from "../dataset.ts";
import { type Fault, Faults } from "../faults.ts";
import { ordering, predicate, QueryError } from "../filter.ts";
import { type Answer, type Asked, type Listening, listen, type System } from "../listen.ts";
import { idOf, known, Model, type Shown, vocabularyOf } from "./model.ts";
import { OAuth, type OAuthOptions, oauthPlace } from "./oauth.ts";
import { invoicePdf } from "./pdf.ts";
import { Rate } from "./rate.ts";
import { type Invalid, methodsOf } from "./rules.ts";
import { dataSetName, type Version } from "./versions.ts";
import { tagOf, Writes } from "./writes.ts";

export interface MilestonesOptions extends Omit<OAuthOptions, "kept"> {
  dataset: readonly string[];
  host?: string;
  port?: number;
  /** Records a page; the API says where the next page is. */
  pageSize?: number;
  /** Of an invoice's PDF, at least. */
  pdfBytes?: number;
  /** How many requests a minute each client is let; 6000 when left out. */
  perMinute?: number;
  /** Whether records come with an entity tag, and If-Match counts. */
  etags?: boolean;
  /** The property that says when a record last moved, which the public API is not known to have; left out: none. */
  moved?: string;
  /** Where what was written over the API, and changed through the control API, is kept; left out: as long as the program lives. */
  kept?: string;
}

/** Starts the stand-in. Several data sets are several companies of one Milestones: their records stand together. */
export async function milestonesStandin(options: MilestonesOptions): Promise<Listening> {
  const sets = new Map<string, Records>();
  for (const folder of options.dataset) {
    for (const [set, records] of await readDataSet(folder)) {
      const held = sets.get(set);
      if (held) for (const row of records.rows) held.add(row.record);
      else sets.set(set, records);
    }
  }
  return listen(new Milestones(new Model(sets, options.moved), options), {
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
  });
}

async function readDataSet(folder: string): Promise<Map<string, Records>> {
  const sets = await readFolder(join(folder, "milestones"));
  const text = await readFile(join(folder, "connector.json"), "utf8").catch(() => "{}");
  const { company } = z.object({ company: z.coerce.string().optional() }).parse(JSON.parse(text));
  const ids = new Set<Value>();
  for (const { rows } of sets.values()) for (const { record } of rows) ids.add(record.CompanyId ?? null);
  ids.delete(null);
  const [id] = ids;
  // why: there is no Milestones without companies; where a data set leaves out its one, the records tell its id.
  if (!sets.has("Company") && company !== undefined && ids.size === 1 && id !== undefined) {
    const companies = new Records();
    companies.add({ CompanyId: id, Code: company });
    sets.set("Company", companies);
  }
  return sets;
}

const address = /^(?:\/api)?\/(v[23])\/odata\/([^/(]+)(?:\((.*)\))?\/?$/i;

/** Where an invoice's PDF is. Faults know it as the entity InvoicePdf. */
const pdfAddress = /^(?:\/api)?\/v[23]\/odata\/Invoice\((\d+)\)\/Pdf$/i;
const pdfOf = (url: URL): string | undefined => pdfAddress.exec(decodeURIComponent(url.pathname))?.[1];

const addressOf = (url: URL) => {
  const [, version = "", name = "", key] = address.exec(decodeURIComponent(url.pathname)) ?? [];
  return { version: version.toUpperCase() as Version, name, key };
};

class Milestones implements System {
  readonly faults = new Faults();
  readonly #model: Model;
  readonly #writes: Writes;
  readonly #oauth: OAuth;
  readonly #pageSize: number;
  readonly #rate: Rate;
  readonly #etags: boolean;
  readonly #pdfBytes: number;
  /** The rows of the last few queries, so that a page costs what it holds and not what exists. */
  readonly #prepared = new Map<string, { version: number; rows: readonly Row[] }>();

  constructor(
    model: Model,
    { pageSize = 100, perMinute = 6_000, etags = false, pdfBytes = 0, kept, ...oauth }: MilestonesOptions,
  ) {
    this.#model = model;
    this.#oauth = new OAuth({ ...oauth, kept: kept && `${kept}.grants` });
    this.#writes = new Writes(model, kept);
    this.#pageSize = pageSize;
    this.#rate = new Rate(perMinute);
    this.#etags = etags;
    this.#pdfBytes = pdfBytes;
  }

  /** Faults know the place that gives tokens as the entity Token. */
  entityOf(url: URL): string | undefined {
    if (oauthPlace(url) === "token") return "Token";
    if (pdfOf(url) !== undefined) return "InvoicePdf";
    const { version, name } = addressOf(url);
    return name === "" ? undefined : dataSetName(version, name);
  }

  async control(request: Parameters<System["control"]>[0]): Promise<Answer> {
    const [what, done] = request.path;
    if (what === "oauth") {
      if (done === "revoke") this.#oauth.grants.revokeAll();
      if (done === "expire") this.#oauth.grants.expireAll();
      return { status: 200, body: JSON.stringify(this.#oauth.overview) };
    }
    const store = {
      names: () => ["milestones"],
      entities: () => this.#model.sets,
      keyOf: idOf,
      stored: (set: string, written: StoredRecord, before: StoredRecord | null) =>
        this.#model.movedNow(set, { ...before, ...written }),
      changed: (_: string | null, set: string, id: Value, record: StoredRecord | null) =>
        this.#writes.byHand(set, id, record),
    };
    return control(store, this.faults, request);
  }

  failure(status: number, text: string): Answer {
    return message(status, text);
  }

  answer(asked: Asked, fault: Fault | undefined): Answer {
    const { url, method } = asked;
    const oauth = oauthPlace(url);
    if (oauth !== undefined) return this.#oauth.answer(asked, oauth);
    const refused = this.#oauth.refusal(asked.headers);
    if (refused) return refused;
    const tooOften = this.#rate.refusal(asked.headers.authorization ?? "");
    if (tooOften) return tooOften;
    const invoice = pdfOf(url);
    if (invoice !== undefined && method === "GET") return this.#pdf(url, invoice, fault);
    const { version, name, key } = addressOf(url);
    const shown = this.#model.shown(version, name);
    if (!shown) return unknownSet(url, name);
    try {
      if (method !== "GET") return this.#write(shown, asked, key, fault);
      return key === undefined ? this.#set(shown, url, fault) : this.#single(shown, key);
    } catch (error) {
      if (error instanceof QueryError) return invalid(error.message);
      throw error;
    }
  }

  #pdf(url: URL, id: string, fault: Fault | undefined): Answer {
    const content = invoicePdf(this.#model.sets, id, this.#pdfBytes);
    if (!content) return message(404, `No HTTP resource was found that matches the request URI '${url.href}'.`);
    return { status: 200, body: fault?.kind === "empty" ? "" : content, type: "application/pdf" };
  }

  #single(shown: Shown, key: string): Answer {
    const row = rowWith(shown, key);
    if (!row) return { status: 404, body: "" };
    const body = exactJson({ ...this.#tagged(row.record), ...selected(row.record, [...shown.properties]) });
    return { status: 200, body, ...(this.#etags ? { headers: { etag: tagOf(row.record) } } : {}) };
  }

  #tagged = (record: StoredRecord) => (this.#etags ? { "@odata.etag": tagOf(record) } : {});

  #write(
    shown: Shown,
    { url, method, headers, body }: Asked,
    key: string | undefined,
    fault: Fault | undefined,
  ): Answer {
    const set = dataSetName(shown.version, shown.name) ?? shown.name;
    if (!methodsOf(set, key !== undefined).includes(method))
      return message(405, `The requested resource does not support http method '${method}'.`);
    const current = key === undefined ? undefined : rowWith(shown, key);
    if (key !== undefined && !current) return { status: 404, body: "" };
    const wanted = headers["if-match"];
    if (this.#etags && current && wanted !== undefined && wanted !== "*" && wanted !== tagOf(current.record))
      return message(412, "The record was changed by someone else.");
    // why: what is shown of a record in V3 is not the record that is kept.
    const row = current && this.#model.sets.get(set)?.rows.find(({ place }) => place === current.place);
    const forget = fault?.kind === "forget";
    const made = this.#writes.write(set, shown.version, body, {
      ...(row ? { row } : {}),
      whole: method === "PUT",
      forget,
    });
    if ("malformed" in made) return invalid(made.malformed);
    if ("invalid" in made) return invalidModel(shown, made.invalid);
    if (method !== "POST") return { status: 204, body: "" };
    const id = String(made.record[idOf(set)]);
    const written = rowWith(this.#model.shown(shown.version, shown.name) ?? shown, id)?.record ?? made.record;
    const location = `${url.origin}${url.pathname.replace(/\/$/, "")}(${id})`;
    return { status: 201, body: exactJson(selected(written, [...shown.properties])), headers: { location } };
  }

  #set(shown: Shown, url: URL, fault: Fault | undefined): Answer {
    const given = url.searchParams;
    const select = (given.get("$select") ?? "").split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
    for (const name of select) known(shown, name);
    const rows = this.#rows(shown, given);
    const skip = counted(given, "$skip") ?? 0;
    const top = counted(given, "$top") ?? Number.POSITIVE_INFINITY;
    const page = fault?.kind === "empty" ? [] : rows.slice(skip, skip + Math.min(this.#pageSize, top));
    const left = top - page.length;
    const more = page.length > 0 && left > 0 && skip + page.length < rows.length && fault?.kind !== "no_next";
    const hidden = fault?.kind === "no_rights" ? fault.property : undefined;
    const names = (select.length > 0 ? select : [...shown.properties]).filter((name) => name !== hidden);
    const next = fault?.kind === "loop" ? url.href : more ? nextLink(url, skip + page.length, left) : undefined;
    const body = {
      "@odata.context": `${url.origin}/${shown.version}/odata/$metadata#${shown.name}`,
      ...(given.get("$count") === "true" ? { "@odata.count": fault?.kind === "empty" ? 0 : rows.length } : {}),
      value: page.map((row) => ({ ...this.#tagged(row.record), ...selected(row.record, names) })),
      ...(next === undefined ? {} : { "@odata.nextLink": next }),
    };
    return { status: 200, body: exactJson(body) };
  }

  #rows(shown: Shown, given: URLSearchParams): readonly Row[] {
    const filter = given.get("$filter") ?? "";
    const orderby = given.get("$orderby") ?? "";
    const query = JSON.stringify([shown.version, shown.name, filter, orderby]);
    const prepared = this.#prepared.get(query);
    if (prepared?.version === shown.records.version) return prepared.rows;
    const vocabulary = vocabularyOf(shown);
    const holds = filter === "" ? () => true : predicate(filter, vocabulary);
    const rows = ordering(orderby, vocabulary).sorted(shown.records.rows.filter((row) => holds(row.record)));
    if (this.#prepared.size > 20) this.#prepared.clear();
    this.#prepared.set(query, { version: shown.records.version, rows });
    return rows;
  }
}

function rowWith(shown: Shown, key: string): Row | undefined {
  const found = predicate(`${shown.id} eq ${key}`, vocabularyOf(shown));
  return shown.records.rows.find((one) => found(one.record));
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

/** What is wrong with what was written: V2 says it by property, V3 as an OData error. */
function invalidModel({ name, version }: Shown, wrong: Invalid): Answer {
  const text = "The request is invalid.";
  const model = name[0]?.toLowerCase() + name.slice(1);
  const states = [...wrong].map(([property, said]) => [`${model}.${property}`, said] as const);
  if (version === "V2") {
    const ModelState = Object.fromEntries(states.map(([property, said]) => [property, [said]]));
    return { status: 400, body: JSON.stringify({ Message: text, ModelState }) };
  }
  const inner = states.map(([property, said]) => `${property} : ${said}\r\n`).join("");
  const innererror = { message: inner, type: "", stacktrace: "" };
  return { status: 400, body: JSON.stringify({ error: { code: "", message: text, innererror } }) };
}
