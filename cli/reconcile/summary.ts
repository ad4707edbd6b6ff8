// How many pairs of an entity have each status, in the order in which they are printed.
import type { Line } from "./compared.ts";

export type Summary = Record<"equal" | Line["status"], number>;

export const noSummary = (): Summary => ({
  equal: 0,
  different: 0,
  only_in_globe: 0,
  only_in_milestones: 0,
  duplicate_key: 0,
});

/** Whether any pair is not equal. */
export const differs = ({ equal: _, ...others }: Summary): boolean => Object.values(others).some((count) => count > 0);
