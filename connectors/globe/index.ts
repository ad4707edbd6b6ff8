// Exact Globe's Entity Services (REST), read-only: there is no function here that writes master data into Globe.
// A read ends normally only when Globe has said its last page and nothing stands after its last record.
import type { z } from "zod";
import type { Raw } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";
import type { SideReader } from "../../core/ports.ts";
import type { RawRecord } from "../../core/reconcile/references.ts";
import { answered, isRaw, notUnderstood, type Patience, usualPatience } from "../http/index.ts";
import { errorBody, innermost, setAnswer } from "./answers.ts";
import { after, keyOf, pathOf } from "./entities.ts";

export interface GlobeConnection {
  /** Where the Entity Services answer, without their path: http://server:8020 */
  url: string;
  /** The SQL Server that holds the databases, as SERVER\INSTANCE. */
  serverName?: string;
  /** The administration's database, usually its three-digit code. */
  databaseName: string;
  /** Another fetch, for signing in or for tests. */
  fetch?: typeof fetch;
  patience?: Partial<Patience>;
}

const servicePath = "/services/Exact.Entity.REST.EG/";
const system = "Globe";

/** Reads entities by Entity Services' own names, asking only for the given properties. */
export function globeReader(connection: GlobeConnection): SideReader {
  const base = new URL(connection.url.replace(/\/+$/, "") + servicePath);
  const headers = {
    accept: "application/json",
    servername: connection.serverName ?? "localhost",
    databasename: connection.databaseName,
  };
  const patience = { ...usualPatience, ...connection.patience };

  async function page(entity: string, url: URL, signal: AbortSignal): Promise<z.infer<typeof setAnswer>["d"]> {
    const fetchOf = connection.fetch ?? fetch;
    const body = await answered(
      { system, entity, url, headers, fetch: fetchOf, patience, refusal: refusalOf, parse: JSON.parse },
      signal,
    );
    const found = setAnswer.safeParse(body);
    if (!found.success) throw notUnderstood(system, "its answer does not have the shape of a page", found.error);
    return found.data.d;
  }

  async function* read(query: { entity: string; fields: readonly string[] }, signal: AbortSignal) {
    const key = keyOf(query.entity);
    const first = address(base, query.entity, {
      $select: [...new Set([key, ...query.fields])].join(","),
      $orderby: key,
    });
    const seen = new Set<string>();
    let url: URL | undefined = first;
    let last: Record<string, unknown> | undefined;
    while (url) {
      const { results, __next: next } = await page(query.entity, url, signal);
      last = results.at(-1) ?? last;
      if (results.length > 0) yield results.map((record) => chosen(query, record));
      url = next === undefined ? undefined : onConfiguredHost(base, next);
      if (url && seen.has(url.search)) throw incomplete(query.entity, "it gave the same page twice");
      if (url) seen.add(url.search);
    }
    await expectNothingAfter(query.entity, last, signal);
  }

  /** why: a service that leaves out its next link, or answers empty, would otherwise pass for a small administration. */
  async function expectNothingAfter(
    entity: string,
    last: Record<string, unknown> | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const key = keyOf(entity);
    const rest: Record<string, string> = last === undefined ? {} : { $filter: after(entity, last[key]) };
    const { results } = await page(
      entity,
      address(base, entity, { $select: key, $orderby: key, ...rest, $top: "1" }),
      signal,
    );
    if (results.length > 0) throw incomplete(entity, "it gave a last page, and there is more after it");
    if (last !== undefined) return;
    const divisions = await page(entity, address(base, "Division", { $select: "Code", $top: "1" }), signal);
    if (divisions.results.length === 0)
      throw incomplete(entity, "it answers with nothing, even when asked for its own company");
  }

  return { read };
}

const incomplete = (entity: string, reason: string) =>
  new TieoutError("source_incomplete", { values: { system, entity, reason } });

function address(base: URL, entity: string, parameters: Record<string, string>): URL {
  const url = new URL(pathOf(entity), base);
  // why: Globe reads %20, and not the plus that URLSearchParams writes for a blank.
  url.search = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  return url;
}

/** why: Globe names its own machine in the next link, which cannot be reached through a proxy. */
function onConfiguredHost(base: URL, next: string): URL {
  const url = new URL(next, base);
  const path = url.pathname.slice(url.pathname.toLowerCase().indexOf(servicePath.toLowerCase()) + servicePath.length);
  const found = new URL(path, base);
  found.search = url.search;
  return found;
}

function chosen(query: { entity: string; fields: readonly string[] }, record: Record<string, unknown>): RawRecord {
  const found: Record<string, Raw> = {};
  for (const field of query.fields) {
    const value = record[field];
    // why: a property the user may not see is left out; taken as empty it would read as a difference.
    if (value === undefined)
      throw new TieoutError("source_refused", {
        values: { system, reason: `it gives no ${field} of ${query.entity}` },
      });
    if (!isRaw(value)) throw notUnderstood(system, `it gives no readable ${field} of ${query.entity}`);
    found[field] = value;
  }
  return found;
}

function refusalOf(body: unknown): string | undefined {
  const found = errorBody.safeParse(body);
  return found.success ? innermost(found.data) : undefined;
}
