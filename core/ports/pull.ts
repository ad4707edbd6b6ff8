// What pulling an entity needs from the outside: two sides to read, and a store that keeps runs, records and verdicts.
import type { EntityName } from "../entities/entity.ts";
import type { ErrorNote } from "../errors.ts";
import type { Counts } from "../reconcile/compare.ts";
import type { CompareRules } from "../reconcile/compare-rules.ts";
import type { Side } from "../reconcile/normalise.ts";
import type { JudgedPair } from "../reconcile/pair.ts";
import type { Leads, RawRecord } from "../reconcile/references.ts";
import type { RunState } from "../states.ts";

export interface SideQuery {
  /** In the system's own words, as are the fields. */
  entity: string;
  fields: readonly string[];
  /** Only what moved at or after this time, yyyy-mm-ddThh:mm:ss by the system's own clock. */
  since?: string | undefined;
}

/** Reads one side, page by page. Ends only when everything was read; anything less is a thrown TieoutError. */
export interface SideReader {
  /** The field that says when a record last moved; left out, the side can only be read whole. */
  moved?: string;
  read(query: SideQuery, signal: AbortSignal): AsyncIterable<readonly RawRecord[]>;
}

/** "apply": what was approved was written to Milestones. */
export type RunTrigger = "first" | "schedule" | "person" | "apply";

/** The part of the store that pulling needs. All of it is synchronous SQLite in the job's own thread. */
export interface PullStore {
  /** Where the entity stands since its last complete run; null before the first. */
  standing(administrationId: number, entity: EntityName): PullStanding | null;
  /** The new run's number; null where a run of this entity is still going, which is never doubled. */
  openRun(run: {
    administrationId: number;
    entity: EntityName;
    trigger: RunTrigger;
    requestedBy: number | null;
    /** When the run began since which only what moved is asked; null: everything is. */
    since?: string | null;
  }): number | null;
  /** Says how far reading has come, over both sides together, for whoever looks on. */
  progress(runId: number, read: { pages: number; records: number }): void;
  /** The codes that people marked as the same, as compared. */
  links(administrationId: number, entity: EntityName): CodeLink[];
  /** What the administration lets count as equal, by field. */
  rules(administrationId: number, entity: EntityName): CompareRules;
  /** A place on disk for what this run reads, outside the stored pairs; gone when closed. */
  stage(administrationId: number, entity: EntityName): Stage;
  /**
   * Writes the verdicts of two complete sides, closes the run as complete, and appends its events. Only what changed is
   * written; keys no longer seen are closed; open decisions whose fingerprint moved lapse. Where little changed this is
   * one transaction, before which nothing is written. Where much did it takes several, so that others can write in
   * between: until the last one nothing of the entity is comparable.
   */
  complete(runId: number, found: Found): Moved;
  /** Closes the run without touching a verdict; from now on the entity's pairs are not comparable. */
  fail(runId: number, state: Exclude<RunState, "running" | "complete">, error: ErrorNote): void;
}

/** A record of Globe and one of Milestones that count as one, by their compared keys. */
export interface CodeLink {
  globe: string;
  milestones: string;
}

export interface PullStanding {
  /** When the last complete run began. */
  began: string;
  read: { globe: SideTotal; milestones: SideTotal };
  /** Up to when each source was seen to move; null where what is stored may be incomplete: everything is to be read. */
  marks: Marks | null;
  /** By which rules the stored pairs were judged. */
  rules: string;
}

/** By source ("globe Account"): when the latest of its records moved, yyyy-mm-ddThh:mm:ss by the system's own clock. */
export type Marks = Readonly<Record<string, string>>;

/** What a run found, both sides complete. */
export interface Found {
  /** Whether every key is among the pairs; otherwise those of which the verdict may have moved. */
  whole: boolean;
  read: { globe: SideTotal; milestones: SideTotal };
  pairs: Iterable<JudgedPair | GoneKey>;
  marks: Marks;
  rules: string;
}

/** A key that neither side has any more, as compared. */
export interface GoneKey {
  gone: string;
}

/** How many of one side's records took part, and a hash over them, whatever their order: see set-hash.ts. */
export interface SideTotal {
  records: number;
  hash: string;
}

/** What a complete run changed. */
export interface Moved {
  added: number;
  changed: number;
  closed: number;
  lapsed: number;
  counts: Counts;
}

/** What a run reads, beside what is known from earlier runs: only what differs from that is kept. */
export interface Stage extends Leads {
  /** Begins a source of the run's own entity, or of one that its records point at. `whole`: all that there is will come. */
  source(side: Side, entity: EntityName, whole: boolean): StagedSource;
  /** What each side comes to, over all that took part. */
  totals(): { globe: SideTotal; milestones: SideTotal };
  /**
   * Keys with what both sides hold, in order of key and records in a fixed one: every key, or those whose verdict may
   * have moved, since a record of theirs did or what it points at. Neither side may hold anything. Linked records stand
   * under Globe's key, where each key has one record on its own side and none on the other: else who is who is not sure,
   * and the two stay apart.
   */
  held(every: boolean, links: readonly CodeLink[]): Iterable<Held>;
  close(): void;
}

export interface Held {
  comparedKey: string;
  globe: RawRecord[];
  milestones: RawRecord[];
}

export interface StagedSource {
  /** Adds records that came; one that comes again replaces itself. */
  add(records: readonly StagedRecord[]): void;
  /** All that was to come has come. How many records there were, each once. */
  end(): number;
}

export interface StagedRecord {
  /** By which its system tells it apart. */
  id: string;
  /** What a reference to it resolves to; "" where nothing points at it. */
  key: string;
  /** Of Globe's accounts: their other codes, where these are not the key. */
  debtorNumber?: string | null;
  accountCode?: string | null;
  /** The record, where it is of the run's own entity; its key null where it does not take part. */
  own?: { comparedKey: string | null; raw: RawRecord };
}
