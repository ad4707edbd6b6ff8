// Globe's Entity Services as a place on the network: where they are, what each call carries, and one page of a read.
import type { z } from "zod";
import { answered, notUnderstood, type Patience, usualPatience } from "../http/index.ts";
import { type Written, written } from "../http/write.ts";
import { errorBody, innermost, setAnswer, singleAnswer } from "./answers.ts";
import { pathOf } from "./entities.ts";

export interface GlobeConnection {
  /** Where the Entity Services answer, without their path: http://server:8020 */
  url: string;
  /** The SQL Server that holds the databases, as SERVER\INSTANCE. */
  serverName: string;
  /** The administration's database, usually its three-digit code. */
  databaseName: string;
  /** One that signs in; the web's own where left out. */
  fetch?: typeof fetch;
  patience?: Partial<Patience>;
}

/** All that is ever written: there is no way from here to master data, and none to change or remove anything. */
export type Addable = "FinancialLine" | "FinancialHeader" | "Binary" | "Document";

const servicePath = "/services/Exact.Entity.REST.EG/";
export const system = "Globe";

export type GlobeService = ReturnType<typeof globeService>;

export function globeService(connection: GlobeConnection) {
  const base = new URL(connection.url.replace(/\/+$/, "") + servicePath);
  const headers = {
    accept: "application/json",
    servername: connection.serverName,
    databasename: connection.databaseName,
  };
  const patience = { ...usualPatience, ...connection.patience };
  const fetchOf = connection.fetch ?? fetch;

  return {
    base,
    async page(entity: string, url: URL, signal: AbortSignal): Promise<z.infer<typeof setAnswer>["d"]> {
      const body = await answered(
        { system, entity, url, headers, fetch: fetchOf, patience, refusal: refusalOf },
        signal,
      );
      const found = setAnswer.safeParse(body);
      if (!found.success) throw notUnderstood(system, "its answer does not have the shape of a page", found.error);
      return found.data.d;
    },
    /** One record, by its own address. */
    async single(entity: string, url: URL, signal: AbortSignal): Promise<Record<string, unknown>> {
      const body = await answered(
        { system, entity, url, headers, fetch: fetchOf, patience, refusal: refusalOf },
        signal,
      );
      const found = singleAnswer.safeParse(body);
      if (!found.success) throw notUnderstood(system, "its answer does not have the shape of a record", found.error);
      return found.data.d;
    },
    /** Adds a record. What surely never left is tried again; nothing else is. */
    add: (entity: Addable, body: string, signal: AbortSignal): Promise<Written> =>
      written(
        { url: new URL(pathOf(entity), base), headers, body, fetch: fetchOf, patience, refusal: refusalOf },
        signal,
      ),
  };
}

function refusalOf(body: unknown): string | undefined {
  const found = errorBody.safeParse(body);
  return found.success ? innermost(found.data) : undefined;
}
