// The line to one agent over the bus: requests go to its in-queue, answers come back on the reply session that this
// worker holds as long as it lives, and each answer is brought to whoever asked.
import type { BusConnection, BusLog } from "../connectors/bus/connection.ts";
import type { Taken } from "../connectors/bus/held-session.ts";
import {
  queuesOf,
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
  /** Resolves when the bus has the request. Answers come until `forget`. */
  ask(request: ReadRequest, onAnswer: OnAnswer): Promise<void>;
  forget(requestId: string): void;
}

export interface HeldLine extends AgentLine {
  /** Called with each heartbeat of the agent: a new start of it cannot finish what an earlier one began. */
  heard(bootId: string): void;
}

/** Answers in hand at once. Enough to keep the bus busy, few enough that a slow reader slows it. */
const concurrent = 4;

export function agentLine(bus: BusConnection, agent: string, worker: string, log: BusLog): HeldLine {
  const queues = queuesOf(agent);
  const session = sessionOf.reply(worker);
  const asked = new Map<string, OnAnswer>();
  /** By request: which start of the agent reads it. */
  const readBy = new Map<string, string>();

  async function take(taken: Taken): Promise<void> {
    if (taken.state === "too_new") {
      if (taken.requestId) await asked.get(taken.requestId)?.({ kind: "too_new", version: taken.version });
      return;
    }
    const { message, payload } = taken;
    if (message.kind === "read" || message.kind === "heartbeat") {
      log.warn({ kind: message.kind }, "a message that is no answer is dropped");
      return;
    }
    if (message.kind === "reading" && asked.has(message.requestId)) readBy.set(message.requestId, message.bootId);
    // why: answers to what nobody asks any more (a pull that ended short) are settled and dropped.
    await asked.get(message.requestId)?.({ kind: "message", message, payload });
  }

  bus.hold(queues.out, session, { concurrent, take });

  return {
    async ask(request, onAnswer) {
      asked.set(request.requestId, onAnswer);
      await bus.send(queues.in, {
        message: request,
        messageId: request.requestId,
        correlationId: request.requestId,
        session: sessionOf.administration(request.administration),
        replySession: session,
        timeToLive: Date.parse(request.deadline) - Date.now(),
      });
    },
    forget(requestId) {
      asked.delete(requestId);
      readBy.delete(requestId);
    },
    heard(bootId) {
      for (const [requestId, reading] of readBy)
        if (reading !== bootId) void asked.get(requestId)?.({ kind: "restarted" });
    },
  };
}
