// The story of a self-test: an invoice of 1.00 is booked in a test company as the settings say, and read back; what does
// not fit is tried the other way, at most once for the sign of a line and once for how the PDF is tied to its entry.

import type { InvoiceConnector } from "../administration.ts";
import type { BookingAnswer, PdfLink } from "../booking-messages.ts";
import type { NoWord } from "./export-invoice.ts";

type Sign = InvoiceConnector["salesLineSign"];
type Route = PdfLink["route"];

export interface Trial {
  /** From 1. */
  number: number;
  sign: Sign;
  route: Route;
}

export interface TrialEnd extends Trial {
  outcome: "fits" | "differs" | "refused" | "unknown";
  /** The entry's number in Globe; null where there is none, or nobody saw it. */
  entry: string | null;
  /** Whether the document was found with the bytes that were sent. */
  document: boolean;
  reason: string;
}

export interface SelfTestReport {
  /** What fits; null where nothing that was tried does. */
  sign: Sign | null;
  route: Route | null;
  trials: TrialEnd[];
}

const other = { "+": "-", "-": "+", line: "entry", entry: "line" } as const;

/** `book` books one invoice of its own and resolves to what the agent said; null where it said nothing in time. */
export async function selfTest(
  usual: { sign: Sign; route: Route },
  book: (trial: Trial) => Promise<BookingAnswer | NoWord | null>,
): Promise<SelfTestReport> {
  const trials: TrialEnd[] = [];
  async function tried(sign: Sign, route: Route): Promise<TrialEnd> {
    const trial = { number: trials.length + 1, sign, route };
    const end = { ...trial, ...ended(await book(trial)) };
    trials.push(end);
    return end;
  }
  let last = await tried(usual.sign, usual.route);
  // why: where nobody saw the end, another try says nothing of it.
  if (last.outcome === "differs" || last.outcome === "refused") last = await tried(other[usual.sign], usual.route);
  if (last.outcome === "fits" && !last.document) last = await tried(last.sign, other[last.route]);
  const fits = trials.filter(({ outcome }) => outcome === "fits");
  return { sign: fits[0]?.sign ?? null, route: fits.find(({ document }) => document)?.route ?? null, trials };
}

function ended(answer: BookingAnswer | NoWord | null): Pick<TrialEnd, "outcome" | "entry" | "document" | "reason"> {
  const none = { entry: null, document: false };
  if (!answer) return { outcome: "unknown", ...none, reason: "the agent did not answer" };
  if (answer.kind === "failure") return { outcome: "unknown", ...none, reason: answer.message };
  if (answer.kind !== "booked") return { outcome: answer.kind, ...none, reason: answer.reason };
  const amounts = answer.mismatches.filter(({ what }) => what !== "document");
  return {
    outcome: amounts.length === 0 ? "fits" : "differs",
    entry: answer.entry.entryNumber,
    document: answer.document !== null && answer.mismatches.every(({ what }) => what !== "document"),
    reason: amounts.map(({ what, expected, found }) => `${what}: ${expected}, ${found}`).join("; "),
  };
}
