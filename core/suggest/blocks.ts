// Which records are worth weighing against one another. Records are looked up by what they share, never all against all:
// a feature that many bear is used only together with another one.
import type { Census } from "./census.ts";
import { feature, type Profile } from "./profile.ts";

/** A feature that more records bear than this finds nobody by itself. */
const tooMany = 60;
/** How many records, the likeliest first, are weighed for each record of either side. */
const kept = 8;

export interface Couple {
  globe: number;
  milestones: number;
}

/** Couples of indexes worth weighing, in order of index, whatever the order in which they were found. */
export function couples(census: Census, globe: readonly Profile[], milestones: readonly Profile[]): Couple[] {
  const near = neighbours(globe, milestones);
  const numbers = new Map<string, number>();
  const left = globe.map((profile) => numbered(lookups(census, profile, near), numbers));
  const right = milestones.map((profile) => numbered(lookups(census, profile, near), numbers));
  const found = new Set<number>();
  nearest(left, right, numbers.size, (from, to) => found.add(from * milestones.length + to));
  nearest(right, left, numbers.size, (from, to) => found.add(to * milestones.length + from));
  return Array.from(Float64Array.from(found).sort(), (at) => ({
    globe: Math.floor(at / milestones.length),
    milestones: at % milestones.length,
  }));
}

type Lookups = Map<string, number>;

/** Lookups with a number for each name, which is quicker to find than the name. */
interface Numbered {
  numbers: Int32Array;
  worths: Float64Array;
}

function numbered(lookups: Lookups, known: Map<string, number>): Numbered {
  const numbers = new Int32Array(lookups.size);
  let at = 0;
  for (const name of lookups.keys()) {
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    numbers[at] = number;
    at += 1;
  }
  return { numbers, worths: Float64Array.from(lookups.values()) };
}

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
  const person = profile.name ? undefined : profile.person;
  if (person)
    for (const { text } of words) {
      if (person.initials !== "") found.set(`person ${text} ${person.initials.charAt(0)}`, 7);
      if (person.given !== "") found.set(`person ${text} ${person.given}`, 9);
    }
  if (profile.name && profile.name.solid.length >= 8) found.set(`solid ${profile.name.solid.slice(0, 8)}`, 6);
  for (const { city } of profile.addresses)
    for (const { text } of words) if (text.length >= 4) found.set(`begins ${text.slice(0, 3)} ${city}`, 5);
  return found;
}

/** For each record the likeliest of the other side, by the worth of what they share; the records stand in order of key. */
function nearest(
  from: readonly Numbered[],
  to: readonly Numbered[],
  names: number,
  found: (from: number, to: number) => void,
) {
  const index: (number[] | undefined)[] = new Array(names);
  for (const [at, { numbers }] of to.entries())
    for (const number of numbers) {
      const list = index[number];
      if (list) list.push(at);
      else index[number] = [at];
    }
  const sums = new Float64Array(to.length);
  const likelier = (one: number, other: number) => (sums[other] ?? 0) - (sums[one] ?? 0) || one - other;
  for (const [at, { numbers, worths }] of from.entries()) {
    const touched: number[] = [];
    for (const [place, number] of numbers.entries()) {
      const list = index[number];
      if (!list || list.length > tooMany) continue;
      for (const other of list) {
        if (sums[other] === 0) touched.push(other);
        sums[other] = (sums[other] ?? 0) + (worths[place] ?? 0);
      }
    }
    if (touched.length > kept) touched.sort(likelier);
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
