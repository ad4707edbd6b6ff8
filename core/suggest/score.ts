// From evidence to a score between 0 and 1: the odds with which one begins, the evidence, and what rivals take.
import { assigned, grouped, strength } from "./assignment.ts";

export interface Weighed {
  /** Where the two stand in the sorted lists. */
  globe: number;
  milestones: number;
  /** In bits, of the evidence alone. */
  stranger: number;
  relative: number;
  /** In bits: odds against the likelier of a stranger and a relative; 0 is even. */
  bits: number;
  against: "stranger" | "relative";
  /** In bits, at most 0: what rivals for either record leave. */
  share: number;
  score: number;
}

/** Whether evidence can come to anything, whatever the odds with which one begins. */
export const isPossible = (stranger: number, relative: number): boolean => stranger > 2 && relative > -8;

export const unscored = { bits: 0, against: "stranger", share: 0, score: 0 } as const;

interface Sizes {
  globe: number;
  milestones: number;
}

interface Prior {
  stranger: number;
  relative: number;
}

/** Records imagined beyond those that stand alone, so that a short list does not make anything likely. */
const imagined = 40;
/** From here a pair is certain enough to be set aside. */
const certain = 0.95;
/** For each certain pair, so many are expected among what then is left. */
const expectedLeft = 0.08;
/** The share of records that usually have a partner. */
const usual = 0.7;

/**
 * Scores in two rounds. What is certain in the first is set aside; how many remain tells how likely a partner is for
 * each of them: among few and nearly all found it is likely, among many of which half found nothing it is not.
 */
export function score(weighed: Weighed[], sizes: Sizes): void {
  const begin: Prior = { stranger: -Math.log2(2 * (Math.max(sizes.globe, sizes.milestones) + imagined)), relative: 3 };
  round(weighed, () => begin);
  const firsts = [...assigned(weighed)];
  const sure = firsts.filter((one) => one.score >= certain);
  const settled = {
    globe: new Set(sure.map(({ globe }) => globe)),
    milestones: new Set(sure.map(({ milestones }) => milestones)),
  };
  const rest = { globe: sizes.globe - sure.length, milestones: sizes.milestones - sure.length };
  const unsure = firsts.reduce((sum, one) => sum + (one.score < certain ? one.score : 0), 0);
  const expected = Math.min(
    Math.max(1 + expectedLeft * sure.length, unsure),
    Math.max(1, rest.globe),
    Math.max(1, rest.milestones),
  );
  const found = (2 * sure.length + usual * imagined) / (sizes.globe + sizes.milestones + imagined);
  const later: Prior = {
    stranger: Math.log2(expected / ((rest.globe + imagined) * (rest.milestones + imagined))),
    relative: 1.5 + Math.log2(1 / (1.1 - found)),
  };
  round(weighed, (one) => (settled.globe.has(one.globe) || settled.milestones.has(one.milestones) ? begin : later));
}

function round(weighed: readonly Weighed[], prior: (one: Weighed) => Prior): void {
  for (const one of weighed) {
    const from = prior(one);
    const [stranger, relative] = [one.stranger + from.stranger, one.relative + from.relative];
    one.bits = -Math.log2(2 ** -stranger + 2 ** -relative);
    one.against = stranger <= relative ? "stranger" : "relative";
    one.share = 0;
  }
  const likely = weighed.filter(({ bits }) => bits > -2);
  for (const side of ["globe", "milestones"] as const)
    for (const group of grouped(likely, side).values()) {
      const most = Math.max(...group.map(strength));
      const all = Math.log2(group.reduce((sum, one) => sum + 2 ** (strength(one) - most), 0));
      for (const one of group) one.share = Math.min(one.share, strength(one) - most - all);
    }
  for (const one of weighed) one.score = Math.round(1e4 / (1 + 2 ** -(one.bits + one.share))) / 1e4;
}
