// What Milestones is told of an invoice, field by field: that it stands in the books and as which entry, or why it does
// not. Nothing is told of what is still on its way.
import type { Telling } from "../administration.ts";
import type { ExportState } from "../states.ts";
import { type SaidReason, saidReason } from "./said-reason.ts";
import { stateInWords } from "./state-texts.ts";

/** Values by Milestones' field; null empties it. */
export type Word = Readonly<Record<string, string | null>>;

export interface Outcome {
  number: string;
  state: ExportState;
  entryNumber: string | null;
  /** What was last said of it that tells why; null for nothing. */
  said: SaidReason | null;
}

/** States of which Milestones is told. */
export const toldStates = [
  "booked",
  "already_booked",
  "refused",
  "mismatch",
  "no_answer",
] as const satisfies readonly ExportState[];

/** The field table's name of an invoice's state. */
export const stateField = "InvoiceHeaderState";

/** How long a reason may be; how much Milestones has room for is not public. */
const longestReason = 200;

/** Null where there is nothing to tell, in this state or with these settings. */
export function word({ number, state, entryNumber, said }: Outcome, telling: Telling): Word | null {
  const { bookedState, entryField, reasonField, language } = telling;
  const found: Record<string, string | null> = {};
  if (state === "booked" || state === "already_booked") {
    if (bookedState !== null) found[stateField] = bookedState;
    if (entryField !== null && entryNumber !== null) found[entryField] = entryNumber;
    // why: what was told of an earlier try no longer holds.
    if (reasonField !== null) found[reasonField] = null;
  } else if (toldStates.some((one) => one === state) && reasonField !== null) {
    const { name, means } = stateInWords(state, language);
    const why = said === null ? means : (saidReason(said, number, language) ?? means);
    found[reasonField] = `${name}: ${why}`.slice(0, longestReason);
  }
  return Object.keys(found).length === 0 ? null : found;
}

/** Whether an invoice says so already, by what it says in each field. */
export const says = (told: Word, now: (field: string) => string): boolean =>
  Object.entries(told).every(([field, value]) => now(field).trim() === (value ?? "").trim());
