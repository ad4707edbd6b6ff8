// One read request, answered: Globe is read page by page, and each page goes to the bus as soon as it is full, a few at
// a time, so that a slow bus slows the reading and nothing piles up. Whatever goes wrong is answered with a sentence.
import { asTieoutError, TieoutError } from "../core/errors.ts";
import { protocolVersion, type ReadFailure, type ReadPage, type ReadRequest } from "../core/messages.ts";
import type { SideReader } from "../core/ports.ts";
import { pages } from "./pages.ts";

/** Pages on their way to the bus at once, at most. */
const inFlight = 3;

/** Resolves when the bus has the message. */
export type Send = (message: ReadPage | ReadFailure, payload?: Uint8Array) => Promise<void>;

export interface Answered {
  pages: number;
  records: number;
  failure: TieoutError | null;
}

/** Answers the request through `send`, until its deadline or until `stop`. Never throws. */
export async function answered(
  request: ReadRequest,
  reader: SideReader,
  send: Send,
  stop: AbortSignal,
): Promise<Answered> {
  const left = Date.parse(request.deadline) - Date.now();
  const deadline = AbortSignal.timeout(Math.max(0, left));
  const signal = AbortSignal.any([deadline, stop]);
  const sum: Answered = { pages: 0, records: 0, failure: null };
  const sending = new Set<Promise<void>>();
  try {
    signal.throwIfAborted();
    let broken: { thrown: unknown } | undefined;
    for await (const { payload, ...page } of pages(reader.read(request, signal))) {
      signal.throwIfAborted();
      const message: ReadPage = { kind: "page", version: protocolVersion, requestId: request.requestId, ...page };
      const one = send(message, payload)
        .catch((thrown: unknown) => {
          broken ??= { thrown };
        })
        .finally(() => sending.delete(one));
      sending.add(one);
      sum.pages += 1;
      sum.records += page.records;
      if (sending.size >= inFlight) await Promise.race(sending);
      if (broken) throw broken.thrown;
    }
    await Promise.all(sending);
    if (broken) throw broken.thrown;
  } catch (thrown) {
    await Promise.all(sending);
    sum.failure = deadline.aborted
      ? new TieoutError("deadline_passed", {
          values: { entity: request.entity, minutes: Math.max(1, Math.round(left / 60_000)) },
        })
      : stop.aborted
        ? new TieoutError("agent_stopped")
        : asTieoutError(thrown);
    // why: where the bus took no page it may not take this either; whoever waits then learns it from the silence.
    await send(failureOf(request.requestId, sum.failure)).catch(() => undefined);
  }
  return sum;
}

export const failureOf = (requestId: string, error: TieoutError): ReadFailure => ({
  kind: "failure",
  version: protocolVersion,
  requestId,
  code: error.code,
  message: error.message,
});
