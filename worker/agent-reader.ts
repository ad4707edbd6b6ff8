// Globe as the flows see it: a side read page by page, over the line to an agent. Only a read of which every page came,
// whole and in order, ends; anything less is thrown.
import { createHash, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import { TieoutError } from "../core/errors.ts";
import { protocolVersion, type ReadPage, type ReadRequest } from "../core/messages.ts";
import type { SideReader } from "../core/ports.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import type { AgentLine, Answer } from "./agent-line.ts";
import { inbox } from "./inbox.ts";

const unpacked = promisify(gunzip);

const recordsSchema = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])));

/** Bytes of a page when unpacked, at most: a page that swells beyond is no page of ours. */
const largestPage = 64 * 1024 * 1024;

/** Pages kept while an earlier one is on its way, at most. */
const mostAhead = 64;

/** Three times as long as an agent that is reading stays silent. */
export const usualSilence = 60_000;

export interface AgentReaderSettings {
  agent: string;
  administration: string;
  /** Milliseconds without any answer after which the agent is taken for gone. */
  silence?: number;
  /** Milliseconds for the whole read. */
  longest?: number;
}

export function agentReader(
  line: AgentLine,
  { agent, administration, silence = usualSilence, longest = 30 * 60_000 }: AgentReaderSettings,
): SideReader {
  return {
    async *read({ entity, fields }, signal) {
      signal.throwIfAborted();
      const requestId = randomUUID();
      const until = Date.now() + longest;
      const request: ReadRequest = {
        kind: "read",
        version: protocolVersion,
        requestId,
        administration,
        entity,
        fields: [...fields],
        deadline: new Date(until).toISOString(),
      };
      const unsound = (reason: string) => new TieoutError("pages_unsound", { values: { agent, entity, reason } });
      const answers = inbox<Answer>(signal);
      const ahead = new Map<number, readonly RawRecord[]>();
      const hashes = new Map<number, string>();
      let expected = 0;
      let last: number | null = null;
      let over = false;
      try {
        await line.ask(request, (answer) => answers.put(answer));
        while (last === null || expected <= last) {
          const left = until - Date.now();
          if (left <= 0)
            throw new TieoutError("deadline_passed", { values: { entity, minutes: Math.round(longest / 60_000) } });
          const answer = await answers.next(Math.min(silence, left));
          if (answer === null) {
            if (left < silence) continue;
            if (ahead.size > 0) throw unsound(`page ${expected} is missing`);
            const seconds = Math.round(silence / 1_000);
            throw new TieoutError("agent_silent", { values: { agent, seconds } });
          }
          over = answer.kind === "message" && answer.message.kind === "failure";
          const page = pageOf(answer, agent, entity);
          if (page === null) continue;
          const { message } = page;
          const before = hashes.get(message.page);
          if (before !== undefined) {
            if (before !== message.sha256) throw unsound(`page ${message.page} came twice, and not the same`);
            continue;
          }
          if (last !== null && (message.last || message.page > last)) throw unsound("pages came after the last one");
          if (message.last) {
            if (Math.max(-1, ...ahead.keys()) > message.page || expected > message.page)
              throw unsound("pages came after the last one");
            last = message.page;
          }
          hashes.set(message.page, message.sha256);
          ahead.set(message.page, await recordsOf(page, unsound));
          if (ahead.size > mostAhead) throw unsound(`page ${expected} is missing`);
          for (let next = ahead.get(expected); next !== undefined; next = ahead.get(expected)) {
            ahead.delete(expected);
            expected += 1;
            yield next;
          }
        }
        over = true;
      } finally {
        if (over) line.forget(requestId);
        else line.cancel(requestId);
        answers.close();
      }
    },
  };
}

interface SentPage {
  message: ReadPage;
  payload: Uint8Array;
}

/** The page in an answer; null for a mere sign of life. Throws what the agent says went wrong. */
function pageOf(answer: Answer, agent: string, entity: string): SentPage | null {
  if (answer.kind === "too_new")
    throw new TieoutError("protocol_too_new", { values: { version: answer.version, known: protocolVersion } });
  if (answer.kind === "restarted") throw new TieoutError("agent_restarted", { values: { agent, entity } });
  const { message, payload } = answer;
  if (message.kind === "reading") return null;
  if (message.kind === "failure")
    throw new TieoutError("agent_failed", { values: { agent, entity, reason: message.message } });
  return { message, payload };
}

async function recordsOf({ message, payload }: SentPage, unsound: (reason: string) => Error): Promise<RawRecord[]> {
  const hash = createHash("sha256").update(payload).digest("hex");
  if (hash !== message.sha256) throw unsound(`page ${message.page} is not what was sent`);
  let records: unknown;
  try {
    records = JSON.parse((await unpacked(payload, { maxOutputLength: largestPage })).toString("utf8"));
  } catch {
    throw unsound(`page ${message.page} cannot be unpacked`);
  }
  const read = recordsSchema.safeParse(records);
  if (!read.success) throw unsound(`page ${message.page} holds something other than records`);
  if (read.data.length !== message.records)
    throw unsound(`page ${message.page} holds ${read.data.length} records where ${message.records} were sent`);
  return read.data;
}
