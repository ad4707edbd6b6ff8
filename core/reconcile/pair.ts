// One key and what each side holds under it, judged. Who is who comes first (the key), then what differs.
import { createHash } from "node:crypto";
import type { Entity, Field } from "../entities/entity.ts";
import type { Rule } from "../entities/kinds.ts";
import { type Cell, compare, type Status, statusOf } from "./compare.ts";
import type { CompareRules } from "./compare-rules.ts";
import { keyOf, type Side, type Values, values } from "./normalise.ts";
import type { RawRecord, Resolving } from "./references.ts";

/** A record as it is stored and compared. */
export interface NormalRecord {
  values: Values;
  raw: RawRecord;
}

/** A key with the records of both sides, judged. */
export interface JudgedPair {
  /** As printed: Globe's spelling where Globe has the record. */
  key: string;
  /** As compared: unique within an entity. */
  comparedKey: string;
  /** Milestones' own key, as printed, where people marked the two as the same under two codes; null elsewhere. */
  linkedKey: string | null;
  status: Exclude<Status, "not_comparable">;
  globe: NormalRecord[];
  milestones: NormalRecord[];
  differing: Cell[];
  byRule: Record<string, Rule[]>;
  /** Hash of both sides' canonical texts: an approval is bound to it and lapses when it moves. */
  fingerprint: string;
}

/**
 * Judges what both sides hold under one compared key. `fields` are the comparable ones of this run, with the rules' own
 * maps; `rules` loosen their comparison.
 */
export function judge(
  entity: Entity,
  fields: readonly Field[],
  references: Resolving,
  held: { globe: readonly RawRecord[]; milestones: readonly RawRecord[] },
  rules: CompareRules = {},
): JudgedPair {
  const normal = (side: Side, records: readonly RawRecord[]): NormalRecord[] =>
    records.map((raw) => ({ raw, values: values(fields, side, raw, references) }));
  const globe = normal("globe", held.globe);
  const milestones = normal("milestones", held.milestones);
  const [left, right] = [globe[0], milestones[0]];
  const single = left && right && globe.length === 1 && milestones.length === 1;
  const { differing, byRule } = single
    ? compare(fields, left.values, right.values, references, rules)
    : { differing: [], byRule: {} };
  const first = held.globe[0]
    ? keyOf(entity, "globe", held.globe[0])
    : keyOf(entity, "milestones", held.milestones[0] ?? {});
  return {
    key: first.printed,
    comparedKey: first.compared,
    linkedKey: left && right ? otherKey(entity, first.compared, held.milestones[0]) : null,
    status: statusOf(globe.length, milestones.length, differing.length),
    globe,
    milestones,
    differing,
    byRule,
    fingerprint: fingerprint(globe, milestones),
  };
}

function otherKey(entity: Entity, compared: string, record: RawRecord = {}): string | null {
  const own = keyOf(entity, "milestones", record);
  return own.compared === compared ? null : own.printed;
}

/** SHA-256 over the canonical texts of both sides, in the order of the field table. */
export function fingerprint(globe: readonly NormalRecord[], milestones: readonly NormalRecord[]): string {
  const texts = JSON.stringify([globe.map((record) => record.values), milestones.map((record) => record.values)]);
  return createHash("sha256").update(texts).digest("hex");
}
