// Whether an entity's differences wait for a person or flow by themselves, as the connection of the help page does:
// changes flow, deletions never. What flows is decided here, once: for the run that does it and the forecast that tells it.
import { z } from "zod";
import type { Cell } from "./reconcile/compare.ts";
import { isMilestonesWord, type Mover } from "./reconcile/three-way.ts";

export const policySchema = z.object({
  /** `review`: a person proposes and another approves. `overwrite`: a complete run's differences flow. */
  mode: z.enum(["review", "overwrite"]),
  /** Only these fields flow; null: all that are compared. */
  fields: z.array(z.string().max(100)).min(1).max(100).nullable(),
  /** Whether what only Globe has is made in Milestones. */
  creates: z.boolean(),
  /** What to do with a field that Milestones moved, or that was accepted as it is: hold it for a person, or overwrite. */
  conflicts: z.enum(["hold", "overwrite"]),
  /** Above this part of the entity's pairs, in percent, nothing flows in that run and a person is asked. */
  limitPercent: z.number().int().min(1).max(100),
});
export type Policy = z.infer<typeof policySchema>;

export const usualPolicy: Policy = { mode: "review", fields: null, creates: true, conflicts: "hold", limitPercent: 10 };

export type MovedCell = Cell & { moved: Mover };

/** Which of a pair's differing fields flow, and which wait for a person because of what happened in Milestones. */
export function flowOf<Differing extends MovedCell>(
  { fields, conflicts }: Policy,
  cells: readonly Differing[],
): { flows: Differing[]; held: Differing[] } {
  const meant = cells.filter(({ field }) => fields === null || fields.includes(field));
  const isHeld = ({ moved }: MovedCell) => conflicts === "hold" && isMilestonesWord(moved);
  return { flows: meant.filter((cell) => !isHeld(cell)), held: meant.filter(isHeld) };
}

/** So few pairs flow whatever part of the whole they are: of ten cost centres, two may move on a day. */
const fewPairs = 5;

/** Whether so much would flow in one run that a person must look first. */
export const isTooMuch = ({ limitPercent }: Policy, overwritten: number, pairs: number): boolean =>
  overwritten > fewPairs && overwritten * 100 > limitPercent * pairs;
