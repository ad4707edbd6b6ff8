// The line to an agent as a pull's own thread has it. The bus is held in the main thread, once for all pulls; the pages
// of one pull cross over a port of its own, and are unpacked, checked and stored in the pull's thread.
import type { MessagePort } from "node:worker_threads";
import { TieoutError } from "../core/errors.ts";
import type { ReadRequest } from "../core/messages.ts";
import type { AgentLine, Answer, OnAnswer } from "./agent-line.ts";

/** From the pull's thread. */
type FromPull =
  | { kind: "ask"; request: ReadRequest }
  | { kind: "forget" | "cancel"; requestId: string }
  /** An answer is dealt with: the next may come. */
  | { kind: "dealt"; number: number };

/** To the pull's thread. */
type ToPull =
  | { kind: "asked"; requestId: string }
  | { kind: "unasked"; requestId: string; reason: string }
  | { kind: "answer"; requestId: string; number: number; answer: Answer };

/** The pull's end of the port. */
export function portLine(port: MessagePort): AgentLine {
  const asked = new Map<string, OnAnswer>();
  const asking = new Map<string, { resolve(): void; reject(error: Error): void }>();
  const say = (message: FromPull) => port.postMessage(message);

  port.on("message", async (message: ToPull) => {
    switch (message.kind) {
      case "asked":
        asking.get(message.requestId)?.resolve();
        break;
      case "unasked":
        asking
          .get(message.requestId)
          ?.reject(new TieoutError("bus_unreachable", { values: { reason: message.reason } }));
        break;
      case "answer":
        await asked.get(message.requestId)?.(message.answer);
        say({ kind: "dealt", number: message.number });
        break;
    }
  });

  return {
    async ask(request, onAnswer) {
      asked.set(request.requestId, onAnswer);
      const sent = new Promise<void>((resolve, reject) => asking.set(request.requestId, { resolve, reject }));
      say({ kind: "ask", request });
      await sent.finally(() => asking.delete(request.requestId));
    },
    forget(requestId) {
      asked.delete(requestId);
      say({ kind: "forget", requestId });
    },
    cancel(requestId) {
      asked.delete(requestId);
      say({ kind: "cancel", requestId });
    },
  };
}

/** The main thread's end: does on the real line what the pull asks for. Closing it cancels what is not answered. */
export function servedPort(port: MessagePort, line: AgentLine): { close(): void } {
  const requests = new Set<string>();
  const dealt = new Map<number, () => void>();
  const say = (message: ToPull) => port.postMessage(message);
  let numbers = 0;

  const onAnswer =
    (requestId: string): OnAnswer =>
    (answer) =>
      new Promise((resolve) => {
        if (!requests.has(requestId)) return resolve();
        const number = numbers++;
        dealt.set(number, resolve);
        say({ kind: "answer", requestId, number, answer });
      });

  async function ask(request: ReadRequest): Promise<void> {
    const { requestId } = request;
    requests.add(requestId);
    try {
      await line.ask(request, onAnswer(requestId));
      say({ kind: "asked", requestId });
    } catch (thrown) {
      const cause = thrown instanceof TieoutError ? thrown.values.reason : undefined;
      say({ kind: "unasked", requestId, reason: String(cause ?? thrown) });
    }
  }

  port.on("message", (message: FromPull) => {
    switch (message.kind) {
      case "ask":
        void ask(message.request);
        break;
      case "forget":
      case "cancel":
        requests.delete(message.requestId);
        line[message.kind](message.requestId);
        break;
      case "dealt":
        dealt.get(message.number)?.();
        dealt.delete(message.number);
        break;
    }
  });

  return {
    close() {
      for (const requestId of requests) line.cancel(requestId);
      requests.clear();
      for (const resolve of dealt.values()) resolve();
      dealt.clear();
      port.close();
    },
  };
}
