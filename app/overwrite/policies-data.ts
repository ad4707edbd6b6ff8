// The policies of an administration as their section shows and saves them, with what each choice would overwrite now.
import { data } from "@remix-run/node";
import { z } from "zod";
import { type EntityName, entities, entityNames } from "../../core/entities/index.ts";
import { usualPolicy } from "../../core/overwrite-policy.ts";
import type { PolicyRun, SavedPolicy } from "../../prisma/overwrite-policies.ts";
import type { OverwriteCounts } from "../../prisma/overwrites.ts";
import { administrationIn, type Visit } from "../session/guard.ts";

export interface PolicyShown {
  entity: EntityName;
  policy: SavedPolicy;
  fields: string[];
  /** What overwriting by itself would write as both sides stand now: conflicts held, or overwritten too. */
  now: Record<"hold" | "overwrite", OverwriteCounts>;
  last: PolicyRun | null;
}

export function policiesShown(visit: Visit): PolicyShown[] {
  const { db, store } = visit.context;
  const { id } = administrationIn(visit);
  return entityNames.map((entity) => {
    const policy = store.policyOf(db, id, entity);
    const would = (conflicts: "hold" | "overwrite") =>
      store.countsOf(store.overwritesOf(db, id, entity, { ...policy, conflicts }));
    return {
      entity,
      policy,
      fields: entities[entity].compared.map(({ name }) => name),
      now: { hold: would("hold"), overwrite: would("overwrite") },
      last: store.lastPolicyRun(db, policy.id),
    };
  });
}

export const policyInput = z.object({
  do: z.literal("policy"),
  entity: z.enum(entityNames),
  mode: z.enum(["review", "overwrite"]),
  conflicts: z.enum(["hold", "overwrite"]).default(usualPolicy.conflicts),
  creates: z.literal("on").optional(),
  limitPercent: z.coerce.number().int().min(1).max(100),
  "fields[]": z.array(z.string().max(100)).max(100).default([]),
});

/** All fields ticked are "all", so that a field added later flows too; none are refused. */
export function policySaved(visit: Visit, input: z.infer<typeof policyInput>): void {
  const { db, store } = visit.context;
  const { entity, mode, conflicts, limitPercent } = input;
  const compared = entities[entity].compared.map(({ name }) => name);
  const chosen = compared.filter((name) => input["fields[]"].includes(name));
  if (chosen.length === 0) throw data({ problem: null }, { status: 400 });
  const fields = chosen.length === compared.length ? null : chosen;
  const policy = { mode, fields, creates: input.creates === "on", conflicts, limitPercent };
  store.savePolicy(db, visit.account, { administrationId: administrationIn(visit).id, entity }, policy);
}
