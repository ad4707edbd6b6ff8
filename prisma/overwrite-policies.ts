// The policy of each entity of an administration, each version kept with who saved it. Without one: review first.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { type Policy, policySchema, usualPolicy } from "../core/overwrite-policy.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";

/** `version` 0 and no id: nobody ever saved one. */
export type SavedPolicy = Policy & {
  id: number | null;
  version: number;
  savedBy: string | null;
  savedAt: string | null;
};

interface Row {
  id: number;
  version: number;
  content: string;
  savedBy: string;
  savedAt: string;
}

export function policyOf(db: Database, administrationId: number, entity: EntityName): SavedPolicy {
  const row = db
    .prepare<[number, string], Row>(
      `SELECT policy.id, version, content, displayName AS savedBy, savedAt FROM policy
         JOIN account ON account.id = savedById
       WHERE administrationId = ? AND entity = ? ORDER BY version DESC LIMIT 1`,
    )
    .get(administrationId, entity);
  if (!row) return { ...usualPolicy, id: null, version: 0, savedBy: null, savedAt: null };
  const { content, ...saved } = row;
  return { ...policySchema.parse(JSON.parse(content)), ...saved };
}

/**
 * Saves a new version, for whoever may administer; false where it says what the last one says. Throws a ZodError on a
 * field that the entity does not compare.
 */
export function savePolicy(
  db: Database,
  who: Person,
  about: { administrationId: number; entity: EntityName },
  given: Policy,
): boolean {
  const { administrationId, entity } = about;
  const compared = entities[entity].compared.map(({ name }) => name);
  const isKnown = ({ fields }: Policy) => fields === null || fields.every((name) => compared.includes(name));
  const policy = policySchema.refine(isKnown, { path: ["fields"], message: "not compared" }).parse(given);
  return inOneTransaction(db, () => {
    const { id: _, version, savedBy: __, savedAt: ___, ...last } = policyOf(db, administrationId, entity);
    if (JSON.stringify(policySchema.parse(last)) === JSON.stringify(policy)) return false;
    db.prepare(
      `INSERT INTO policy (administrationId, entity, version, content, savedById, savedAt) VALUES (?, ?, ?, ?, ?, ?)`,
    ).run(administrationId, entity, version + 1, JSON.stringify(policy), who.id, instant());
    const detail = { version: version + 1, ...policy };
    appendEvent(db, { kind: "policy_saved", who, administrationId, entity, subject: entity, detail });
    return true;
  });
}

export interface PolicyRun {
  at: string;
  /** Pairs that flowed; where it was halted, that would have. */
  pairs: number;
  /** Fields held for a person. */
  held: number;
  halted: boolean;
}

/** What the last complete run made of the policy as it is now; null where there was none yet. */
export function lastPolicyRun(db: Database, policyId: number | null): PolicyRun | null {
  const row = db
    .prepare<[number | null], Omit<PolicyRun, "halted"> & { halted: number }>(
      `SELECT finishedAt AS at, pairs, held, halted FROM policy_run JOIN run ON run.id = runId
       WHERE policyId = ? ORDER BY runId DESC LIMIT 1`,
    )
    .get(policyId);
  return row ? { ...row, halted: row.halted === 1 } : null;
}
