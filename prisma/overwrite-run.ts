// A complete run under the policy "overwrite by itself": its differences become approved decisions of the policy, never
// of a person, with the same changes, events, fingerprints and way to Milestones as a person's.
import type { EntityName } from "../core/entities/entity.ts";
import { isTooMuch } from "../core/overwrite-policy.ts";
import { comparedStatuses } from "../core/reconcile/compare.ts";
import { policyUsername } from "./accounts.ts";
import { type Database, prepared } from "./database.ts";
import { proofOf } from "./decision-rows.ts";
import { entityState, markDecided } from "./entity-state.ts";
import { appendEvent } from "./events.ts";
import { policyOf } from "./overwrite-policies.ts";
import { countsOf, type Overwrite, overwritesOf } from "./overwrites.ts";

interface Run {
  administrationId: number;
  entity: EntityName;
  runId: number;
  at: string;
}

/** In the transaction that closes the run as complete, after its verdicts stand. */
export function followPolicy(db: Database, run: Run): void {
  const { administrationId, entity, runId, at } = run;
  const policy = policyOf(db, administrationId, entity);
  if (policy.mode !== "overwrite" || policy.id === null) return;
  const found = overwritesOf(db, administrationId, entity, policy);
  // why: this run began before those were written, and saw Milestones as it was.
  const late = endedSince(db, run);
  const flowing = found.filter(({ changes, pairId }) => changes.length > 0 && !late.has(pairId));
  const { lastCounts } = entityState(db, administrationId, entity);
  const pairs = comparedStatuses.reduce((sum, status) => sum + lastCounts[status], 0);
  const halted = isTooMuch(policy, flowing.length, pairs);
  const { held } = countsOf(found);
  db.prepare(`INSERT INTO policy_run (runId, policyId, pairs, held, halted) VALUES (?, ?, ?, ?, ?)`).run(
    runId,
    policy.id,
    flowing.length,
    held,
    halted ? 1 : 0,
  );
  if (halted) {
    const detail = {
      version: policy.version,
      overwrites: flowing.length,
      of: pairs,
      limitPercent: policy.limitPercent,
    };
    appendEvent(db, { kind: "policy_halted", who: null, administrationId, entity, subject: String(runId), detail }, at);
    return;
  }
  if (flowing.length === 0) return;
  const who = { id: actorOf(db, at), username: `policy ${entity} ${policy.version}` };
  for (const overwrite of flowing) decideBy(db, run, policy.id, who, overwrite);
  markDecided(db, administrationId, entity);
}

function endedSince(db: Database, { administrationId, entity, runId }: Run): Set<number> {
  const ids = db
    .prepare<[number, string, number], number>(
      `SELECT pairId FROM decision WHERE administrationId = ? AND entity = ? AND pairId IS NOT NULL
         AND endedAt >= (SELECT startedAt FROM run WHERE id = ?)`,
    )
    .pluck()
    .all(administrationId, entity, runId);
  return new Set(ids);
}

/** A decision must name an account; this one is made when a policy first decides. */
function actorOf(db: Database, at: string): number {
  db.prepare(
    `INSERT INTO account (username, displayName, passwordHash, role, disabled, createdAt)
     VALUES (?, 'Tieout', '', 'viewer', 1, ?) ON CONFLICT (username) DO NOTHING`,
  ).run(policyUsername, at);
  const id = db.prepare<[string], number>(`SELECT id FROM account WHERE username = ?`).pluck().get(policyUsername);
  if (id === undefined) throw new Error("the policy's account was just made");
  return id;
}

function decideBy(
  db: Database,
  { administrationId, entity, at }: Run,
  policyId: number,
  who: { id: number; username: string },
  { pairId, key, title, status, fingerprint, changes }: Overwrite,
): void {
  const { lastInsertRowid } = prepared<[Record<string, unknown>]>(
    db,
    `INSERT INTO decision (administrationId, entity, key, title, pairId, status, action, state, reason, comment,
       fingerprint, proposedById, proposedAt, decidedById, decidedAt, policyId)
     VALUES (@administrationId, @entity, @key, @title, @pairId, @status, 'take_globe', 'approved', 'policy', '',
       @fingerprint, @who, @at, @who, @at, @policyId)`,
  ).run({ administrationId, entity, key, title, pairId, status, fingerprint, who: who.id, at, policyId });
  const decisionId = Number(lastInsertRowid);
  const addChange = prepared<[number, string, string, string]>(
    db,
    `INSERT INTO "change" (decisionId, field, "from", "to") VALUES (?, ?, ?, ?)`,
  );
  for (const { field, from, to } of changes) addChange.run(decisionId, field, from, to);
  prepared<[number, number]>(db, `UPDATE pair SET decisionId = ?, decisionState = 'approved' WHERE id = ?`).run(
    decisionId,
    pairId,
  );
  const fields = changes.map(({ field }) => field);
  const proof = proofOf({ comment: "", changes });
  const detail = { action: "take_globe", status, reason: "policy", fingerprint, fields, proof };
  const about = { who, administrationId, entity, subject: key, decisionId };
  appendEvent(db, { kind: "decision_proposed", ...about, detail }, at);
  appendEvent(db, { kind: "decision_approved", ...about }, at);
}
