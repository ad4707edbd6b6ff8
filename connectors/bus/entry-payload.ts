// The approved entry as the payload of a message: gzip over the text that its fingerprint was taken of.
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { entryText, frozenEntry } from "../../core/invoices/frozen-entry.ts";
import type { SalesEntry } from "../../core/invoices/sales-entry.ts";

/** Bytes of an entry when unpacked, at most. */
const largest = 16 * 1024 * 1024;

export const packedEntry = (entry: SalesEntry): Promise<Buffer> => promisify(gzip)(entryText(entry));

/** Throws an Error that says what is wrong with it. */
export async function unpackedEntry(payload: Uint8Array, fingerprint: string): Promise<SalesEntry> {
  const text = await promisify(gunzip)(payload, { maxOutputLength: largest });
  return frozenEntry(text.toString("utf8"), fingerprint);
}
