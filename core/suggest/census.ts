// How often each feature occurs on each side, and so what it is worth when two records share it: what many have in
// common proves little.
import type { Profile } from "./profile.ts";

/** Records imagined beyond those that stand alone, so that in a short list not everything looks rare. */
const imagined = 2000;

export class Census {
  readonly #counts = new Map<string, [number, number]>();
  readonly #population: number;

  constructor(globe: readonly Profile[], milestones: readonly Profile[]) {
    this.#population = Math.max(globe.length, milestones.length) + imagined;
    for (const [side, profiles] of [globe, milestones].entries())
      for (const { features } of profiles)
        for (const feature of features) {
          const counts = this.#counts.get(feature) ?? [0, 0];
          counts[side as 0 | 1] += 1;
          this.#counts.set(feature, counts);
        }
  }

  /** On the side where it occurs most. */
  count(feature: string): number {
    return Math.max(...(this.#counts.get(feature) ?? [0, 0]));
  }

  /** In bits: how much rarer than one in one it is that a stranger shares this feature. `base` is added to its count. */
  worth(feature: string, base = 0): number {
    return Math.log2(this.#population / Math.max(1, this.count(feature) + base));
  }

  /** In bits: how unlikely it is before looking that one particular record of the other side is the partner. */
  get stranger(): number {
    return Math.log2(this.#population);
  }
}
