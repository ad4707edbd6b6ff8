// Records as the pages that cross the bus: gzip over JSON, each at most 150 KB compressed, with count and hash.
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { TieoutError } from "../core/errors.ts";
import type { RawRecord } from "../core/reconcile/references.ts";

const compressed = promisify(gzip);

/** Bytes of a page's payload, at most. With its envelope a message then stays well below the bus's 256 KB. */
export const largestPayload = 150_000;

/** JSON text of about this length is tried as one page. */
const wantedText = 600_000;

export interface Page {
  page: number;
  last: boolean;
  records: number;
  sha256: string;
  payload: Buffer;
}

type Part = Omit<Page, "page" | "last">;

/** The records as numbered pages; the last is marked, and there is always one. Throws record_too_large. */
export async function* pages(batches: AsyncIterable<readonly RawRecord[]>): AsyncIterable<Page> {
  let held: Part | undefined;
  let page = 0;
  // why: only when nothing follows is a page known to be the last.
  for await (const part of parts(batches)) {
    if (held) yield { ...held, page: page++, last: false };
    held = part;
  }
  yield { ...(held ?? (await onePart([]))), page, last: true };
}

async function* parts(batches: AsyncIterable<readonly RawRecord[]>): AsyncIterable<Part> {
  let texts: string[] = [];
  let length = 0;
  for await (const batch of batches)
    for (const record of batch) {
      const text = JSON.stringify(record);
      texts.push(text);
      length += text.length;
      if (length < wantedText) continue;
      yield* fitting(texts);
      texts = [];
      length = 0;
    }
  if (texts.length > 0) yield* fitting(texts);
}

/** The records in as few parts as fit, halved until they do. */
async function* fitting(texts: readonly string[]): AsyncIterable<Part> {
  const part = await onePart(texts);
  if (part.payload.length <= largestPayload) {
    yield part;
    return;
  }
  if (texts.length === 1) throw new TieoutError("record_too_large", { values: { bytes: part.payload.length } });
  const middle = Math.ceil(texts.length / 2);
  yield* fitting(texts.slice(0, middle));
  yield* fitting(texts.slice(middle));
}

async function onePart(texts: readonly string[]): Promise<Part> {
  const payload = await compressed(`[${texts.join(",")}]`);
  return { records: texts.length, sha256: createHash("sha256").update(payload).digest("hex"), payload };
}
