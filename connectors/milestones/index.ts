// QicsMilestones' OData API, read. Names stand behind a table (names.ts); ids are exact, as text where they are long.
// A read ends normally only when there is no further page and as many records came as the API counted.
import { z } from "zod";
import { plain } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";
import type { SideQuery, SideReader } from "../../core/ports/pull.ts";
import { answered, notUnderstood, type Patience, usualPatience } from "../http/index.ts";
import { address, chosen, incomplete, nextPage } from "../http/pages.ts";
import { type Access, letIn } from "./access.ts";
import { type ApiVersion, type Names, readByCompany, spelling } from "./names.ts";

export interface MilestonesConnection {
  /** Where the API answers, without version: https://qicsmilestones.qics.nl/api */
  baseUrl: string;
  /** Milestones' Company.Code: Globe's company code. */
  companyCode: string;
  access: Access;
  /** Which of the API's versions; V2, whose names the field table has, when left out. */
  version?: ApiVersion;
  /** Names that differ from the version's table. */
  names?: Names;
  /** How a record is changed: PATCH with the fields that change, or PUT with all it holds; PATCH when left out. */
  update?: "PATCH" | "PUT" | undefined;
  /** Where an invoice's PDF is, {id} its InvoiceHeaderId, below the version's address; "Invoice({id})/Pdf" when left out. */
  pdfPath?: string;
  /** The field that says when a record last moved, as the field table would call it; where left out all is read each time. */
  moved?: string | undefined;
  patience?: Partial<Patience>;
}

const system = "Milestones";

const page = z.object({
  "@odata.count": z.number().int().optional(),
  "@odata.nextLink": z.string().min(1).optional(),
  value: z.array(z.custom<Record<string, unknown>>((one) => typeof one === "object" && one !== null)),
});
const odataError = z.object({
  error: z.object({ message: z.string(), innererror: z.object({ message: z.string() }).optional() }),
});
const aspNetError = z.object({
  Message: z.string(),
  MessageDetail: z.string().optional(),
  /** What is wrong with what was written, by property. */
  ModelState: z.record(z.string(), z.array(z.string())).optional(),
});

/** Where a connection leads, and how it is asked there. */
export const service = (connection: MilestonesConnection) => ({
  base: new URL(`${connection.baseUrl.replace(/\/+$/, "")}/${connection.version ?? "V2"}/odata/`),
  headers: { accept: "application/json" },
  fetch: letIn(connection.access),
});

/**
 * Reads sets by their names in the field table. Where CompanyId is among the fields only the company's records are read;
 * otherwise, and where other records point at them, those of every company, since references cross companies.
 */
export function milestonesReader(connection: MilestonesConnection): SideReader {
  const version = connection.version ?? "V2";
  const { base, headers, fetch } = service(connection);
  const patience = { ...usualPatience, ...connection.patience };
  const names = (entity: string) => spelling(version, connection.names ?? {}, entity);
  let companyId: string | undefined;

  async function answer(entity: string, url: URL, signal: AbortSignal): Promise<z.infer<typeof page>> {
    const body = await answered({ system, entity, url, headers, fetch, patience, refusal: refusalOf }, signal);
    const found = page.safeParse(body);
    if (!found.success) throw notUnderstood(system, "its answer does not have the shape of a page", found.error);
    return found.data;
  }

  /** The id of the administration's company; undefined when Milestones does not give it. */
  async function company(signal: AbortSignal): Promise<string | undefined> {
    for await (const records of pages("Company", ["CompanyId", "Code"], undefined, signal)) {
      const found = records.find((record) => plain(record.Code).trim() === connection.companyCode.trim());
      if (!found) continue;
      const id = plain(found.CompanyId);
      // why: it stands in a filter as a number; anything else could mean something else there.
      if (!/^\d+$/.test(id)) throw notUnderstood(system, "its CompanyId is no number");
      return id;
    }
    return undefined;
  }

  async function* pages(entity: string, fields: readonly string[], filter: string | undefined, signal: AbortSignal) {
    const source = { system, entity };
    const spelt = names(entity);
    const $select = [...new Set(fields.map(spelt.selected))].join(",");
    let url: URL | undefined = address(base, spelt.set, {
      $select,
      $filter: filter,
      $orderby: spelt.id,
      $count: "true",
    });
    let read = 0;
    let counted: number | undefined;
    while (url) {
      const { "@odata.count": count, "@odata.nextLink": next, value: records } = await answer(entity, url, signal);
      // why: pages go by number, so what is removed on a page that was read pulls another record back over its edge.
      if (count !== undefined && counted !== undefined && count < counted)
        throw incomplete(source, "records were removed while it was read");
      counted ??= count;
      read += records.length;
      if (records.length > 0)
        yield records.map((record) => chosen(source, fields, (field) => spelt.read(record, field)));
      else if (next !== undefined) throw incomplete(source, "it gave an empty page and says that more follow");
      url = next === undefined ? undefined : nextPage(source, base, url, next);
    }
    if (counted !== undefined && read < counted)
      throw incomplete(source, `it counts ${counted} records and gave ${read}`);
    if (read === 0 && entity !== "Company" && (await company(signal)) === undefined)
      throw incomplete(source, "it answers with nothing, even when asked for its own company");
  }

  async function* read({ entity, fields, since }: SideQuery, signal: AbortSignal) {
    if (since !== undefined && connection.moved !== undefined) {
      // why: of every company, since a record that went to another one has moved too. The clock is UTC, as in CreatedOn.
      yield* pages(entity, fields, `${names(entity).selected(connection.moved)} ge ${since}Z`, signal);
      return;
    }
    if (!readByCompany(entity, fields)) {
      yield* pages(entity, fields, undefined, signal);
      return;
    }
    companyId ??= await company(signal);
    if (companyId === undefined) throw new TieoutError("company_unknown", { values: { code: connection.companyCode } });
    // why: a record without a company belongs to every one.
    yield* pages(entity, fields, `CompanyId eq ${companyId} or CompanyId eq null`, signal);
  }

  return connection.moved === undefined ? { read } : { moved: connection.moved, read };
}

/** What a refusal says, in Milestones' words. */
export function refusalOf(body: unknown): string | undefined {
  const odata = odataError.safeParse(body);
  if (odata.success) {
    const { message, innererror } = odata.data.error;
    return innererror && innererror.message !== message ? `${message} ${innererror.message}`.trim() : message;
  }
  const aspNet = aspNetError.safeParse(body);
  if (!aspNet.success) return undefined;
  const { Message, MessageDetail, ModelState = {} } = aspNet.data;
  const wrong = Object.entries(ModelState).map(([property, said]) => `${property} : ${said.join(" ")}`);
  return [Message, MessageDetail, ...wrong].filter(Boolean).join(" ");
}
