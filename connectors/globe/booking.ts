// Booking a sales entry into Globe, step by step: lines under one TransactionKey, the header that posts them, and the
// PDF as a document. Each step says how it ended; none is repeated here where it may have been done.
import { z } from "zod";
import type { EntryHeader, EntryLine, SalesEntry } from "../../core/invoices/sales-entry.ts";
import type { Written } from "../http/write.ts";
import { globeFound } from "./found.ts";
import { type Addable, type GlobeConnection, globeService } from "./service.ts";

export type { Written } from "../http/write.ts";
export type { FoundDocument, FoundEntry } from "./found.ts";
export type { GlobeConnection } from "./service.ts";

/** How a step ended; `value` is what Globe gave where it was done. */
export type Step<Value> = { outcome: "done"; value: Value } | Exclude<Written, { outcome: "done" }>;

/** Globe's own numbers of a document; type 0 leaves it to Globe. */
export interface DocumentKind {
  type: number;
  securityLevel: number;
  status: number;
}

/** Bytes of a document sent at once: Globe takes 100,000 characters of base64. A multiple of three. */
export const chunkSize = 69_000;

export type GlobeBooking = ReturnType<typeof globeBooking>;

/** One administration's sales ledger. Reads throw TieoutError, writes never throw. */
export function globeBooking(connection: GlobeConnection) {
  const service = globeService(connection);

  async function step<Value>(
    entity: Addable,
    record: Body,
    value: z.ZodType<Value>,
    signal: AbortSignal,
  ): Promise<Step<Value>> {
    const written = await service.add(entity, jsonOf(record), signal);
    if (written.outcome !== "done") return written;
    const found = z.object({ d: value }).safeParse(written.body);
    if (found.success) return { outcome: "done", value: found.data.d };
    return { outcome: "unknown", reason: `its answer to ${entity} does not have its shape`, denied: false };
  }

  return {
    ...globeFound(service),

    /** Stages a line. The key in the answer is the one that counts: Globe may have given its own. */
    line: (
      entry: SalesEntry,
      at: number,
      of: { transactionKey: string; documentId: string | null },
      signal: AbortSignal,
    ) => step("FinancialLine", lineBody(entry, at, of), z.object({ TransactionKey: z.string().min(1) }), signal),

    /** Posts the staged lines as an entry. */
    header: (entry: SalesEntry, transactionKey: string, signal: AbortSignal) =>
      step(
        "FinancialHeader",
        { ...headerBody(entry.header), TransactionKey: transactionKey },
        z.object({ EntryNumber: z.string().nullish() }),
        signal,
      ),

    chunk: (messageId: string, sequence: number, bytes: Uint8Array, signal: AbortSignal) => {
      const DataString = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
      return step(
        "Binary",
        { MessageID: messageId, Sequence: sequence, DataString, Encoded: true },
        z.object({}),
        signal,
      );
    },

    /** A document of chunks sent before; `entryKey` links it to a posted entry. */
    document: (
      entry: SalesEntry,
      of: { messageId: string; entryKey: string | null; kind: DocumentKind },
      signal: AbortSignal,
    ) => step("Document", documentBody(entry, of), z.object({ ID: z.string().min(1) }), signal),
  };
}

/** Decimal text that stands in JSON as a number, digit by digit. */
class Numeral {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Body = Record<string, string | number | boolean | Numeral | null>;

const decimal = /^-?\d+(?:\.\d+)?$/;

function numeral(text: string): Numeral {
  if (!decimal.test(text)) throw new Error(`"${text}" is no decimal`);
  return new Numeral(text);
}

/** What is null is left out. */
function jsonOf(body: Body): string {
  const parts = Object.entries(body).flatMap(([name, value]) =>
    value === null ? [] : [`${JSON.stringify(name)}:${value instanceof Numeral ? value.text : JSON.stringify(value)}`],
  );
  return `{${parts.join(",")}}`;
}

const whole = (text: string | null): number | null => (text === null ? null : Number(text));

const headerBody = (header: EntryHeader): Body => ({
  ...header,
  FinancialYear: whole(header.FinancialYear),
  FinancialPeriod: whole(header.FinancialPeriod),
});

function lineBody(
  { header, lines }: SalesEntry,
  at: number,
  { transactionKey, documentId }: { transactionKey: string; documentId: string | null },
): Body {
  const line: EntryLine | undefined = lines[at];
  if (!line) throw new Error(`the entry has no line ${at}`);
  return {
    TransactionKey: transactionKey,
    Journal: header.Journal,
    ...line,
    Amount: numeral(line.Amount),
    VATAmount: numeral(line.VATAmount),
    VATBasis: numeral(line.VATBasis),
    Quantity: line.Quantity === null ? null : numeral(line.Quantity),
    EntryDate: header.EntryDate,
    ReportingDate: header.ReportingDate,
    CurrencyCode: header.CurrencyCode,
    YourReference: header.YourReference,
    OurReference: header.OurReference,
    DocumentID: documentId,
  };
}

const documentBody = (
  { document }: SalesEntry,
  { messageId, entryKey, kind }: { messageId: string; entryKey: string | null; kind: DocumentKind },
): Body => ({
  ...document,
  SecurityLevel: kind.securityLevel,
  Status: kind.status,
  Type: kind.type === 0 ? null : kind.type,
  MessageIDDocument: messageId,
  EntryKey: entryKey,
});
