// Exact Globe's Entity Services (REST), read-only: there is no function here that writes master data into Globe.
// A read ends normally only when Globe has said its last page and nothing stands after its last record.
import type { z } from "zod";
import type { SideReader } from "../../core/ports.ts";
import { answered, notUnderstood, type Patience, usualPatience } from "../http/index.ts";
import { address, chosen, incomplete, nextPage } from "../http/pages.ts";
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
    const body = await answered({ system, entity, url, headers, fetch: fetchOf, patience, refusal: refusalOf }, signal);
    const found = setAnswer.safeParse(body);
    if (!found.success) throw notUnderstood(system, "its answer does not have the shape of a page", found.error);
    return found.data.d;
  }

  async function* read({ entity, fields }: { entity: string; fields: readonly string[] }, signal: AbortSignal) {
    const key = keyOf(entity);
    const $select = [...new Set([key, ...fields])].join(",");
    let url: URL | undefined = address(base, pathOf(entity), { $select, $orderby: key });
    let last: Record<string, unknown> | undefined;
    while (url) {
      const { results, __next: next } = await page(entity, url, signal);
      last = results.at(-1) ?? last;
      if (results.length > 0)
        yield results.map((record) => chosen({ system, entity }, fields, (field) => record[field]));
      url = next === undefined ? undefined : nextPage({ system, entity }, base, url, next);
    }
    await expectNothingAfter(entity, last, signal);
  }

  /** why: a service that leaves out its next link, or answers empty, would otherwise pass for a small administration. */
  async function expectNothingAfter(entity: string, last: Record<string, unknown> | undefined, signal: AbortSignal) {
    const key = keyOf(entity);
    const $filter = last === undefined ? undefined : after(entity, last[key]);
    const url = address(base, pathOf(entity), { $select: key, $orderby: key, $filter, $top: "1" });
    const { results } = await page(entity, url, signal);
    if (results.length > 0) throw incomplete({ system, entity }, "it gave a last page, and there is more after it");
    if (last !== undefined) return;
    const company = await page(entity, address(base, "Division", { $select: "Code", $top: "1" }), signal);
    if (company.results.length === 0)
      throw incomplete({ system, entity }, "it answers with nothing, even when asked for its own company");
  }

  return { read };
}

function refusalOf(body: unknown): string | undefined {
  const found = errorBody.safeParse(body);
  return found.success ? innermost(found.data) : undefined;
}
