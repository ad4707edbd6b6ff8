import { describe, expect, it } from "vitest";
import { tokenOf } from "./server-token.ts";
import { keepToken, tokenIn } from "./session/cookies.ts";

const kept = async (secure: boolean) =>
  (await keepToken({ token: "aZ-09_x", expiresAt: "2099-01-01T00:00:00.000Z" }, secure)).split(";")[0] ?? "";

describe("the session's cookie", () => {
  it("is read alike by the pages and by the server beside them", async () => {
    for (const secure of [false, true]) {
      const cookies = `other=1; ${await kept(secure)}; last=2`;
      expect(tokenOf(cookies, secure)).toBe("aZ-09_x");
      expect(await tokenIn(new Request("http://x", { headers: { Cookie: cookies } }), secure)).toBe("aZ-09_x");
    }
  });

  it("that was set over http counts for nothing over https", async () => {
    expect(tokenOf(await kept(false), true)).toBeNull();
  });

  it("that cannot be read counts for nothing", () => {
    for (const cookies of [undefined, "", "tieout=", "tieout=%%%", "tieout=e30="])
      expect(tokenOf(cookies, false)).toBeNull();
  });

  it("is out of reach of scripts and of other sites' forms, and bound to https where that is spoken", async () => {
    const header = await keepToken({ token: "x", expiresAt: "2099-01-01T00:00:00.000Z" }, true);
    for (const part of ["__Host-tieout=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"])
      expect(header).toContain(part);
  });
});
