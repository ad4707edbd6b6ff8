// How tests are let in by Milestones' stand-in: over its own pages, as a person would let Tieout in.
import { consented, standinOAuth } from "../cli/consent.ts";
import { demoConsent } from "../cli/demo-consent.ts";
import type { Access } from "../connectors/milestones/access.ts";
import { type Exchanged, type OAuthClient, tokensByCode } from "../connectors/milestones/oauth.ts";
import { consentAddress } from "../core/milestones-access.ts";
import type { Database } from "../prisma/database.ts";

const redirectUri = "http://localhost:1/milestones/callback";

/** The client that the stand-in at this address knows. */
export async function clientAt(baseUrl: string): Promise<OAuthClient> {
  const { client } = await standinOAuth(baseUrl);
  return { baseUrl, clientId: client.id, clientSecret: client.secret };
}

/** Tokens, got by giving consent. */
export async function letIn(baseUrl: string): Promise<Extract<Exchanged, { outcome: "tokens" }>["tokens"]> {
  const given = await clientAt(baseUrl);
  const ask = { baseUrl, clientId: given.clientId, redirectUri, scopes: "", state: "tests", challenge: null };
  const answer = (await consented(consentAddress(ask), await standinOAuth(baseUrl))).toString();
  const ended = await tokensByCode(given, { answer, state: "tests", verifier: null, redirectUri });
  if (ended.outcome !== "tokens") throw new Error(ended.reason);
  return ended.tokens;
}

/** Access to the stand-in at this address; `token` where the address is of a real Milestones. */
export function accessTo(baseUrl: string, token?: string): Access {
  let found: Promise<string> | undefined;
  return {
    token: () => {
      found ??= token === undefined ? letIn(baseUrl).then(({ accessToken }) => accessToken) : Promise.resolve(token);
      return found;
    },
    refused: () => undefined,
  };
}

/** An address and how to be let in there. */
export const withAccess = (baseUrl: string, token?: string) => ({ baseUrl, access: accessTo(baseUrl, token) });

/** The web's fetch, let in. */
export const fetchAs =
  (access: Access): typeof fetch =>
  async (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${await access.token(null)}`);
    return fetch(input, { ...init, headers });
  };

/** Brings an installation's worker consent to exchange, as somebody who comes back from Milestones. */
export const consentFor = (db: Database, baseUrl: string): Promise<void> => demoConsent(db, baseUrl, redirectUri);
