// Two sides' indexes joined by key: how many pairs are equal, and which keys need a second look or are not equal.
import type { Entity } from "../../core/entities/index.ts";
import { comparisonText } from "../../core/entities/kinds.ts";
import { byCodePoint } from "../../core/reconcile/compare.ts";
import type { SideIndex } from "./side.ts";
import { textAt } from "./texts.ts";

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

/** Joins on the compared key. Only records of companies that take part count. */
export function join(
  entity: Entity,
  globe: SideIndex,
  milestones: SideIndex,
  takesPart: { globe: TakesPart; milestones: TakesPart },
): Joined {
  const spellingCounts = comparisonText(entity.key.kind, "a") === "a";
  // Every compared key's place in the columns below, in which -1 is no record.
  const places = new Map<string, number>();
  const most = globe.records + milestones.records;
  const records = { globe: new Int32Array(most).fill(-1), milestones: new Int32Array(most).fill(-1) };
  const duplicate = new Uint8Array(most);
  const add = (side: "globe" | "milestones", index: SideIndex) => {
    const counts = index.companies.map(takesPart[side]);
    const own = records[side];
    for (let record = 0; record < index.records; record += 1) {
      if (!counts[index.company[record] as number]) continue;
      const key = textAt(index.keys, record);
      const compared = spellingCounts ? key : comparisonText(entity.key.kind, key);
      let place = places.get(compared);
      if (place === undefined) {
        place = places.size;
        places.set(compared, place);
      }
      if ((own[place] as number) >= 0) duplicate[place] = 1;
      else own[place] = record;
    }
  };
  add("globe", globe);
  add("milestones", milestones);

  let equal = 0;
  const suspects: Suspect[] = [];
  for (let place = 0; place < places.size; place += 1) {
    const [left, right] = [records.globe[place] as number, records.milestones[place] as number];
    const status = duplicate[place] === 1 ? "duplicate_key" : statusOf(left, right, globe, milestones);
    if (status === "equal") equal += 1;
    else {
      const key = left >= 0 ? textAt(globe.keys, left) : textAt(milestones.keys, right);
      suspects.push({ key, status, globe: left, milestones: right });
    }
  }
  suspects.sort((left, right) => byCodePoint(left.key, right.key));
  return { equal, suspects };
}

function statusOf(left: number, right: number, globe: SideIndex, milestones: SideIndex): Suspect["status"] | "equal" {
  if (right < 0) return "only_in_globe";
  if (left < 0) return "only_in_milestones";
  return globe.digestA[left] === milestones.digestA[right] && globe.digestB[left] === milestones.digestB[right]
    ? "equal"
    : "digests_differ";
}
