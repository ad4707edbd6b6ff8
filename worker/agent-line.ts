// The line to one agent over the bus: requests go to its in-queue, answers come back on the reply session that this
// worker holds as long as it lives, and each answer is brought to whoever asked.
import type { BusConnection, BusLog } from "../connectors/bus/connection.ts";
import type { Taken } from "../connectors/bus/held-session.ts";
import type { BookingAnswer, BookRequest, LookupRequest } from "../core/booking-messages.ts";
import type { NoWord } from "../core/flows/export-invoice.ts";
import {
  protocolVersion,
  queuesOf,
  type ReadCancel,
  type ReadFailure,
  type ReadGoing,
  type ReadPage,
  type ReadRequest,
  sessionOf,
} from "../core/messages.ts";
import type { Probed, ProbeRequest } from "../core/probe-messages.ts";

export type Answer =
  | { kind: "message"; message: ReadGoing | ReadPage | ReadFailure; payload: Uint8Array }
  | { kind: "too_new"; version: number }
  /** The agent that was answering is gone: another start of it speaks now. */
  | { kind: "restarted" };

/** Resolves when the answer is dealt with; until then few others follow. */
export type OnAnswer = (answer: Answer) => Promise<void>;

export interface AgentLine {
  /** Resolves when the bus has the request. Answers come until `forget` or `cancel`. */
  ask(request: ReadRequest, onAnswer: OnAnswer): Promise<void>;
  /** The answer is whole. */
  forget(requestId: string): void;
  /** Nobody waits for the answer any more: the agent need not go on. */
  cancel(requestId: string): void;
}

/** Names an invoice among all that an agent may speak of. */
export interface Spoken {
  administration: string;
  /** Its id in Milestones. */
  invoice: string;
}

export interface BookingTalk {
  /** Resolves when the bus has the request. Throws TieoutError bus_unreachable where it may not have it. */
  tell(request: BookRequest | LookupRequest, payload: Uint8Array): Promise<void>;
  /** Nobody listens any more. */
  end(): void;
}

/** What an agent says when it is asked for its own check. */
export type ProbeAnswer = Probed | ReadFailure;

export interface HeldLine extends AgentLine {
  /** The agent's answer; null where none comes until the deadline. Throws TieoutError bus_unreachable. */
  probe(request: ProbeRequest, signal: AbortSignal): Promise<ProbeAnswer | null>;
  /** From now on what the agent says of the invoice goes to `onAnswer`, whichever request it answers. */
  talk(of: Spoken, onAnswer: (answer: BookingAnswer | NoWord) => void): BookingTalk;
  /** Called with each heartbeat of the agent: a new start of it cannot finish what an earlier one began. */
  heard(bootId: string): void;
}

/** Answers in hand at once. Enough to keep the bus busy, few enough that a slow reader slows it. */
const concurrent = 4;

interface Asked {
  request: ReadRequest;
  onAnswer: OnAnswer;
  /** Which start of the agent reads it; null until it says so. */
  readBy: string | null;
}

export function agentLine(bus: BusConnection, agent: string, worker: string, log: BusLog): HeldLine {
  const queues = queuesOf(agent);
  const session = sessionOf.reply(worker);
  const asked = new Map<string, Asked>();
  const talks = new Map<string, (answer: BookingAnswer | NoWord) => void>();
  const nameOf = ({ administration, invoice }: Spoken) => JSON.stringify([administration, invoice]);
  const toldAs = new Map<string, string>();
  const probes = new Map<string, (answer: ProbeAnswer) => void>();

  async function take(taken: Taken): Promise<void> {
    if (taken.state === "too_new") {
      const { requestId, version } = taken;
      if (requestId) await asked.get(requestId)?.onAnswer({ kind: "too_new", version });
      return;
    }
    const { message, payload } = taken;
    // why: the agent answers the request that it first heard, also to a worker that asked later; the invoice tells.
    if (message.kind === "booked" || message.kind === "refused" || message.kind === "unknown") {
      talks.get(nameOf(message))?.(message);
      return;
    }
    const asking = "requestId" in message ? probes.get(message.requestId) : undefined;
    if (asking && (message.kind === "probed" || message.kind === "failure")) return asking(message);
    const told = message.kind === "failure" ? toldAs.get(message.requestId) : undefined;
    if (message.kind === "failure" && told !== undefined) {
      const { requestId, code, message: said } = message;
      talks.get(told)?.({ kind: "failure", requestId, code, message: said });
      return;
    }
    if (message.kind !== "page" && message.kind !== "failure" && message.kind !== "reading") {
      log.warn({ kind: message.kind }, "a message that is no answer is dropped");
      return;
    }
    // why: answers to what nobody asks any more (a pull that ended short) are settled and dropped.
    const one = asked.get(message.requestId);
    if (!one) return;
    if (message.kind === "reading") one.readBy = message.bootId;
    await one.onAnswer({ kind: "message", message, payload });
  }

  bus.hold(queues.out, session, { concurrent, take });

  function say(request: ReadRequest, message: ReadRequest | ReadCancel): Promise<void> {
    const { requestId } = request;
    return bus.send(queues.in, {
      message,
      messageId: message.kind === "read" ? requestId : `${requestId}:cancel`,
      correlationId: requestId,
      session: sessionOf.administration(request.administration),
      replySession: session,
      timeToLive: Date.parse(request.deadline) - Date.now(),
    });
  }

  return {
    async ask(request, onAnswer) {
      asked.set(request.requestId, { request, onAnswer, readBy: null });
      await say(request, request);
    },
    forget(requestId) {
      asked.delete(requestId);
    },
    cancel(requestId) {
      const one = asked.get(requestId);
      if (!one) return;
      asked.delete(requestId);
      const cancel: ReadCancel = { kind: "cancel", version: protocolVersion, requestId };
      // why: without it the agent only reads on until the deadline.
      say(one.request, cancel).catch((thrown) => log.info({ reason: String(thrown) }, "a read could not be cancelled"));
    },
    async probe(request, signal) {
      const { requestId, administration } = request;
      const life = Date.parse(request.deadline) - Date.now();
      const late = AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, life))]);
      const answer = new Promise<ProbeAnswer | null>((resolve) => {
        probes.set(requestId, resolve);
        late.addEventListener("abort", () => resolve(null), { once: true });
      });
      try {
        await bus.send(queues.in, {
          ...{ message: request, messageId: requestId, correlationId: requestId, replySession: session },
          ...{ session: sessionOf.administration(administration), timeToLive: life },
        });
        return await answer;
      } finally {
        probes.delete(requestId);
      }
    },
    talk(of, onAnswer) {
      const name = nameOf(of);
      const told: string[] = [];
      talks.set(name, onAnswer);
      return {
        async tell(request, packed) {
          const { requestId } = request;
          toldAs.set(requestId, name);
          told.push(requestId);
          await bus.send(queues.in, {
            message: request,
            payload: packed,
            messageId: requestId,
            correlationId: requestId,
            session: sessionOf.administration(request.administration),
            replySession: session,
            timeToLive: Date.parse(request.deadline) - Date.now(),
          });
        },
        end() {
          talks.delete(name);
          for (const requestId of told) toldAs.delete(requestId);
        },
      };
    },
    heard(bootId) {
      for (const { readBy, onAnswer } of asked.values())
        if (readBy !== null && readBy !== bootId) void onAnswer({ kind: "restarted" });
    },
  };
}
