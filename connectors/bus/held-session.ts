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
  /** Milliseconds that it lay in the queue, from the bus's clock to ours. */
  waited: number;
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

/** How long letting a session go may take: on a broken connection the SDK waits for an answer that cannot come. */
const goodbye = 2_000;

/** How often a held session is looked at, in case its loss was told to nobody. */
const watch = 5_000;

/** Resolves when the signal says stop. */
const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

export function heldSession(
  client: ServiceBusClient,
  queue: string,
  session: string,
  taking: Taking,
  log: BusLog,
): HeldSession {
  const stop = new AbortController();
  const stopped = aborted(stop.signal);
  const inHand = new Set<Promise<void>>();

  /** Brings one message to the taker and settles it, unless the session is lost: then it comes again. */
  async function settled(
    receiver: ServiceBusSessionReceiver,
    message: ServiceBusReceivedMessage,
    lost: Promise<void>,
  ): Promise<void> {
    // why: on a lost link the SDK waits a minute for a settlement that cannot come.
    const unlessLost = (settling: Promise<void>) => Promise.race([settling, lost]);
    const read = decoded(message.applicationProperties, message.body);
    if (read.state === "unreadable") {
      const { reason } = read;
      log.warn({ queue, session, messageId: message.messageId, reason }, "an unreadable message is put aside");
      const said = { deadLetterReason: "unreadable", deadLetterErrorDescription: reason };
      return unlessLost(receiver.deadLetterMessage(message, said));
    }
    let done = false;
    const settle = async () => {
      if (done) return;
      done = true;
      await unlessLost(receiver.completeMessage(message));
    };
    try {
      await taking.take({
        ...read,
        messageId: String(message.messageId ?? ""),
        correlationId: message.correlationId === undefined ? null : String(message.correlationId),
        replySession: message.replyToSessionId ?? null,
        // why: clocks apart must not make it less than nothing.
        waited: Math.max(0, Date.now() - (message.enqueuedTimeUtc?.getTime() ?? Date.now())),
        settle,
      });
    } catch (thrown) {
      log.warn({ queue, session, messageId: message.messageId, reason: String(thrown) }, "a message was not taken");
      if (!done) await unlessLost(receiver.abandonMessage(message));
      return;
    }
    await settle();
  }

  /** Takes messages until the session is lost or let go. */
  async function taken(receiver: ServiceBusSessionReceiver): Promise<void> {
    const loss = new AbortController();
    const lost = aborted(loss.signal);
    // why: after a lock that nobody renewed, the SDK may stay open without a word. A minute allows for clocks apart.
    const watcher = setInterval(() => {
      if (receiver.isClosed || receiver.sessionLockedUntilUtc.getTime() + 60_000 < Date.now()) loss.abort();
    }, watch);
    receiver.subscribe(
      {
        processMessage: async (message) => {
          if (stop.signal.aborted) return;
          // why: a settlement that failed means the message comes again; takers know each message may come twice.
          const one = settled(receiver, message, lost).catch((thrown) =>
            log.warn({ queue, session, reason: String(thrown) }, "a message could not be settled"),
          );
          inHand.add(one);
          await one;
          inHand.delete(one);
        },
        processError: async ({ error }) => {
          // why: the SDK goes on asking for messages for a moment while it is being closed.
          if (stop.signal.aborted) return;
          log.warn({ queue, session, reason: error.message }, "a held session was lost");
          loss.abort();
        },
      },
      { autoCompleteMessages: false, maxConcurrentCalls: taking.concurrent },
    );
    await Promise.race([lost, stopped]);
    clearInterval(watcher);
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
          // why: bytes that happen to read as JSON (a piece of a file that is all digits) are bytes all the same.
          skipParsingBodyAsJson: true,
        });
        wait = firstWait;
        log.info({ queue, session }, "a session is held");
        taking.onHeld?.();
        if (!stop.signal.aborted) await taken(receiver);
      } catch (thrown) {
        // why: an outage is worth one warning, not one every ten seconds.
        const say = wait === firstWait ? log.warn.bind(log) : log.info.bind(log);
        if (!stop.signal.aborted) say({ queue, session, reason: String(thrown) }, "a session could not be held");
      }
      if (stop.signal.aborted) await Promise.allSettled(inHand);
      if (receiver) await Promise.race([receiver.close().catch(() => undefined), pause(goodbye)]);
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
