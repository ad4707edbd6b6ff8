// Which records are worth weighing against one another. Records are looked up by what they share, never all against all:
// a feature that many bear is used only together with another one.
import type { Census } from "./census.ts";
import { feature, type Profile } from "./profile.ts";

/** A feature that more records bear than this finds nobody by itself. */
const tooMany = 150;
/** How many records, the likeliest first, are weighed for each record of either side. */
const kept = 10;

export interface Couple {
  globe: number;
  milestones: number;
}

/** Couples of indexes worth weighing, in order of index, whatever the order in which they were found. */
export function couples(census: Census, globe: readonly Profile[], milestones: readonly Profile[]): Couple[] {
  const near = neighbours(globe, milestones);
  const left = globe.map((profile) => lookups(census, profile, near));
  const right = milestones.map((profile) => lookups(census, profile, near));
  const keys = { globe: globe.map(({ code }) => code.shown), milestones: milestones.map(({ code }) => code.shown) };
  const found = new Map<number, Couple>();
  nearest(left, right, keys.milestones, (from, to) =>
    found.set(from * milestones.length + to, { globe: from, milestones: to }),
  );
  nearest(right, left, keys.globe, (from, to) =>
    found.set(to * milestones.length + from, { globe: to, milestones: from }),
  );
  return [...found].sort(([one], [other]) => one - other).map(([, couple]) => couple);
}

type Lookups = Map<string, number>;

/** What a record is looked up by, each with its worth. */
function lookups(census: Census, profile: Profile, near: ReadonlyMap<string, readonly string[]>): Lookups {
  const found: Lookups = new Map();
  const frequent: string[] = [];
  for (const name of profile.features) {
    if (census.count(name) <= tooMany) found.set(name, census.worth(name));
    else frequent.push(name);
    for (const shared of near.get(name) ?? [])
      found.set(shared, Math.max(found.get(shared) ?? 0, census.worth(name) - 2));
  }
  const towns = profile.addresses.map(({ features }) => features.city).filter((city) => city !== "");
  frequent.sort();
  for (const [at, one] of frequent.entries()) {
    for (const other of frequent.slice(at + 1)) found.set(`${one} & ${other}`, 9);
    for (const town of towns) if (!frequent.includes(town)) found.set(`${one} & ${town}`, 9);
  }
  const words = profile.name?.words ?? profile.person?.words ?? [];
  for (const { text } of words) if (text.length >= 4) found.set(`begins ${text.slice(0, 4)}`, 3);
  if (profile.name && profile.name.solid.length >= 8) found.set(`solid ${profile.name.solid.slice(0, 8)}`, 6);
  for (const { city } of profile.addresses)
    for (const { text } of words) if (text.length >= 4) found.set(`begins ${text.slice(0, 3)} ${city}`, 5);
  return found;
}

function nearest(
  from: readonly Lookups[],
  to: readonly Lookups[],
  keys: readonly string[],
  found: (from: number, to: number) => void,
) {
  const index = new Map<string, number[]>();
  for (const [at, names] of to.entries())
    for (const name of names.keys()) {
      const list = index.get(name);
      if (list) list.push(at);
      else index.set(name, [at]);
    }
  const sums = new Float64Array(to.length);
  for (const [at, names] of from.entries()) {
    const touched: number[] = [];
    for (const [name, worth] of names) {
      const list = index.get(name);
      if (!list || list.length > tooMany) continue;
      for (const other of list) {
        if (sums[other] === 0) touched.push(other);
        sums[other] = (sums[other] ?? 0) + worth;
      }
    }
    const order = (one: number, other: number) =>
      (sums[other] ?? 0) - (sums[one] ?? 0) || ((keys[one] ?? "") < (keys[other] ?? "") ? -1 : 1);
    if (touched.length > kept) touched.sort(order);
    for (const other of touched.slice(0, kept)) found(at, other);
    for (const other of touched) sums[other] = 0;
  }
}

/** For each word of a name, the words of one stroke's difference that stand on the other side: by leaving out a letter. */
function neighbours(globe: readonly Profile[], milestones: readonly Profile[]): Map<string, string[]> {
  const shared = new Map<string, string[]>();
  const words = (profiles: readonly Profile[]) =>
    new Set(profiles.flatMap(({ name, person }) => (name ?? person)?.words.map(({ text }) => text) ?? []));
  const shortenings = new Map<string, Set<string>>();
  for (const side of [words(globe), words(milestones)])
    for (const word of side) {
      if (word.length < 5) continue;
      for (const short of withoutOne(word)) {
        const held = shortenings.get(short) ?? new Set();
        shortenings.set(short, held.add(word));
      }
    }
  for (const [short, held] of shortenings) {
    if (held.size < 2) continue;
    for (const word of held) {
      const list = shared.get(feature.word(word)) ?? [];
      list.push(`stroke ${short}`);
      shared.set(feature.word(word), list);
    }
  }
  return shared;
}

function withoutOne(word: string): Set<string> {
  const found = new Set([word]);
  for (let at = 0; at < word.length; at += 1) found.add(word.slice(0, at) + word.slice(at + 1));
  return found;
}
