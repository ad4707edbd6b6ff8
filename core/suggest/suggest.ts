// Candidates for what stands alone on both sides, with a score and the reasons. Nothing here links anything: a person does.
import type { EntityName } from "../entities/entity.ts";
import { byCodePoint } from "../reconcile/compare.ts";
import { assigned, bestFirst, grouped } from "./assignment.ts";
import { couples } from "./blocks.ts";
import { Census } from "./census.ts";
import { evidence } from "./evidence.ts";
import { type Candidate, type Profile, profile } from "./profile.ts";
import type { Reason } from "./reasons.ts";
import { isPossible, score, unscored, type Weighed } from "./score.ts";
import type { Weight } from "./weight.ts";

export interface Suggestion {
  /** Keys as printed. */
  globe: string;
  milestones: string;
  /** 0 to 1: how likely it is that the two are one. */
  score: number;
  /** The weightiest first. */
  reasons: Reason[];
}

/** The one threshold that ships: at or above it a suggestion is shown. */
export const threshold = 0.5;
const mostEach = 3;

export interface SuggestOptions {
  threshold?: number;
  /** Whether a person turned these two codes down: then they are no suggestion, and others get their place. */
  isRejected?: (globe: string, milestones: string) => boolean;
  /** Hears now and then how far weighing is, from 0 to 1. */
  far?: (part: number) => void;
}

/** Couples weighed between two words of how far it is. */
const tellEvery = 5_000;

/**
 * Suggestions for the records of one entity that stand alone, ordered by Globe's key, best first, at most three for a
 * record of Globe. In first place no record of Milestones stands for two of Globe. The order of the input does not count.
 */
export function suggest(
  entity: EntityName,
  alone: { globe: readonly Candidate[]; milestones: readonly Candidate[] },
  options: SuggestOptions = {},
): Suggestion[] {
  const least = options.threshold ?? threshold;
  const globe = alone.globe.map((candidate) => profile(entity, candidate)).sort(byKey);
  const milestones = alone.milestones.map((candidate) => profile(entity, candidate)).sort(byKey);
  const census = new Census(globe, milestones);
  const weighed: Weighed[] = [];
  const worth = couples(census, globe, milestones);
  for (const [at, couple] of worth.entries()) {
    if (at % tellEvery === 0) options.far?.(at / worth.length);
    const [left, right] = [globe[couple.globe], milestones[couple.milestones]];
    if (!left || !right || options.isRejected?.(left.code.shown, right.code.shown)) continue;
    const { stranger, relative } = evidence(entity, census, left, right);
    if (isPossible(stranger, relative)) weighed.push({ ...couple, stranger, relative, ...unscored });
  }
  score(weighed, { globe: globe.length, milestones: milestones.length });
  const likely = weighed.filter((one) => one.score >= least);
  const first = assigned(likely);
  const suggestions: Suggestion[] = [];
  for (const list of grouped(likely, "globe").values()) {
    const own = list.find((one) => first.has(one));
    if (!own) continue;
    const others = list.filter((one) => one !== own && one.score <= own.score).sort(bestFirst);
    for (const one of [own, ...others].slice(0, mostEach)) {
      const [left, right] = [globe[one.globe], milestones[one.milestones]];
      if (!left || !right) continue;
      const reasons = reasonsOf(evidence(entity, census, left, right).weights, one);
      suggestions.push({ globe: left.code.shown, milestones: right.code.shown, score: one.score, reasons });
    }
  }
  return suggestions;
}

const byKey = (one: Profile, other: Profile): number => byCodePoint(one.code.shown, other.code.shown);

function reasonsOf(weights: readonly Weight[], { against, share }: Weighed): Reason[] {
  const rounded = (bits: number) => Math.round(bits * 10) / 10;
  const reasons: Reason[] = weights.map((found) => ({
    code: found.code,
    values: found.values(),
    weight: rounded(found[against]),
  }));
  if (share <= -0.5) reasons.push({ code: "rivals", values: {}, weight: rounded(share) });
  return reasons.sort((one, other) => other.weight - one.weight);
}
