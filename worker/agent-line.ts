// The line to one agent over the bus: requests go to its in-queue, answers come back on the reply session that this
// worker holds as long as it lives, and each answer is brought to whoever asked.
import type { BusConnection, BusLog } from "../connectors/bus/connection.ts";
import type { Taken } from "../connectors/bus/held-session.ts";
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

export interface HeldLine extends AgentLine {
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

  async function take(taken: Taken): Promise<void> {
    if (taken.state === "too_new") {
      const { requestId, version } = taken;
      if (requestId) await asked.get(requestId)?.onAnswer({ kind: "too_new", version });
      return;
    }
    const { message, payload } = taken;
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
    heard(bootId) {
      for (const { readBy, onAnswer } of asked.values())
        if (readBy !== null && readBy !== bootId) void onAnswer({ kind: "restarted" });
    },
  };
}
