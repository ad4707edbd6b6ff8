// QicsMilestones, one record at a time: found by id or key, made, and changed field by field. Each write is sent once and
// says how it ended; what nobody saw the end of is for the caller to look up. There is no function that deletes.
import { z } from "zod";
import { type EntityName, entities } from "../../core/entities/index.ts";
import { comparisonText, plain } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";
import { milestonesFields } from "../../core/flows/pull.ts";
import type { FoundRecord, MilestonesWriter, WriteEnd } from "../../core/ports.ts";
import type { Writable } from "../../core/reconcile/change.ts";
import { keyOf } from "../../core/reconcile/normalise.ts";
import { digitsJson } from "../http/exact-json.ts";
import { answered, notUnderstood, usualPatience } from "../http/index.ts";
import { address, chosen } from "../http/pages.ts";
import { type Written, written } from "../http/write.ts";
import { type MilestonesConnection, milestonesReader, refusalOf, service } from "./index.ts";
import { type Grouped, spelling } from "./names.ts";

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

  async function sent(
    request: { method: "POST" | "PATCH" | "PUT"; path: string; tag: string | null },
    record: Grouped<Writable>,
  ): Promise<WriteEnd> {
    const { method, path, tag } = request;
    const ended = await written(
      {
        method,
        url: new URL(path, base),
        headers: { ...headers, ...(tag === null ? {} : { "if-match": tag }) },
        body: json(record),
        fetch,
        patience,
        refusal: refusalOf,
      },
      // why: a write that was begun is waited for, since only its answer tells what it did.
      new AbortController().signal,
    );
    return endOf(ended);
  }

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

type Value = Writable | Readonly<Record<string, Writable>>;

const isGroup = (value: Value | undefined): value is Record<string, Writable> =>
  value !== null && typeof value === "object" && !isDigits(value);

const isDigits = (value: object): value is { digits: string } => "digits" in value && typeof value.digits === "string";

/** 429 and 401: Milestones let nothing in. */
const notLetIn = new Set([401, 429]);

function endOf(ended: Written): WriteEnd {
  switch (ended.outcome) {
    case "done":
      return { outcome: "done" };
    case "refused":
      if (ended.status === 412) return { outcome: "moved" };
      if (notLetIn.has(ended.status)) return { outcome: "not_sent", reason: ended.reason };
      return { outcome: "refused", said: ended.reason };
    case "not_sent":
      return { outcome: "not_sent", reason: ended.reason };
    case "unknown":
      if (ended.status !== undefined && notLetIn.has(ended.status))
        return { outcome: "not_sent", reason: ended.reason };
      return { outcome: "unknown", reason: ended.reason };
  }
}

/** JSON in which numbers and ids stand digit by digit. */
function json(value: Value | Grouped<Writable>): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isDigits(value)) return value.digits;
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}:${json(one)}`)
    .join(",")}}`;
}
