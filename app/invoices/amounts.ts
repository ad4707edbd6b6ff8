// Amounts of invoices as the pages carry them: decimal text by currency, the administration's own first.
import { type Cents, euros } from "../../core/invoices/money.ts";
import type { ExportState } from "../../core/states.ts";
import type { PipelineStep } from "../../prisma/invoices.ts";

export interface Amount {
  /** Its code; "" where even the own one is not known. */
  currency: string;
  /** Two decimals. */
  amount: string;
}

/** Summed by currency. An invoice without a currency is in the own one. */
export function amountsOf(sums: readonly { currency: string; total: Cents }[], own: string): Amount[] {
  const found = new Map<string, Cents>();
  for (const { currency, total } of sums) found.set(currency || own, (found.get(currency || own) ?? 0) + total);
  return [...found]
    .sort(([a], [b]) => Number(b === own) - Number(a === own) || (a < b ? -1 : 1))
    .map(([currency, total]) => ({ currency, amount: euros(total) }));
}

export interface Stage {
  name: "draft" | "blocked" | "ready" | "approved" | "sent" | "booked" | "attention";
  invoices: number;
  amounts: Amount[];
  /** Of those ready: released, and waiting for an approver. */
  released: number;
}

const stages: readonly (readonly [Stage["name"], readonly ExportState[]])[] = [
  ["draft", ["draft"]],
  ["blocked", ["blocked"]],
  ["ready", ["ready"]],
  ["approved", ["approved"]],
  ["sent", ["sent"]],
  ["booked", ["booked", "already_booked"]],
  ["attention", ["refused", "mismatch", "no_answer"]],
];

/** The pipeline in seven stages, from draft to booked, and what needs attention. */
export function stagesOf(steps: readonly PipelineStep[], own: string): Stage[] {
  return stages.map(([name, states]) => {
    const parts = steps.filter(({ state }) => states.includes(state));
    const count = (of: "invoices" | "released") => parts.reduce((sum, part) => sum + part[of], 0);
    const amounts = amountsOf(
      parts.flatMap((part) => part.amounts),
      own,
    );
    return { name, invoices: count("invoices"), amounts, released: count("released") };
  });
}

const waiting: readonly ExportState[] = ["blocked", "ready", "approved", "sent"];

export interface Waiting {
  invoices: number;
  amounts: Amount[];
}

/** What is processed in Milestones and has no outcome yet. */
export function waitingOf(steps: readonly PipelineStep[], own: string): Waiting {
  const parts = steps.filter(({ state }) => waiting.includes(state));
  const amounts = amountsOf(
    parts.flatMap((part) => part.amounts),
    own,
  );
  return { invoices: parts.reduce((sum, part) => sum + part.invoices, 0), amounts };
}

/** How many invoices need a person: to heal, to release, to approve, or to look. */
export function needsPeople(counts: Readonly<Record<ExportState, number>>): number {
  return counts.blocked + counts.ready + counts.refused + counts.mismatch + counts.no_answer;
}
