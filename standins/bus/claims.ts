// Who may do what: SAS tokens put on $cbs, verified against the rules of the namespace and of one queue.
// A connection's claims are kept with their expiry; a link lives no longer than the claim it stands on.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Namespace, Right, Rule } from "./config.ts";
import { bounds } from "./limits.ts";
import { refusals } from "./refusals.ts";

interface Claim {
  rights: ReadonlySet<Right>;
  /** Epoch milliseconds. */
  until: number;
}

/** The path of an audience or address, without scheme, host and port, as it is compared. */
export function pathOf(audience: string): string {
  const path = /^[a-z]+:\/\/[^/]*(.*)$/i.exec(audience)?.[1] ?? audience;
  return path.replace(/^\/+|\/+$/g, "").toLowerCase();
}

/** Whether a path is the entity of a prefix, or one of its own nodes ($management, $deadletterqueue). */
const isWithin = (path: string, prefix: string): boolean =>
  prefix === "" || path === prefix || path.startsWith(`${prefix}/$`);

/** Checks tokens. One for a broker. */
export class Verifier {
  readonly #namespace: readonly Rule[];
  readonly #queues: ReadonlyMap<string, readonly Rule[]>;

  constructor(namespace: Namespace) {
    this.#namespace = namespace.AuthorizationRules;
    this.#queues = new Map(namespace.Queues.map((queue) => [queue.Name.toLowerCase(), queue.AuthorizationRules]));
  }

  /** The claim that a token proves for an audience. Throws a Refusal (401) when it proves nothing. */
  verify(token: string, audience: string, now = Date.now()): Claim {
    const fields = new Map<string, string>();
    const [scheme, rest = ""] = token.split(" ", 2);
    for (const pair of rest.split("&")) fields.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    const [resource, signature, expiry, name] = ["sr", "sig", "se", "skn"].map((field) => fields.get(field));
    if (scheme !== "SharedAccessSignature" || !resource || !signature || !expiry || !name) {
      throw refusals.unauthorized("InvalidSignature: the token is not a shared access signature.");
    }
    const path = pathOf(audience);
    if (!isWithin(path, pathOf(decoded(resource)))) {
      throw refusals.unauthorized("InvalidAudience: the token is for another resource.");
    }
    // why: the signature covers the resource exactly as sent, still encoded.
    const proof = (key: string) => createHmac("sha256", key).update(`${resource}\n${expiry}`).digest();
    const given = Buffer.from(decoded(signature), "base64");
    const rule = this.#rulesFor(path, decoded(name)).find(({ PrimaryKey, SecondaryKey }) =>
      [PrimaryKey, SecondaryKey].some((key) => key !== undefined && isSame(given, proof(key))),
    );
    if (!rule) throw refusals.unauthorized("InvalidSignature: the token has an invalid signature.");
    const until = Number(expiry) * 1000;
    if (!(until > now)) throw refusals.unauthorized("ExpiredToken: the token has expired.");
    const manages = rule.Rights.includes("Manage");
    return { rights: new Set<Right>(manages ? ["Manage", "Send", "Listen"] : rule.Rights), until };
  }

  #rulesFor(path: string, name: string): Rule[] {
    const own = [...this.#queues].filter(([queue]) => isWithin(path, queue)).flatMap(([, rules]) => rules);
    return [...own, ...this.#namespace].filter(({ KeyName }) => KeyName === name);
  }
}

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refusals.unauthorized("InvalidSignature: the token is not well encoded.");
  }
}

/** The claims of one connection. */
export class Claims {
  readonly #claims = new Map<string, Claim>();

  put(audience: string, claim: Claim): void {
    // why: a peer may put as many as it likes, but a connection needs only a few for each link.
    const path = pathOf(audience);
    const isFull = this.#claims.size >= bounds.claims && !this.#claims.has(path);
    if (isFull) throw refusals.full("Too many claims on one connection.");
    this.#claims.set(path, claim);
  }

  /** Until when this right on a path is held, epoch milliseconds; 0 when it is not. */
  until(path: string, right: Right, now = Date.now()): number {
    let until = 0;
    for (const [prefix, claim] of this.#claims) {
      if (claim.until > now && claim.rights.has(right) && isWithin(path, prefix)) until = Math.max(until, claim.until);
    }
    return until;
  }
}
