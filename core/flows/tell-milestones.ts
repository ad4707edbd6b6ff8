// The story of telling Milestones what became of an invoice: its record is read, written only where it says something
// else, and read again. Told twice it says the same, and an answer that nobody saw is looked up. The booking itself never
// depends on it.
import { TieoutError } from "../errors.ts";
import { says, stateField, type Word } from "../invoices/telling.ts";
import type { ToldInvoices } from "../ports/invoices.ts";

export interface TellTask {
  /** Milestones' id. */
  sourceId: string;
  number: string;
  word: Word;
  /** Milestones' words for an invoice that was processed; of any other nothing is written. */
  processedStates: readonly string[];
}

/** How a telling ended. `away`: who was not reached for this one is not reached for the next. */
export type TellingEnd =
  /** `already`: it said so before anything was written. */
  | { outcome: "told" | "already" }
  | { outcome: "gone" }
  /** It is no longer what was booked: `reason` says what it says instead. */
  | { outcome: "moved"; reason: string }
  | { outcome: "refused" | "kept_otherwise" | "unknown"; reason: string }
  | { outcome: "not_sent"; reason: string; away: boolean };

/** Tells once. Never throws but where it is stopped before anything was sent. */
export async function tellMilestones(
  milestones: ToldInvoices,
  { sourceId, number, word, processedStates }: TellTask,
  signal: AbortSignal,
): Promise<TellingEnd> {
  let found: Awaited<ReturnType<ToldInvoices["invoice"]>>;
  try {
    found = await milestones.invoice(sourceId, signal);
  } catch (thrown) {
    signal.throwIfAborted();
    return notReached(thrown);
  }
  if (!found) return { outcome: "gone" };
  const { says: now } = found;
  if (says(word, now)) return { outcome: "already" };
  // why: telling an invoice that was taken back or numbered anew that it is booked would be a lie about another one.
  if (now("InvoiceNumber").trim() !== number) return { outcome: "moved", reason: now("InvoiceNumber") };
  if (!processedStates.includes(now(stateField))) return { outcome: "moved", reason: now(stateField) };
  const sent = await milestones.tell(sourceId, found, word);
  switch (sent.outcome) {
    case "refused":
      return { outcome: "refused", reason: sent.said };
    case "moved":
      return { outcome: "moved", reason: "" };
    case "not_sent":
      return { outcome: "not_sent", reason: sent.reason, away: true };
  }
  const seen = await readBack(milestones, sourceId);
  if (seen && says(word, seen.says)) return { outcome: "told" };
  if (seen && sent.outcome === "done")
    return {
      outcome: "kept_otherwise",
      reason: Object.keys(word)
        .map((field) => `${field}: ${seen.says(field)}`)
        .join(", "),
    };
  return { outcome: "unknown", reason: sent.outcome === "unknown" ? sent.reason : "it could not be read back" };
}

async function readBack(milestones: ToldInvoices, id: string) {
  try {
    return await milestones.invoice(id, new AbortController().signal);
  } catch {
    // why: what was written and not seen is unknown, and looked at when it is told again.
    return null;
  }
}

const stops = new Set(["source_unreachable", "source_sign_in", "company_unknown"]);

function notReached(thrown: unknown): TellingEnd {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { outcome: "not_sent", reason, away: thrown instanceof TieoutError && stops.has(thrown.code) };
}
