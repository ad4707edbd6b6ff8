// Decisions as they are read: with the changes they froze, and who proposed and decided them.
import { hash } from "node:crypto";
import type { EntityName } from "../core/entities/entity.ts";
import type { ErrorNote } from "../core/errors.ts";
import type { ApplyEnd } from "../core/ports/apply.ts";
import type { Change } from "../core/reconcile/change.ts";
import type { Status } from "../core/reconcile/compare.ts";
import type { DecisionAction, DecisionState, Scope } from "../core/states.ts";
import type { Database } from "./database.ts";
import type { LapsedBecause } from "./decision-standing.ts";
import type { DecisionModel } from "./generated/models.ts";

type Stored = DecisionModel & {
  entity: EntityName;
  status: Status;
  action: DecisionAction;
  scope: Scope;
  lapsedBecause: LapsedBecause | null;
  state: DecisionState;
  proposedBy: string;
  decidedBy: string | null;
  changes: string;
};

/** Key, title and status are the pair's as they were; pairId is null once the pair is gone. */
export type Decision = Omit<Stored, "changes" | "outcome"> & {
  changes: Change[];
  outcome: ApplyEnd | null;
  /** Whether its proposer approved it: the exception from four eyes. */
  selfApproved: boolean;
  /** What keeps it from being written to Milestones now. */
  waits: ErrorNote | null;
};

const select = `
  SELECT decision.id, administrationId, entity, key, title, pairId, status, action, scope, until, replacesId, lapsedBecause,
    partnerId, partnerKey, partnerFingerprint,
    state, reason, comment, fingerprint,
    proposedById, proposer.displayName AS proposedBy, proposedAt,
    decidedById, decider.displayName AS decidedBy, decidedAt, decidedComment, milestonesId, begunAt, endedAt, outcome, policyId,
    (SELECT json_group_array(json_object('field', field, 'from', "from", 'to', "to") ORDER BY "change".rowid)
     FROM "change" WHERE decisionId = decision.id) AS changes
  FROM decision JOIN account AS proposer ON proposer.id = proposedById
    LEFT JOIN account AS decider ON decider.id = decidedById`;

type Kept = ApplyEnd | { state: "waiting"; because: ErrorNote };

function outcomeOf({ state, outcome: json }: Stored): Pick<Decision, "outcome" | "waits"> {
  const kept = json === null ? null : (JSON.parse(json) as Kept);
  if (kept?.state !== "waiting") return { outcome: kept, waits: null };
  return { outcome: null, waits: state === "approved" || state === "applying" ? kept.because : null };
}

const read = (row: Stored): Decision => ({
  ...row,
  changes: JSON.parse(row.changes),
  // why: a policy's decisions name one account twice, and no person's.
  selfApproved: row.decidedById !== null && row.decidedById === row.proposedById && row.policyId === null,
  ...outcomeOf(row),
});

export function decisionsOfPair(
  db: Database,
  of: { administrationId: number; entity: EntityName; key: string; linkedKey: string },
): Decision[] {
  return db
    .prepare<[typeof of], Stored>(
      `${select} WHERE administrationId = @administrationId AND entity = @entity
         AND (key IN (@key, @linkedKey) OR partnerKey = @key) ORDER BY decision.id DESC`,
    )
    .all(of)
    .map(read);
}

/** A hash over what the event of a proposal leaves out: what it changes, and the comment. */
export const proofOf = ({ comment, changes }: { comment: string; changes: readonly Change[] }): string =>
  hash("sha256", JSON.stringify([comment, changes.map(({ field, from, to }) => [field, from, to])]));

/** Decisions that no longer say what the event of their proposal proves. */
export function alteredDecisions(db: Database): number[] {
  const proofs = new Map(
    db
      .prepare<[], [number, string]>(
        `SELECT decisionId, detail ->> 'proof' FROM event WHERE kind = 'decision_proposed'`,
      )
      .raw()
      .all(),
  );
  const all = db.prepare<[], Stored>(`${select} ORDER BY decision.id`).all().map(read);
  return all.filter((decision) => proofs.get(decision.id) !== proofOf(decision)).map(({ id }) => id);
}

/** How many proposals of others wait for an answer, by entity; those with none are left out. */
export function waitingFor(
  db: Database,
  administrationId: number,
  who: number,
): { entity: EntityName; count: number }[] {
  return db
    .prepare<[number, number], { entity: EntityName; count: number }>(
      `SELECT entity, count(*) AS count FROM decision
       WHERE administrationId = ? AND state = 'proposed' AND proposedById <> ? GROUP BY entity ORDER BY entity`,
    )
    .all(administrationId, who);
}

export interface DecisionFilter {
  administrationId: number;
  entity?: EntityName;
  states?: readonly DecisionState[];
  /** Only those that this job made or moved. */
  job?: number | undefined;
  /** Only decisions with a lower number: the next page. */
  before?: number | undefined;
  limit?: number;
}

/** Decisions, newest first. */
export function decisions(db: Database, filter: DecisionFilter): Decision[] {
  return db
    .prepare<[Record<string, unknown>], Stored>(
      `${select}
       WHERE administrationId = @administrationId
         AND (@entity IS NULL OR entity = @entity)
         AND (@states IS NULL OR state IN (SELECT value FROM json_each(@states)))
         AND (@job IS NULL OR decision.id IN (SELECT decisionId FROM bulk_row WHERE jobId = @job AND refused IS NULL))
         AND (@before IS NULL OR decision.id < @before)
       ORDER BY decision.id DESC LIMIT @limit`,
    )
    .all({
      administrationId: filter.administrationId,
      entity: filter.entity ?? null,
      states: filter.states ? JSON.stringify(filter.states) : null,
      job: filter.job ?? null,
      before: filter.before ?? null,
      limit: filter.limit ?? 100,
    })
    .map(read);
}
