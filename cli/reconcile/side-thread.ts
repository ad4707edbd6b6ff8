// The thread that reads one side: a question comes in, an answer, a TieoutError's code and values, or progress goes out.
import { parentPort, workerData } from "node:worker_threads";
import { asTieoutError } from "../../core/errors.ts";
import { SideReader } from "./side.ts";
import type { Answer, Question } from "./side-client.ts";

const port = parentPort;
if (!port) throw new Error("this module runs in a worker thread");
const reader = new SideReader(workerData.side);
const answer = (message: Answer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

let answered = Promise.resolve();
port.on("message", (question: Question) => {
  answered = answered.then(() => reply(question));
});

async function reply(question: Question): Promise<void> {
  const progress = (bytes: number) =>
    answer({ kind: "progress", name: "name" in question ? question.name : "", bytes });
  try {
    switch (question.kind) {
      case "open":
        return answer({ kind: "answer", value: await reader.open(question.files) });
      case "learn":
        reader.learn(question.name, progress);
        return answer({ kind: "answer", value: null });
      case "index": {
        const index = reader.index(question.name, question.fields, question.rules, progress);
        const arrays = [index.keys.ends, index.company, index.digestA, index.digestB];
        return answer(
          { kind: "answer", value: index },
          arrays.map((array) => array.buffer as ArrayBuffer),
        );
      }
      case "values":
        return answer({ kind: "answer", value: reader.values(question.name, question.records) });
      case "close":
        reader.close();
        answer({ kind: "answer", value: null });
        return port?.close();
    }
  } catch (thrown) {
    const { code, values, message } = asTieoutError(thrown);
    answer({ kind: "error", code, values, message });
  }
}
