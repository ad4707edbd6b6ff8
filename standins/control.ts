// The control API under /standin/: look at and change records while the stand-in runs, switch faults, set pauses.
//   GET    /standin/                             what is served, and what is set
//   GET    /standin/records/<Entity>             all records; POST adds one
//   GET    /standin/records/<Entity>/<key>       one record; PATCH changes fields, DELETE removes it
//            ?by=<property> finds it by another property; ?database=<name> chooses where there are several
//   POST   /standin/faults                       switches a fault on -> {id}; GET lists; DELETE /standin/faults[/<id>]
//   POST   /standin/pauses                       -> {id}; GET /standin/pauses/<id> answers when a page waits there;
//                                                DELETE /standin/pauses[/<id>] releases
//   GET    /standin/account                      Globe only: the Windows account that may sign in, and the SQL Server
//   GET    /standin/oauth                        Milestones only: its client, and the account that may let it in
//   POST   /standin/oauth/expire, /revoke        ends every access token; takes every consent back
import { z } from "zod";
import { exactJson, exactParse, type Records, type StoredRecord, type Value } from "./dataset.ts";
import { type Faults, fault, pause } from "./faults.ts";
import type { Answer } from "./listen.ts";

/** Where records live, and how the system stores what is written. */
export interface Store {
  names(): string[];
  entities(database: string | null): ReadonlyMap<string, Records> | undefined;
  keyOf(entity: string): string;
  /** A record as the system would store it; throws an Error that says why it refuses. */
  stored(entity: string, written: StoredRecord, before: StoredRecord | null): StoredRecord;
  /** Told of each change before it is answered. `key`: as it was before; `record` null: it is gone. */
  changed(database: string | null, entity: string, key: Value, record: StoredRecord | null): void;
}

const value: z.ZodType<Exclude<Value, object>> = z.union([z.string(), z.number(), z.bigint(), z.boolean(), z.null()]);
const written = z.record(z.string(), value);

const json = (status: number, body: unknown): Answer => ({ status, body: exactJson(body) });
const missing = (what: string): Answer => json(404, { error: `There is no ${what}.` });

export async function control(
  store: Store,
  faults: Faults,
  request: { method: string; path: string[]; url: URL; body: string },
): Promise<Answer> {
  const { method, path } = request;
  const [what, ...rest] = path;
  try {
    if (what === undefined) return json(200, overview(store, faults));
    if (what === "records") return records(store, request, rest);
    const id = rest[0] === undefined ? undefined : Number(rest[0]);
    if (what === "faults") {
      if (method === "POST") return json(201, { id: faults.set(fault.parse(JSON.parse(request.body))) });
      if (method === "DELETE") faults.clear(id);
      return json(200, faults.list());
    }
    if (what === "pauses") {
      if (method === "POST") return json(201, { id: faults.setPause(pause.parse(JSON.parse(request.body || "{}"))) });
      if (method === "DELETE") faults.release(id);
      else if (id !== undefined) {
        const reached = faults.reached(id);
        if (!reached) return missing(`pause ${id}`);
        await reached;
      }
      return json(200, {});
    }
    return missing(path.join("/"));
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { error: z.prettifyError(error) });
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function overview(store: Store, faults: Faults) {
  const databases = store.names().map((name) => {
    const entities = [...(store.entities(name) ?? [])].map(([entity, held]) => [entity, held.rows.length]);
    return [name, Object.fromEntries(entities)];
  });
  return { databases: Object.fromEntries(databases), faults: faults.list() };
}

function records(store: Store, request: { method: string; url: URL; body: string }, path: string[]): Answer {
  const [entity = "", key] = path;
  const database = request.url.searchParams.get("database");
  const held = store.entities(database)?.get(entity);
  if (!held) return missing(`entity ${entity}`);
  const keyName = store.keyOf(entity);
  /** Has it kept, and then answers. `before`: what it was; a new record was nothing. */
  const changed = (to: StoredRecord | null, before = to) => {
    store.changed(database, entity, before?.[keyName] ?? null, to);
    return json(to && before === to ? 201 : 200, to ?? before);
  };
  if (key === undefined) {
    if (request.method !== "POST")
      return json(
        200,
        held.rows.map((row) => row.record),
      );
    return changed(held.add(store.stored(entity, written.parse(exactParse(request.body)), null)).record);
  }
  const by = request.url.searchParams.get("by") ?? keyName;
  const row = held.find(by, key);
  if (!row) return missing(`${entity} with ${by} ${key}`);
  if (request.method === "PATCH") {
    const change = written.parse(exactParse(request.body));
    return changed(held.change(row, store.stored(entity, change, row.record)).record, row.record);
  }
  if (request.method === "DELETE") {
    held.remove(row);
    return changed(null, row.record);
  }
  return json(200, row.record);
}
