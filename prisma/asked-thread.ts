// A thread that answers questions one after the other, so that the program that asks never waits for them. It starts at
// the first question; a question under way keeps the program alive, an idle thread does not.
import { parentPort, Worker, workerData } from "node:worker_threads";

interface Asked {
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
  onFar: ((part: number) => void) | undefined;
}

export interface AskedThread<Question> {
  /** `onFar` hears how far the answer is, from 0 to 1, where the thread tells. */
  ask(question: Question, onFar?: (part: number) => void): Promise<unknown>;
  close(): Promise<void>;
}

interface Told {
  id: number;
  answer?: unknown;
  far?: number;
  error?: string;
}

/** `module` is the file URL of the thread's own module, ending in .js, which calls `answering`. */
export function askedThread<Question>(module: string, argument: Record<string, unknown>): AskedThread<Question> {
  const waiting = new Map<number, Asked>();
  let worker: Worker | undefined;
  let last = 0;

  const started = (): Worker => {
    const thread = new Worker(new URL("../bin/thread.mjs", import.meta.url), { workerData: { ...argument, module } });
    thread.on("message", ({ id, answer, far, error }: Told) => {
      const asked = waiting.get(id);
      if (far !== undefined) return asked?.onFar?.(far);
      waiting.delete(id);
      if (error === undefined) asked?.resolve(answer);
      else asked?.reject(new Error(error));
      if (waiting.size === 0) thread.unref();
    });
    const ended = (error: Error) => {
      if (worker === thread) worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    thread.on("error", ended);
    thread.on("exit", () => ended(new Error("the thread ended")));
    return thread;
  };

  return {
    ask(question, onFar) {
      worker ??= started();
      last += 1;
      const id = last;
      worker.ref();
      worker.postMessage({ id, question });
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject, onFar }));
    },
    close: async () => {
      await worker?.terminate();
    },
  };
}

/** In the thread: what it was started with, of the shape that its starter gave. */
export const threadArgument = <Argument>(): Argument => workerData as Argument;

/** In the thread: answers every question. A typed array in the answer's place is handed over, not copied. */
export function answering<Question>(answer: (question: Question, far: (part: number) => void) => unknown): void {
  parentPort?.on("message", ({ id, question }: { id: number; question: Question }) => {
    try {
      const given = answer(question, (far) => parentPort?.postMessage({ id, far } satisfies Told));
      const handed = given instanceof Int32Array ? [given.buffer as ArrayBuffer] : [];
      parentPort?.postMessage({ id, answer: given } satisfies Told, handed);
    } catch (thrown) {
      parentPort?.postMessage({ id, error: String(thrown) } satisfies Told);
    }
  });
}
