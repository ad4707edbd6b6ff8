// Suggestions measured on labelled sets, at the one threshold that ships, and timed at 10,000 records on each side.
import type { EntityName } from "../core/entities/entity.ts";
import { type Suggestion, suggest } from "../core/suggest/suggest.ts";
import type { Bench } from "./index.ts";
import { labelledEmployees } from "./suggest-employees.ts";
import type { Kind } from "./suggest-register.ts";
import { type LabelledSet, labelledSet } from "./suggest-set.ts";

const plain = { bare: true, moved: 0.04, typos: 0.12, families: 0.06 };
const kinds: Kind[] = [
  { ...plain, name: "name, address, city" },
  { ...plain, name: "many typing errors", typos: 0.4 },
  { ...plain, name: "many moved", moved: 0.15 },
  { ...plain, name: "families and branches", families: 0.4 },
  { ...plain, name: "all fields", bare: false },
  { name: "all fields, everything wrong", bare: false, moved: 0.15, typos: 0.4, families: 0.4 },
];

/** Shares of suggestions shown that are right, of true pairs that are shown, and of true pairs shown in first place. */
function measured(set: LabelledSet, found: readonly Suggestion[]) {
  const right = found.filter(({ globe, milestones }) => set.truth.get(globe) === milestones).length;
  const places = new Map<string, string>();
  for (const { globe, milestones } of found) if (!places.has(globe)) places.set(globe, milestones);
  const firstRight = [...places].filter(([globe, milestones]) => set.truth.get(globe) === milestones).length;
  const precision = right / found.length;
  const recall = right / set.truth.size;
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    firstRight: firstRight / set.truth.size,
  };
}

/** Figures in percent and seconds. */
export async function benchSuggest(): Promise<Bench> {
  const figures: Bench["figures"] = [];
  for (const removed of [0, 0.5]) {
    const half = removed > 0 ? ", half of the partners removed" : "";
    const add = (name: string, entity: EntityName, set: LabelledSet) => {
      const { precision, recall, f1, firstRight } = measured(set, suggest(entity, set));
      for (const [what, share] of Object.entries({ precision, recall, F1: f1, "first-right": firstRight }))
        figures.push({ label: `${name}${half}: ${what}`, value: share * 100, unit: "%" });
    };
    for (const kind of kinds) add(kind.name, "customer", labelledSet(kind, 3000, 2026, removed));
    add("employees", "employee", labelledEmployees(1500, 2026, removed));
  }
  const large = labelledSet(kinds[0] as Kind, 10_000, 7);
  const seconds = [1, 2, 3].map(() => {
    const began = performance.now();
    suggest("customer", large);
    return (performance.now() - began) / 1000;
  });
  figures.push({ label: "10,000 against 10,000, the fastest of three", value: Math.min(...seconds), unit: "s" });
  return { name: "Suggestions", figures };
}
