// A session of a queue, held for as long as the program wants it: accepted again, for ever, whenever it is lost.
// A message is settled once its taker has ended, or earlier if the taker says so; what cannot be read is dead-lettered.
import { setTimeout as pause } from "node:timers/promises";
import type { ServiceBusClient, ServiceBusReceivedMessage, ServiceBusSessionReceiver } from "@azure/service-bus";
import type { BusLog } from "./connection.ts";
import { decoded, type Read } from "./envelope.ts";

export type Taken = Exclude<Read, { state: "unreadable" }> & {
  messageId: string;
  correlationId: string | null;
  replySession: string | null;
  /** Settles the message now instead of when the taker ends. */
  settle(): Promise<void>;
};

export interface Taking {
  /** How many messages may be in hand at once. */
  concurrent: number;
  /** Its promise ends when the message is done with; a rejection puts the message back. */
  take(taken: Taken): Promise<void>;
  /** The session is held; called again each time it was lost and found. */
  onHeld?: () => void;
}

export interface HeldSession {
  /** Stops taking, waits for what is in hand, and lets the session go. */
  close(): Promise<void>;
}

const firstWait = 500;
const longestWait = 10_000;

/** How often a held session is looked at, in case its loss was told to nobody. */
const watch = 5_000;

export function heldSession(
  client: ServiceBusClient,
  queue: string,
  session: string,
  taking: Taking,
  log: BusLog,
): HeldSession {
  const stop = new AbortController();
  const inHand = new Set<Promise<void>>();

  async function settled(receiver: ServiceBusSessionReceiver, message: ServiceBusReceivedMessage): Promise<void> {
    const read = decoded(message.applicationProperties, message.body);
    if (read.state === "unreadable") {
      log.warn(
        { queue, session, messageId: message.messageId, reason: read.reason },
        "an unreadable message is put aside",
      );
      await receiver.deadLetterMessage(message, {
        deadLetterReason: "unreadable",
        deadLetterErrorDescription: read.reason,
      });
      return;
    }
    let done = false;
    const settle = async () => {
      if (done) return;
      done = true;
      await receiver.completeMessage(message);
    };
    try {
      await taking.take({
        ...read,
        messageId: String(message.messageId ?? ""),
        correlationId: message.correlationId === undefined ? null : String(message.correlationId),
        replySession: message.replyToSessionId ?? null,
        settle,
      });
    } catch (thrown) {
      log.warn({ queue, session, messageId: message.messageId, reason: String(thrown) }, "a message was not taken");
      if (!done) await receiver.abandonMessage(message);
      return;
    }
    await settle();
  }

  /** Takes messages until the session is lost or let go. */
  function taken(receiver: ServiceBusSessionReceiver): Promise<void> {
    return new Promise((lost) => {
      const end = () => {
        clearInterval(watcher);
        stop.signal.removeEventListener("abort", end);
        lost();
      };
      // why: after a lock that nobody renewed, the SDK may stay open without a word. A minute allows for clocks apart.
      const watcher = setInterval(() => {
        if (receiver.isClosed || receiver.sessionLockedUntilUtc.getTime() + 60_000 < Date.now()) end();
      }, watch);
      stop.signal.addEventListener("abort", end);
      receiver.subscribe(
        {
          processMessage: async (message) => {
            if (stop.signal.aborted) return;
            // why: a settlement that failed means the message comes again; takers know each message may come twice.
            const one = settled(receiver, message).catch((thrown) =>
              log.warn({ queue, session, reason: String(thrown) }, "a message could not be settled"),
            );
            inHand.add(one);
            await one;
            inHand.delete(one);
          },
          processError: async ({ error }) => {
            log.warn({ queue, session, reason: error.message }, "a held session was lost");
            end();
          },
        },
        { autoCompleteMessages: false, maxConcurrentCalls: taking.concurrent },
      );
    });
  }

  async function held(): Promise<void> {
    let wait = firstWait;
    while (!stop.signal.aborted) {
      let receiver: ServiceBusSessionReceiver | undefined;
      try {
        // why: the SDK stops renewing a session's lock after five minutes unless told otherwise.
        receiver = await client.acceptSession(queue, session, {
          maxAutoLockRenewalDurationInMs: 10 * 365 * 24 * 3_600_000,
          abortSignal: stop.signal,
        });
        wait = firstWait;
        log.info({ queue, session }, "a session is held");
        taking.onHeld?.();
        if (!stop.signal.aborted) await taken(receiver);
      } catch (thrown) {
        if (!stop.signal.aborted) log.warn({ queue, session, reason: String(thrown) }, "a session could not be held");
      }
      // why: whoever holds a session is its only taker, also across a loss, so what is in hand ends first.
      await Promise.allSettled(inHand);
      await receiver?.close().catch(() => undefined);
      await pause(wait, undefined, { signal: stop.signal }).catch(() => undefined);
      wait = Math.min(wait * 2, longestWait);
    }
  }

  const running = held();
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}
