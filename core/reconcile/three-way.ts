// Which side moved since both last agreed: each side is held against what it said itself then. Agreed is what a complete
// run found equal, what was applied, or what a person decided to keep apart.
import { comparisonText, type Kind, verdict } from "../entities/kinds.ts";

/** A field's canonical texts on both sides, at one moment. */
export interface BothTexts {
  globe: string;
  milestones: string;
}

/**
 * `both`: a conflict. `neither`: both still say what they said when they agreed, so that the agreement was to differ, or
 * the rule of comparing is another by now. `never`: no agreement is known.
 */
export const movers = ["globe", "milestones", "both", "neither", "never"] as const;
export type Mover = (typeof movers)[number];

/** Who moved between what was agreed and now. Pure; texts equal by their kind's rules have not moved. */
export function moverOf(kind: Kind, agreed: BothTexts | null, now: BothTexts): Mover {
  if (agreed === null) return "never";
  const same = (before: string, after: string) => comparisonText(kind, before) === comparisonText(kind, after);
  const globe = !same(agreed.globe, now.globe);
  // why: Milestones may have cut what it was given to agree; that is no edit.
  const milestones = !same(agreed.milestones, now.milestones) && !verdict(kind, agreed.globe, now.milestones).equal;
  if (globe && milestones) return "both";
  if (globe) return "globe";
  return milestones ? "milestones" : "neither";
}

/** Whether Globe's value would undo what someone did, or decided, in Milestones. */
export const isMilestonesWord = (mover: Mover): boolean =>
  mover === "milestones" || mover === "both" || mover === "neither";
