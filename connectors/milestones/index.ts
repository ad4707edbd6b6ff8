// QicsMilestones' OData API, read-only. Names stand behind a table (names.ts); ids are exact, as text where they are long.
// A read ends normally only when there is no further page and as many records came as the API counted.
import { z } from "zod";
import type { Raw } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";
import type { SideReader } from "../../core/ports.ts";
import type { RawRecord } from "../../core/reconcile/references.ts";
import { answered, isRaw, notUnderstood, type Patience, usualPatience } from "../http/index.ts";
import { exactJson } from "./exact-json.ts";
import { type ApiVersion, type Names, readByCompany, spelling } from "./names.ts";

export interface MilestonesConnection {
  /** Where the API answers, without version: https://qicsmilestones.qics.nl/api */
  baseUrl: string;
  /** Milestones' Company.Code: Globe's company code. */
  companyCode: string;
  token?: string;
  /** Which of the API's versions; V2, whose names the field table has, when left out. */
  version?: ApiVersion;
  /** Names that differ from the version's table. */
  names?: Names;
  patience?: Partial<Patience>;
}

const system = "Milestones";

const page = z.object({
  "@odata.count": z.coerce.number().int().optional(),
  "@odata.nextLink": z.string().min(1).optional(),
  value: z.array(z.custom<Record<string, unknown>>((one) => typeof one === "object" && one !== null)),
});
const odataError = z.object({ error: z.object({ message: z.string() }) });
const aspNetError = z.object({ Message: z.string(), MessageDetail: z.string().optional() });

/**
 * Reads sets by their names in the field table. Where CompanyId is among the fields only the company's records are read;
 * otherwise, and where records point at others of their own set, those of every company, since references cross companies.
 */
export function milestonesReader(connection: MilestonesConnection): SideReader {
  const version = connection.version ?? "V2";
  const base = new URL(`${connection.baseUrl.replace(/\/+$/, "")}/${version}/odata/`);
  const headers: Record<string, string> = { accept: "application/json" };
  if (connection.token !== undefined) headers.authorization = `Bearer ${connection.token}`;
  const patience = { ...usualPatience, ...connection.patience };
  let companyId: string | undefined;

  async function answer(entity: string, url: URL, signal: AbortSignal): Promise<z.infer<typeof page>> {
    const body = await answered(
      { system, entity, url, headers, fetch, patience, refusal: refusalOf, parse: exactJson },
      signal,
    );
    const found = page.safeParse(body);
    if (!found.success) throw notUnderstood(system, "its answer does not have the shape of a page", found.error);
    return found.data;
  }

  async function company(signal: AbortSignal): Promise<string> {
    for await (const records of pages("Company", ["CompanyId", "Code"], undefined, signal)) {
      const found = records.find((record) => String(record.Code ?? "").trim() === connection.companyCode.trim());
      if (found) return String(found.CompanyId);
    }
    throw new TieoutError("company_unknown", { values: { code: connection.companyCode } });
  }

  async function* pages(entity: string, fields: readonly string[], filter: string | undefined, signal: AbortSignal) {
    const names = spelling(version, connection.names ?? {}, entity);
    const parameters = { $select: [...new Set(fields.map(names.selected))].join(","), $count: "true", $filter: filter };
    let url: URL | undefined = address(base, names.set, { ...parameters, $orderby: names.id });
    let read = 0;
    let fewest: number | undefined;
    while (url) {
      const { "@odata.count": count, "@odata.nextLink": next, value: records } = await answer(entity, url, signal);
      if (count !== undefined && fewest !== undefined && count < fewest)
        throw incomplete(entity, "records were removed while it was read");
      fewest ??= count;
      read += records.length;
      if (records.length > 0) yield records.map((record) => chosen(entity, fields, names.read, record));
      else if (next !== undefined) throw incomplete(entity, "it gave an empty page and says that more follow");
      url = next === undefined ? undefined : onConfiguredHost(base, next);
    }
    if (fewest !== undefined && read < fewest) throw incomplete(entity, `it counts ${fewest} records and gave ${read}`);
  }

  async function* read({ entity, fields }: { entity: string; fields: readonly string[] }, signal: AbortSignal) {
    if (!readByCompany(entity, fields)) {
      yield* pages(entity, fields, undefined, signal);
      return;
    }
    companyId ??= await company(signal);
    // why: a record without a company belongs to every one.
    yield* pages(entity, fields, `CompanyId eq ${companyId} or CompanyId eq null`, signal);
  }

  return { read };
}

const incomplete = (entity: string, reason: string) =>
  new TieoutError("source_incomplete", { values: { system, entity, reason } });

function address(base: URL, set: string, parameters: Record<string, string | undefined>): URL {
  const url = new URL(set, base);
  url.search = Object.entries(parameters)
    .flatMap(([name, text]) => (text === undefined ? [] : [`${name}=${encodeURIComponent(text)}`]))
    .join("&");
  return url;
}

/** why: behind a proxy the API may write another host than the one it is reached by; the token goes to no other. */
function onConfiguredHost(base: URL, next: string): URL {
  const url = new URL(next, base);
  const found = new URL(url.pathname.slice(url.pathname.lastIndexOf("/") + 1), base);
  found.search = url.search;
  return found;
}

function chosen(
  entity: string,
  fields: readonly string[],
  readField: (record: Record<string, unknown>, field: string) => unknown,
  record: Record<string, unknown>,
): RawRecord {
  const found: Record<string, Raw> = {};
  for (const field of fields) {
    const value = readField(record, field);
    if (!isRaw(value)) throw notUnderstood(system, `it gives no readable ${field} of ${entity}`);
    found[field] = value;
  }
  return found;
}

function refusalOf(body: unknown): string | undefined {
  const odata = odataError.safeParse(body);
  if (odata.success) return odata.data.error.message;
  const aspNet = aspNetError.safeParse(body);
  return aspNet.success ? [aspNet.data.Message, aspNet.data.MessageDetail].filter(Boolean).join(" ") : undefined;
}
