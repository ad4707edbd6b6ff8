// Whether what Globe holds is what was approved, to the cent, with the texts as long as they were. Every point that differs is named; none: it is booked.
import { canonicalMilestones, text } from "../entities/kinds.ts";
import type { Booking } from "./booking.ts";
import { euros } from "./money.ts";
import { comparedReference } from "./references.ts";
import type { SalesEntry } from "./sales-entry.ts";

export interface Mismatch {
  what: "debtor" | "reference" | "journal" | "date" | "currency" | "total" | "base" | "vat" | "text" | "document";
  /** The VAT code of base and vat; "" otherwise. */
  vatCode: string;
  expected: string;
  found: string;
}

/** Compares an approved entry with what was read back of it. `document`: whether a linked document is expected. */
export function mismatches(entry: SalesEntry, booking: Booking, document: boolean): Mismatch[] {
  const { header, totals } = entry;
  const found: Mismatch[] = [];
  const hold = (what: Mismatch["what"], expected: string, read: string, vatCode = "") => {
    if (expected !== read) found.push({ what, vatCode, expected, found: read });
  };
  hold("journal", header.Journal?.trim() ?? "", booking.journal);
  hold("reference", comparedReference(header.YourReference), booking.reference);
  hold("debtor", header.DebtorNumber?.trim() ?? "", booking.debtorNumber);
  hold("date", header.EntryDate, booking.date);
  if (header.CurrencyCode !== null && booking.currency !== "") hold("currency", header.CurrencyCode, booking.currency);
  hold("total", totals.incl, euros(booking.total));
  const expected = new Map(totals.perCode.map((code) => [code.code, code]));
  const read = new Map(booking.vat.map((code) => [code.code, code]));
  for (const code of [...new Set([...expected.keys(), ...read.keys()])].sort()) {
    hold("base", expected.get(code)?.base ?? "0.00", euros(read.get(code)?.base ?? 0), code);
    hold("vat", expected.get(code)?.vat ?? "0.00", euros(read.get(code)?.vat ?? 0), code);
  }
  for (const { Description } of entry.lines) {
    const cut = cutOff(canonicalMilestones(text, Description), booking.texts);
    // why: their length says it; what they say may be about a person.
    if (cut) hold("text", String(cut.of), String(cut.to));
  }
  if (document && booking.document === "") found.push({ what: "document", vatCode: "", expected: "1", found: "0" });
  return found;
}

/** Where a line's text was kept shorter than it was sent: how long it was, and is. Texts that were not read back say nothing. */
function cutOff(sent: string, read: readonly string[]): { of: number; to: number } | null {
  if (read.includes(sent)) return null;
  const part = read.filter((one) => sent.startsWith(one)).sort((one, other) => other.length - one.length)[0];
  return part === undefined ? null : { of: sent.length, to: part.length };
}
