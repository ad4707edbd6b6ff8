// Two sides' indexes joined by key: how many pairs are equal, and which keys need a second look or are not equal.
import type { Entity } from "../../core/entities/index.ts";
import { comparisonText } from "../../core/entities/kinds.ts";
import { byCodePoint } from "../../core/reconcile/compare.ts";
import type { SideIndex } from "./side.ts";

/** A key whose pair is not known to be equal. Records by their place in the index; -1 is none. */
export interface Suspect {
  key: string;
  status: "only_in_globe" | "only_in_milestones" | "duplicate_key" | "digests_differ";
  globe: number;
  milestones: number;
}

export interface Joined {
  equal: number;
  /** By code point of the printed key. */
  suspects: Suspect[];
}

/** Which companies take part: a test on a company's place in an index. */
export type TakesPart = (company: string) => boolean;

interface Held {
  key: string;
  globe: number;
  milestones: number;
  duplicate: boolean;
}

/** Joins on the compared key. Only records of companies that take part count. */
export function join(
  entity: Entity,
  globe: SideIndex,
  milestones: SideIndex,
  takesPart: { globe: TakesPart; milestones: TakesPart },
): Joined {
  const spellingCounts = comparisonText(entity.key.kind, "a") === "a";
  const held = new Map<string, Held>();
  const add = (side: "globe" | "milestones", index: SideIndex) => {
    const counts = index.companies.map(takesPart[side]);
    for (let record = 0, from = 0; record < index.records; record += 1) {
      const to = index.keyEnds[record] as number;
      const key = index.keys.slice(from, to);
      from = to;
      if (!counts[index.company[record] as number]) continue;
      const compared = spellingCounts ? key : comparisonText(entity.key.kind, key);
      const pair = held.get(compared);
      if (!pair) {
        const alone = { key, globe: -1, milestones: -1, duplicate: false };
        alone[side] = record;
        held.set(compared, alone);
      } else if (pair[side] >= 0) pair.duplicate = true;
      else pair[side] = record;
    }
  };
  add("globe", globe);
  add("milestones", milestones);

  let equal = 0;
  const suspects: Suspect[] = [];
  for (const pair of held.values()) {
    const status = statusOf(pair, globe, milestones);
    if (status === "equal") equal += 1;
    else suspects.push({ key: pair.key, status, globe: pair.globe, milestones: pair.milestones });
  }
  suspects.sort((left, right) => byCodePoint(left.key, right.key));
  return { equal, suspects };
}

function statusOf(pair: Held, globe: SideIndex, milestones: SideIndex): Suspect["status"] | "equal" {
  if (pair.duplicate) return "duplicate_key";
  if (pair.milestones < 0) return "only_in_globe";
  if (pair.globe < 0) return "only_in_milestones";
  return globe.digestA[pair.globe] === milestones.digestA[pair.milestones] &&
    globe.digestB[pair.globe] === milestones.digestB[pair.milestones]
    ? "equal"
    : "digests_differ";
}
