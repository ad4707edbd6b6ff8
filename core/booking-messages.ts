// Every message by which an invoice is booked over the bus. The approved entry travels as the payload of book and
// lookup: gzip over the text that its fingerprint was taken of. The PDF travels in chunks on a session of its own.
import { z } from "zod";
import { envelope } from "./messages.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const decimal = z.string().regex(/^-?\d+\.\d\d$/);

/** Names the invoice, what was approved of it, and the how manieth time a person let it go. */
const frozen = {
  administration: z.string().min(1),
  /** The invoice's own key: its id in Milestones. */
  invoice: z.string().min(1).max(128),
  /** SHA-256 of the approved entry. */
  fingerprint: sha256,
  /** From 1. The same attempt has its effect once, however often it is delivered. */
  attempt: z.number().int().positive(),
};

/** Bytes of a chunk, at most. */
export const largestChunk = 190_000;

export const fileTransfer = z.object({
  /** Names the session that the chunks lie on: file-<transferId>. */
  transferId: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  bytes: z.number().int().positive(),
  chunks: z.number().int().positive(),
  /** Of the whole file. */
  sha256,
});
export type FileTransfer = z.infer<typeof fileTransfer>;

export const pdfLink = z.object({
  /** "line": the document is made first and its id stands on the lines. "entry": it is made after and points at the entry. */
  route: z.enum(["line", "entry"]).default("line"),
  /** Globe's numbers of a document; type 0 leaves it to Globe. */
  type: z.number().int().nonnegative().default(0),
  securityLevel: z.number().int().default(10),
  status: z.number().int().default(50),
  /** Whether Globe gives a document's bytes back; where it does not, only that the document is there is proved. */
  readBack: z.boolean().default(true),
});
export type PdfLink = z.infer<typeof pdfLink>;

/** Worker to agent: book this entry, with this PDF, once. */
export const bookRequest = z.object({
  ...envelope,
  kind: z.literal("book"),
  ...frozen,
  file: fileTransfer.nullable(),
  link: pdfLink,
  /** A person saw in Globe that no earlier attempt was booked. Without it an attempt of unknown outcome bars the next. */
  overrule: z.boolean().default(false),
  /** ISO 8601 UTC; after it nothing new is sent to Globe for it. */
  deadline: z.iso.datetime(),
});
export type BookRequest = z.infer<typeof bookRequest>;

/** Worker to agent, on the session file-<transferId>. The payload is the chunk's bytes. */
export const fileChunk = z.object({
  ...envelope,
  kind: z.literal("file"),
  transferId: fileTransfer.shape.transferId,
  /** From 0. */
  chunk: z.number().int().nonnegative(),
});

/** Worker to agent: what became of this? Nothing is sent to Globe, it is only read. */
export const lookupRequest = z.object({
  ...envelope,
  kind: z.literal("lookup"),
  ...frozen,
  /** SHA-256 of the PDF that the entry should carry; null for none. */
  pdf: sha256.nullable(),
  readBack: z.boolean().default(true),
  deadline: z.iso.datetime(),
});
export type LookupRequest = z.infer<typeof lookupRequest>;

/** Lines that were sent to Globe and stand under no entry. Without a header they are in no book. */
export const orphan = z.object({
  transactionKey: z.string(),
  /** How many lines were sent. */
  lines: z.number().int().nonnegative(),
  /** Whether a header was sent for them, so that they may be posted yet. */
  headerSent: z.boolean(),
});
export type Orphan = z.infer<typeof orphan>;

const orphans = z.array(orphan);

/** Agent to worker: Globe holds the entry. `mismatches` empty: to the cent what was approved, with its PDF. */
export const booked = z.object({
  ...envelope,
  kind: z.literal("booked"),
  ...frozen,
  /** It was there before, by another hand than this agent's. */
  already: z.boolean(),
  entry: z.object({
    journal: z.string(),
    entryNumber: z.string(),
    year: z.string(),
    period: z.string(),
    /** Local. */
    date: z.string(),
    debtorNumber: z.string(),
    currency: z.string(),
    /** With VAT, as invoices have it. */
    total: decimal,
    vat: z.array(z.object({ code: z.string(), base: decimal, vat: decimal })),
  }),
  /** `sha256`: of the bytes that Globe gave back; null where it gave none. */
  document: z.object({ id: z.string(), sha256: sha256.nullable() }).nullable(),
  mismatches: z.array(
    z.object({
      what: z.enum(["debtor", "reference", "journal", "date", "currency", "total", "base", "vat", "text", "document"]),
      vatCode: z.string(),
      expected: z.string(),
      found: z.string(),
    }),
  ),
  /** Numbers of further entries with the same reference in the same journal. */
  doubles: z.array(z.string()),
  orphans,
});
export type Booked = z.infer<typeof booked>;

/** Agent to worker: nothing is booked, and nothing will be by this attempt. `code` is one of core/errors.ts. */
export const bookingRefused = z.object({
  ...envelope,
  kind: z.literal("refused"),
  ...frozen,
  code: z.string().min(1),
  /** The error's sentence in English, and its values. */
  message: z.string(),
  reason: z.string(),
  orphans,
});
export type BookingRefused = z.infer<typeof bookingRefused>;

/** Agent to worker: it is not in Globe now, and may have been sent. Look it up again later. */
export const bookingUnknown = z.object({
  ...envelope,
  kind: z.literal("unknown"),
  ...frozen,
  /**
   * How far this agent came with this attempt: it never heard of it (it may be on the bus yet), took it, sent lines, or
   * sent a header, in this attempt or an earlier one. Only a header can book.
   */
  reached: z.enum(["nothing", "taken", "lines", "header"]),
  /** ISO 8601 UTC: since when the agent keeps its journal. What was asked before it is not in it. */
  journalSince: z.iso.datetime(),
  message: z.string(),
  reason: z.string(),
  orphans,
});
export type BookingUnknown = z.infer<typeof bookingUnknown>;

/** Worker to agent. */
export const bookingRequests = [bookRequest, fileChunk, lookupRequest] as const;
/** Agent to worker. */
export const bookingAnswers = [booked, bookingRefused, bookingUnknown] as const;
export type BookingAnswer = Booked | BookingRefused | BookingUnknown;
