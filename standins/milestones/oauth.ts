// Milestones' OAuth2: the authorization-code flow with PKCE, and refresh tokens that are used once each. A code or a
// refresh token that comes a second time was stolen or lost: then all that came from its consent stops working.
import { createHash, randomBytes } from "node:crypto";
import type { Answer, Asked } from "../listen.ts";
import { consentPage, errorPage } from "./consent-page.ts";
import { type Grant, Grants } from "./grants.ts";

export interface OAuthOptions {
  /** What a passed redirect_uri must begin with. */
  redirect?: string | undefined;
  /** How long an access token is good; s. */
  tokenSeconds?: number | undefined;
  /** How long a consent lasts, however often it is renewed; s. */
  consentSeconds?: number | undefined;
  /** Where grants are kept; left out: as long as the program lives. */
  kept?: string | undefined;
}

/** The one client and the one account that the stand-in knows. They open nothing but made-up data. */
const client = { id: "tieout", secret: "standin-client-secret" };
const account = { username: "tieout-service", password: "standin-password" };

const day = 86_400;
const codeSeconds = 60;

const place = /^(?:\/api)?\/oauth2\/oauth2\/(auth|token)\/?$/i;

/** What of OAuth an address is for; undefined where it is for something else. */
export const oauthPlace = (url: URL): "auth" | "token" | undefined =>
  place.exec(url.pathname)?.[1]?.toLowerCase() as "auth" | "token" | undefined;

interface Code {
  redirectUri: string;
  challenge: string | null;
  scope: string;
  until: number;
  /** Once it was used. */
  grant: Grant | null;
}

type Refused = { error: string; description: string; status?: number };

export class OAuth {
  readonly grants: Grants;
  readonly #redirect: string;
  readonly #tokenSeconds: number;
  readonly #consentSeconds: number;
  readonly #codes = new Map<string, Code>();

  constructor({ redirect = "http://localhost", tokenSeconds = 3_600, consentSeconds = 90 * day, kept }: OAuthOptions) {
    this.grants = new Grants(kept);
    this.#redirect = redirect;
    this.#tokenSeconds = tokenSeconds;
    this.#consentSeconds = consentSeconds;
  }

  /** What a person, or a program that stands in for one, needs to let Tieout in. */
  get overview() {
    return { client, account, redirect: this.#redirect };
  }

  /** Why a request may not read or write; undefined when its token is good. */
  refusal(headers: Asked["headers"]): Answer | undefined {
    const token = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
    if (token !== undefined && this.grants.isGood(token)) return undefined;
    const said = token === undefined ? "Bearer" : 'Bearer error="invalid_token"';
    const body = JSON.stringify({ Message: "Authorization has been denied for this request." });
    return { status: 401, body, headers: { "www-authenticate": said } };
  }

  answer(asked: Asked, at: "auth" | "token"): Answer {
    if (at === "token") return asked.method === "POST" ? this.#token(asked) : plain(405, "POST only");
    const form = new URLSearchParams(asked.method === "POST" ? asked.body : "");
    return this.#consent(asked.url.searchParams, asked.method === "POST" ? form : null);
  }

  #consent(given: URLSearchParams, form: URLSearchParams | null): Answer {
    const redirectUri = given.get("redirect_uri") ?? "";
    if (given.get("client_id") !== client.id) return errorPage("This application is not known.");
    // why: an answer goes nowhere but to an address that was agreed on.
    if (!redirectUri.startsWith(this.#redirect) || !URL.canParse(redirectUri))
      return errorPage("The redirect URI is not the one that was configured for this application.");
    const challenge = given.get("code_challenge");
    const back = (answer: Record<string, string>) => sentBack(redirectUri, given.get("state"), answer);
    if (given.get("response_type") !== "code") return back({ error: "unsupported_response_type" });
    if (challenge !== null && given.get("code_challenge_method") !== "S256")
      return back({ error: "invalid_request", error_description: "code_challenge_method must be S256" });
    if (form === null) return consentPage(given, undefined);
    if (form.get("answer") === "deny") return back({ error: "access_denied" });
    const { username, password } = account;
    if (form.get("username") !== username || form.get("password") !== password)
      return consentPage(given, "The user name or the password is wrong.");
    const code = randomBytes(24).toString("base64url");
    const scope = given.get("scope") ?? "";
    this.#codes.set(code, { redirectUri, challenge, scope, until: Date.now() + codeSeconds * 1_000, grant: null });
    return back({ code });
  }

  #token({ headers, body }: Asked): Answer {
    const form = new URLSearchParams(body);
    const found = isClient(headers.authorization, form) ? this.#granted(form) : unknownClient;
    if ("error" in found) {
      const { error, description, status = 400 } = found;
      const challenge: Record<string, string> = status === 401 ? { "www-authenticate": "Basic" } : {};
      const said = JSON.stringify({ error, error_description: description });
      return { status, body: said, headers: { "cache-control": "no-store", ...challenge } };
    }
    const { accessToken, refreshToken, grant } = found;
    const answer = {
      access_token: accessToken,
      token_type: "bearer",
      expires_in: this.#tokenSeconds,
      refresh_token: refreshToken,
      refresh_token_expires_in: Math.max(0, Math.floor((grant.until - Date.now()) / 1_000)),
      ...(grant.scope === "" ? {} : { scope: grant.scope }),
    };
    return { status: 200, body: JSON.stringify(answer), headers: { "cache-control": "no-store" } };
  }

  #granted(form: URLSearchParams): ReturnType<Grants["issue"]> | Refused {
    switch (form.get("grant_type")) {
      case "authorization_code":
        return this.#byCode(form);
      case "refresh_token":
        return this.#byRefreshToken(form.get("refresh_token") ?? "");
      default:
        return { error: "unsupported_grant_type", description: "Only authorization_code and refresh_token." };
    }
  }

