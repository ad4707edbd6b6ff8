// Asking an outside system over HTTP, with patience: what passes by itself is tried again, a bounded number of times;
// what does not, ends at once with a reason. An answer counts only when its whole body came in and is JSON.
import { setTimeout as pause } from "node:timers/promises";
import { TieoutError } from "../../core/errors.ts";
import { exactJson } from "./exact-json.ts";

export interface Patience {
  /** How often one request is tried in all. */
  attempts: number;
  /** The first pause in ms; each further one is twice as long. */
  firstPause: number;
  /** ms after which a request without a whole answer counts as lost. */
  timeout: number;
}

export const usualPatience: Patience = { attempts: 5, firstPause: 500, timeout: 60_000 };

/** Longer than this nobody waits, whatever Retry-After says; ms. */
const longestPause = 120_000;

export interface Asked {
  /** The system's name for people: "Globe" or "Milestones". */
  system: string;
  /** What is read, in the system's own words. */
  entity: string;
  url: URL;
  headers: Record<string, string>;
  fetch: typeof fetch;
  patience: Patience;
  /** What a refusal's body says, in the system's own words; undefined when it says nothing. */
  refusal(body: unknown): string | undefined;
  /** Reads the body of a good answer; exactJson when left out. Throws what JSON.parse throws. */
  parse?: (text: string) => unknown;
}

/** What may pass by itself, and how long the system asks to wait. */
interface Passing {
  error: TieoutError;
  wait?: number;
}

/** The parsed body of a good answer. Throws a TieoutError: unreachable, refused, not understood, or stopped. */
export const answered = (asked: Asked, signal: AbortSignal): Promise<unknown> => patiently(asked, signal, once);

/** The body of a good answer that is a file, `largest` bytes at most. Throws as `answered`. */
export const answeredFile = (asked: Asked & { largest: number }, signal: AbortSignal): Promise<Uint8Array> =>
  patiently(asked, signal, (_, stop) => onceFile(asked, stop));

async function patiently<Body>(
  asked: Asked,
  signal: AbortSignal,
  tried: (asked: Asked, signal: AbortSignal) => Promise<{ body: Body } | { passing: Passing }>,
): Promise<Body> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await tried(asked, signal);
    if ("body" in found) return found.body;
    const { error, wait } = found.passing;
    const next = wait ?? asked.patience.firstPause * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
    if (attempt >= asked.patience.attempts || next > longestPause) throw error;
    await pause(next, undefined, { signal }).catch(() => {
      throw stopped(asked.entity);
    });
  }
}

const stopped = (entity: string) => new TieoutError("pull_stopped", { values: { entity } });

const unreachable = (system: string, reason: string, cause?: unknown) =>
  new TieoutError("source_unreachable", { values: { system, reason }, cause });

export const notUnderstood = (system: string, reason: string, cause?: unknown) =>
  new TieoutError("source_not_understood", { values: { system, reason }, cause });

/** Asks once and takes the body in whole; what may pass by itself where it did not come. */
async function came<Body>(
  asked: Asked,
  signal: AbortSignal,
  taken: (response: Response) => Promise<Body>,
): Promise<{ response: Response; body: Body } | { passing: Passing }> {
  const { system, url, headers } = asked;
  const timeout = AbortSignal.timeout(asked.patience.timeout);
  try {
    const both = AbortSignal.any([signal, timeout]);
    const response = await asked.fetch(url, { headers, redirect: "manual", signal: both });
    return { response, body: await taken(response) };
  } catch (thrown) {
    if (signal.aborted) throw stopped(asked.entity);
    if (thrown instanceof TieoutError) throw thrown;
    const reason = timeout.aborted ? `no answer within ${asked.patience.timeout / 1000} s` : rootCause(thrown);
    return { passing: { error: unreachable(system, reason, thrown) } };
  }
}

async function once(asked: Asked, signal: AbortSignal): Promise<{ body: unknown } | { passing: Passing }> {
  const { system } = asked;
  const found = await came(asked, signal, (response) => response.text());
  if ("passing" in found) return found;
  const { response, body: text } = found;
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  if (response.ok && !isJson) throw notUnderstood(system, `it answered with ${kindOf(response, text)}`);
  const body = parsed(text, response.ok ? asked.parse : undefined);
  if (response.ok) {
    if (body !== undefined) return { body };
    return { passing: { error: notUnderstood(system, "its answer breaks off in the middle") } };
  }
  return refused(asked, response, body);
}

async function onceFile(
  asked: Asked & { largest: number },
  signal: AbortSignal,
): Promise<{ body: Uint8Array } | { passing: Passing }> {
  const { system, largest } = asked;
  const tooLarge = () => notUnderstood(system, `its ${asked.entity} is larger than ${largest >> 20} MB`);
  const found = await came(asked, signal, async (response) => {
    if (Number(response.headers.get("content-length")) > largest) throw tooLarge();
    const chunks: Uint8Array[] = [];
    let size = 0;
    // why: the stream is one, but the types of the web leave out that it can be gone through.
    for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > largest) throw tooLarge();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  });
  if ("passing" in found) return found;
  const { response, body } = found;
  return response.ok ? { body } : refused(asked, response, parsed(body.toString("utf8")));
}

/** What an answer that is no good one comes to. Throws unless it may pass by itself. */
function refused(asked: Asked, response: Response, body: unknown): { passing: Passing } {
  const { system } = asked;
  const said = body === undefined ? undefined : asked.refusal(body);
  if (response.status === 408 || response.status === 429 || response.status >= 500) {
    const error = unreachable(system, said ?? `it answered ${response.status}`);
    const wait = retryAfter(response.headers.get("retry-after"));
    return { passing: wait === undefined ? { error } : { error, wait } };
  }
  throw new TieoutError(response.status === 401 ? "source_sign_in" : "source_refused", {
    values: { system, reason: said ?? `it answered ${response.status}` },
  });
}

export function parsed(text: string, parse = exactJson): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

export function kindOf(response: Response, text: string): string {
  if (text.trim() === "") return "nothing";
  const title = /<title>([^<]{1,100})/i.exec(text)?.[1]?.trim();
  if (title) return `a web page ("${title}")`;
  return response.headers.get("content-type") ?? "something without a type";
}

/** Retry-After in ms from now: seconds, or an HTTP date. */
export function retryAfter(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

/** The innermost reason of a failed fetch: "connect ECONNREFUSED 127.0.0.1:8020" says more than "fetch failed". */
export function rootCause(thrown: unknown): string {
  let inner = thrown;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner instanceof Error && inner.message !== "" ? inner.message : String(inner);
}
