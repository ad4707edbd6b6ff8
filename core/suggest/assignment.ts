// One to one: which suggestion comes first for each record.
import type { Weighed } from "./score.ts";

export const bestFirst = (one: Weighed, other: Weighed): number =>
  other.bits + other.share - one.bits - one.share ||
  strength(other) - strength(one) ||
  one.globe - other.globe ||
  one.milestones - other.milestones;

/** How far a pair is from both a stranger and a relative. */
export const strength = ({ stranger, relative }: Weighed): number => stranger + relative;

export function grouped(list: readonly Weighed[], side: "globe" | "milestones"): Map<number, Weighed[]> {
  const groups = new Map<number, Weighed[]>();
  for (const one of list) {
    const group = groups.get(one[side]);
    if (group) group.push(one);
    else groups.set(one[side], [one]);
  }
  return groups;
}

/** The best of all first, then the best of what is left, and so on: each record once. */
export function assigned(likely: readonly Weighed[]): Set<Weighed> {
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
