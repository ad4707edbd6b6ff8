// What applying needs from the outside: Milestones, one record at a time, and a store that notes each step first.
import type { EntityName } from "../entities/entity.ts";
import type { ErrorNote } from "../errors.ts";
import type { Change, Writable } from "../reconcile/change.ts";
import type { RawRecord } from "../reconcile/references.ts";

/** A record as Milestones has it now. */
export interface FoundRecord {
  /** Digits. */
  id: string;
  raw: RawRecord;
  /** What says that it is still this; null where Milestones gives none. */
  tag: string | null;
}

/** How a write to Milestones ended. */
export type WriteEnd =
  | { outcome: "done" }
  /** Milestones said no: nothing was done. `said`: its own words, which may hold a person's data. */
  | { outcome: "refused"; said: string }
  /** Someone changed the record since it was read: nothing was done. */
  | { outcome: "moved" }
  /** Nothing reached Milestones, or it let nothing in. */
  | { outcome: "not_sent"; reason: string }
  /** It may have been done, or may be done yet. */
  | { outcome: "unknown"; reason: string };

/** Milestones, one record at a time. There is nothing here that deletes. Reading throws a TieoutError; writing never throws. */
export interface MilestonesWriter {
  /** The record with this id, of whatever company; null where there is none. */
  withId(entity: EntityName, id: string, signal: AbortSignal): Promise<FoundRecord | null>;
  /** The administration's records with this key, and those of no company: mostly one, or none. */
  withKey(entity: EntityName, key: string, signal: AbortSignal): Promise<FoundRecord[]>;
  /** Makes a record of the administration's company. Sent once, as is `update`. */
  create(entity: EntityName, values: Readonly<Record<string, Writable>>): Promise<WriteEnd>;
  /** Writes these fields and no other. */
  update(entity: EntityName, record: FoundRecord, values: Readonly<Record<string, Writable>>): Promise<WriteEnd>;
}

/** An approved decision that is to be written to Milestones, or may have been. */
export interface ToApply {
  decisionId: number;
  entity: EntityName;
  /** As printed. */
  key: string;
  creates: boolean;
  /** Milestones' id of the record; null where it is to be created, until that is known to have happened. */
  milestonesId: string | null;
  changes: readonly Change[];
  state: "approved" | "applying";
  /** When the write began; null while approved. */
  begunAt: string | null;
}

/** Why a change is stale: the record is gone, or says something else by now, or is there already, or twice. */
export type StaleReason = "gone" | "moved" | "exists" | "twice";

/**
 * Why a change failed: Milestones refused it, a reference leads nowhere or to several records, the value cannot be
 * written, Milestones kept something else than it was given, or nobody saw an answer and it is not there.
 */
export type FailedReason =
  | "refused"
  | "reference_unknown"
  | "reference_twice"
  | "unwritable"
  | "kept_otherwise"
  | "no_answer";

/** How applying a decision ended. `fields`: those it is about. */
export type ApplyEnd =
  /** `already`: Milestones said so before anything was written. */
  | { state: "applied"; milestonesId: string; already: boolean }
  | { state: "stale"; reason: StaleReason; fields: readonly string[] }
  | { state: "failed"; reason: FailedReason; fields: readonly string[]; said: string | null };

/** The part of the store that applying needs. Each step is one transaction with its event. */
export interface ApplyStore {
  /** Approved decisions to take Globe's value, and those whose write was begun and not ended; oldest first. */
  toApply(administrationId: number): ToApply[];
  /** Says that the write is about to be sent; false where the decision is no longer approved, and nothing may be sent. */
  begin(decisionId: number): boolean;
  /** Says that nothing was sent: it is approved as before. */
  notSent(decisionId: number): void;
  /** Says that the record was made, and that what needs its id is about to be sent; null: after all it was not sent. */
  created(decisionId: number, milestonesId: string | null): void;
  /** Says why all that is left waits; null: nothing keeps it any more. */
  waits(administrationId: number, because: ErrorNote | null): void;
  /** Says how it ended; false where that was said before. */
  end(decisionId: number, end: ApplyEnd): boolean;
}
