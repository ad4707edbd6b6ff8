// Candidates for what stands alone on both sides, with a score and the reasons. Nothing here links anything: a person does.
import type { EntityName } from "../entities/entity.ts";
import { byCodePoint } from "../reconcile/compare.ts";
import { couples } from "./blocks.ts";
import { Census } from "./census.ts";
import { type Evidence, evidence } from "./evidence.ts";
import { type Candidate, profile } from "./profile.ts";
import type { Reason } from "./reasons.ts";

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
export const threshold = 0.6;
const mostEach = 3;

/**
 * Suggestions for the records of one entity that stand alone, ordered by Globe's key, best first, at most three for a
 * record of Globe. In first place no record of Milestones stands for two of Globe. The order of the input does not count.
 */
export function suggest(
  entity: EntityName,
  alone: { globe: readonly Candidate[]; milestones: readonly Candidate[] },
  options: { threshold?: number } = {},
): Suggestion[] {
  const least = options.threshold ?? threshold;
  const globe = alone.globe.map((candidate) => profile(entity, candidate)).sort(byKey);
  const milestones = alone.milestones.map((candidate) => profile(entity, candidate)).sort(byKey);
  const census = new Census(globe, milestones);
  const weighed: Weighed[] = [];
  for (const couple of couples(census, globe, milestones)) {
    const [left, right] = [globe[couple.globe], milestones[couple.milestones]];
    if (!left || !right) continue;
    const found = evidence(entity, census, left, right);
    if (found.bits > -3) weighed.push({ ...couple, ...found, share: 0, score: 0 });
  }
  shareOut(weighed);
  const likely = weighed.filter(({ score }) => score >= least);
  const first = assigned(likely);
  const suggestions: Suggestion[] = [];
  for (const list of grouped(likely, "globe").values()) {
    const own = list.find((one) => first.has(one));
    if (!own) continue;
    const others = list.filter((one) => one !== own && one.score <= own.score).sort(bestFirst);
    for (const one of [own, ...others].slice(0, mostEach))
      suggestions.push({
        globe: globe[one.globe]?.key ?? "",
        milestones: milestones[one.milestones]?.key ?? "",
        score: one.score,
        reasons: reasonsOf(one),
      });
  }
  return suggestions;
}

type Weighed = Evidence & { globe: number; milestones: number; share: number; score: number };

const byKey = (one: { key: string }, other: { key: string }): number => byCodePoint(one.key, other.key);

const bestFirst = (one: Weighed, other: Weighed): number =>
  other.score - one.score || other.bits - one.bits || one.globe - other.globe || one.milestones - other.milestones;

function grouped(list: readonly Weighed[], side: "globe" | "milestones"): Map<number, Weighed[]> {
  const groups = new Map<number, Weighed[]>();
  for (const one of list) {
    const group = groups.get(one[side]);
    if (group) group.push(one);
    else groups.set(one[side], [one]);
  }
  return groups;
}

/** Gives each its score: its own odds, of which rivals for either of the two records take their share. */
function shareOut(weighed: Weighed[]): void {
  const odds = new Map<Weighed, number>();
  for (const side of ["globe", "milestones"] as const)
    for (const group of grouped(weighed, side).values()) {
      const most = Math.max(...group.map(({ bits }) => bits));
      const all = group.reduce((sum, { bits }) => sum + 2 ** (bits - most), 0);
      for (const one of group) odds.set(one, Math.min(odds.get(one) ?? 0, one.bits - most - Math.log2(all)));
    }
  for (const one of weighed) {
    one.share = odds.get(one) ?? 0;
    one.score = Math.round(1e4 / (1 + 2 ** -(one.bits + one.share))) / 1e4;
  }
}

/** One to one: the best of all first, and so on, each record once. */
function assigned(likely: Weighed[]): Set<Weighed> {
  const taken = { globe: new Set<number>(), milestones: new Set<number>() };
  const first = new Set<Weighed>();
  for (const one of [...likely].sort(bestFirst)) {
    if (taken.globe.has(one.globe) || taken.milestones.has(one.milestones)) continue;
    taken.globe.add(one.globe);
    taken.milestones.add(one.milestones);
    first.add(one);
  }
  return first;
}

function reasonsOf({ weights, against, share }: Weighed): Reason[] {
  const rounded = (bits: number) => Math.round(bits * 10) / 10;
  const reasons: Reason[] = weights.map((found) => ({
    code: found.code,
    values: found.values(),
    weight: rounded(found[against]),
  }));
  if (share <= -0.5) reasons.push({ code: "rivals", values: {}, weight: rounded(share) });
  return reasons.sort((one, other) => other.weight - one.weight);
}
