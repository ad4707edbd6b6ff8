// Milestones' OAuth2, from the side that is let in: a code and a refresh token are exchanged for tokens, each sent once.
// What was sent and not answered may have used up what was sent; the caller says so, and does not count on it again.
import * as oauth from "oauth4webapi";
import { oauthPlaces } from "../../core/milestones-access.ts";
import { retryAfter, rootCause } from "../http/index.ts";
import { neverLeft } from "../http/write.ts";

export interface OAuthClient {
  /** Where the API answers: https://qicsmilestones.qics.nl/api */
  baseUrl: string;
  clientId: string;
  /** Null: a public client, which only PKCE protects. */
  clientSecret: string | null;
}

export interface Tokens {
  accessToken: string;
  /** ISO instant; null where Milestones does not tell. */
  accessExpiresAt: string | null;
  /** Null where Milestones gave none: then the one before stays good. */
  refreshToken: string | null;
  refreshExpiresAt: string | null;
  scopes: string | null;
}

/** How an exchange ended. */
export type Exchanged =
  | { outcome: "tokens"; tokens: Tokens }
  /** Milestones said no, and will say so again. */
  | { outcome: "refused"; reason: string }
  /** Nothing was used up: it was not reached, or was too busy to look. `wait`: how long it asks for; ms. */
  | { outcome: "not_now"; reason: string; wait: number | null }
  /** It may have used up what was sent. */
  | { outcome: "unknown"; reason: string };

const timeout = 30_000;

function partsOf({ baseUrl, clientId, clientSecret }: OAuthClient) {
  const { authorization, token } = oauthPlaces(baseUrl);
  const server = { issuer: new URL(baseUrl).origin, authorization_endpoint: authorization, token_endpoint: token };
  const proof = clientSecret === null ? oauth.None() : oauth.ClientSecretPost(clientSecret);
  const options = {
    // why: an installation on one machine, and the demo, speak plain http; the settings say where, and only they do.
    [oauth.allowInsecureRequests]: new URL(baseUrl).protocol === "http:",
    signal: () => AbortSignal.timeout(timeout),
  };
  return { server, client: { client_id: clientId }, proof, options };
}

/** Tokens for a code. `answer`: the query with which Milestones sent the browser back. */
export async function tokensByCode(
  given: OAuthClient,
  {
    answer,
    state,
    verifier,
    redirectUri,
  }: { answer: string; state: string; verifier: string | null; redirectUri: string },
): Promise<Exchanged> {
  const { server, client, proof, options } = partsOf(given);
  let parameters: URLSearchParams;
  try {
    parameters = oauth.validateAuthResponse(server, client, new URLSearchParams(answer), state);
  } catch (thrown) {
    return { outcome: "refused", reason: reasonOf(thrown) };
  }
  return ended(
    () =>
      oauth.authorizationCodeGrantRequest(
        server,
        client,
        proof,
        parameters,
        redirectUri,
        verifier ?? oauth.nopkce,
        options,
      ),
    (response) => oauth.processAuthorizationCodeResponse(server, client, response),
  );
}

/** Tokens for a refresh token. */
export function tokensByRefresh(given: OAuthClient, refreshToken: string): Promise<Exchanged> {
  const { server, client, proof, options } = partsOf(given);
  return ended(
    () => oauth.refreshTokenGrantRequest(server, client, proof, refreshToken, options),
    (response) => oauth.processRefreshTokenResponse(server, client, response),
  );
}

async function ended(
  send: () => Promise<Response>,
  read: (response: Response) => Promise<oauth.TokenEndpointResponse>,
): Promise<Exchanged> {
  let response: Response;
  try {
    response = await send();
  } catch (thrown) {
    const reason = rootCause(thrown);
    return neverLeft(thrown) ? { outcome: "not_now", reason, wait: null } : { outcome: "unknown", reason };
  }
  const { status } = response;
  if (status === 429 || status >= 500) {
    await response.body?.cancel();
    const reason = `it answered ${status}`;
    if (status !== 429 && status !== 503) return { outcome: "unknown", reason };
    return { outcome: "not_now", reason, wait: retryAfter(response.headers.get("retry-after")) ?? null };
  }
  try {
    return { outcome: "tokens", tokens: tokensOf(await read(response)) };
  } catch (thrown) {
    const isRefused =
      thrown instanceof oauth.ResponseBodyError || thrown instanceof oauth.WWWAuthenticateChallengeError;
    return isRefused || (status >= 400 && status < 500)
      ? { outcome: "refused", reason: reasonOf(thrown) }
      : { outcome: "unknown", reason: reasonOf(thrown) };
  }
}

/** What was refused and why, in the words of the standard and of the system. Never the answer itself: it may hold a token. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof oauth.ResponseBodyError || thrown instanceof oauth.AuthorizationResponseError)
    return thrown.error_description === undefined ? thrown.error : `${thrown.error}: ${thrown.error_description}`;
  return thrown instanceof Error ? thrown.message : "its answer was not understood";
}

const inSeconds = (seconds: unknown): string | null =>
  typeof seconds === "number" && Number.isFinite(seconds) ? new Date(Date.now() + seconds * 1_000).toISOString() : null;

const tokensOf = (answer: oauth.TokenEndpointResponse): Tokens => ({
  accessToken: answer.access_token,
  accessExpiresAt: inSeconds(answer.expires_in),
  refreshToken: answer.refresh_token ?? null,
  // why: the standard has no word for it; these two are the usual ones.
  refreshExpiresAt: inSeconds(answer.refresh_token_expires_in ?? answer.refresh_expires_in),
  scopes: answer.scope ?? null,
});
