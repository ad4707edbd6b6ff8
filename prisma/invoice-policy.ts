// The policy by which invoices are let go by themselves: an administrator proposes a version, another person approves
// it, and anyone of them may switch it off at once. Off until then. Every version stays, with who set it.
import { type PolicyRules, policyRules } from "../core/invoices/policy.ts";
import { refusal } from "../core/permissions.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type EventKind, type Person } from "./events.ts";

export type PolicyState = "proposed" | "in_force" | "rejected" | "withdrawn" | "replaced" | "switched_off";

export interface InvoicePolicy {
  version: number;
  rules: PolicyRules;
  state: PolicyState;
  reason: string;
  proposedById: number;
  proposedBy: string;
  proposedAt: string;
  decidedById: number | null;
  decidedBy: string | null;
  decidedAt: string | null;
}

/** Why a word on a policy does nothing. */
export type PolicyRefusal = "role" | "own_proposal" | "none" | "moved";

type Stored = Omit<InvoicePolicy, "rules"> & { rules: string };

/** Newest first. */
export function invoicePolicies(db: Database, administrationId: number, limit = 50): InvoicePolicy[] {
  return db
    .prepare<[number, number], Stored>(
      `SELECT version, rules, state, reason, proposedById, proposer.username AS proposedBy, proposedAt, decidedById,
         decider.username AS decidedBy, decidedAt
       FROM invoice_policy JOIN account AS proposer ON proposer.id = proposedById
         LEFT JOIN account AS decider ON decider.id = decidedById
       WHERE administrationId = ? ORDER BY version DESC LIMIT ?`,
    )
    .all(administrationId, limit)
    .map((row) => ({ ...row, rules: policyRules.parse(JSON.parse(row.rules)) }));
}

const inState = (db: Database, administrationId: number, state: "proposed" | "in_force"): InvoicePolicy | null =>
  invoicePolicies(db, administrationId, Number.MAX_SAFE_INTEGER).find((one) => one.state === state) ?? null;

/** What is let go by itself now; null: nothing is. */
export function policyInForce(db: Database, administrationId: number): InvoicePolicy | null {
  // why: asked every second, and most have none.
  const found = db
    .prepare(`SELECT 1 FROM invoice_policy WHERE administrationId = ? AND state = 'in_force'`)
    .get(administrationId);
  return found ? inState(db, administrationId, "in_force") : null;
}

/** Proposes a new version, in place of one that still waits. Answers why not. */
export function proposePolicy(
  db: Database,
  who: Person,
  administrationId: number,
  { rules, reason }: { rules: PolicyRules; reason: string },
): PolicyRefusal | null {
  if (refusal(who, "administer")) return "role";
  return inOneTransaction(db, () => {
    const waiting = inState(db, administrationId, "proposed");
    if (waiting) end(db, administrationId, waiting, "withdrawn", who);
    const [last] = invoicePolicies(db, administrationId, 1);
    const version = (last?.version ?? 0) + 1;
    db.prepare(
      `INSERT INTO invoice_policy (administrationId, version, rules, state, reason, proposedById, proposedAt)
       VALUES (?, ?, ?, 'proposed', ?, ?, ?)`,
    ).run(administrationId, version, JSON.stringify(policyRules.parse(rules)), reason, who.id, instant());
    said(db, "invoice_policy_proposed", who, administrationId, { version, rules, reason });
    return null;
  });
}

/** Approves or rejects the version that waits: another person than who proposed it. */
export function decidePolicy(
  db: Database,
  who: Person,
  administrationId: number,
  { version, approved }: { version: number; approved: boolean },
): PolicyRefusal | null {
  return inOneTransaction(db, () => {
    const waiting = inState(db, administrationId, "proposed");
    const why = refusal(who, "decide", waiting?.proposedById);
    if (why) return why;
    if (!waiting) return "none";
    if (waiting.version !== version) return "moved";
    const { rules } = waiting;
    if (approved) {
      const before = inState(db, administrationId, "in_force");
      if (before) end(db, administrationId, before, "replaced", null);
    }
    end(db, administrationId, waiting, approved ? "in_force" : "rejected", who);
    const kind = approved ? "invoice_policy_approved" : "invoice_policy_rejected";
    said(db, kind, who, administrationId, { version, rules });
    return null;
  });
}

/** Nothing goes by itself any more, at once: whoever may approve or administer. */
export function switchPolicyOff(db: Database, who: Person, administrationId: number): PolicyRefusal | null {
  if (refusal(who, "decide") && refusal(who, "administer")) return "role";
  return inOneTransaction(db, () => {
    const now = inState(db, administrationId, "in_force");
    if (!now) return "none";
    db.prepare(`UPDATE invoice_policy SET state = 'switched_off' WHERE administrationId = ? AND version = ?`).run(
      administrationId,
      now.version,
    );
    said(db, "invoice_policy_off", who, administrationId, { version: now.version });
    return null;
  });
}

/** `who`: who decided it; null keeps who did before. */
function end(
  db: Database,
  administrationId: number,
  { version }: InvoicePolicy,
  state: PolicyState,
  who: Person | null,
): void {
  db.prepare(
    `UPDATE invoice_policy SET state = ?, decidedById = ifnull(?, decidedById), decidedAt = ifnull(?, decidedAt)
     WHERE administrationId = ? AND version = ?`,
  ).run(state, who?.id ?? null, who && instant(), administrationId, version);
}

function said(
  db: Database,
  kind: Extract<EventKind, `invoice_policy_${string}`>,
  who: Person,
  administrationId: number,
  detail: Readonly<Record<string, unknown>> & { version: number },
): void {
  appendEvent(db, { kind, who, administrationId, subject: `policy ${detail.version}`, detail });
}
