// Gives consent at Milestones' stand-in, as a person at its pages would: the demo comes up without anybody.
import { z } from "zod";
import { TieoutError } from "../core/errors.ts";

const oauth = z.object({
  client: z.object({ id: z.string(), secret: z.string() }),
  account: z.object({ username: z.string(), password: z.string() }),
});

/** What the stand-in says of itself, to this machine only. */
export async function standinOAuth(baseUrl: string): Promise<z.infer<typeof oauth>> {
  const response = await fetch(new URL("/standin/oauth", baseUrl));
  return oauth.parse(await response.json());
}

/** Signs in on the page at this address and allows what it asks for; the query that comes back. */
export async function consented(
  address: string,
  { account }: Pick<z.infer<typeof oauth>, "account">,
): Promise<URLSearchParams> {
  const body = new URLSearchParams({ ...account, answer: "allow" });
  const response = await fetch(address, { method: "POST", body, redirect: "manual" });
  const back = response.headers.get("location");
  if (response.status === 302 && back !== null) return new URL(back).searchParams;
  throw new TieoutError("authorisation_failed", { values: { reason: `it answered ${response.status}` } });
}
