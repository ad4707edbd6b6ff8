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
  /** All of them, oldest first, a page at a time, each left as it is; the last page is empty. Throws when out of reach. */
  pages(): AsyncIterable<readonly DeadLetter[]>;
  /**
   * Locks those with these numbers, one after the other, and brings each to `act`; what `act` leaves stays where it is.
   * A number that is not brought is no longer there, or is locked by someone else.
   */
  take(sequenceNumbers: readonly string[], act: (letter: TakenLetter) => Promise<void>): Promise<void>;
}

/** Letters asked for at once. */
const page = 250;

/** What is locked on the way to a letter that lies behind others. Beyond the bytes, it waits until others are dealt with. */
const passed = {
  // why: the SDK's own list of what is not settled holds 2,048 a receiver, and then brings no more.
  letters: 1_000,
  bytes: 64 * 1_048_576,
};

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

const sizeOf = (body: unknown): number =>
  body instanceof Uint8Array ? body.length : Buffer.byteLength(JSON.stringify(body ?? ""));

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
    bytes: sizeOf(body) + Buffer.byteLength(JSON.stringify(properties)),
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

  async function* peeked(receiver: ServiceBusReceiver): AsyncIterable<readonly DeadLetter[]> {
    // why: without a number the SDK goes on after what it showed last. It gives no numbers out to begin with, so the
    // first is made of one that it showed: one less itself.
    let from = known?.subtract(known);
    for (;;) {
      const found = await receiver.peekMessages(page, from ? { fromSequenceNumber: from } : {});
      known = found.at(-1)?.sequenceNumber ?? known;
      from = known?.add(1);
      yield found.map(letterOf);
      if (found.length === 0) return;
    }
  }

  /** Brings wanted letters to `act` and locks those before them; false when no more come. */
  async function passedThrough(
    receiver: ServiceBusReceiver,
    wanted: Set<string>,
    seen: Set<string>,
    others: ServiceBusReceivedMessage[],
    act: (letter: TakenLetter) => Promise<void>,
  ): Promise<boolean> {
    let isRound = false;
    while (wanted.size > 0 && others.length < passed.letters) {
      const found = await receiver.receiveMessages(page, { maxWaitTimeInMs: patience });
      if (found.length === 0) return false;
      for (const message of found) {
        const sequenceNumber = String(message.sequenceNumber);
        // why: a lock that ended on the way brings its letter again, and so on without end.
        if (seen.has(sequenceNumber)) isRound = true;
        seen.add(sequenceNumber);
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
      if (isRound) return false;
    }
    return true;
  }

  /** What was passed comes free, and may be taken again. */
  async function givenBack(receiver: ServiceBusReceiver, others: readonly ServiceBusReceivedMessage[]): Promise<void> {
    const free = (message: ServiceBusReceivedMessage) =>
      receiver
        .abandonMessage(message)
        .catch((thrown) => log.info({ queue, reason: String(thrown) }, "a dead letter comes free by itself"));
    await Promise.all(others.map(free));
    await receiver.close();
  }

  return {
    async *pages() {
      const receiver = opened();
      try {
        yield* peeked(receiver);
      } finally {
        await receiver.close();
      }
    },
    async take(sequenceNumbers, act) {
      const wanted = new Set(sequenceNumbers);
      const seen = new Set<string>();
      const used: { receiver: ServiceBusReceiver; others: ServiceBusReceivedMessage[] }[] = [];
      const held = () => used.flatMap(({ others }) => others).reduce((sum, { body }) => sum + sizeOf(body), 0);
      try {
        for (let isMore = true; isMore && wanted.size > 0 && held() < passed.bytes; ) {
          const one = { receiver: opened(), others: [] };
          used.push(one);
          isMore = await passedThrough(one.receiver, wanted, seen, one.others, act);
        }
      } finally {
        // why: given back at the end, since what is given back at once comes again at once.
        for (const { receiver, others } of used) await givenBack(receiver, others);
      }
    },
  };
}
