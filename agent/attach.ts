// The invoice's PDF as a document in Globe: sent in chunks, made, and read back before anything points at it. A document
// is looked for before each try, so that one whose making had no sure end is found rather than made again.
import { createHash, randomUUID } from "node:crypto";
import { chunkSize, type FoundDocument, type GlobeBooking, type Step } from "../connectors/globe/booking.ts";
import type { PdfLink } from "../core/booking-messages.ts";
import type { SalesEntry } from "../core/invoices/sales-entry.ts";

const tries = 3;

/** A step that is tried until it left: what never reached Globe may be sent again. */
export type Sent = <Value>(step: () => Promise<Step<Value>>) => Promise<Step<Value>>;

export interface Attaching {
  globe: GlobeBooking;
  entry: SalesEntry;
  pdf: Uint8Array;
  link: PdfLink;
  /** Of the posted entry that it belongs to; null where lines will point at it. */
  entryKey: string | null;
  sent: Sent;
  stop: AbortSignal;
}

/** Its id in Globe, or why Globe has none. Throws TieoutError where Globe cannot be read. */
export async function attached(attaching: Attaching): Promise<{ id: string } | { reason: string }> {
  let reason = "";
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const known = await alreadyThere(attaching, attempt > 0);
    if (known) return { id: known.id };
    const made = await documentMade(attaching);
    if (made.outcome === "done") {
      const id = made.value.ID.toLowerCase();
      const wrong = await notAsSent(attaching, id);
      if (wrong === null) return { id };
      reason = wrong;
      continue;
    }
    reason = made.reason;
    if (made.outcome !== "unknown") break;
  }
  return { reason };
}

async function alreadyThere({ globe, entry, pdf, link, entryKey, stop }: Attaching, tried: boolean) {
  const of = entryKey === null ? { yourRef: entry.document.YourRef } : { entryKey };
  const named = ({ fileName, yourRef }: FoundDocument) =>
    fileName === entry.document.FileName && yourRef === entry.document.YourRef;
  for (const document of (await globe.documents(of, stop)).filter(named))
    if (link.readBack ? (await globe.contentOf(document, stop)) === hashOf(pdf) : tried) return document;
  return null;
}

async function documentMade({ globe, entry, pdf, link, entryKey, sent, stop }: Attaching) {
  const messageId = randomUUID();
  for (let at = 0; at * chunkSize < pdf.length; at += 1) {
    stop.throwIfAborted();
    const bytes = pdf.subarray(at * chunkSize, (at + 1) * chunkSize);
    const chunk = await sent(() => globe.chunk(messageId, at, bytes, untilItEnds));
    if (chunk.outcome !== "done") return chunk;
  }
  return sent(() => globe.document(entry, { messageId, entryKey, kind: link }, untilItEnds));
}

async function notAsSent({ globe, pdf, link, stop }: Attaching, id: string): Promise<string | null> {
  const [document] = await globe.documents({ id }, stop);
  if (!document) return "Globe said that it made the document, and does not have it";
  if (!link.readBack || (await globe.contentOf(document, stop)) === hashOf(pdf)) return null;
  return "Globe gives back other bytes than were sent";
}

/** why: what is on its way to Globe is waited for, also by an agent that is asked to stop. */
export const untilItEnds = new AbortController().signal;

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
