// One line of the agent's own check: a precondition, and whether it holds where the agent stands.
import { z } from "zod";
import type { CheckName, CheckText } from "./texts.ts";

/** Of what a check found: it holds, it does not, or it could not be seen. */
export const checkOutcome = z.enum(["ok", "not_ok", "unknown"]);
export type CheckOutcome = z.infer<typeof checkOutcome>;

// why: names are open, since a newer agent may check what an older worker has no words for.
export const checkLine = z.object({
  check: z.string().min(1).max(64),
  /** Code of the administration that it is about; null where it is about the machine. */
  administration: z.string().nullable(),
  outcome: checkOutcome,
  text: z.string().min(1).max(64),
  values: z.record(z.string(), z.string()),
});
export type CheckLine = z.infer<typeof checkLine>;

/** Longer than this nobody reads, and all lines must go into one message. */
const longestValue = 300;

/** A line about the machine or the bus, or about an administration. */
export function line(
  check: CheckName,
  outcome: CheckOutcome,
  text: CheckText,
  values: Record<string, string> = {},
  administration: string | null = null,
): CheckLine {
  const short = Object.entries(values).map(([name, value]) => [name, value.slice(0, longestValue)]);
  return { check, administration, outcome, text, values: Object.fromEntries(short) };
}
