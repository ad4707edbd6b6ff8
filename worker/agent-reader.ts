// Globe as the flows see it: a side read page by page, over the line to an agent. Only a read of which every page came,
// whole and in order, ends; anything less is thrown.
import { createHash, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import { errorNote, TieoutError } from "../core/errors.ts";
import { newestVersion, protocolVersion, type ReadPage, type ReadRequest } from "../core/messages.ts";
import type { SideReader } from "../core/ports/pull.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import type { AgentLine, Answer } from "./agent-line.ts";
import { inbox } from "./inbox.ts";
import { PageOrder } from "./page-order.ts";

const unpacked = promisify(gunzip);

const recordsSchema = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])));

/** Bytes of a page when unpacked, at most: a page that swells beyond is no page of ours. */
const largestPage = 64 * 1024 * 1024;

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
    moved: "ModifiedDate",
    async *read({ entity, fields, since }, signal) {
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
        ...(since === undefined ? {} : { since }),
        deadline: new Date(until).toISOString(),
      };
      const answers = inbox<Answer>(signal);
      const order = new PageOrder<RawRecord[]>();
      let over = false;
      try {
        await line.ask(request, (answer) => answers.put(answer));
        while (!order.isWhole) {
          const left = until - Date.now();
          if (left <= 0) throw tooLong(entity, longest);
          const answer = await answers.next(Math.min(silence, left));
          if (answer === null && left < silence) continue;
          if (answer === null) throw order.missing === null ? silent(agent, silence) : missing(order.missing);
          over = answer.kind === "message" && answer.message.kind === "failure";
          const sent = pageOf(answer, agent, entity);
          if (sent === null || order.cameBefore(sent.message)) continue;
          yield* order.add({ ...sent.message, content: await recordsOf(sent) });
        }
        over = true;
      } catch (thrown) {
        if (thrown instanceof TieoutError || signal.aborted) throw thrown;
        const reason = thrown instanceof Error ? thrown.message : String(thrown);
        throw new TieoutError("pages_unsound", { values: { agent, entity, reason }, cause: thrown });
      } finally {
        if (over) line.forget(requestId);
        else line.cancel(requestId);
        answers.close();
      }
    },
  };
}

const missing = (page: number) => new Error(`page ${page} is missing`);

const silent = (agent: string, silence: number) =>
  new TieoutError("agent_silent", { values: { agent, seconds: Math.round(silence / 1_000) } });

const tooLong = (entity: string, longest: number) =>
  new TieoutError("deadline_passed", { values: { entity, minutes: Math.round(longest / 60_000) } });

interface SentPage {
  message: ReadPage;
  payload: Uint8Array;
}

/** The page in an answer; null for a mere sign of life. Throws what the agent says went wrong. */
function pageOf(answer: Answer, agent: string, entity: string): SentPage | null {
  if (answer.kind === "too_new")
    throw new TieoutError("protocol_too_new", { values: { version: answer.version, known: newestVersion } });
  if (answer.kind === "restarted") throw new TieoutError("agent_restarted", { values: { agent, entity } });
  const { message, payload } = answer;
  if (message.kind === "reading") return null;
  if (message.kind === "failure")
    throw new TieoutError("agent_failed", { values: { agent, entity, reason: errorNote(message) } });
  return { message, payload };
}

/** The records in a page. Throws where it is not what was sent. */
async function recordsOf({ message, payload }: SentPage): Promise<RawRecord[]> {
  const hash = createHash("sha256").update(payload).digest("hex");
  if (hash !== message.sha256) throw new Error(`page ${message.page} is not what was sent`);
  let records: unknown;
  try {
    records = JSON.parse((await unpacked(payload, { maxOutputLength: largestPage })).toString("utf8"));
  } catch {
    throw new Error(`page ${message.page} cannot be unpacked`);
  }
  const read = recordsSchema.safeParse(records);
  if (!read.success) throw new Error(`page ${message.page} holds something other than records`);
  if (read.data.length !== message.records)
    throw new Error(`page ${message.page} holds ${read.data.length} records where ${message.records} were sent`);
  return read.data;
}
