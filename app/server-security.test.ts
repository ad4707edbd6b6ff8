import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headers, nonce, sameOrigin } from "./server-security.ts";

let server: Server;
let url: string;

beforeAll(async () => {
  const app = express();
  app.use(nonce, headers(false), sameOrigin);
  app.all("*", (_request, response) => {
    response.send(String(response.locals.nonce));
  });
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const written = (sent: Record<string, string>) => fetch(url, { method: "POST", headers: sent });

describe("the web server", () => {
  it("names a fresh nonce in its policy for each answer, and allows no inline script or style without it", async () => {
    const [one, two] = await Promise.all([fetch(url), fetch(url)]);
    const policy = one.headers.get("content-security-policy") ?? "";
    expect(policy).toContain(`script-src 'self' 'nonce-${await one.text()}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(two.headers.get("content-security-policy")).not.toBe(policy);
  });

  it("lets nothing of its own stand in another page, save an invoice's PDF in a page of ours", async () => {
    const policy = async (path: string) => (await fetch(url + path)).headers.get("content-security-policy");
    for (const path of ["/", "/a/500/invoices/12", "/a/500/invoices/12/pdf/x", "/pdf"])
      expect([path, await policy(path)]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
    expect(await policy("/a/500/invoices/12/pdf")).toContain("frame-ancestors 'self'");
  });

  it("takes a write from its own pages", async () => {
    expect((await written({ Origin: url })).status).toBe(200);
    expect((await written({ "Sec-Fetch-Site": "same-origin" })).status).toBe(200);
  });

  it("refuses a write that another site's page sends, whatever it calls itself", async () => {
    for (const origin of ["https://elsewhere.example", "null", `${url}0`])
      expect([origin, (await written({ Origin: origin })).status]).toEqual([origin, 403]);
    expect((await written({ "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await written({ "Sec-Fetch-Site": "same-site" })).status).toBe(403);
  });
});
