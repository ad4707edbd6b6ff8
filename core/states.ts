// The states that things go through, each with its legal steps. docs/states.md is drawn from this file.

import type { Status } from "./reconcile/compare.ts";

export type RunState = "running" | "complete" | "incomplete" | "failed";

/**
 * Taking Globe's value on a pair that only Globe has means: create it in Milestones. The others write nothing: keeping
 * what Milestones says, leaving a difference out of the work, or waiting until one side catches up.
 */
export const decisionActions = ["take_globe", "keep_milestones", "ignore", "wait"] as const;

export type PairAction = (typeof decisionActions)[number];

/** Marking as the same is about two pairs: what only Globe has and what only Milestones has are one, under two codes. */
export type DecisionAction = PairAction | "same_as";

/**
 * How far ignoring reaches: what this pair says now, what these fields say now, or this code whatever it says, as long
 * as its status stays. Every other decision is about the pair as it is.
 */
export const scopes = ["pair", "fields", "code"] as const;

export type Scope = (typeof scopes)[number];

/** What may be decided about a pair of each status. Nothing is ever deleted, so what only Milestones has can only stay. */
export const offeredActions: Readonly<Record<Status, readonly PairAction[]>> = {
  equal: [],
  different: ["take_globe", "keep_milestones", "ignore", "wait"],
  only_in_globe: ["take_globe", "keep_milestones", "ignore", "wait"],
  only_in_milestones: ["keep_milestones", "ignore", "wait"],
  duplicate_key: ["ignore", "wait"],
  not_comparable: [],
};

/**
 * From applying on, of taking Globe's value alone; the others write nothing and stay approved, until another decision
 * about the same pair is proposed in their place (replaced).
 */
export type DecisionState =
  | "proposed"
  | "approved"
  | "rejected"
  | "lapsed"
  | "undone"
  | "replaced"
  | "applying"
  | "applied"
  | "stale"
  | "failed";

/** Those that stand on a pair: it can get no other decision meanwhile. */
export const openDecisionStates = ["proposed", "approved", "applying"] as const satisfies readonly DecisionState[];

export type Role = "viewer" | "preparer" | "approver" | "administrator";

type Steps<State extends string> = Readonly<Record<State, readonly State[]>>;

export const runSteps: Steps<RunState> = {
  running: ["complete", "incomplete", "failed"],
  complete: [],
  incomplete: [],
  failed: [],
};

export const decisionSteps: Steps<DecisionState> = {
  proposed: ["approved", "rejected", "lapsed", "undone"],
  /** Ended at once where Milestones says so already, has moved on, or could not take it; proposed again where its approval is taken back. */
  approved: ["proposed", "replaced", "lapsed", "undone", "applying", "applied", "stale", "failed"],
  /** Proposed again where the no, or the withdrawal, is taken back. */
  rejected: ["proposed"],
  undone: ["proposed"],
  lapsed: [],
  /** Back where what took its place was not approved. */
  replaced: ["approved", "lapsed"],
  // why: a write may be under way, so nobody can take it back; approved again only where it surely was never sent.
  applying: ["approved", "applied", "stale", "failed"],
  applied: [],
  stale: [],
  failed: [],
};

/**
 * Of an invoice on its way to Globe. draft, blocked, ready and already_booked are judged from facts at each pull;
 * the others are what was done with it.
 */
export type ExportState =
  | "draft"
  | "blocked"
  | "ready"
  | "approved"
  | "sent"
  | "booked"
  | "already_booked"
  | "refused"
  | "mismatch"
  | "no_answer";

export const exportSteps: Steps<ExportState> = {
  draft: ["blocked", "ready", "already_booked"],
  blocked: ["draft", "ready", "already_booked"],
  ready: ["draft", "blocked", "approved", "already_booked"],
  /** Back to ready or blocked where the approval lapsed or was taken back. */
  approved: ["ready", "blocked", "sent", "already_booked"],
  sent: ["booked", "already_booked", "refused", "mismatch", "no_answer"],
  booked: [],
  /** Blocked where the invoice's total or debtor moved after it was found in Globe; never ready again by itself. */
  already_booked: ["blocked"],
  refused: ["draft", "blocked", "ready", "already_booked"],
  /** Booked once what was read back again agrees: a posted entry is never changed from here. */
  mismatch: ["booked"],
  // why: an outcome nobody saw is looked up; only a person who saw that Globe has no entry sends it again (approved).
  no_answer: ["booked", "already_booked", "refused", "mismatch", "approved"],
};

/** Whether a thing may go from one state to the next. */
export function mayStep<State extends string>(steps: Steps<State>, from: State, to: State): boolean {
  return steps[from].includes(to);
}
