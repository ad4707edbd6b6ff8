// The two cookies: the session's token, and what someone without a session chose (language, theme). Plain text in and
// out; the token means nothing without the store.
import { createCookie } from "@remix-run/node";

const shared = { httpOnly: true, sameSite: "lax", path: "/" } as const;

/** Bound to https where the browser came over it: the __Host- prefix then keeps other hosts from setting it. */
const tokenCookie = (secure: boolean) => createCookie(secure ? "__Host-tieout" : "tieout", { ...shared, secure });

const chosenCookie = createCookie("tieout-chosen", { ...shared, maxAge: 365 * 86_400 });

export async function tokenIn(request: Request, secure: boolean): Promise<string | null> {
  const value: unknown = await tokenCookie(secure).parse(request.headers.get("Cookie"));
  return typeof value === "string" && value !== "" ? value : null;
}

/** The header that keeps a token until it expires, or, with null, drops it. */
export function keepToken(token: { token: string; expiresAt: string } | null, secure: boolean): Promise<string> {
  const cookie = tokenCookie(secure);
  return token
    ? cookie.serialize(token.token, { expires: new Date(token.expiresAt) })
    : cookie.serialize("", { maxAge: 0 });
}

export interface Chosen {
  language?: unknown;
  theme?: unknown;
}

export async function chosenIn(request: Request): Promise<Chosen> {
  const value: unknown = await chosenCookie.parse(request.headers.get("Cookie"));
  return typeof value === "object" && value !== null ? value : {};
}

export const keepChosen = (chosen: Chosen): Promise<string> => chosenCookie.serialize(chosen);
