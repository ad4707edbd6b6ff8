// Rules of comparing as a file, for comparing without an installation: by entity, by field, what each rule says. An
// installation writes it, and what it leaves out is as delivered.
import { z } from "zod";
import { type EntityName, entities, entityNames } from "../entities/index.ts";
import { TieoutError } from "../errors.ts";
import { type CompareRules, compareRule, isNoRule, ruleFor } from "./compare-rules.ts";

/** Rules by entity; one without any is compared as delivered. */
export type RulesByEntity = Readonly<Partial<Record<EntityName, CompareRules>>>;

const shape = z.partialRecord(z.enum(entityNames), z.record(z.string(), compareRule));

/** Throws rules_wrong, with what is wrong, where it is no rule, of no field, or means nothing for the field. */
export function rulesIn(json: unknown, file: string): RulesByEntity {
  const wrong = (reason: string) => new TieoutError("rules_wrong", { values: { file, reason } });
  const read = shape.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw wrong([issue?.path.join("."), issue?.message].filter(Boolean).join(": "));
  }
  const found: Partial<Record<EntityName, CompareRules>> = {};
  for (const name of entityNames) {
    const given = Object.entries(read.data[name] ?? {}).map(([field, rule]) => {
      const kind = entities[name].compared.find((one) => one.name === field)?.kind;
      if (!kind) throw wrong(`${name} has no compared field ${field}`);
      const meant = ruleFor(kind, rule);
      if (isNoRule(meant) && !isNoRule(rule)) throw wrong(`${name}.${field}: such a rule means nothing for this field`);
      return [field, meant] as const;
    });
    if (given.length > 0) found[name] = Object.fromEntries(given);
  }
  return found;
}
