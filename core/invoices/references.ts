// The texts by which an entry is found again: what stands in Globe's references and descriptions.
import type { Invoice } from "./invoice.ts";
import type { InvoiceSettings } from "./settings.ts";

/** Globe's own reference holds digits only: those of the invoice number. Null where none is sent. */
export function ourReference(number: string, settings: Pick<InvoiceSettings, "ourReference">): string | null {
  const digits = number.replace(/\D/g, "");
  return settings.ourReference === "none" || digits === "" ? null : digits;
}

/** The description of the entry: the invoice's own, or what it is with its number. */
export function headerDescription(invoice: Pick<Invoice, "description" | "kind" | "number">): string {
  if (invoice.description !== "") return invoice.description;
  return `${invoice.kind === "credit" ? "Creditnota" : "Factuur"} ${invoice.number}`;
}

/** Invoice numbers are typed by people too: blanks around them and case do not count. */
export const comparedReference = (text: string): string => text.trim().toUpperCase();
