// Stored pairs as the grid, the side panel and the workbook show them.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import type { Rule } from "../core/entities/kinds.ts";
import type { Status } from "../core/reconcile/compare.ts";
import type { Side, Values } from "../core/reconcile/normalise.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import type { Mover } from "../core/reconcile/three-way.ts";
import { type DecisionAction, type DecisionState, openDecisionStates, type Scope } from "../core/states.ts";
import { type AgreedTexts, agreedOf } from "./agreed.ts";
import { type Comment, commentsOf } from "./comments.ts";
import { atOneMoment, type Database } from "./database.ts";
import { type Decision, decisionsOfPair } from "./decision-rows.ts";
import { type Difference, differencesOf } from "./differences.ts";
import { entityState } from "./entity-state.ts";
import { type Event, events } from "./events.ts";
import type { PairModel } from "./generated/models.ts";

export interface OpenDecision {
  id: number;
  action: DecisionAction;
  state: DecisionState;
  /** How far ignoring reaches, and the last local date on which it holds. */
  scope: Scope;
  until: string | null;
  proposedById: number;
  proposedBy: string;
}

export interface PairRow {
  id: number;
  key: string;
  /** Milestones' own key, where people marked the two as the same under two codes. */
  linkedKey: string | null;
  title: string;
  /** As it stands now; `lastStatus` is the last verdict, which counts for nothing while status is not_comparable. */
  status: Status;
  lastStatus: Status;
  /** Canonical texts of the side's record (the first, where it holds several); null where it has none. */
  globe: Values | null;
  milestones: Values | null;
  /** Fields that differ, in the order of the field table. */
  differing: string[];
  /** By differing field: which side moved since both agreed. */
  moved: Record<string, Mover>;
  /** Those of them that an approved decision ignores. */
  ignored: string[];
  byRule: Record<string, Rule[]>;
  decision: OpenDecision | null;
  /** How applying its last decision ended, where nothing was decided since. */
  outcome: "applied" | "stale" | "failed" | null;
  /** Since when it differs, null while it agrees; and how often it had differed, and agreed again, before. */
  firstSeenAt: string | null;
  recurred: number;
  /** Whose work it is, and the local date by which it should be done. */
  assignment: { assigneeId: number | null; assignee: string | null; dueOn: string | null } | null;
  /** How much was said about it that was not taken back. */
  comments: number;
  fingerprint: string;
  records: Record<Side, number>;
  changedAt: string;
}

type Stored = Omit<PairModel, "comparedKey" | "contentHash" | "differs" | "decisionState" | "globe" | "milestones"> & {
  entity: EntityName;
  status: Status;
  globe: string;
  milestones: string;
  moved: string;
  ignored: string;
  action: DecisionAction;
  state: DecisionState;
  scope: Scope;
  until: string | null;
  proposedById: number;
  proposedBy: string;
  assignedAt: string | null;
  assigneeId: number | null;
  assignee: string | null;
  dueOn: string | null;
  comments: number;
};

const select = `
  SELECT pair.id, pair.administrationId, pair.entity, pair.key, pair.linkedKey, pair.title, pair.status, json(globe) AS globe,
    json(milestones) AS milestones, (SELECT json_group_object(field, moved) FROM cell WHERE pairId = pair.id) AS moved,
    (SELECT json_group_array(field) FROM cell WHERE pairId = pair.id AND cell.decisionId IS NOT NULL) AS ignored,
    byRule, pair.fingerprint, globeRecords, milestonesRecords, changedAt, firstSeenAt, recurred, pair.decisionId, action, state, scope, until,
    proposedById,
    account.displayName AS proposedBy, assignedAt, assigneeId, dueOn,
    (SELECT displayName FROM account WHERE account.id = assigneeId) AS assignee,
    (SELECT count(*) FROM comment WHERE comment.administrationId = pair.administrationId AND comment.entity = pair.entity
       AND comment.key IN (pair.key, pair.linkedKey) AND withdrawnAt IS NULL) AS comments`;
const decided = `
  LEFT JOIN decision ON decision.id = pair.decisionId LEFT JOIN account ON account.id = proposedById
  LEFT JOIN assignment ON assignment.pairId = pair.id`;

