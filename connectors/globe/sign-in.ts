// Signing in at Globe's service with NTLM, as a fetch. A connection, not a request, is signed in: each lane is one
// connection on which one request goes at a time. What is written goes out only with the proof of who writes it, so that
// where this throws a TieoutError nothing was done.
import { hostname } from "node:os";
import { TieoutError } from "../../core/errors.ts";
import { rootCause } from "../http/index.ts";
import { type Answer, type Asked, ConnectionGone, Lane } from "./lane.ts";
import { type Account, authenticateMessage, negotiateMessage } from "./ntlm.ts";

export interface SignIn extends Account {
  /** PEM of who vouches for the service's certificate, or of the certificate itself; the machine's own list where left out. */
  certificate?: string | undefined;
}

/**
 * ms in which an account that was refused is not tried again; each further time three times as long, up to the longest.
 * why: Windows locks an account after a few wrong passwords in half an hour.
 */
const firstRest = 2 * 60_000;
const longestRest = 15 * 60_000;

const scheme = /(?:^|,\s*)NTLM(?:\s+([A-Za-z0-9+/=]+))?\s*(?:,|$)/i;

/**
 * A fetch that signs in as this account. It takes text as a body and gives whole answers. Throws TieoutError
 * source_sign_in where it is not let in, source_unreachable where a write never left, and what the network throws.
 */
export function signedInFetch({ certificate, ...account }: SignIn): typeof fetch {
  const workstation = (hostname().split(".")[0] ?? "").toUpperCase().slice(0, 15);
  /** Connections that lie idle, by where they lead. */
  const idle = new Map<string, Lane[]>();
  let rest = firstRest;
  let restsUntil = 0;
  let isKnown = false;
  /** Whether the service wants a sign-in for each request instead of one for each connection. */
  let wantsEach = false;
  let first: Promise<unknown> = Promise.resolve();

  async function signedIn(lane: Lane, asked: Asked): Promise<Answer> {
    const left = restsUntil - Date.now();
    if (left > 0) throw refused(`${notKnown}; it is not asked again for ${Math.ceil(left / 60_000)} min`);
    const negotiate = negotiateMessage();
    const { answer, challenge } = await challenged(lane, asked, negotiate);
    if (challenge === null) return answer;
    const proof = proven(negotiate, challenge);
    let ended: Answer;
    try {
      ended = await lane.ask({ ...asked, headers: { ...asked.headers, authorization: proof } }, answer.socket);
    } catch (thrown) {
      if (thrown instanceof ConnectionGone) throw refused(apart, thrown);
      throw thrown;
    }
    if (ended.response.status === 401 && scheme.test(ended.response.headers.get("www-authenticate") ?? "")) {
      isKnown = false;
      restsUntil = Date.now() + rest;
      rest = Math.min(rest * 3, longestRest);
      throw refused(notKnown);
    }
    isKnown = true;
    rest = firstRest;
    lane.signedIn = ended.socket;
    return ended;
  }

  /** The service's challenge; null where it answers without asking who is there, which a write never takes for its answer. */
  async function challenged(
    lane: Lane,
    asked: Asked,
    negotiate: Buffer,
  ): Promise<{ answer: Answer; challenge: string | null }> {
    const authorization = `NTLM ${negotiate.toString("base64")}`;
    const isRead = asked.method === "GET";
    let answer: Answer;
    try {
      answer = await lane.ask({ ...asked, body: "", headers: { ...asked.headers, authorization } });
    } catch (thrown) {
      if (isRead || asked.signal?.aborted) throw thrown;
      throw unreachable(rootCause(thrown), thrown);
    }
    const { status, headers } = answer.response;
    if (status !== 401) {
      if (isRead) return { answer, challenge: null };
      throw unreachable(`it answered ${status} where it should ask who is there`);
    }
    const offered = scheme.exec(headers.get("www-authenticate") ?? "");
    if (!offered) throw refused("it does not offer to sign in with NTLM");
    if (offered[1] === undefined) throw refused(apart);
    return { answer, challenge: offered[1] };
  }

  function proven(negotiate: Buffer, challenge: string): string {
    try {
      const message = authenticateMessage(account, {
        ...{ negotiate, challenge: Buffer.from(challenge, "base64"), workstation },
      });
      return `NTLM ${message.toString("base64")}`;
    } catch (cause) {
      throw refused(`its challenge cannot be answered: ${rootCause(cause)}`, cause);
    }
  }

  /** One sign-in at a time until one has come good, so that a wrong password is tried once and not by all at once. */
  function inTurn(lane: Lane, asked: Asked): Promise<Answer> {
    if (isKnown) return signedIn(lane, asked);
    const turn = first.then(() => {
      asked.signal?.throwIfAborted();
      return signedIn(lane, asked);
    });
    first = turn.catch(() => undefined);
    return asked.signal ? Promise.race([turn, aborted(asked.signal)]) : turn;
  }

  async function answered(lane: Lane, asked: Asked): Promise<Answer> {
    // why: a connection that was closed while it lay idle must not leave a write's outcome unknown.
    if (asked.method !== "GET" || wantsEach || !lane.isSignedIn) return inTurn(lane, asked);
    const before = lane.signedIn;
    const answer = await lane.ask(asked);
    if (answer.response.status !== 401) return answer;
    if (answer.socket === before) wantsEach = true;
    return inTurn(lane, asked);
  }

  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const lanes = idle.get(url.origin) ?? [];
    idle.set(url.origin, lanes);
    const lane = lanes.pop() ?? new Lane(certificate);
    try {
      const { response } = await answered(lane, {
        url,
        method: init.method ?? "GET",
        headers: Object.fromEntries(new Headers(init.headers)),
        body: String(init.body ?? ""),
        ...(init.signal ? { signal: init.signal } : {}),
      });
      return response;
    } finally {
      lanes.push(lane);
    }
  };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

const notKnown = "it does not know this account, or not with this password, or has blocked it";
const apart = "it does not keep to one connection; a proxy in between may be taking the connections apart";

const refused = (reason: string, cause?: unknown) =>
  new TieoutError("source_sign_in", { values: { system: "Globe", reason }, cause });

const unreachable = (reason: string, cause?: unknown) =>
  new TieoutError("source_unreachable", { values: { system: "Globe", reason }, cause });
