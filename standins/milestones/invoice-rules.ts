// What Milestones takes when an invoice is written to: a processed one may be told where it stands and which entry it is,
// or why it is not in the books; everything else of it stays as it was processed. A draft is not written to from outside.
import type { StoredRecord, Value } from "../dataset.ts";
import type { Invalid } from "./rules.ts";

/** Where an invoice may go from the state it is in. */
const steps: Readonly<Record<string, readonly string[]>> = { Processed: ["Processed", "Booked"], Booked: ["Booked"] };

/** What may be told, and how long each may be. */
const told: Readonly<Record<string, number>> = { ExternalEntryNumber: 20, ProcessingFailureReason: 250 };

const asText = (value: Value | undefined): string => (value === null || value === undefined ? "" : String(value));

/** What is wrong with an invoice as it would be kept. */
export function invalidInvoice(record: StoredRecord, before: StoredRecord): Invalid {
  const found = new Map<string, string>();
  const state = asText(before.InvoiceHeaderState);
  const allowed = steps[state];
  if (!allowed) {
    found.set("InvoiceHeaderState", `An invoice in state '${state}' cannot be changed.`);
    return found;
  }
  const to = asText(record.InvoiceHeaderState);
  if (!allowed.includes(to)) found.set("InvoiceHeaderState", `The value '${to}' is not valid for InvoiceHeaderState.`);
  for (const [name, longest] of Object.entries(told)) {
    const value = record[name] ?? null;
    if (value !== null && typeof value !== "string") found.set(name, `The value '${value}' is not valid for ${name}.`);
    else if (asText(value).length > longest)
      found.set(name, `The field ${name} must be a string with a maximum length of ${longest}.`);
  }
  for (const name of new Set([...Object.keys(record), ...Object.keys(before)]))
    if (name !== "InvoiceHeaderState" && !Object.hasOwn(told, name) && asText(record[name]) !== asText(before[name]))
      found.set(name, `${name} of a processed invoice cannot be changed.`);
  return found;
}
