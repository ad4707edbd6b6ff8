// What the go-live check judges: facts of one administration, fetched elsewhere. A fact that is not known is null or
// absent, never guessed: the rules that need it answer "unknown".
import type { CheckLine } from "../agent-check/line.ts";
import type { EntityName } from "../entities/entity.ts";
import type { Finding as InvoiceFinding } from "../invoices/findings.ts";
import type { Cents } from "../invoices/money.ts";
import type { JudgedState } from "../invoices/state.ts";
import type { Counts } from "../reconcile/compare.ts";
import type { JudgedPair } from "../reconcile/pair.ts";
import type { DecisionAction, DecisionState } from "../states.ts";

/** Files: two folders of exports, before anything is installed. */
export type Scope = "files" | "installation";

/** A pair as it is read: of a complete comparison. */
export interface ReadPair extends Pick<JudgedPair, "key" | "status" | "globe" | "milestones" | "byRule"> {
  /** Names of the fields that differ. */
  differing: readonly string[];
  /** The open decision. */
  decision: { action: DecisionAction; state: DecisionState } | null;
}

/** A pair that is not equal. Values are those of a side's first record. */
export interface OpenPair {
  key: string;
  title: string;
  status: ReadPair["status"];
  globe: Readonly<Record<string, string>> | null;
  milestones: Readonly<Record<string, string>> | null;
  records: { globe: number; milestones: number };
  differing: readonly string[];
  decision: ReadPair["decision"];
}

/** What a VAT code means beyond its percentage. */
export interface VatMeaning {
  key: string;
  title: string;
  globe: { reverseCharge: boolean };
  milestones: { reverseCharge: boolean; icp: string };
}

/** One entity, both sides read whole. */
export interface EntityFacts {
  counts: Omit<Counts, "not_comparable">;
  records: { globe: number; milestones: number };
  /** By code point of the key. */
  open: readonly OpenPair[];
  /** Names that Milestones cut at fifty characters, and names in Globe that it would cut. */
  cut: readonly { key: string; title: string; length: number }[];
  /** Records whose reference nobody could follow, with the fields. */
  unresolved: readonly { key: string; title: string; fields: string[] }[];
  /** How Globe's codes are written: digits as 9, letters as A; how many of each. */
  shapes: ReadonlyMap<string, number>;
  /** VAT codes only: those that both sides have once. */
  meanings: readonly VatMeaning[];
}

/** What points at a code of Milestones and is itself in use: how many of each. */
export type User = EntityName | "invoice";
export type Uses = ReadonlyMap<EntityName, ReadonlyMap<string, Readonly<Partial<Record<User, number>>>>>;

export interface JudgedInvoice {
  number: string;
  /** Local date. */
  date: string;
  /** With VAT. */
  total: Cents;
  /** "" is the administration's own. */
  currency: string;
  state: JudgedState;
  findings: readonly InvoiceFinding[];
}

export interface Journal {
  code: string;
  name: string;
  type: string;
}

export interface Account {
  code: string;
  name: string;
  /** RevenueAccount: D is debtors; "" where it was not read. */
  kind: string;
  blocked: boolean;
}

export interface InstallationFacts {
  /** The moment of the check, ISO 8601 UTC. */
  now: string;
  /** Of Tieout itself. */
  version: string;
  agent: {
    id: string;
    online: boolean;
    version: string | null;
    lastSeen: string | null;
    administrations: readonly string[];
  };
  /** Agents heard in the last day that say they serve this administration. */
  agentsServing: readonly string[];
  /** Other administrations with the same Globe database. */
  sameDatabase: readonly { code: string; name: string }[];
  /** The agent's own check as it last answered; null before the first answer. */
  agentCheck: { at: string; lines: readonly CheckLine[] } | null;
  /** Code of the error for which the agent's last check brought no answer; null where it did, or nobody asked. */
  agentCheckFailed: string | null;
  /** An invoice that this connection booked and read back; null where there is none. */
  rehearsed: { number: string; entry: string } | null;
  /** Instant of each entity's last complete run. */
  lastComplete: Readonly<Partial<Record<EntityName, string>>>;
  /** Runs of the last seven days in which the agent did not answer. */
  silentRuns: readonly { run: number; entity: EntityName; at: string }[];
  /** Decisions that wait for an approver. */
  proposals: readonly { id: number; entity: EntityName; key: string; title: string }[];
  /** Accounts that may approve and are not disabled. */
  approvers: number;
}

export interface Facts {
  scope: Scope;
  /** Globe's company code. */
  company: string;
  settings: { salesJournal: string | null; debtorAccount: string | null; booksClosedUntil: string | null } | null;
  /** Absent: not read whole on both sides. */
  entities: Readonly<Partial<Record<EntityName, EntityFacts>>>;
  uses: Uses;
  /** Whether each of Globe's VAT codes is in the amounts: its letter E, I, N or T. */
  vatAmounts: ReadonlyMap<string, string> | null;
  journals: readonly Journal[] | null;
  accounts: readonly Account[] | null;
  invoices: { currency: string; judged: readonly JudgedInvoice[] } | null;
  /** Null where the scope is files. */
  installation: InstallationFacts | null;
}
