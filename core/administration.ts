// An administration and what is set for it.
import type { PdfLink } from "./booking-messages.ts";
import type { EntityName } from "./entities/entity.ts";
import type { Language } from "./errors.ts";

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
