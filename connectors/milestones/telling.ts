// The invoices of QicsMilestones that are told what became of them. Its public pages give an invoice GET and PUT alone,
// so the whole record goes back as it was read, with the told fields in it; where it has an entity tag, only if nobody
// changed it since.
import { z } from "zod";
import { plain } from "../../core/entities/kinds.ts";
import type { FoundInvoice, ToldInvoices } from "../../core/ports/invoices.ts";
import type { Writable } from "../../core/reconcile/change.ts";
import { digitsJson } from "../http/exact-json.ts";
import { answered, notUnderstood, usualPatience } from "../http/index.ts";
import { address } from "../http/pages.ts";
import { type MilestonesConnection, refusalOf, service } from "./index.ts";
import { type Grouped, spelling } from "./names.ts";
import { sentOnce } from "./write-once.ts";

const system = "Milestones";
const entity = "Invoice";

const found = z.object({ value: z.array(z.record(z.string(), z.unknown())) });

const digits = /^\d+$/;

export function toldInvoices(connection: MilestonesConnection): ToldInvoices {
  const { base, headers, fetch } = service(connection);
  const patience = { ...usualPatience, ...connection.patience };
  const names = spelling(connection.version ?? "V2", connection.names ?? {}, entity);

  return {
    async invoice(id, signal) {
      // why: it stands in a filter as a number; anything else could mean something else there.
      if (!digits.test(id)) throw notUnderstood(system, `${id} is no id`);
      const url = address(base, names.set, { $filter: `${names.id} eq ${id}` });
      const asked = { system, entity, url, headers, fetch, patience, refusal: refusalOf, parse: digitsJson };
      const answer = found.safeParse(await answered(asked, signal));
      if (!answer.success) throw notUnderstood(system, "its answer does not have the shape of a page", answer.error);
      const record = answer.data.value.find((one) => text(names.read(one, "InvoiceHeaderId")) === id);
      if (!record) return null;
      return {
        says: (field) => text(names.read(record, field)),
        record,
        tag: text(record["@odata.etag"]) || null,
      };
    },
    async tell(id, { record, tag }: FoundInvoice, values) {
      const held = Object.entries(record as Record<string, unknown>).filter(([name]) => !name.includes("@odata."));
      const whole = { ...Object.fromEntries(held), ...names.record(values) } as Grouped<Writable>;
      return sentOnce(connection, { method: "PUT", path: `${names.set}(${id})`, tag }, whole);
    },
  };
}

/** A value as text: numbers by their digits. */
function text(value: unknown): string {
  const held = typeof value === "object" && value !== null && "digits" in value ? value.digits : value;
  return plain(held as string | number | boolean | null | undefined);
}
