// What an invoice comes to before anything is done with it: one state, its reasons, and the entry it was found as.
import type { ExportState } from "../states.ts";
import type { Booking } from "./booking.ts";
import type { Facts } from "./facts.ts";
import type { Finding } from "./findings.ts";
import type { Invoice } from "./invoice.ts";
import { foundInGlobe } from "./known-booking.ts";
import { euros, exactCents, halfUp } from "./money.ts";
import { preflight } from "./preflight.ts";

export type JudgedState = Extract<ExportState, "draft" | "blocked" | "ready" | "already_booked">;

export interface Judgement {
  state: JudgedState;
  /** What blocks it; empty unless blocked. */
  findings: Finding[];
  /** What a person should know before releasing it; empty unless blocked or ready. */
  warnings: Finding[];
  /** The entry in Globe that is this invoice. */
  booking: Booking | null;
  /** With VAT, two decimals; negative for a credit note. */
  total: string;
}

/** Drafts, and types that are no invoice, are not judged; what Globe holds already needs nothing more. */
export function stateOf(invoice: Invoice, facts: Facts): Judgement {
  const total = euros(halfUp(exactCents(invoice.totalIncl)));
  const nothing = { findings: [], warnings: [], booking: null, total };
  if (!invoice.processed || invoice.kind === "other") return { state: "draft", ...nothing };
  const { same } = foundInGlobe(invoice, facts);
  if (same) return { state: "already_booked", ...nothing, booking: same };
  const found = preflight(invoice, facts);
  const findings = found.filter(({ severity }) => severity === "blocking");
  const warnings = found.filter(({ severity }) => severity === "warning");
  return { state: findings.length === 0 ? "ready" : "blocked", findings, warnings, booking: null, total };
}

/** The blocking codes as they are listed: sorted, each once. */
export const codesOf = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.map(({ code }) => code))].sort();