  #byCode(form: URLSearchParams): ReturnType<Grants["issue"]> | Refused {
    const code = this.#codes.get(form.get("code") ?? "");
    if (!code || code.until < Date.now()) return invalid("The code is not known, or too old.");
    if (code.grant) {
      this.grants.revoke(code.grant);
      return invalid("The code was used before.");
    }
    if (form.get("redirect_uri") !== code.redirectUri) return invalid("The redirect URI is not that of the code.");
    const verifier = form.get("code_verifier");
    const challenge = verifier === null ? null : createHash("sha256").update(verifier).digest("base64url");
    if (challenge !== code.challenge) return invalid("The code verifier does not fit its challenge.");
    code.grant = this.grants.begin(code.scope, Date.now() + this.#consentSeconds * 1_000);
    return this.grants.issue(code.grant, this.#tokenSeconds);
  }

  #byRefreshToken(token: string): ReturnType<Grants["issue"]> | Refused {
    const found = this.grants.ofRefreshToken(token);
    if (!found || found.grant.revoked || found.grant.until < Date.now())
      return invalid("The refresh token is not known, was withdrawn, or has expired.");
    if (found.isUsed) {
      this.grants.revoke(found.grant);
      return invalid("The refresh token was used before.");
    }
    return this.grants.issue(found.grant, this.#tokenSeconds);
  }
}

const invalid = (description: string): Refused => ({ error: "invalid_grant", description });
const unknownClient: Refused = { error: "invalid_client", description: "Client authentication failed.", status: 401 };
const plain = (status: number, body: string): Answer => ({ status, body, type: "text/plain" });

function isClient(authorization: string | undefined, form: URLSearchParams): boolean {
  const basic = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  const [id, secret] =
    basic === undefined
      ? [form.get("client_id"), form.get("client_secret")]
      : Buffer.from(basic, "base64").toString("utf8").split(":").map(decodeURIComponent);
  return id === client.id && secret === client.secret;
}

/** To the application, with what it sent along. */
function sentBack(redirectUri: string, state: string | null, answer: Record<string, string>): Answer {
  const to = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) to.searchParams.set(name, value);
  if (state !== null) to.searchParams.set("state", state);
  return { status: 302, body: "", headers: { location: to.href, "cache-control": "no-store" } };
}