function rowOf(stored: Stored, comparable: boolean): PairRow {
  const first = (json: string): Values | null => (JSON.parse(json) as Values[])[0] ?? null;
  const moved = JSON.parse(stored.moved) as Record<string, Mover>;
  const { decisionId, action, state, scope, until, proposedById, proposedBy } = stored;
  const isOpen = openDecisionStates.some((open) => open === state);
  return {
    id: stored.id,
    key: stored.key,
    linkedKey: stored.linkedKey,
    title: stored.title,
    status: comparable ? stored.status : "not_comparable",
    lastStatus: stored.status,
    globe: first(stored.globe),
    milestones: first(stored.milestones),
    differing: entities[stored.entity].compared.map(({ name }) => name).filter((name) => name in moved),
    moved,
    ignored: JSON.parse(stored.ignored),
    byRule: JSON.parse(stored.byRule),
    decision:
      decisionId !== null && isOpen ? { id: decisionId, action, state, scope, until, proposedById, proposedBy } : null,
    outcome: state === "applied" || state === "stale" || state === "failed" ? state : null,
    firstSeenAt: stored.firstSeenAt,
    recurred: stored.recurred,
    assignment:
      stored.assignedAt === null
        ? null
        : { assigneeId: stored.assigneeId, assignee: stored.assignee, dueOn: stored.dueOn },
    comments: stored.comments,
    fingerprint: stored.fingerprint,
    records: { globe: stored.globeRecords, milestones: stored.milestonesRecords },
    changedAt: stored.changedAt,
  };
}

/** The pairs with these numbers, in this order; one that is gone is left out. */
export function rowsOf(db: Database, ids: Iterable<number>, comparable: boolean): PairRow[] {
  return db
    .prepare<[string], Stored>(
      `${select} FROM json_each(?) AS wanted CROSS JOIN pair ON pair.id = wanted.value ${decided} ORDER BY wanted.key`,
    )
    .all(JSON.stringify([...ids]))
    .map((stored) => rowOf(stored, comparable));
}

/** A pair whole: every record of both sides with its raw values, every decision ever made, and what happened. */
export interface WholePair extends PairRow {
  administrationId: number;
  entity: EntityName;
  sides: Record<Side, { values: Values; raw: RawRecord }[]>;
  /** By field that does not agree now: what both sides said when it last did. */
  agreed: Record<string, AgreedTexts>;
  decisions: Decision[];
  /** Each time that it differed, newest first. */
  differences: Difference[];
  /** Oldest first. */
  said: Comment[];
  events: Event[];
}

export const pairOf = (db: Database, id: number): WholePair | null => atOneMoment(db, () => wholePair(db, id));

function wholePair(db: Database, id: number): WholePair | null {
  const stored = db
    .prepare<[number], Stored & { comparedKey: string }>(
      `${select}, comparedKey FROM pair ${decided} WHERE pair.id = ?`,
    )
    .get(id);
  if (!stored) return null;
  const { administrationId, entity } = stored;
  const raw = db
    .prepare<[number], Record<Side, string>>(`SELECT globe, milestones FROM raw_records WHERE pairId = ?`)
    .get(id);
  const records = (side: Side) => {
    const raws = JSON.parse(raw?.[side] ?? "[]") as RawRecord[];
    return (JSON.parse(stored[side]) as Values[]).map((values, at) => ({ values, raw: raws[at] ?? {} }));
  };
  return {
    ...rowOf(stored, entityState(db, administrationId, entity).comparable),
    administrationId,
    entity,
    sides: { globe: records("globe"), milestones: records("milestones") },
    agreed: agreedOf(db, id),
    differences: differencesOf(db, { administrationId, entity, comparedKey: stored.comparedKey }),
    ...historyOf(db, stored),
  };
}

/** Of linked codes, what was decided and said about either of them; newest first, comments in their order. */
function historyOf(
  db: Database,
  { administrationId, entity, key, linkedKey }: Stored,
): Pick<WholePair, "decisions" | "said" | "events"> {
  const decisions = decisionsOfPair(db, { administrationId, entity, key, linkedKey: linkedKey ?? key });
  const own = linkedKey === null ? [key] : [key, linkedKey];
  const keys = [...new Set([...own, ...decisions.map((decision) => decision.key)])];
  const found = keys.flatMap((pairKey) => events(db, { administrationId, entity, pairKey }));
  return {
    decisions,
    said: commentsOf(db, { administrationId, entity }, own),
    events: found.sort((one, other) => other.id - one.id),
  };
}

/** Of which kind these pairs of an administration are, by number; those that are gone are left out. */
export const entitiesOfPairs = (db: Database, administrationId: number, ids: readonly number[]) =>
  Object.fromEntries(
    db
      .prepare<[string, number], [number, EntityName]>(
        `SELECT pair.id, entity FROM json_each(?) AS wanted CROSS JOIN pair ON pair.id = wanted.value WHERE administrationId = ?`,
      )
      .raw()
      .all(JSON.stringify(ids), administrationId),
  ) as Record<number, EntityName>;
