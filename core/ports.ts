// The edges of the core: what the stories need from the outside. Adapters live in connectors/ and prisma/.
import type { PdfLink } from "./booking-messages.ts";
import type { EntityName } from "./entities/entity.ts";
import type { ErrorNote, Language } from "./errors.ts";
import type { GlobeRecords } from "./invoices/facts.ts";
import type { Invoice, MilestonesRecords } from "./invoices/invoice.ts";
import type { SalesEntry } from "./invoices/sales-entry.ts";
import type { Judgement } from "./invoices/state.ts";
import type { Change, Writable } from "./reconcile/change.ts";
import type { Counts } from "./reconcile/compare.ts";
import type { CompareRules } from "./reconcile/compare-rules.ts";
import type { Side } from "./reconcile/normalise.ts";
import type { JudgedPair } from "./reconcile/pair.ts";
import type { Leads, RawRecord } from "./reconcile/references.ts";
import type { RunState } from "./states.ts";

/** One Globe company and its Milestones company, with the connector's settings. */
export interface Administration {
  id: number;
  /** Globe's company code, also the Milestones Company.Code. */
  code: string;
  name: string;
  settings: AdministrationSettings;
}

export interface AdministrationSettings {
  /** How Globe's Entity Services are asked: the agent's own configuration holds address and user. */
  globe: { databaseName: string };
  /** `update`: how its API takes a change to a record; PATCH when left out. */
  milestones: MilestonesSettings;
  /** The agent that serves this administration; its queues are agent-<id>-in and agent-<id>-out. */
  agent: string;
  schedule: Schedule;
  salesJournal: string | null;
  debtorAccount: string | null;
  /** An invoice date on or before this local date lies in closed books; null: unknown. */
  booksClosedUntil: string | null;
  invoices: InvoiceConnector;
}

export interface MilestonesSettings {
  baseUrl: string;
  update?: "PATCH" | "PUT" | undefined;
  /** Which version's names its API has; V2's, which are the field table's, when left out. */
  version?: "V2" | "V3" | undefined;
  /** The field by which its API says when a record last moved; left out, Milestones is read whole each time. */
  moved?: string | undefined;
  /** By set, as the field table calls it: what this API calls the set and its fields, where that is neither version's. */
  names?:
    | Readonly<Record<string, { set?: string | undefined; fields?: Readonly<Record<string, string>> | undefined }>>
    | undefined;
}

/** How invoices are read and booked, where no public source settles it: an administration may set it otherwise. */
export interface InvoiceConnector {
  /** The sign with which Globe takes the amount of a sales line that earns: "+" unless a test booking showed "-". */
  salesLineSign: "+" | "-";
  /** Whether Globe's own reference, of eight digits, carries the digits of the invoice number. */
  ourReference: "number" | "none";
  /** Milestones' words for an invoice that is ready for the books, and for the types of invoice and credit note. */
  processedStates: string[];
  invoiceTypes: string[];
  creditTypes: string[];
  /** Where an invoice's PDF is, {id} its InvoiceHeaderId; null: the usual place. */
  pdfPath: string | null;
  /** How the PDF is tied to its entry in Globe. */
  link: PdfLink;
  /** Whether the company is for tests only: then a self-test may book an invoice of 1.00 into it. */
  isTest: boolean;
  telling: Telling;
}

/** How Milestones is told what became of an invoice. Which of its fields and words are for that is not public. */
export interface Telling {
  isOn: boolean;
  /** Milestones' word for an invoice that is in Globe's books, also where it is told no more; null: its state is let be. */
  bookedState: string | null;
  /** Milestones' field for Globe's entry number; null: it has none. */
  entryField: string | null;
  /** Milestones' field for why an invoice is not in the books; null: it has none. */
  reasonField: string | null;
  /** In which that reason is told. */
  language: Language;
}

export const usualInvoices: InvoiceConnector = {
  salesLineSign: "+",
  ourReference: "number",
  processedStates: ["Processed"],
  invoiceTypes: ["Invoice"],
  creditTypes: ["CreditInvoice"],
  pdfPath: null,
  link: { route: "line", type: 0, securityLevel: 10, status: 50, readBack: true },
  isTest: false,
  telling: {
    isOn: false,
    bookedState: null,
    entryField: null,
    reasonField: "ProcessingFailureReason",
    language: "nl",
  },
};

