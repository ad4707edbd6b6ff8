// The exception from four eyes: whether people may approve their own proposals about differences. Set for the installation
// by administrators, each change an event. It holds only while two people could decide: with one there is nobody to be the
// rule that it is an exception from.
import { leastApprovers, refusal } from "../core/permissions.ts";
import { accounts } from "./accounts.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";
import { saveSetting, setting } from "./settings.ts";

export interface SelfApproval {
  /** What was set, by whom and when; null: never. */
  set: { on: boolean; by: string; at: string; why: string } | null;
  /** Accounts in use that may decide. */
  approvers: number;
  /** Whether it holds now. */
  allowed: boolean;
}

export type SelfApprovalRefusal = "role" | "one_approver" | "unexplained";

const name = "selfApproval";

export function selfApproval(db: Database): SelfApproval {
  const stored = setting(db, name);
  const set: SelfApproval["set"] = stored === null ? null : JSON.parse(stored);
  const approvers = accounts(db).filter((one) => !one.disabled && refusal(one, "decide") === null).length;
  return { set, approvers, allowed: set?.on === true && approvers >= leastApprovers };
}

/** Switches it on or off, with why; or answers why not. */
export function setSelfApproval(
  db: Database,
  who: Person,
  given: { on: boolean; why: string },
): SelfApprovalRefusal | null {
  const why = given.why.trim();
  return inOneTransaction(db, () => {
    if (refusal(who, "administer")) return "role";
    if (why === "") return "unexplained";
    if (given.on && selfApproval(db).approvers < leastApprovers) return "one_approver";
    const at = instant();
    saveSetting(db, name, JSON.stringify({ on: given.on, by: who.username, at, why }));
    appendEvent(db, { kind: "self_approval_set", who, detail: { on: given.on } }, at);
    return null;
  });
}
