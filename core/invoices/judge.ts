// All invoices of an administration judged by one snapshot: what each comes to, and the entry it would be now.
import { createHash } from "node:crypto";
import type { JudgedInvoice } from "../ports/invoices.ts";
import { debtorOf, type Facts } from "./facts.ts";
import type { Invoice } from "./invoice.ts";
import { entryFingerprint, salesEntry } from "./sales-entry.ts";
import { stateOf } from "./state.ts";

export function judgedInvoice(invoice: Invoice, facts: Facts): JudgedInvoice {
  const { entry } = salesEntry(invoice, facts);
  return {
    invoice,
    debtorName: debtorOf(invoice.debtor, facts)?.name ?? "",
    judgement: stateOf(invoice, facts),
    entry,
    fingerprint: entryFingerprint(entry),
  };
}

/** SHA-256 over an invoice as it was read: it moves when anything that Milestones says of it moves. */
export const invoiceHash = (invoice: Invoice): string =>
  createHash("sha256").update(JSON.stringify(invoice)).digest("hex");
