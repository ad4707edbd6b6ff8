// What the bus put aside of one queue. Looking takes nothing away; a letter is taken by its number, and is gone from the
// bus only once it was sent again, or completed on a person's word.
import type {
  ServiceBusClient,
  ServiceBusMessage,
  ServiceBusReceivedMessage,
  ServiceBusReceiver,
} from "@azure/service-bus";
import { z } from "zod";
import type { BusLog } from "./connection.ts";

/** A dead letter as it is known elsewhere: everything but what it says. */
export interface DeadLetter {
  /** Its number in the dead-letter queue: 64 bits, as decimal text. */
  sequenceNumber: string;
  messageId: string;
  /** Null where it is none of our messages. */
  kind: string | null;
  version: number | null;
  requestId: string | null;
  /** Code of the administration it is about, where it says so. */
  administration: string | null;
  /** What it is about: the entity asked for, or the invoice's id. */
  subject: string | null;
  session: string | null;
  /** The bus's own word, or that of who put it aside. */
  reason: string;
  description: string;
  deliveryCount: number;
  /** Of body and properties. */
  bytes: number;
  /** ISO 8601 UTC. */
  enqueuedAt: string;
}

export interface TakenLetter {
  sequenceNumber: string;
  /** Sends it to its queue again, on its own session, and then takes it out of the dead letters. */
  sendAgain(messageId: string): Promise<void>;
  /** Takes it out of the dead letters for good. */
  complete(): Promise<void>;
}

export interface DeadLetters {
  /** The oldest, `mostLetters` at most, each left as it is; `whole` when there are no more. Throws when out of reach. */
  peek(): Promise<{ letters: DeadLetter[]; whole: boolean }>;
  /**
   * Locks those with these numbers, one after the other, and brings each to `act`; what `act` leaves stays where it is.
   * A number that is not brought is no longer there, or is locked by someone else.
   */
  take(sequenceNumbers: readonly string[], act: (letter: TakenLetter) => Promise<void>): Promise<void>;
}

/** Letters looked at in one queue; what lies behind them waits until those before it are dealt with. */
export const mostLetters = 1_000;

const page = 50;

/** Milliseconds to wait for a further letter. */
const patience = 2_000;

/** What the message says of itself, as far as it can be read; a letter may be anything. */
const said = z.object({
  requestId: z.string().max(128).nullable().catch(null),
  administration: z.string().max(64).nullable().catch(null),
  entity: z.string().max(128).nullable().catch(null),
  invoice: z.string().max(128).nullable().catch(null),
});

function saidBy(message: unknown): Partial<z.infer<typeof said>> {
  try {
    return said.parse(JSON.parse(String(message)));
  } catch {
    return {};
  }
}

const cut = (text: unknown, length: number): string | null =>
  typeof text === "string" && text !== "" ? text.slice(0, length) : null;

function letterOf(message: ServiceBusReceivedMessage): DeadLetter {
  const properties = message.applicationProperties ?? {};
  const { requestId, administration, entity, invoice } = saidBy(properties.message);
  const { body } = message;
  return {
    sequenceNumber: String(message.sequenceNumber),
    messageId: String(message.messageId ?? ""),
    kind: cut(properties.kind, 64),
    version: Number.isInteger(properties.version) ? Number(properties.version) : null,
    requestId: requestId ?? null,
    administration: administration ?? cut(/^adm-(.+)$/.exec(message.sessionId ?? "")?.[1], 64),
    subject: entity ?? invoice ?? null,
    session: message.sessionId ?? null,
    reason: cut(message.deadLetterReason, 200) ?? "",
    description: cut(message.deadLetterErrorDescription, 1_000) ?? "",
    deliveryCount: message.deliveryCount ?? 0,
    bytes:
      (body instanceof Uint8Array ? body.length : Buffer.byteLength(JSON.stringify(body ?? ""))) +
      Buffer.byteLength(JSON.stringify(properties)),
    enqueuedAt: (message.enqueuedTimeUtc ?? new Date(0)).toISOString(),
  };
}

/** The message as it was before the bus said why it put it aside. */
function asSent(
  { applicationProperties, ...message }: ServiceBusReceivedMessage,
  messageId: string,
): ServiceBusMessage {
  const { DeadLetterReason: _, DeadLetterErrorDescription: __, ...properties } = applicationProperties ?? {};
  const { body, contentType, correlationId, sessionId, replyToSessionId, timeToLive } = message;
  return {
    body,
    messageId,
    applicationProperties: properties,
    ...(contentType === undefined ? {} : { contentType }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(replyToSessionId === undefined ? {} : { replyToSessionId }),
    ...(timeToLive === undefined ? {} : { timeToLive }),
  };
}

/** One for each queue of a client: the SDK keeps count by client of what it showed. */
export function deadLettersOf(
  client: ServiceBusClient,
  queue: string,
  send: (message: ServiceBusMessage) => Promise<void>,
  log: BusLog,
): DeadLetters {
  // why: the SDK parses bytes that happen to read as JSON, and would send others again.
  const opened = () => client.createReceiver(queue, { subQueueType: "deadLetter", skipParsingBodyAsJson: true });
  type Sequence = NonNullable<ServiceBusReceivedMessage["sequenceNumber"]>;
  let known: Sequence | undefined;

  async function peeked(receiver: ServiceBusReceiver): Promise<{ letters: DeadLetter[]; whole: boolean }> {
    const letters: DeadLetter[] = [];
    // why: without a number the SDK goes on after what it showed last. It gives no numbers out to begin with, so the
    // first is made of one that it showed: one less itself.
    let from = known?.subtract(known);
    while (letters.length < mostLetters) {
      const found = await receiver.peekMessages(page, from ? { fromSequenceNumber: from } : {});
      letters.push(...found.map(letterOf));
      known = found.at(-1)?.sequenceNumber ?? known;
      if (found.length === 0) return { letters, whole: true };
      from = known?.add(1);
    }
    return { letters, whole: false };
  }

  async function taken(
    receiver: ServiceBusReceiver,
    wanted: Set<string>,
    act: (letter: TakenLetter) => Promise<void>,
  ): Promise<void> {
    const others: ServiceBusReceivedMessage[] = [];
    try {
      while (wanted.size > 0 && others.length < mostLetters) {
        const found = await receiver.receiveMessages(page, { maxWaitTimeInMs: patience });
        if (found.length === 0) return;
        for (const message of found) {
          const sequenceNumber = String(message.sequenceNumber);
          if (!wanted.delete(sequenceNumber)) {
            others.push(message);
            continue;
          }
          let done = false;
          const complete = async () => {
            await receiver.completeMessage(message);
            done = true;
          };
          try {
            await act({
              sequenceNumber,
              complete,
              async sendAgain(messageId) {
                await send(asSent(message, messageId));
                await complete();
              },
            });
          } finally {
            if (!done) others.push(message);
          }
        }
      }
    } finally {
      // why: given back at the end, since what is given back at once comes again at once.
      await Promise.all(
        others.map((message) =>
          receiver
            .abandonMessage(message)
            .catch((thrown) => log.info({ queue, reason: String(thrown) }, "a dead letter comes free by itself")),
        ),
      );
    }
  }

  return {
    async peek() {
      const receiver = opened();
      try {
        return await peeked(receiver);
      } finally {
        await receiver.close();
      }
    },
    async take(sequenceNumbers, act) {
      const receiver = opened();
      try {
        await taken(receiver, new Set(sequenceNumbers), act);
      } finally {
        await receiver.close();
      }
    },
  };
}
