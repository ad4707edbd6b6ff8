// One read request, answered: Globe is read page by page, and each page goes to the bus as soon as it is full, a few at
// a time, so that a slow bus slows the reading and nothing piles up. Whatever goes wrong is answered with a sentence.
import { asTieoutError, TieoutError } from "../core/errors.ts";
import {
  protocolVersion,
  type ReadFailure,
  type ReadGoing,
  type ReadPage,
  type ReadRequest,
} from "../core/messages.ts";
import type { SideReader } from "../core/ports/pull.ts";
import { pages } from "./pages.ts";

/** Pages on their way to the bus at once, at most. */
const inFlight = 3;

/** Resolves when the bus has the message. */
export type Send = (message: ReadGoing | ReadPage | ReadFailure, payload?: Uint8Array) => Promise<void>;

/** How often whoever waits is told that the reading goes on, also while Globe is slow. */
const sign = 20_000;

export interface Answered {
  pages: number;
  records: number;
  failure: TieoutError | null;
}

export interface Answering {
  reader: SideReader;
  send: Send;
  /** The start of the agent that this is. */
  bootId: string;
  /** Ends when Globe may be asked: one read at a time an administration. */
  turn: Promise<unknown>;
  stop: AbortSignal;
}

/** Answers the request, until its deadline or until `stop`. Never throws. */
export async function answered(
  request: ReadRequest,
  { reader, send, bootId, turn, stop }: Answering,
): Promise<Answered> {
  const left = Date.parse(request.deadline) - Date.now();
  const deadline = left > 0 ? AbortSignal.timeout(left) : AbortSignal.abort();
  const signal = AbortSignal.any([deadline, stop]);
  const sum: Answered = { pages: 0, records: 0, failure: null };
  const sending = new Set<Promise<void>>();
  const going: ReadGoing = { kind: "reading", version: protocolVersion, requestId: request.requestId, bootId };
  // why: a sign that does not arrive is no reason to stop; the pages that follow tell whether the bus is there.
  const sayGoing = () => void send(going).catch(() => undefined);
  const signs = setInterval(sayGoing, sign);
  try {
    sayGoing();
    await Promise.race([turn, stopped(signal)]);
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
    sum.failure = failureFrom(thrown, request.entity, left, deadline, stop);
    // why: where the bus took no page it may not take this either; whoever waits then learns it from the silence.
    await send(failureOf(request.requestId, sum.failure)).catch(() => undefined);
  } finally {
    clearInterval(signs);
  }
  return sum;
}

/** Resolves when the signal says stop. */
const stopped = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

function failureFrom(
  thrown: unknown,
  entity: string,
  left: number,
  deadline: AbortSignal,
  stop: AbortSignal,
): TieoutError {
  if (left <= 0) return new TieoutError("request_late", { values: { seconds: Math.round(-left / 1_000) } });
  if (deadline.aborted)
    return new TieoutError("deadline_passed", { values: { entity, minutes: Math.max(1, Math.round(left / 60_000)) } });
  return stop.aborted ? new TieoutError("agent_stopped") : asTieoutError(thrown);
}

export const failureOf = (requestId: string, error: TieoutError): ReadFailure => ({
  kind: "failure",
  version: protocolVersion,
  requestId,
  ...error.note,
});
