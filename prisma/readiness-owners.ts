// Who sees to what a rule of the go-live check found. Events alone: the last one of a rule says who.
import { refusal } from "../core/permissions.ts";
import type { RuleCode } from "../core/readiness/rule-texts.ts";
import { type Database, inOneTransaction } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";
import { readinessEvents } from "./readiness-events.ts";

export interface RuleOwner {
  id: number;
  name: string;
}

/** By rule; a rule without one is absent. */
export function readinessOwners(db: Database, administrationId: number): Map<string, RuleOwner> {
  const owners = new Map<string, RuleOwner>();
  for (const { subject, detail } of readinessEvents(db, administrationId, "readiness_owner_set")) {
    const { owner } = JSON.parse(detail) as { owner: RuleOwner | null };
    if (owner) owners.set(subject ?? "", owner);
    else owners.delete(subject ?? "");
  }
  return owners;
}

/** Names the owner of a rule, or nobody; answers why not. */
export function nameOwner(
  db: Database,
  administrationId: number,
  who: Person,
  given: { rule: RuleCode; accountId: number | null },
): "role" | "account" | null {
  if (refusal(who, "propose") !== null) return "role";
  return inOneTransaction(db, () => {
    const owner =
      given.accountId === null
        ? null
        : (db
            .prepare<[number], RuleOwner>(`SELECT id, displayName AS name FROM account WHERE id = ? AND NOT disabled`)
            .get(given.accountId) ?? null);
    if (given.accountId !== null && owner === null) return "account";
    const before = readinessOwners(db, administrationId).get(given.rule) ?? null;
    if (before?.id === owner?.id) return null;
    appendEvent(db, { kind: "readiness_owner_set", who, administrationId, subject: given.rule, detail: { owner } });
    return null;
  });
}
