// What becomes of a proposal: approved or rejected by another (four eyes), taken back, or made again. Up to 500 rows are one
// transaction.
import { approvalRefusal, type OwnApproval, refusal } from "../core/permissions.ts";
import { pointingAt } from "../core/reconcile/references.ts";
import { localDay } from "../core/schedule.ts";
import { type DecisionState, decisionSteps, mayStep } from "../core/states.ts";
import { type Database, instant, prepared } from "./database.ts";
import { type DecisionRefusal, inChunks, type Outcome } from "./decision-chunks.ts";
import { giveBack, isTaken, type Standing, setState, standing } from "./decision-standing.ts";
import { entityState } from "./entity-state.ts";
import { appendEvent, type Person } from "./events.ts";
import { requestPull } from "./requests.ts";
import { selfApproval } from "./self-approval.ts";

export { type DecisionRefusal, type Outcome, rowsAtOnce } from "./decision-chunks.ts";
export { alteredDecisions, type Decision, type DecisionFilter, decisions, waitingFor } from "./decision-rows.ts";
export { type Proposal, propose } from "./proposals.ts";

/** Approves or rejects proposals of others, or approves own ones where the installation allows that exception. Approving holds only while both records say what they said then. */
export function decide(
  db: Database,
  who: Person,
  asked: { ids: readonly number[]; verdict: "approve" | "reject"; comment: string },
): Outcome[] {
  const to = asked.verdict === "approve" ? "approved" : "rejected";
  return stepEach(db, asked.ids, (decision) => {
    const isOwn = decision.proposedById === who.id;
    const refused =
      approvalRefusal(who, decision.proposedById, isOwn ? ownApproval(db, asked) : "never") ??
      stepRefused(decision, to) ??
      (to === "approved" ? groundRefused(db, decision) : null);
    if (refused) return refused;
    prepared<[number, string, string, number]>(
      db,
      `UPDATE decision SET decidedById = ?, decidedAt = ?, decidedComment = ? WHERE id = ?`,
    ).run(who.id, instant(), asked.comment, decision.id);
    step(db, who, decision, to, isOwn ? { ownProposal: true } : {});
    return null;
  });
}

/** An own proposal is never rejected, which is what withdrawing is for, and approved only as an exception, with why. */
function ownApproval(db: Database, { verdict, comment }: { verdict: string; comment: string }): OwnApproval {
  if (verdict !== "approve" || !selfApproval(db).allowed) return "never";
  return comment.trim() === "" ? "unexplained" : "explained";
}

/**
 * Takes back the last step. Of the proposer: the decision, and what it took the place of stands again. Of whoever may
 * decide: the answer, and the proposal waits again; a proposal that nobody answered is withdrawn.
 */
export function undo(db: Database, who: Person, ids: readonly number[]): Outcome[] {
  return stepEach(db, ids, (decision) => {
    const { proposedById, decidedById, state } = decision;
    const isProposer = proposedById === who.id;
    // why: of a policy's own decision nobody else's answer is left to take back.
    const withdraws =
      state === "proposed" ||
      (state === "approved" && (decidedById === proposedById || (isProposer && decidedById !== who.id)));
    const to = withdraws ? "undone" : "proposed";
    const refused =
      (state === "undone" ? "not_open" : stepRefused(decision, to)) ??
      refusal(who, isProposer && withdraws ? "propose" : "decide") ??
      (state === "rejected" ? reopeningRefused(db, decision) : null) ??
      // why: beside a field that is ignored another decision may stand; ignoring it waits for no answer beside that.
      (state === "approved" && to === "proposed" && isTaken(db, decision) ? "already_open" : null);
    if (refused) return refused;
    if (to === "proposed") reopened(db, decision);
    step(db, who, decision, to, { was: state });
    return null;
  });
}

/** Proposes again what was withdrawn, as it was: it is approved anew. */
export function redo(db: Database, who: Person, ids: readonly number[]): Outcome[] {
  return stepEach(db, ids, (decision) => {
    const refused =
      refusal(who, decision.proposedById === who.id ? "propose" : "decide") ??
      (decision.state === "undone" ? reopeningRefused(db, decision) : "not_open");
    if (refused) return refused;
    reopened(db, decision);
    step(db, who, decision, "proposed", {});
    return null;
  });
}

const stepRefused = ({ state }: Standing, to: DecisionState): DecisionRefusal | null =>
  mayStep(decisionSteps, state, to) ? null : "not_open";

function groundRefused(db: Database, { administrationId, entity, moved, until }: Standing): DecisionRefusal | null {
  if (!entityState(db, administrationId, entity).comparable) return "not_comparable";
  if (until !== null && until < localDay(new Date())) return "day_over";
  return moved ? "moved" : null;
}

/** What stood before it may have come back, and gives way again while it stands; anything else keeps its place. */
function reopeningRefused(db: Database, decision: Standing): DecisionRefusal | null {
  const pair = prepared<[number | null], { decisionId: number | null; decisionState: string | null }>(
    db,
    `SELECT decisionId, decisionState FROM pair WHERE id = ?`,
  ).get(decision.pairId);
  if (!pair) return "gone";
  const givesWay = pair.decisionId === decision.replacesId && pair.decisionState === "approved";
  if (pair.decisionState !== null && !givesWay) return "already_open";
  if (decision.partnerId !== null && isTaken(db, decision) && !givesWay) return "already_open";
  return groundRefused(db, decision);
}

function reopened(db: Database, { id, replacesId }: Standing): void {
  prepared<[number]>(
    db,
    `UPDATE decision SET decidedById = NULL, decidedAt = NULL, decidedComment = NULL WHERE id = ?`,
  ).run(id);
  const before = replacesId === null ? undefined : standing(db, replacesId);
  if (before?.state === "approved") setState(db, before, "replaced");
}

function step(
  db: Database,
  who: Person,
  decision: Standing,
  to: "approved" | "rejected" | "undone" | "proposed",
  detail: Record<string, unknown>,
): void {
  const { id, administrationId, entity, key } = decision;
  setState(db, decision, to);
  const kind = to === "proposed" ? "decision_reopened" : (`decision_${to}` as const);
  appendEvent(db, { kind, who, administrationId, entity, subject: key, decisionId: id, detail });
  // why: a link counts, or no longer counts, from the next comparison on; nobody should wait for the schedule.
  if (decision.action === "same_as" && (to === "approved" || decision.state === "approved"))
    requestPull(db, null, { administrationId, entities: [...new Set([entity, ...pointingAt(entity)])] });
  if (to === "undone" || to === "rejected") giveBack(db, decision, localDay(new Date()));
}

function stepEach(db: Database, ids: readonly number[], each: (decision: Standing) => DecisionRefusal | null) {
  return inChunks(db, ids, (id) => {
    const decision = standing(db, id);
    if (!decision) return { id, decisionId: null, refused: "gone", about: null };
    const refused = each(decision);
    return { id, decisionId: id, refused, about: refused ? null : decision };
  });
}
