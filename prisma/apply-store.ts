// The store's side of applying: what is to be written to Milestones, and each step of it in one transaction with its
// event. Every step holds only from the state it starts in, so that one told twice happens once.
import type { EntityName } from "../core/entities/entity.ts";
import { entities, entityNames } from "../core/entities/index.ts";
import type { ErrorNote } from "../core/errors.ts";
import type { ApplyEnd, ApplyStore, ToApply } from "../core/ports/apply.ts";
import { type DecisionState, decisionSteps, mayStep } from "../core/states.ts";
import { agreeApplied } from "./agreed.ts";
import { type Database, inOneTransaction, instant, waitPatiently } from "./database.ts";
import { markDecided } from "./entity-state.ts";
import { appendEvent, type EventKind } from "./events.ts";

/** On a handle of the applying thread: it waits as long as another writes. */
export function applyStore(db: Database): ApplyStore {
  waitPatiently(db);
  return {
    toApply: (administrationId) => toApply(db, administrationId),
    begin: (id) =>
      stepped(db, id, ["approved"], "applying", "decision_applying", {
        begunAt: instant(),
        outcome: null,
      }),
    notSent(id) {
      stepped(db, id, ["applying"], "approved", "decision_not_sent", { begunAt: null });
    },
    created(id, milestonesId) {
      const kind = milestonesId === null ? "decision_not_sent" : "decision_record_made";
      stepped(db, id, ["applying"], "applying", kind, { milestonesId, begunAt: instant() }, { milestonesId });
    },
    waits: (administrationId, because) => waitsFor(db, administrationId, because),
    end: (id, end) => ended(db, id, end),
  };
}

const waits = `action = 'take_globe' AND state IN ('approved', 'applying')`;

type Stored = Omit<ToApply, "changes" | "creates"> & { changes: string; creates: number };

function toApply(db: Database, administrationId: number): ToApply[] {
  const idName = `CASE decision.entity ${entityNames.map((name) => `WHEN '${name}' THEN '${entities[name].id}'`).join(" ")} END`;
  return db
    .prepare<[number], Stored>(
      `SELECT decision.id AS decisionId, decision.entity, coalesce(linkedKey, decision.key) AS key, state, begunAt, decision.status = 'only_in_globe' AS creates,
         coalesce(milestonesId, raw_records.milestones ->> ('$[0].' || ${idName})) AS milestonesId,
         (SELECT json_group_array(json_object('field', field, 'from', "from", 'to', "to") ORDER BY "change".rowid)
          FROM "change" WHERE decisionId = decision.id) AS changes
       FROM decision LEFT JOIN pair ON pair.id = decision.pairId
         LEFT JOIN raw_records ON raw_records.pairId = decision.pairId AND decision.status <> 'only_in_globe'
       WHERE decision.administrationId = ? AND ${waits} ORDER BY decision.id`,
    )
    .all(administrationId)
    .map(({ changes, creates, milestonesId, ...row }) => ({
      ...row,
      milestonesId: milestonesId === null ? null : String(milestonesId),
      creates: creates === 1,
      changes: JSON.parse(changes),
    }));
}

type Noted = Partial<Record<"begunAt" | "endedAt" | "milestonesId" | "outcome", string | null>>;

interface Standing {
  administrationId: number;
  entity: EntityName;
  key: string;
  pairId: number | null;
  state: DecisionState;
}

/** Goes a step further; false, and nothing happens, where the decision is not in a state that the step starts from. */
function stepped(
  db: Database,
  id: number,
  from: readonly DecisionState[],
  to: DecisionState,
  kind: EventKind,
  noted: Noted,
  detail: Readonly<Record<string, unknown>> = {},
): boolean {
  return inOneTransaction(db, () => {
    const decision = db
      .prepare<[number], Standing>(`SELECT administrationId, entity, key, pairId, state FROM decision WHERE id = ?`)
      .get(id);
    if (!decision || !from.includes(decision.state)) return false;
    const { administrationId, entity, key, pairId, state } = decision;
    if (state !== to && !mayStep(decisionSteps, state, to))
      throw new Error(`a decision goes not from ${state} to ${to}`);
    const set = Object.keys(noted).map((name) => `, ${name} = @${name}`);
    db.prepare(`UPDATE decision SET state = @to${set.join("")} WHERE id = @id`).run({ ...noted, to, id });
    const open = to === "applying" || to === "approved";
    db.prepare(`UPDATE pair SET decisionState = ? WHERE id = ? AND decisionId = ?`).run(open ? to : null, pairId, id);
    appendEvent(db, { kind, who: null, administrationId, entity, subject: key, decisionId: id, detail });
    markDecided(db, administrationId, entity);
    return true;
  });
}

function ended(db: Database, id: number, end: ApplyEnd): boolean {
  const { state } = end;
  const noted: Noted = { endedAt: instant(), outcome: JSON.stringify(end) };
  if (state === "applied") noted.milestonesId = end.milestonesId;
  // why: events outlive everything, and Milestones' own words may hold a person's data.
  const { state: _, ...told } = state === "failed" ? { ...end, said: undefined } : end;
  return inOneTransaction(db, () => {
    const isNews = stepped(db, id, ["approved", "applying"], state, `decision_${state}`, noted, told);
    if (isNews && state === "applied") agreeApplied(db, id, noted.endedAt ?? instant());
    return isNews;
  });
}

/** Notes why what is left waits, where that is news. No event: nothing happened to it. */
function waitsFor(db: Database, administrationId: number, because: ErrorNote | null): void {
  inOneTransaction(db, () => {
    const told = db
      .prepare<[Record<string, unknown>], EntityName>(
        `UPDATE decision SET outcome = @outcome WHERE administrationId = @administrationId AND ${waits}
           AND outcome IS NOT @outcome RETURNING entity`,
      )
      .pluck()
      .all({ administrationId, outcome: because && JSON.stringify({ state: "waiting", because }) });
    for (const entity of new Set(told)) markDecided(db, administrationId, entity);
  });
}

/** What waits to be applied: how many, and when the newest of them was approved. */
export function waitingToApply(db: Database, administrationId: number): { count: number; newest: string | null } {
  const found = db
    .prepare<[number], { count: number; newest: string | null }>(
      `SELECT count(*) AS count, max(decidedAt) AS newest FROM decision WHERE administrationId = ? AND ${waits}`,
    )
    .get(administrationId);
  return found ?? { count: 0, newest: null };
}

/** Whether a decision of the entity ended in Milestones since its last pull began, which therefore did not see it. */
export function endedSincePull(db: Database, administrationId: number, entity: EntityName): boolean {
  const ended = db
    .prepare<[number, string], string | null>(
      `SELECT max(endedAt) FROM decision WHERE administrationId = ? AND entity = ? AND endedAt IS NOT NULL`,
    )
    .pluck()
    .get(administrationId, entity);
  if (!ended) return false;
  const begun = db
    .prepare<[number, string], string>(
      `SELECT startedAt FROM run WHERE administrationId = ? AND entity = ? ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
    .get(administrationId, entity);
  return begun === undefined || ended >= begun;
}
