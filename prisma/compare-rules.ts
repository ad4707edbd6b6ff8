// The rules of comparing of an administration, by field: every version kept with who saved it and why; the last one holds.
import type { EntityName } from "../core/entities/entity.ts";
import { entities, entityNames } from "../core/entities/index.ts";
import { refusal } from "../core/permissions.ts";
import {
  type CompareRule,
  type CompareRules,
  compareRule,
  isNoRule,
  noRule,
  ruleFor,
} from "../core/reconcile/compare-rules.ts";
import type { RulesByEntity } from "../core/reconcile/rules-file.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";

export interface RuleVersion {
  entity: EntityName;
  field: string;
  version: number;
  rule: CompareRule;
  why: string;
  savedBy: string;
  savedAt: string;
}

type Row = Omit<RuleVersion, "rule"> & { content: string };

const read = ({ content, ...row }: Row): RuleVersion => ({ ...row, rule: compareRule.parse(JSON.parse(content)) });

/** Every version of an administration's rules, newest first; of one kind of data, or of all. */
export const ruleVersions = (db: Database, administrationId: number, entity: EntityName | null = null): RuleVersion[] =>
  db
    .prepare<[Record<string, unknown>], Row>(
      `SELECT entity, field, version, content, why, displayName AS savedBy, savedAt
       FROM compare_rule JOIN account ON account.id = savedById
       WHERE administrationId = @administrationId AND (@entity IS NULL OR entity = @entity) ORDER BY compare_rule.id DESC`,
    )
    .all({ administrationId, entity })
    .map(read);

/** The rules that hold now, by field. */
export function rulesOf(db: Database, administrationId: number, entity: EntityName): CompareRules {
  const rules: Record<string, CompareRule> = {};
  for (const { field, rule } of ruleVersions(db, administrationId, entity)) rules[field] ??= rule;
  return Object.fromEntries(Object.entries(rules).filter(([, rule]) => !isNoRule(rule)));
}

/** Those of every entity that has any. */
export const allRulesOf = (db: Database, administrationId: number): RulesByEntity =>
  Object.fromEntries(
    entityNames
      .map((entity) => [entity, rulesOf(db, administrationId, entity)] as const)
      .filter(([, rules]) => Object.keys(rules).length > 0),
  );

/** A field that an entity does not compare, or a rule that means nothing for it. */
export class RuleRefused extends Error {}

/**
 * Saves a new version, for administrators; false where it says what the last one says. It moves verdicts with the next
 * complete run, which is the caller's to ask for.
 */
export function saveRule(
  db: Database,
  who: Person,
  about: { administrationId: number; entity: EntityName; field: string },
  given: { rule: CompareRule; why: string },
): boolean {
  const { administrationId, entity, field } = about;
  const kind = entities[entity].compared.find(({ name }) => name === field)?.kind;
  if (!kind || refusal(who, "administer")) throw new RuleRefused(`${entity} ${field}`);
  const rule = ruleFor(kind, given.rule);
  return inOneTransaction(db, () => {
    const last = ruleVersions(db, administrationId, entity).find((one) => one.field === field);
    if (JSON.stringify(last?.rule ?? noRule) === JSON.stringify(rule)) return false;
    const version = (last?.version ?? 0) + 1;
    db.prepare(
      `INSERT INTO compare_rule (administrationId, entity, field, version, content, why, savedById, savedAt)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(administrationId, entity, field, version, JSON.stringify(rule), given.why, who.id, instant());
    const { map, ...said } = rule;
    // why: events outlive everything, and what a map names may be a value of a record.
    const detail = { field, version, ...said, mapped: Object.keys(map).length };
    appendEvent(db, { kind: "compare_rule_saved", who, administrationId, entity, subject: field, detail });
    return true;
  });
}
