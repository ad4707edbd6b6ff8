// Writing to an outside system over HTTP, once. What was sent and not answered is never sent again from here: whoever
// asked is told that the outcome is unknown, and looks. Only what surely never left is tried again.
import { setTimeout as pause } from "node:timers/promises";
import { TieoutError } from "../../core/errors.ts";
import { kindOf, type Patience, parsed, rootCause } from "./index.ts";

export type Written =
  /** `body`: null where it answers that there is nothing to say (204). */
  | { outcome: "done"; body: unknown }
  /** The system said no, or never let it in: nothing was done. */
  | { outcome: "refused"; reason: string; status: number }
  /** Nothing reached the system. */
  | { outcome: "not_sent"; reason: string }
  /** It may have been done, or may be done yet. `denied`: the system itself said that it failed, in its own words. */
  | { outcome: "unknown"; reason: string; denied: boolean; status?: number };

export interface Writing {
  /** "POST" when left out. */
  method?: "POST" | "PATCH" | "PUT";
  url: URL;
  headers: Record<string, string>;
  /** JSON. */
  body: string;
  fetch: typeof fetch;
  patience: Patience;
  /** What a refusal's body says, in the system's own words; undefined when it says nothing. */
  refusal(body: unknown): string | undefined;
}

/** Writes. Never throws: a signal that says stop leaves the outcome unknown, as a lost answer does. */
export async function written(writing: Writing, signal: AbortSignal): Promise<Written> {
  for (let attempt = 1; ; attempt += 1) {
    if (signal.aborted) return { outcome: "not_sent", reason: "stopped" };
    const found = await once(writing, signal);
    if (found.outcome !== "not_sent" || attempt >= writing.patience.attempts) return found;
    await pause(writing.patience.firstPause * 2 ** (attempt - 1), undefined, { signal }).catch(() => undefined);
  }
}

async function once(
  { method = "POST", url, headers, body, ...writing }: Writing,
  signal: AbortSignal,
): Promise<Written> {
  const timeout = AbortSignal.timeout(writing.patience.timeout);
  const unknown = (reason: string, denied = false): Written => ({ outcome: "unknown", reason, denied });
  let response: Response;
  let text: string;
  try {
    response = await writing.fetch(url, {
      method,
      headers: { ...headers, "content-type": "application/json" },
      body,
      redirect: "manual",
      signal: AbortSignal.any([signal, timeout]),
    });
    text = await response.text();
  } catch (thrown) {
    if (timeout.aborted) return unknown(`no answer within ${writing.patience.timeout / 1000} s`);
    if (signal.aborted) return unknown("stopped while waiting for the answer");
    const reason = rootCause(thrown);
    // why: the product's own errors come from what lets us in, before anything is sent.
    if (thrown instanceof TieoutError) return { outcome: "not_sent", reason };
    return neverLeft(thrown) ? { outcome: "not_sent", reason } : unknown(reason);
  }
  if (response.status === 204) return { outcome: "done", body: null };
  const answer = (response.headers.get("content-type") ?? "").includes("json") ? parsed(text) : undefined;
  if (response.ok)
    return answer === undefined
      ? unknown(`it answered with ${kindOf(response, text)}`)
      : { outcome: "done", body: answer };
  const said = answer === undefined ? undefined : writing.refusal(answer);
  const reason = said ?? `it answered ${response.status}`;
  const mayPass = response.status === 408 || response.status === 429 || response.status >= 500;
  const { status } = response;
  return mayPass
    ? { outcome: "unknown", reason, denied: said !== undefined, status }
    : { outcome: "refused", reason, status };
}

const unreached = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Whether no connection was ever made. */
export function neverLeft(thrown: unknown): boolean {
  for (let inner = thrown; inner instanceof Error; inner = inner.cause)
    if ("code" in inner && typeof inner.code === "string" && unreached.has(inner.code)) return true;
  return false;
}
