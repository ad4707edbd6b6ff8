// QicsMilestones, one record at a time: found by id or key, made, and changed field by field. Each write is sent once and
// says how it ended; what nobody saw the end of is for the caller to look up. There is no function that deletes.
import { z } from "zod";
import { type EntityName, entities } from "../../core/entities/index.ts";
import { comparisonText, plain } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";
import { milestonesFields } from "../../core/flows/pull-sides.ts";
import type { FoundRecord, MilestonesWriter, WriteEnd } from "../../core/ports/apply.ts";
import type { Writable } from "../../core/reconcile/change.ts";
import { keyOf } from "../../core/reconcile/normalise.ts";
import { digitsJson } from "../http/exact-json.ts";
import { answered, notUnderstood, usualPatience } from "../http/index.ts";
import { address, chosen } from "../http/pages.ts";
import { type MilestonesConnection, milestonesReader, refusalOf, service } from "./index.ts";
import { type Grouped, spelling } from "./names.ts";
import { isDigits, sentOnce, type Value, type WriteRequest } from "./write-once.ts";

const system = "Milestones";

const found = z.object({
  value: z.array(z.looseObject({ "@odata.etag": z.string().optional() })),
});

const digits = /^\d+$/;

export function milestonesWriter(connection: MilestonesConnection): MilestonesWriter {
  const version = connection.version ?? "V2";
  const { base, headers, fetch } = service(connection);
  const patience = { ...usualPatience, ...connection.patience };
  const namesOf = (entity: EntityName) => spelling(version, connection.names ?? {}, entities[entity].milestones);
  let companyId: string | undefined;

  async function company(signal: AbortSignal): Promise<string> {
    if (companyId !== undefined) return companyId;
    const { companyCode: code } = connection;
    const query = { entity: "Company", fields: ["CompanyId", "Code"] };
    for await (const page of milestonesReader(connection).read(query, signal))
      for (const record of page) if (plain(record.Code).trim() === code.trim()) companyId ??= plain(record.CompanyId);
    if (companyId === undefined) throw new TieoutError("company_unknown", { values: { code } });
    return companyId;
  }

  /** The records for which a condition holds; there are few. */
  async function where(entity: EntityName, $filter: string, signal: AbortSignal): Promise<FoundRecord[]> {
    const { id, milestones } = entities[entity];
    const names = namesOf(entity);
    const source = { system, entity: milestones };
    const fields = milestonesFields(entities[entity]);
    const $select = [...new Set(fields.map(names.selected))].join(",");
    const url = address(base, names.set, { $select, $filter });
    const body = await answered(
      { system, entity: milestones, url, headers, fetch, patience, refusal: refusalOf },
      signal,
    );
    const answer = found.safeParse(body);
    if (!answer.success) throw notUnderstood(system, "its answer does not have the shape of a page", answer.error);
    return answer.data.value.map((record) => {
      const raw = chosen(source, fields, (field) => names.read(record, field));
      const own = plain(raw[id]).trim();
      if (!digits.test(own)) throw notUnderstood(system, `its ${id} is no number`);
      return { id: own, raw, tag: record["@odata.etag"] ?? null };
    });
  }

  /** All that a record holds, as it is written back: with these values, without what is said about it beside its fields. */
  async function whole(entity: EntityName, id: string, values: Grouped<Writable>): Promise<Grouped<Writable>> {
    const url = new URL(`${namesOf(entity).set}(${id})`, base);
    const asked = { system, entity: entities[entity].milestones, url, headers, fetch, patience, refusal: refusalOf };
    const body = await answered({ ...asked, parse: digitsJson }, new AbortController().signal);
    const held = z.record(z.string(), z.unknown()).parse(body) as Record<string, Writable | Record<string, Writable>>;
    const fields = Object.entries(held).filter(([name]) => !name.includes("@odata."));
    const merged: Record<string, Writable | Record<string, Writable>> = Object.fromEntries(fields);
    for (const [name, value] of Object.entries(values))
      merged[name] = isGroup(value) && isGroup(merged[name]) ? { ...merged[name], ...value } : value;
    return merged;
  }

  const sent = (request: WriteRequest, record: Grouped<Writable>) => sentOnce(connection, request, record);

  return {
    async withId(entity, id, signal) {
      // why: it stands in a filter as a number; anything else could mean something else there.
      if (!digits.test(id)) throw notUnderstood(system, `${id} is no id`);
      const records = await where(entity, `${namesOf(entity).id} eq ${id}`, signal);
      return records.find((record) => record.id === id) ?? null;
    },
    async withKey(entity, key, signal) {
      const { key: field, fields } = entities[entity];
      const selected = namesOf(entity).selected;
      const ofCompany = fields.find(({ role }) => role === "company");
      const own = ofCompany && (await company(signal));
      const isOurs = own === undefined ? "" : ` and (CompanyId eq ${own} or CompanyId eq null)`;
      const records = await where(entity, `${selected(field.name)} eq '${key.replaceAll("'", "''")}'${isOurs}`, signal);
      const wanted = comparisonText(field.kind, key);
      return records.filter(({ raw }) => keyOf(entities[entity], "milestones", raw).compared === wanted);
    },
    async create(entity, values) {
      const names = namesOf(entity);
      const ofCompany = entities[entity].fields.find(({ role }) => role === "company");
      let own: Record<string, Writable> = {};
      try {
        if (ofCompany) own = { [ofCompany.name]: { digits: await company(new AbortController().signal) } };
      } catch (thrown) {
        return notSent(thrown);
      }
      return sent({ method: "POST", path: names.set, tag: null }, names.record({ ...own, ...values }));
    },
    async update(entity, { id, tag }, values) {
      const names = namesOf(entity);
      const method = connection.update ?? "PATCH";
      let record = names.record(values);
      try {
        if (method === "PUT") record = await whole(entity, id, record);
      } catch (thrown) {
        return notSent(thrown);
      }
      return sent({ method, path: `${names.set}(${id})`, tag }, record);
    },
  };
}

const notSent = (thrown: unknown): WriteEnd => ({
  outcome: "not_sent",
  reason: thrown instanceof Error ? thrown.message : String(thrown),
});

const isGroup = (value: Value | undefined): value is Record<string, Writable> =>
  value !== null && typeof value === "object" && !isDigits(value);
