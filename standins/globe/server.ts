// Exact Globe's Entity Services (REST) over data sets: one database a data set, chosen by header on every call, for
// whoever is signed in.
// Over the wire master data is only read, and the sales ledger is only added to; records are changed through the control
// API, where GET /standin/ledger shows the ledger from behind and PATCH /standin/ledger changes its settings.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { control } from "../control.ts";
import { exactJson, exactParse, Records, type Row, readFolder, type StoredRecord, type Value } from "../dataset.ts";
import { type Fault, Faults } from "../faults.ts";
import { ordering, predicate, QueryError } from "../filter.ts";
import { type KeptLines, keptLines } from "../kept-lines.ts";
import { type Answer, type Asked, type Listening, listen, type System } from "../listen.ts";
import { type ByHand, putBack } from "./by-hand.ts";
import { Ledger, ledgerEvent, writable } from "./ledger.ts";
import { type BookSettings, bookSettings, Refusal } from "./ledger-books.ts";
import { type LedgerFile, ledgerFile } from "./ledger-file.ts";
import { entityByPath, keep, keyOf, stored, vocabularyOf } from "./metadata.ts";
import { nextPage, ownHost, type Query, queryOf, representation, standingOf } from "./query.ts";
import { expectRight, fullRights } from "./rights.ts";
import { account, SignIn } from "./sign-in.ts";
import { misheard } from "./written.ts";

type Database = Map<string, Records>;

interface Company {
  records: Database;
  ledger: Ledger;
}

export interface GlobeOptions {
  dataset: readonly string[];
  host?: string;
  port?: number;
  /** Records a page; the service says where the next page is. */
  pageSize?: number;
  /** A file that the ledger is kept in; left out: it lives as long as the stand-in. */
  ledger?: string;
  /** A file that records changed through the control API are kept in; left out: they live as long as the stand-in. */
  kept?: string;
  /** The SQL Server that holds the databases. */
  server?: string;
}

const base = "/services/exact.entity.rest.eg/";
const usualServer = "SRV01\\EXACT";

/** Starts the stand-in. A data set's database is named by the company in its connector.json. */
export async function globeStandin(options: GlobeOptions): Promise<Listening> {
  const companies = new Map<string, Company>();
  const file = ledgerFile(options.ledger);
  for (const folder of options.dataset) {
    const settings = await settingsOf(folder);
    const name = settings.company?.trim() ?? basename(resolve(folder));
    if (companies.has(name)) throw new Error(`two data sets are of company ${name}`);
    const records = await database(folder, name);
    companies.set(name, { records, ledger: new Ledger(name, records, settings, file) });
  }
  replay(file, companies);
  const kept = keptLines(options.kept);
  for (const line of kept.all()) putBack(line as ByHand, (name) => companies.get(name)?.records);
  const listening = await listen(new Globe(companies, kept, options), {
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
  });
  return { ...listening, stop: () => listening.stop().then(file.close) };
}

async function settingsOf(folder: string): Promise<BookSettings> {
  const text = await readFile(join(folder, "connector.json"), "utf8").catch(() => "{}");
  return bookSettings.parse(JSON.parse(text));
}

function replay(file: LedgerFile, companies: ReadonlyMap<string, Company>): void {
  for (const { event, mark } of file.events()) {
    const done = ledgerEvent.parse(event);
    const company = companies.get(done.database);
    if (!company) throw new Error(`the ledger is of company ${done.database}, which is not served`);
    company.ledger.replay(done, mark);
  }
}

async function database(folder: string, name: string): Promise<Database> {
  const entities = await readFolder(join(folder, "globe"));
  if (!entities.has("Division")) {
    // why: there is no Globe database without its company.
    const division = new Records();
    division.add({ Code: name });
    entities.set("Division", division);
  }
  if (!entities.has("UserRights")) entities.set("UserRights", fullRights());
  for (const [entity, records] of entities) for (const row of records.rows) keep(entity, row.record, row.place);
  return entities;
}

class Globe implements System {
  readonly faults = new Faults();
  readonly #signIn = new SignIn(this.faults);
  readonly #companies: ReadonlyMap<string, Company>;
  readonly #kept: KeptLines;
  readonly #server: string;
  readonly #pageSize: number;
  /** The rows of the last few queries, so that a page costs what it holds and not what exists. */
  readonly #prepared = new Map<string, { version: number; rows: readonly Row[] }>();

  constructor(
    companies: ReadonlyMap<string, Company>,
    kept: KeptLines,
    { server = usualServer, pageSize = 60 }: GlobeOptions,
  ) {
    this.#companies = companies;
    this.#kept = kept;
    this.#server = server;
    this.#pageSize = pageSize;
  }

