// Who may do what: the one place where authorisation is decided. The server asks here before every write.
// Source: separation of duties (four eyes); an administrator keeps accounts and settings and approves nothing alone.
import type { Role } from "./states.ts";

export type Act = "see" | "share" | "comment" | "assign" | "propose" | "decide" | "pull" | "export" | "administer";

const roles: Readonly<Record<Act, readonly Role[]>> = {
  see: ["viewer", "preparer", "approver", "administrator"],
  export: ["viewer", "preparer", "approver", "administrator"],
  comment: ["preparer", "approver", "administrator"],
  assign: ["preparer", "approver", "administrator"],
  share: ["preparer", "approver", "administrator"],
  pull: ["preparer", "approver", "administrator"],
  propose: ["preparer", "approver", "administrator"],
  decide: ["approver", "administrator"],
  administer: ["administrator"],
};

/** Why someone may not do something: their role, or because it is their own proposal (four eyes). */
export type Refusal = "role" | "own_proposal";

/** Null when allowed. Deciding names the proposer, since nobody decides on an own proposal, administrators included. */
export function refusal(who: { id: number; role: Role }, act: Act, proposedBy?: number): Refusal | null {
  if (!roles[act].includes(who.role)) return "role";
  return act === "decide" && proposedBy === who.id ? "own_proposal" : null;
}

/** How far the exception from four eyes reaches: not at all, or, where it is allowed, with or without a reason given. */
export type OwnApproval = "never" | "unexplained" | "explained";

/** How many people must be able to decide before an installation may let them approve their own proposals. */
export const leastApprovers = 2;

/** Of approving a difference's proposal alone: null also where it is one's own, as an exception that says why. */
export function approvalRefusal(
  who: { id: number; role: Role },
  proposedBy: number,
  own: OwnApproval,
): Refusal | "own_unexplained" | null {
  const refused = refusal(who, "decide", proposedBy);
  if (refused !== "own_proposal" || own === "never") return refused;
  return own === "explained" ? null : "own_unexplained";
}

/** Why someone may not alter a saved view: that is for its owner, and for administrators where it is shared. */
export function viewRefusal(
  who: { id: number; role: Role },
  view: { ownerId: number; shared: boolean },
): "role" | null {
  return view.ownerId === who.id || (view.shared && refusal(who, "administer") === null) ? null : "role";
}
