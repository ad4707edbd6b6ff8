// Values as a system gives them, read the same way wherever a record of invoices, ledgers or bookings comes in.
import { z } from "zod";
import { canonicalDate, canonicalMilestones, plain, text, writtenFlag } from "../entities/kinds.ts";
import { TieoutError } from "../errors.ts";
import type { RawRecord } from "../reconcile/references.ts";
import { decimalText, exactCents, halfUp } from "./money.ts";

const raw = z.union([z.string(), z.number(), z.bigint(), z.boolean(), z.date(), z.null()]).optional();

/** Trimmed. */
export const code = raw.transform((value) => plain(value).trim());
export const upperCode = raw.transform((value) => plain(value).trim().toUpperCase());
/** Trimmed, blanks inside to one, Unicode NFC. */
export const prose = raw.transform((value) => canonicalMilestones(text, value));
export const flag = raw.transform((value) => writtenFlag(value) ?? false);
/** True unless it says otherwise. */
export const unlessFalse = raw.transform((value) => writtenFlag(value) ?? true);

/** A local date; "" for none. */
export const date = raw.transform((value, context) => {
  const local = canonicalDate(value);
  if (local.startsWith("?")) context.addIssue({ code: "custom", message: `"${local.slice(1)}" is no date` });
  return local;
});

/** Decimal text; null for none. */
export const decimal = raw.transform((value, context) => {
  const found = decimalText(value);
  if (found === null && plain(value).trim() !== "")
    context.addIssue({ code: "custom", message: `"${plain(value)}" is no number` });
  return found;
});

export const requiredDecimal = decimal.transform((value, context) => {
  if (value === null) context.addIssue({ code: "custom", message: "is missing" });
  return value ?? "0";
});

/** To the cent; null for none. Globe keeps four decimals, of which a ledger shows two. */
export const amount = decimal.transform((value) => (value === null ? null : halfUp(exactCents(value))));

/** A record by its shape. `name` is what people call it. Throws `source_not_understood`. */
export function read<Shape extends z.ZodType>(
  shape: Shape,
  of: { system: "Globe" | "Milestones"; entity: string; name?: string },
  record: RawRecord,
): z.infer<Shape> {
  const found = shape.safeParse(record);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const reason = [of.entity, of.name?.trim(), issue?.path.join("."), issue?.message].filter(Boolean).join(" ");
  throw new TieoutError("source_not_understood", { values: { system: of.system, reason } });
}