  entityOf(url: URL): string | undefined {
    return entityByPath(this.#segment(url)?.split("(")[0] ?? "");
  }

  #segment(url: URL): string | undefined {
    const path = decodeURIComponent(url.pathname);
    return path.toLowerCase().startsWith(base) ? path.slice(base.length) : undefined;
  }

  async control(request: Parameters<System["control"]>[0]): Promise<Answer> {
    const named = (name: string | null) => name?.trim() ?? [...this.#companies.keys()][0] ?? "";
    const company = (name: string | null) => this.#companies.get(named(name));
    if (request.path[0] === "ledger") {
      const ledger = company(request.url.searchParams.get("database"))?.ledger;
      return ledger ? behind(ledger, request) : { status: 404, body: "{}" };
    }
    if (request.path[0] === "account") return { status: 200, body: exactJson({ ...account, server: this.#server }) };
    const store = {
      names: () => [...this.#companies.keys()],
      entities: (name: string | null) => company(name)?.records,
      keyOf,
      stored: (entity: string, written: StoredRecord, before: StoredRecord | null) =>
        keep(entity, stored(entity, written, before, this.#clockOff()), Date.now()),
      changed: (name: string | null, entity: string, key: Value, record: StoredRecord | null) =>
        this.#kept.add({ database: named(name), entity, key, record } satisfies ByHand),
    };
    return control(store, this.faults, request);
  }

  #clockOff = (): number =>
    this.faults.list().reduce((sum, one) => sum + (one.kind === "clock_off" ? one.minutes : 0), 0);

  failure = failure;

  refusal: NonNullable<System["refusal"]> = (request) => this.#signIn.refusal(request);

  answer(request: Parameters<System["answer"]>[0], fault: Fault | undefined): Answer {
    const segment = this.#segment(request.url);
    if (segment === undefined) return { status: 404, body: "Endpoint not found.", type: "text/html" };
    if (request.method !== "GET" && request.method !== "POST") return failure(405, "The method is not allowed.");
    try {
      const { servername, databasename } = request.headers;
      if (!servername || !databasename) return failure(400, "ServerName and DatabaseName must be given as headers.");
      if (String(servername).trim().toLowerCase() !== this.#server.toLowerCase()) return failure(400, noSuchServer);
      const company = this.#companies.get(String(databasename).trim());
      if (!company)
        return failure(400, `Cannot open database "${databasename}" requested by the login. The login failed.`);
      return request.method === "POST"
        ? this.#write(company, segment, request, fault)
        : this.#read(company, segment, request.url, fault);
    } catch (error) {
      if (error instanceof QueryError || error instanceof Refusal) return failure(400, error.message);
      throw error;
    }
  }

  #write({ records, ledger }: Company, segment: string, { url, body }: Asked, fault: Fault | undefined): Answer {
    const entity = entityByPath(segment.replace(/\/$/, "")) ?? "";
    if (!writable.includes(entity)) return failure(405, "The method is not allowed.");
    expectRight(records, entity);
    const written = misheard(entity, recordIn(body), fault);
    const made = fault?.kind === "forget" ? { ...written, ID: keyOf(entity) === "ID" ? randomUUID() : null } : null;
    const record = made ?? ledger.write(entity, written);
    return { status: 201, body: JSON.stringify({ d: representation(queryOf(entity, url), record) }) };
  }

  #read({ records: database, ledger }: Company, segment: string, url: URL, fault: Fault | undefined): Answer {
    const [, path = "", key] = /^([^(]+)(?:\((.*)\))?\/?$/.exec(segment) ?? [];
    const entity = entityByPath(path);
    const records = entity === undefined ? undefined : database.get(entity);
    if (entity === undefined || !records) return failure(404, `Resource not found for the segment '${path}'.`);
    if (key !== undefined) return this.#single(entity, records, key, url);
    if (entity === "UserRights") return failure(400, "The operation RetrieveSet is not allowed.");
    return this.#set({ ...queryOf(entity, url), contentOf: (one) => ledger.contentOf(one) }, records, url, fault);
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

const noSuchServer =
  "A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible.";

function recordIn(body: string): StoredRecord {
  try {
    const found = z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .parse(exactParse(body));
    return found;
  } catch {
    throw new QueryError("Error processing request stream. The request should be a valid record.");
  }
}

function behind(ledger: Ledger, { method, body }: { method: string; body: string }): Answer {
  if (method === "PATCH") {
    const changed = bookSettings.safeParse({ ...ledger.settings, ...JSON.parse(body) });
    if (!changed.success) return { status: 400, body: exactJson({ error: z.prettifyError(changed.error) }) };
    Object.assign(ledger.settings, changed.data);
  }
  return { status: 200, body: exactJson(ledger.overview()) };
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
