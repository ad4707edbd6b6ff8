// An entity's pairs after the join: what is suspect is read again on both sides and judged by the core.
import type { Entity, EntityName, Field } from "../../core/entities/index.ts";
import { type Cell, compare, type Status } from "../../core/reconcile/compare.ts";
import type { CompareRules } from "../../core/reconcile/compare-rules.ts";
import type { Side, Values } from "../../core/reconcile/normalise.ts";
import type { Candidate } from "../../core/suggest/profile.ts";
import type { Joined, Suspect } from "./join.ts";
import { sides } from "./plan.ts";
import type { SideSource } from "./side-client.ts";

/** A pair that is not equal. */
export interface Line {
  key: string;
  status: Exclude<Status, "equal" | "not_comparable">;
  cells: Cell[];
  /** Canonical texts by field, where they were asked for and the side holds one record. */
  globe?: Values;
  milestones?: Values;
}

export interface Compared {
  entity: EntityName;
  /** The compared fields of this run. */
  fields: readonly Field[];
  /** Pairs that are not equal, by code point of the key. With `values`, both records' texts too. */
  lines(values?: "with values"): AsyncIterable<Line>;
  /** Known when the lines were read to their end. */
  equal(): number;
  /** The records that stand alone, with their texts. */
  alone(): Promise<Record<Side, Candidate[]>>;
}

export type Sources = Record<Side, SideSource>;

/** Suspects are looked at again in groups of this many. */
const groupSize = 2000;

/** The pairs of an entity, once both sides are read. */
export function comparison(
  entity: Entity,
  fields: readonly Field[],
  joined: Joined,
  sources: Sources,
  rules: CompareRules = {},
): Compared {
  let equal = joined.equal;
  return {
    entity: entity.name,
    fields,
    equal: () => equal,
    async alone() {
      const [globe, milestones] = await settled(
        sides.map(async (side) => {
          const alone = joined.suspects.filter((suspect) => suspect.status === `only_in_${side}`);
          const records = alone.map((suspect) => suspect[side]);
          const texts = await sources[side].values(entity.name, records);
          return alone.map(({ key }, at) => ({ key, values: named(fields, texts[at] ?? []) }));
        }),
      );
      return { globe: globe ?? [], milestones: milestones ?? [] };
    },
    async *lines(withValues) {
      equal = joined.equal;
      const wanted = (suspect: Suspect, side: Side) =>
        suspect[side] >= 0 && (withValues !== undefined || suspect.status === "digests_differ");
      for (let from = 0; from < joined.suspects.length; from += groupSize) {
        const group = joined.suspects.slice(from, from + groupSize);
        const [globe, milestones] = await settled(
          sides.map(async (side) => {
            const asked = group.filter((suspect) => wanted(suspect, side));
            const texts = await sources[side].values(
              entity.name,
              asked.map((suspect) => suspect[side]),
            );
            return new Map(asked.map((suspect, at) => [suspect, named(fields, texts[at] ?? [])]));
          }),
        );
        for (const suspect of group) {
          const line = lineOf(suspect, fields, rules, globe?.get(suspect), milestones?.get(suspect));
          if (line) yield line;
          else equal += 1;
        }
      }
    },
  };
}

const named = (fields: readonly Field[], texts: readonly string[]): Values =>
  Object.fromEntries(fields.map((field, at) => [field.name, texts[at] ?? ""]));

/** Undefined where the two turn out to be equal after all, by a rule that needs both texts. */
function lineOf(
  suspect: Suspect,
  fields: readonly Field[],
  rules: CompareRules,
  globe?: Values,
  milestones?: Values,
): Line | undefined {
  const { key, status } = suspect;
  if (status !== "digests_differ")
    return { key, status, cells: [], ...(globe && { globe }), ...(milestones && { milestones }) };
  if (!globe || !milestones) throw new Error(`${key} was not read again`);
  const { differing } = compare(fields, globe, milestones, undefined, rules);
  return differing.length === 0 ? undefined : { key, status: "different", cells: differing, globe, milestones };
}

/** All of them, but only when the last has ended: the first error by order of side is thrown then. */
export async function settled<Value>(promises: Promise<Value>[]): Promise<Value[]> {
  const outcomes = await Promise.allSettled(promises);
  return outcomes.map((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
}
