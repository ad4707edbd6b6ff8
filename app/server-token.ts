// The session's token out of a raw cookie header, for what express answers itself. Remix encodes a cookie's value as
// base64 over JSON (session/cookies.ts writes it).

/** The token, or null where there is none that can be read. */
export function tokenOf(cookies: string | undefined, secure: boolean): string | null {
  const name = secure ? "__Host-tieout" : "tieout";
  const found = cookies
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  if (!found) return null;
  try {
    const value = decodeURIComponent(found.slice(name.length + 1));
    const token: unknown = JSON.parse(Buffer.from(value, "base64").toString("utf8"));
    return typeof token === "string" && token !== "" ? token : null;
  } catch {
    return null;
  }
}
