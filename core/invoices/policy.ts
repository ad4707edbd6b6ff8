// What invoices an administration lets go by themselves: only what nothing stands in the way of, up to an amount.
import { z } from "zod";

export const policyRules = z.object({
  /** Cents of the administration's own currency, with VAT; an invoice in another currency is never let go by itself. */
  upTo: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  /** Whether an invoice with a warning waits for people. */
  cleanOnly: z.boolean(),
  /** Whether credit notes go too, up to the same amount. */
  creditNotes: z.boolean(),
});
export type PolicyRules = z.infer<typeof policyRules>;

/** As the events name it. */
export const policyActor = (version: number): string => `policy ${version}`;
