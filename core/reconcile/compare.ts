// What a pair comes to: its status, and the cells that differ or count as equal only by a rule.
import type { Field } from "../entities/entity.ts";
import { type Kind, type Rule, verdict } from "../entities/kinds.ts";
import { type CompareRules, equalByRule } from "./compare-rules.ts";
import type { Values } from "./normalise.ts";
import type { Resolving } from "./references.ts";

export type Status =
  | "equal"
  | "different"
  | "only_in_globe"
  | "only_in_milestones"
  | "duplicate_key"
  /** A pull was incomplete, so nothing may be called missing. */
  | "not_comparable";

/** The statuses a comparison can find, in the order in which they are counted and shown. */
export const comparedStatuses = ["equal", "different", "only_in_globe", "only_in_milestones", "duplicate_key"] as const;

export const statuses = [...comparedStatuses, "not_comparable"] as const satisfies readonly Status[];

/** A field in which two records differ; canonical texts, "" is empty. */
export interface Cell {
  field: string;
  globe: string;
  milestones: string;
}

export interface Comparison {
  differing: Cell[];
  /** Fields equal only by a rule, with the rules. */
  byRule: Record<string, Rule[]>;
}

/** Compares two records' canonical texts field by field, loosened by the rules. Pure; compare(a, a) finds nothing. */
export function compare(
  fields: readonly Field[],
  globe: Values,
  milestones: Values,
  references?: Pick<Resolving, "areLinked">,
  rules: CompareRules = {},
): Comparison {
  const differing: Cell[] = [];
  const byRule: Record<string, Rule[]> = {};
  for (const { name, kind } of fields) {
    const left = globe[name] ?? "";
    const right = milestones[name] ?? "";
    if (left === right) continue;
    const found = verdictBy(kind, rules[name], left, right);
    if (!found.equal && references?.areLinked(kind, left, right)) byRule[name] = ["linked"];
    else if (!found.equal) differing.push({ field: name, globe: left, milestones: right });
    else if (found.rules.length > 0) byRule[name] = found.rules;
  }
  return { differing, byRule };
}

/** What two canonical texts of a field come to by its kind, and by an administration's rule where there is one. */
export function verdictBy(
  kind: Kind,
  rule: CompareRules[string] | undefined,
  globe: string,
  milestones: string,
): ReturnType<typeof verdict> {
  const found = verdict(kind, globe, milestones);
  const rules = found.equal || !rule ? null : equalByRule(kind, rule, globe, milestones);
  return rules ? { equal: true, rules } : found;
}

/** The status of a key, from how many records each side holds and whether two single ones differ. */
export function statusOf(globe: number, milestones: number, differing: number): Exclude<Status, "not_comparable"> {
  if (globe > 1 || milestones > 1) return "duplicate_key";
  if (milestones === 0) return "only_in_globe";
  if (globe === 0) return "only_in_milestones";
  return differing === 0 ? "equal" : "different";
}

export type Counts = Record<Status, number>;

export const noCounts = (): Counts => ({
  equal: 0,
  different: 0,
  only_in_globe: 0,
  only_in_milestones: 0,
  duplicate_key: 0,
  not_comparable: 0,
});

/** Order by code point, as keys are printed. */
export function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a === b) continue;
    // why: surrogates sort below U+E000..U+FFFF as code units, above them as code points.
    const surrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
    if (surrogate(a) !== surrogate(b)) return surrogate(a) ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}