/** What is pulled by itself: an entity, or the invoices with all they are judged by. */
export type PullName = EntityName | "invoice";

/** Local times in Europe/Amsterdam. The end is not a run of its own unless includeEnd. */
export interface Schedule {
  from: string;
  until: string;
  includeEnd: boolean;
  /** Minutes between runs. */
  everyMinutes: number;
  /** What has another interval, in minutes. */
  perEntity: Partial<Record<PullName, number>>;
  /** When everything is read once a day, whole; null: in the day's first run. */
  wholeAt: string | null;
  /** Minutes before what was last seen to move from which is asked again, for what was still being written then. */
  overlapMinutes: number;
}

export const defaultSchedule: Schedule = {
  from: "07:00",
  until: "20:00",
  includeEnd: false,
  everyMinutes: 15,
  perEntity: { project: 240, employee: 240 },
  wholeAt: "05:00",
  overlapMinutes: 10,
};

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

/** The PDFs of Milestones' invoices. */
export interface InvoicePdfs {
  /** Whole, of 10 MB at most. Throws a TieoutError where there is none that could be read. */
  pdfOf(invoiceId: string, signal: AbortSignal): Promise<{ bytes: Uint8Array; sha256: string }>;
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

/** An invoice with what it comes to, and the entry that it would be now. */
export interface JudgedInvoice {
  invoice: Invoice;
  /** Name of who gets it, as Globe knows it; "" where Globe does not. */
  debtorName: string;
  judgement: Judgement;
  entry: SalesEntry;
  /** Of the entry. */
  fingerprint: string;
}

/** SHA-256 of a stored PDF, or why there is none. */
export type PdfRead = { hash: string } | { error: string };

export interface InvoicesRead {
  globe: GlobeRecords;
  milestones: MilestonesRecords;
  judged: readonly JudgedInvoice[];
  /** By Milestones' id, of those that were asked for in this run. */
  pdfs: ReadonlyMap<string, PdfRead>;
}

/** What a complete pull of invoices changed. */
export interface InvoicesMoved {
  added: number;
  changed: number;
  /** No longer in Milestones. */
  gone: number;
  /** Releases and approvals that no longer hold. */
  lapsed: number;
  /** PDFs that could not be read. */
  withoutPdf: number;
}

/** The part of the store that pulling invoices needs. */
export interface InvoicePullStore {
  /** The new run's number; null where a pull of invoices is still going, which is never doubled. */
  openRun(run: { administrationId: number; trigger: RunTrigger; requestedBy: number | null }): number | null;
  progress(runId: number, read: { pages: number; records: number }): void;
  /** How many records each set and entity had in the last complete run; null before the first. */
  lastComplete(administrationId: number): Readonly<Record<string, number>> | null;
  /** Of each stored invoice, by Milestones' id: a hash over it as it was read, and its PDF's. */
  known(administrationId: number): ReadonlyMap<string, { recordHash: string; pdfHash: string | null }>;
  /** Keeps a PDF; its SHA-256. */
  keepPdf(bytes: Uint8Array): Promise<string>;
  /** Writes what was read and judged, closes the run, and appends its events: one transaction. */
  complete(runId: number, read: InvoicesRead): InvoicesMoved;
  /** Closes the run; everything stays as it was. */
  fail(runId: number, state: Exclude<RunState, "running" | "complete">, error: ErrorNote): void;
}

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

/** An invoice as Milestones has it now: all it holds, numbers digit by digit. */
export interface FoundInvoice {
  /** A value as text, by the field's name in the field table, or by Milestones' own; "" for nothing. */
  says(field: string): string;
  /** For `tell`. */
  record: unknown;
  tag: string | null;
}

/** What Milestones is told of its invoices. Reading throws a TieoutError; telling never throws. */
export interface ToldInvoices {
  /** Null where there is no such invoice. */
  invoice(id: string, signal: AbortSignal): Promise<FoundInvoice | null>;
  /** Writes these fields and leaves every other as it was found. Sent once. */
  tell(id: string, found: FoundInvoice, values: Readonly<Record<string, string | null>>): Promise<WriteEnd>;
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

/** Proves that this installation wrote a text. */
export interface Prover {
  /** Of the key that proves now. */
  readonly name: string;
  prove(told: string): string;
  /** Whether a key of this name is one of this installation's. */
  knows(name: string): boolean;
  /** Whether the key of this name proved just this. */
  proves(name: string, told: string, proof: string): boolean;
}
