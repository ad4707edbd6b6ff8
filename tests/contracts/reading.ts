// Reading a side to its end, or to the error it ends with.
import { expect } from "vitest";
import type { TieoutError } from "../../core/errors.ts";
import type { SideReader } from "../../core/ports/pull.ts";
import type { RawRecord } from "../../core/reconcile/references.ts";

/** Every record of a read that ends as complete. */
export async function everyRecord(
  reader: SideReader,
  query: Parameters<SideReader["read"]>[0],
  signal = new AbortController().signal,
): Promise<RawRecord[]> {
  const found: RawRecord[] = [];
  for await (const page of reader.read(query, signal)) found.push(...page);
  return found;
}

/** The error that a read ends with; a read that ends as complete fails the test. */
export const failure = (reading: Promise<unknown>): Promise<TieoutError> =>
  reading.then(
    () => expect.unreachable("the read ended as if everything had been read"),
    (thrown) => thrown,
  );
