// One thing that speaks for or against two records being the same, weighed in bits against two others that it might be:
// a stranger, and a relative (a holding, a sister in one fiscal unity, a branch, a namesake), who shares an address, a VAT
// number or a family name for free. The weaker of the two sums counts.
import type { ReasonCode } from "./reasons.ts";

export interface Weight {
  code: ReasonCode;
  /** Made only when the suggestion is shown. */
  values: () => Record<string, string>;
  stranger: number;
  relative: number;
}

export const weight = (
  code: ReasonCode,
  stranger: number,
  relative: number,
  values: () => Record<string, string> = () => ({}),
): Weight => ({ code, values, stranger, relative });
