// The one door to Service Bus, for Azure, the emulator and the local broker: AMQP over WebSockets with TLS, as a
// customer's firewall lets it out. Every message carries an id, a correlation id and a time to live.
import {
  type RetryOptions,
  ServiceBusClient,
  type ServiceBusMessage,
  type ServiceBusSender,
  type WebSocketImpl,
} from "@azure/service-bus";
import { HttpsProxyAgent } from "https-proxy-agent";
import { WebSocket } from "ws";
import { TieoutError } from "../../core/errors.ts";
import { type DeadLetters, deadLettersOf } from "./dead-letters.ts";
import { type BusMessage, encoded } from "./envelope.ts";
import { type HeldSession, heldSession, type Taking } from "./held-session.ts";

export interface BusSettings {
  connectionString: string;
  /** Where to connect instead of the connection string's host: "sb://127.0.0.1:8443". The namespace stays the same. */
  endpoint?: string | undefined;
  /** PEM of the authority that signed the endpoint's certificate, where the machine does not know it. */
  certificate?: string | undefined;
  /** The HTTP proxy to go through: "http://proxy:3128", with "name:password@" before the host where it asks for it. */
  proxy?: string | undefined;
}

export interface Outgoing {
  message: BusMessage;
  payload?: Uint8Array;
  /** The same for every attempt to send the same thing. */
  messageId: string;
  correlationId: string;
  session: string;
  /** The session on which an answer is awaited. */
  replySession?: string;
  /** Milliseconds after which nobody wants it any more. */
  timeToLive: number;
}

export interface BusLog {
  info(values: object, sentence: string): void;
  warn(values: object, sentence: string): void;
}

export interface BusConnection {
  /** Resolves when the bus has it. Throws TieoutError bus_unreachable when it did not within the retries. */
  send(queue: string, outgoing: Outgoing): Promise<void>;
  /** Takes messages of a session until closed, accepting it again for ever whenever it is lost. */
  hold(queue: string, session: string, taking: Taking): HeldSession;
  /** What the bus put aside of a queue. Asks for the right to listen there, and to send for sending again. */
  deadLetters(queue: string): DeadLetters;
  close(): Promise<void>;
}

// why: the SDK's own defaults wait 60 s a try and 30 s between tries, so a request on a dying connection is seen too late.
const retryOptions = { maxRetries: 4, retryDelayInMs: 500, maxRetryDelayInMs: 5_000, timeoutInMs: 10_000 };

/** The SDK's own client on the settings. */
export const serviceBusClient = (settings: BusSettings, retryOptions: RetryOptions): ServiceBusClient =>
  new ServiceBusClient(settings.connectionString, {
    retryOptions,
    ...(settings.endpoint ? { customEndpointAddress: settings.endpoint } : {}),
    webSocketOptions: {
      webSocket: WebSocket as unknown as WebSocketImpl,
      webSocketConstructorOptions: {
        ...(settings.certificate ? { ca: settings.certificate } : {}),
        ...(settings.proxy ? { agent: new HttpsProxyAgent(settings.proxy) } : {}),
      },
    },
  });

export function busConnection(settings: BusSettings, log: BusLog): BusConnection {
  const client = serviceBusClient(settings, retryOptions);
  const senders = new Map<string, ServiceBusSender>();
  const held = new Set<HeldSession>();
  const boxes = new Map<string, DeadLetters>();

  function sender(queue: string): ServiceBusSender {
    const known = senders.get(queue);
    if (known && !known.isClosed) return known;
    const fresh = client.createSender(queue);
    senders.set(queue, fresh);
    return fresh;
  }

  async function sent(queue: string, message: ServiceBusMessage): Promise<void> {
    try {
      await sender(queue).sendMessages(message);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new TieoutError("bus_unreachable", { values: { reason }, cause });
    }
  }

  return {
    send: async (queue, { message, payload, messageId, correlationId, session, replySession, timeToLive }) =>
      sent(queue, {
        ...encoded(message, payload),
        messageId,
        correlationId,
        sessionId: session,
        ...(replySession ? { replyToSessionId: replySession } : {}),
        timeToLive: Math.max(1_000, Math.round(timeToLive)),
        contentType: "application/octet-stream",
      }),
    deadLetters(queue) {
      const known = boxes.get(queue) ?? deadLettersOf(client, queue, (message) => sent(queue, message), log);
      boxes.set(queue, known);
      return known;
    },
    hold(queue, session, taking) {
      const one = heldSession(client, queue, session, taking, log);
      held.add(one);
      return { close: () => one.close().finally(() => held.delete(one)) };
    },
    async close() {
      await Promise.all([...held].map((one) => one.close()));
      await client.close();
    },
  };
}
