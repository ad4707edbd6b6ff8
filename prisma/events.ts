// What happened, when, by whom: written in the transaction of the fact itself, each hash over the one before, so that a
// row altered, moved or taken out in between shows. A hash kept elsewhere (a dossier, a backup) also proves the end.
import { createHash } from "node:crypto";
import type { EntityName } from "../core/entities/entity.ts";
import type { Role } from "../core/states.ts";
import { type Database, instant, prepared } from "./database.ts";
import type { EventModel } from "./generated/models.ts";

/** Someone signed in. */
export interface Person {
  id: number;
  username: string;
  role: Role;
}

export type EventKind =
  | "account_added"
  | "account_disabled"
  | "account_enabled"
  | "administration_saved"
  | "agent_check_asked"
  | "bulk_asked"
  | "bulk_ended"
  | "comment_added"
  | "comment_withdrawn"
  | "compare_rule_saved"
  | "dead_letter_asked"
  | "dead_letter_found"
  | "dead_letter_gone"
  | "dead_letter_sent_again"
  | "dead_letter_set_aside"
  | "decision_applied"
  | "decision_applying"
  | "decision_approved"
  | "decision_failed"
  | "decision_lapsed"
  | "decision_not_sent"
  | "decision_proposed"
  | "decision_record_made"
  | "decision_rejected"
  | "decision_reopened"
  | "decision_replaced"
  | "decision_restored"
  | "decision_stale"
  | "decision_undone"
  | "dossier_made"
  | "export_made"
  | "exports_checked"
  | "invoice_approved"
  | "invoice_gone"
  | "invoice_judged"
  | "invoice_lapsed"
  | "invoice_not_told"
  | "invoice_orphans"
  | "invoice_outcome"
  | "invoice_policy_approved"
  | "invoice_policy_off"
  | "invoice_policy_proposed"
  | "invoice_policy_rejected"
  | "invoice_pull_requested"
  | "invoice_released"
  | "invoice_retried"
  | "invoice_sent"
  | "invoice_told"
  | "invoice_withdrawn"
  | "invoices_not_pulled"
  | "invoices_pulled"
  | "milestones_asked"
  | "milestones_let_in"
  | "milestones_not_let_in"
  | "milestones_refused"
  | "milestones_saved"
  | "pair_assigned"
  | "password_set"
  | "proof_signed"
  | "proof_withdrawn"
  | "policy_halted"
  | "policy_saved"
  | "pull_requested"
  | "readiness_checked"
  | "readiness_owner_set"
  | "readiness_signed"
  | "readiness_withdrawn"
  | "renumber_side_set"
  | "role_set"
  | "run_complete"
  | "run_failed"
  | "run_incomplete"
  | "self_approval_set"
  | "self_test_asked"
  | "self_test_ended"
  | "shared_view_saved"
  | "signed_in"
  | "signed_out"
  | "telling_saved"
  | "suggestion_rejected"
  | "suggestion_restored"
  | "test_company_marked";

export interface NewEvent {
  kind: EventKind;
  /** Null: the product itself. */
  who: Pick<Person, "id" | "username"> | null;
  /** What acted where no person did, if it has a name: a policy. */
  actor?: string;
  administrationId?: number | null;
  entity?: EntityName | null;
  /** What it is about: a pair's key, a username, a run's number. */
  subject?: string | null;
  decisionId?: number | null;
  /** Never a password, token or hash of one. */
  detail?: Readonly<Record<string, unknown>>;
}

type Row = EventModel & { kind: EventKind; entity: EntityName | null };

export type Event = Omit<Row, "detail" | "previousHash"> & { detail: Record<string, unknown> };

const columns =
  "id, at, kind, actorId, actor, administrationId, entity, subject, decisionId, detail, previousHash, hash";

function hashOf(row: Omit<Row, "id" | "hash">): string {
  const told = [row.previousHash, row.at, row.kind, row.actorId, row.actor, row.administrationId, row.entity];
  return createHash("sha256")
    .update(JSON.stringify([...told, row.subject, row.decisionId, row.detail]))
    .digest("hex");
}

/** Appends an event. To be called inside the transaction of what it tells; throws outside of one. */
export function appendEvent(db: Database, event: NewEvent, at = instant()): number {
  if (!db.inTransaction) throw new Error("an event is written in the transaction of its fact");
  const last = prepared<[], { hash: string }>(db, `SELECT hash FROM event ORDER BY id DESC LIMIT 1`).get();
  const row = {
    at,
    kind: event.kind,
    actorId: event.who?.id ?? null,
    actor: event.who?.username ?? event.actor ?? "tieout",
    administrationId: event.administrationId ?? null,
    entity: event.entity ?? null,
    subject: event.subject ?? null,
    decisionId: event.decisionId ?? null,
    detail: JSON.stringify(event.detail ?? {}),
    previousHash: last?.hash ?? "",
  };
  const { lastInsertRowid } = prepared<[Record<string, unknown>]>(
    db,
    `INSERT INTO event (at, kind, actorId, actor, administrationId, entity, subject, decisionId, detail, previousHash, hash)
     VALUES (@at, @kind, @actorId, @actor, @administrationId, @entity, @subject, @decisionId, @detail, @previousHash, @hash)`,
  ).run({ ...row, hash: hashOf(row) });
  return Number(lastInsertRowid);
}

/** Whether every event's hash holds; where not, the first that does not. `head` is the hash of the last good one. */
export function verifyEvents(db: Database): { whole: boolean; events: number; head: string; brokenAt: number | null } {
  let head = "";
  let events = 0;
  for (const row of db.prepare<[], Row>(`SELECT ${columns} FROM event ORDER BY id`).iterate()) {
    if (row.previousHash !== head || row.hash !== hashOf(row)) return { whole: false, events, head, brokenAt: row.id };
    head = row.hash;
    events += 1;
  }
  return { whole: true, events, head, brokenAt: null };
}

export interface EventFilter {
  administrationId?: number;
  entity?: EntityName;
  subject?: string;
  /** A pair's key: what was decided and said about it, and whose work it was. */
  pairKey?: string;
  decisionId?: number;
  /** Only events with a lower id: the next page. */
  before?: number;
  limit?: number;
}

/** Events, newest first. */
export function events(db: Database, filter: EventFilter = {}): Event[] {
  const rows = db
    .prepare<[Record<string, unknown>], Row>(
      `SELECT ${columns} FROM event
       WHERE (@administrationId IS NULL OR administrationId = @administrationId)
         AND (@entity IS NULL OR entity = @entity)
         AND (@subject IS NULL OR subject = @subject)
         AND (@pairKey IS NULL OR subject = @pairKey AND (decisionId IS NOT NULL
           OR kind IN ('comment_added', 'comment_withdrawn', 'pair_assigned')))
         AND (@decisionId IS NULL OR decisionId = @decisionId)
         AND (@before IS NULL OR id < @before)
       ORDER BY id DESC LIMIT @limit`,
    )
    .all({
      administrationId: filter.administrationId ?? null,
      entity: filter.entity ?? null,
      subject: filter.subject ?? null,
      pairKey: filter.pairKey ?? null,
      decisionId: filter.decisionId ?? null,
      before: filter.before ?? null,
      limit: filter.limit ?? 100,
    });
  return rows.map(({ previousHash: _, detail, ...row }) => ({ ...row, detail: JSON.parse(detail) }));
}
