// The states that things go through, each with its legal steps. docs/states.md is drawn from this file.

import type { Status } from "./reconcile/compare.ts";

export type RunState = "running" | "complete" | "incomplete" | "failed";

/** Taking Globe's value on a pair that only Globe has means: create it in Milestones. */
export type DecisionAction = "take_globe" | "keep_milestones";

/** What may be decided about a pair of each status. Nothing is ever deleted, so what only Milestones has can only stay. */
export const offeredActions: Readonly<Record<Status, readonly DecisionAction[]>> = {
  equal: [],
  different: ["take_globe", "keep_milestones"],
  only_in_globe: ["take_globe", "keep_milestones"],
  only_in_milestones: ["keep_milestones"],
  duplicate_key: [],
  not_comparable: [],
};

export type DecisionState = "proposed" | "approved" | "rejected" | "lapsed" | "undone";

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
  approved: ["lapsed", "undone"],
  rejected: [],
  lapsed: [],
  undone: [],
};

/** Whether a thing may go from one state to the next. */
export function mayStep<State extends string>(steps: Steps<State>, from: State, to: State): boolean {
  return steps[from].includes(to);
}
