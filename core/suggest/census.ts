// How often each feature occurs on each side, and so what it is worth when two records share it: what many have in
// common proves little.
import { isCommon } from "./company-name.ts";
import { feature, type Profile } from "./profile.ts";

/** Records imagined beyond those that stand alone, so that in a short list not everything looks rare. */
const imagined = 2000;

/** Added to the count of a word that many companies bear, and of a single letter. */
const commonBase = 60;
const letterBase = 400;

export interface WordFacts {
  /** In bits. */
  worth: number;
  /** By how many records of the side that has most. */
  held: number;
}

export class Census {
  readonly #counts = new Map<string, [number, number]>();
  readonly #words = new Map<string, WordFacts>();
  readonly #population: number;

  constructor(globe: readonly Profile[], milestones: readonly Profile[]) {
    this.#population = Math.max(globe.length, milestones.length) + imagined;
    for (const [side, profiles] of [globe, milestones].entries())
      for (const { features } of profiles)
        for (const feature of features) {
          const counts = this.#counts.get(feature);
          if (counts) counts[side as 0 | 1] += 1;
          else this.#counts.set(feature, side === 0 ? [1, 0] : [0, 1]);
        }
  }

  /** On the side where it occurs most. */
  count(feature: string): number {
    const counts = this.#counts.get(feature);
    return counts ? Math.max(counts[0], counts[1]) : 0;
  }

  /** In bits: how much rarer than one in one it is that a stranger shares this feature. `base` is added to its count. */
  worth(feature: string, base = 0): number {
    return Math.log2(this.#population / Math.max(1, this.count(feature) + base));
  }

  /** In bits: how unlikely it is before looking that one particular record of the other side is the partner. */
  get stranger(): number {
    return Math.log2(this.#population);
  }

  /** Of a word in a name. */
  word(word: string): WordFacts {
    const known = this.#words.get(word);
    if (known) return known;
    const name = feature.word(word);
    const held = this.count(name);
    // why: a longer word that each side holds once is likely rarer than once in so many.
    const rare = held === 1 && word.length >= 5 && !isCommon(word) ? 1.3 : 0;
    const worth = this.worth(name, isCommon(word) ? commonBase : word.length === 1 ? letterBase : 0) + rare;
    this.#words.set(word, { worth, held });
    return { worth, held };
  }
}
