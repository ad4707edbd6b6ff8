// Whose work a pair is, and until when. One event a row; what stays as it was is no event.
import type { EntityName } from "../core/entities/entity.ts";
import { refusal } from "../core/permissions.ts";
import type { Status } from "../core/reconcile/compare.ts";
import { type Account, accounts } from "./accounts.ts";
import { type Database, instant, prepared } from "./database.ts";
import { type DecisionRefusal, inChunks, type Outcome } from "./decision-chunks.ts";
import { appendEvent, type Person } from "./events.ts";

/** Left out: as it was. Null: nobody, or no day. */
export interface Given {
  assigneeId?: number | null | undefined;
  /** A local date. */
  dueOn?: string | null | undefined;
}

interface Kept {
  id: number;
  administrationId: number;
  entity: EntityName;
  key: string;
  assigneeId: number | null;
  dueOn: string | null;
}

/** Who may be given work: those who may propose. */
export const assignees = (db: Database): Account[] =>
  accounts(db).filter((account) => !account.disabled && refusal(account, "propose") === null);

/** Gives pairs to someone, sets their day, or takes either away. A row that may not be is refused; the others go on. */
export function assign(
  db: Database,
  who: Person,
  { administrationId, pairs, ...given }: Given & { administrationId: number; pairs: readonly number[] },
): Outcome[] {
  const allowed = new Map(assignees(db).map(({ id, username }) => [id, username]));
  const refused = assignmentRefused(who, given, allowed);
  return inChunks(db, pairs, (id) => {
    const pair = prepared<[number], Kept>(
      db,
      `SELECT pair.id, administrationId, entity, key, assigneeId, dueOn
       FROM pair LEFT JOIN assignment ON pairId = pair.id WHERE pair.id = ?`,
    ).get(id);
    if (refused || pair?.administrationId !== administrationId)
      return { id, decisionId: null, refused: refused ?? "gone", about: null };
    const next = {
      assigneeId: given.assigneeId === undefined ? pair.assigneeId : given.assigneeId,
      dueOn: given.dueOn === undefined ? pair.dueOn : given.dueOn,
    };
    if (next.assigneeId === pair.assigneeId && next.dueOn === pair.dueOn)
      return { id, decisionId: null, refused: null, about: null };
    keep(db, who, pair.id, next);
    const { entity, key: subject } = pair;
    const assignee = next.assigneeId === null ? null : nameOf(db, next.assigneeId);
    const detail = { assignee, due: next.dueOn };
    appendEvent(db, { kind: "pair_assigned", who, administrationId, entity, subject, detail });
    return { id, decisionId: null, refused: null, about: pair };
  });
}

function assignmentRefused(who: Person, { assigneeId }: Given, allowed: ReadonlyMap<number, string>) {
  const byRole: DecisionRefusal | null = refusal(who, "assign");
  return byRole ?? (typeof assigneeId === "number" && !allowed.has(assigneeId) ? "nobody" : null);
}

function keep(db: Database, who: Person, pairId: number, next: { assigneeId: number | null; dueOn: string | null }) {
  if (next.assigneeId === null && next.dueOn === null) {
    prepared<[number]>(db, `DELETE FROM assignment WHERE pairId = ?`).run(pairId);
    return;
  }
  prepared<[Record<string, unknown>]>(
    db,
    `INSERT INTO assignment (pairId, assigneeId, dueOn, assignedById, assignedAt)
     VALUES (@pairId, @assigneeId, @dueOn, @by, @at)
     ON CONFLICT (pairId) DO UPDATE SET assigneeId = @assigneeId, dueOn = @dueOn, assignedById = @by, assignedAt = @at`,
  ).run({ pairId, ...next, by: who.id, at: instant() });
}

const nameOf = (db: Database, id: number): string | undefined =>
  prepared<[number], { username: string }>(db, `SELECT username FROM account WHERE id = ?`).get(id)?.username;

/** A pair that someone was given and that does not agree yet. */
export interface AssignedPair {
  pairId: number;
  administration: string;
  entity: EntityName;
  key: string;
  title: string;
  status: Status;
  dueOn: string | null;
}

const work = `FROM assignment JOIN pair ON pair.id = pairId WHERE assigneeId = @accountId AND status <> 'equal'`;

/** What someone has to do yet, what is due first on top; and how much that is in all. */
export function assignedTo(db: Database, accountId: number, limit = 50): { pairs: AssignedPair[]; total: number } {
  const pairs = db
    .prepare<[Record<string, unknown>], AssignedPair>(
      `SELECT pairId, administration.code AS administration, entity, key, title, status, dueOn
       ${work.replace("WHERE", "JOIN administration ON administration.id = pair.administrationId WHERE")}
       ORDER BY dueOn IS NULL, dueOn, pairId LIMIT @limit`,
    )
    .all({ accountId, limit });
  const total = db.prepare<[Record<string, unknown>], number>(`SELECT count(*) ${work}`).pluck().get({ accountId });
  return { pairs, total: total ?? 0 };
}

/** How much of what someone was given should have been done before `today`, a local date. */
export const overdueOf = (db: Database, accountId: number, today: string): number =>
  db.prepare<[Record<string, unknown>], number>(`SELECT count(*) ${work} AND dueOn < @today`).pluck().get({
    accountId,
    today,
  }) ?? 0;
