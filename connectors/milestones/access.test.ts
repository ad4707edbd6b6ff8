import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { milestonesStandin } from "../../standins/milestones/server.ts";
import { clientAt, letIn } from "../../tests/milestones-access.ts";
import { standinControl } from "../../tests/standin.ts";
import { letIn as fetchLetIn } from "./access.ts";
import { tokensByCode, tokensByRefresh } from "./oauth.ts";

const dataset = [new URL("../../demo/northwind", import.meta.url).pathname];
const redirectUri = "http://localhost:1/milestones/callback";

describe("OAuth2 at Milestones", () => {
  let url: string;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    ({ url, stop } = await milestonesStandin({ dataset }));
  });
  afterEach(() => stop());

  const companies = (token: string) =>
    fetch(`${url}/V2/odata/Company`, { headers: { authorization: `Bearer ${token}` } }).then(({ status }) => status);
  const refreshed = async (token: string | null) => tokensByRefresh(await clientAt(url), token ?? "");

  it("nobody is let in without a token, or with one that was made up", async () => {
    const answer = await fetch(`${url}/V2/odata/Company`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(await companies("made-up")).toBe(401);
    expect(await companies((await letIn(url)).accessToken)).toBe(200);
  });

  it("a refresh token gives new tokens, and is used up by that", async () => {
    const first = await letIn(url);
    const second = await refreshed(first.refreshToken);
    if (second.outcome !== "tokens") throw new Error(second.reason);
    expect(second.tokens.refreshToken).not.toBe(first.refreshToken);
    expect(await companies(second.tokens.accessToken)).toBe(200);
  });

  it("a refresh token that comes a second time ends everything that came of its consent", async () => {
    const first = await letIn(url);
    const second = await refreshed(first.refreshToken);
    if (second.outcome !== "tokens") throw new Error(second.reason);
    expect(await refreshed(first.refreshToken)).toMatchObject({ outcome: "refused" });
    expect(await companies(second.tokens.accessToken)).toBe(401);
    expect(await refreshed(second.tokens.refreshToken)).toMatchObject({ outcome: "refused" });
  });

  it("a token is told to end when it does", async () => {
    await stop();
    ({ url, stop } = await milestonesStandin({ dataset, tokenSeconds: 0, consentSeconds: 1_000 }));
    const tokens = await letIn(url);
    expect(await companies(tokens.accessToken)).toBe(401);
    expect(Date.parse(tokens.refreshExpiresAt ?? "") - Date.now()).toBeGreaterThan(900_000);
  });

  describe("with a code", () => {
    const code = async (challenge: Record<string, string> = {}) => {
      const { overview } = await fetch(`${url}/standin/oauth`).then(async (answer) => ({
        overview: await answer.json(),
      }));
      const asked = { response_type: "code", client_id: "tieout", redirect_uri: redirectUri, state: "s", ...challenge };
      const body = new URLSearchParams({ ...overview.account, answer: "allow" });
      const to = `${url}/oauth2/oauth2/auth?${new URLSearchParams(asked)}`;
      const answer = await fetch(to, { method: "POST", body, redirect: "manual" });
      return new URL(answer.headers.get("location") ?? "").search.slice(1);
    };
    const exchanged = async (answer: string, rest = {}) =>
      tokensByCode(await clientAt(url), { answer, state: "s", verifier: null, redirectUri, ...rest });

    it("the verifier must fit the challenge", async () => {
      const verifier = "v".repeat(43);
      const { createHash } = await import("node:crypto");
      const challenge = {
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
      };
      expect(await exchanged(await code(challenge), { verifier: "w".repeat(43) })).toMatchObject({
        outcome: "refused",
      });
      expect(await exchanged(await code(challenge))).toMatchObject({ outcome: "refused" });
      expect(await exchanged(await code(challenge), { verifier })).toMatchObject({ outcome: "tokens" });
    });

    it("another state, another redirect address or a code of before is refused", async () => {
      expect(await exchanged(await code(), { state: "t" })).toMatchObject({ outcome: "refused" });
      const moved = { redirectUri: "http://localhost:1/elsewhere" };
      expect(await exchanged(await code(), moved)).toMatchObject({ outcome: "refused" });
      const used = await code();
      const found = await exchanged(used);
      if (found.outcome !== "tokens") throw new Error(found.reason);
      expect(await exchanged(used)).toMatchObject({ outcome: "refused" });
      expect(await companies(found.tokens.accessToken)).toBe(401);
    });

    it("a consent that was refused says so", async () => {
      expect(await exchanged("error=access_denied&state=s")).toEqual({ outcome: "refused", reason: "access_denied" });
    });

    it("an address that was not agreed on is never sent to", async () => {
      const asked = {
        response_type: "code",
        client_id: "tieout",
        redirect_uri: "https://elsewhere.example/",
        state: "s",
      };
      const answer = await fetch(`${url}/oauth2/oauth2/auth?${new URLSearchParams(asked)}`, { redirect: "manual" });
      expect(answer.status).toBe(400);
      expect(answer.headers.get("location")).toBeNull();
    });
  });

  it.each([
    [
      { kind: "status", status: 429, retryAfter: "7" },
      { outcome: "not_now", wait: 7_000 },
    ],
    [{ kind: "status", status: 500 }, { outcome: "unknown" }],
    [{ kind: "cut" }, { outcome: "unknown" }],
    [{ kind: "html" }, { outcome: "unknown" }],
  ])("what goes wrong while tokens are asked for is told apart: %j", async (fault, expected) => {
    const { refreshToken } = await letIn(url);
    await standinControl(url).fault({ ...fault, entity: "Token", method: "POST" });
    expect(await refreshed(refreshToken)).toMatchObject(expected);
  });

  it("a call that is refused is made once more with another token, and then no more", async () => {
    const good = (await letIn(url)).accessToken;
    const asked: string[] = [];
    const access = (tokens: string[]) => ({
      token: async () => tokens[Math.min(asked.length, tokens.length - 1)] ?? "",
      refused: (token: string) => void asked.push(token),
    });
    expect((await fetchLetIn(access(["old", good]))(`${url}/V2/odata/Company`)).status).toBe(200);
    expect(asked).toEqual(["old"]);
    asked.length = 0;
    expect((await fetchLetIn(access(["old", "older"]))(`${url}/V2/odata/Company`)).status).toBe(401);
    expect(asked).toEqual(["old"]);
  });
});
