// How Tieout is let in by Milestones: where a person gives consent, and how that consent stands.
/** Where Milestones sends the browser back to, below the address of the web pages. */
export const consentPath = "/milestones/callback";

export type AccessState = "never" | "given" | "refused";

/** Where consent is given and where tokens come from, below the API's address. */
export const oauthPlaces = (baseUrl: string) => {
  const base = baseUrl.replace(/\/+$/, "");
  return { authorization: `${base}/oauth2/oauth2/auth`, token: `${base}/oauth2/oauth2/token` };
};

/** Where the browser goes to ask for consent. `challenge`: of PKCE, S256; null where it is not offered. */
export function consentAddress(ask: {
  baseUrl: string;
  clientId: string;
  redirectUri: string;
  scopes: string;
  state: string;
  challenge: string | null;
}): string {
  const url = new URL(oauthPlaces(ask.baseUrl).authorization);
  const parameters = {
    response_type: "code",
    client_id: ask.clientId,
    redirect_uri: ask.redirectUri,
    state: ask.state,
    ...(ask.scopes === "" ? {} : { scope: ask.scopes }),
    ...(ask.challenge === null ? {} : { code_challenge: ask.challenge, code_challenge_method: "S256" }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

const day = 86_400_000;
/** How long before a consent ends people are asked to give it anew. */
const notice = 14 * day;

export type AccessStanding = "never" | "good" | "ends_soon" | "refused";

/** How the consent stands at an instant. `endsAt` null: Milestones does not tell when it ends. */
export function accessStanding(
  access: { state: AccessState; endsAt: string | null; givenAt: string | null } | null,
  now: Date,
): AccessStanding {
  if (!access || access.state === "never") return "never";
  if (access.state === "refused") return "refused";
  if (access.endsAt === null) return "good";
  const left = Date.parse(access.endsAt) - now.getTime();
  // why: a consent that never lasts longer than the notice would be asked for all its life.
  const whole = access.givenAt === null ? notice : Date.parse(access.endsAt) - Date.parse(access.givenAt);
  return left <= Math.min(notice, whole / 4) ? "ends_soon" : "good";
}
