// The verdict: every rule's finding, what blocks first. The same facts always give the same findings in the same order.
import { createHash } from "node:crypto";
import type { EntityName } from "../entities/entity.ts";
import type { Facts } from "./facts.ts";
import type { Judged, Outcome, Severity } from "./finding.ts";
import type { RuleCode } from "./rule-texts.ts";
import { type Area, type Rule, rules } from "./rules.ts";
import type { Owner, Source } from "./texts.ts";

export interface Finding extends Judged {
  code: RuleCode;
  area: Area;
  /** The rule's own: what it can come to at most. */
  severity: Severity;
  owner: Owner;
  source: Source;
  /** Whether it stands in the way of going live. */
  blocks: boolean;
  /** How many rows. */
  count: number;
  /** The pairs among the rows, by entity: what a grid opens on. */
  pairs: { entity: EntityName; keys: string[] }[];
}

export interface Verdict {
  ready: boolean;
  /** How many findings block: blocking ones, and blocking rules without an answer. */
  blocks: number;
  outcomes: Record<Outcome, number>;
}

/** The rules that are asked in this scope. */
export const asked = ({ scope }: Pick<Facts, "scope">): Rule[] =>
  rules.filter(({ asks }) => asks === "always" || scope === "installation");

/** A finding a rule: what blocks first, then by outcome, money, rows, and the order of the rules. */
export function judge(facts: Facts): Finding[] {
  return asked(facts)
    .map((rule) => finding(rule, rule.judge(facts)))
    .sort(
      (a, b) =>
        rank(a) - rank(b) || (b.money?.own ?? 0) - (a.money?.own ?? 0) || b.count - a.count || placeOf(a) - placeOf(b),
    );
}

const order: readonly Outcome[] = ["blocking", "major", "minor", "unknown", "ok"];

// why: what is not known and blocks stands right after what is known to block.
const rank = ({ blocks, outcome }: Finding): number => (blocks && outcome === "unknown" ? 0.5 : order.indexOf(outcome));

const places = new Map(rules.map(({ code }, at) => [code, at]));
const placeOf = ({ code }: Finding): number => places.get(code) ?? 0;

function finding({ code, area, severity, owner, source }: Rule, judged: Judged): Finding {
  const blocks = judged.outcome === "blocking" || (judged.outcome === "unknown" && severity === "blocking");
  const pairs = new Map<EntityName, string[]>();
  for (const { entity, key } of judged.rows) {
    if (entity === null) continue;
    const keys = pairs.get(entity) ?? [];
    pairs.set(entity, keys);
    keys.push(key);
  }
  return {
    ...{ code, area, severity, owner, source, blocks },
    ...judged,
    count: judged.rows.length,
    pairs: [...pairs].map(([entity, keys]) => ({ entity, keys })),
  };
}

export function verdictOf(findings: readonly Finding[]): Verdict {
  const outcomes: Verdict["outcomes"] = { blocking: 0, major: 0, minor: 0, unknown: 0, ok: 0 };
  for (const { outcome } of findings) outcomes[outcome] += 1;
  const blocks = findings.filter((one) => one.blocks).length;
  return { ready: blocks === 0, blocks, outcomes };
}

/** SHA-256 over what was found: a sign-off is bound to it and lapses when it moves. */
export function findingsFingerprint(findings: readonly Finding[]): string {
  const told = [...findings]
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map(({ code, outcome, rows, missing }) => [
      code,
      outcome,
      missing,
      rows.map(({ kind, key, notes, money }) => [kind, key, notes, money]),
    ]);
  return createHash("sha256").update(JSON.stringify(told)).digest("hex");
}
