import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../prisma/database.ts";
import { migrate } from "../prisma/migrate.ts";
import { saveSetting } from "../prisma/settings.ts";
import { type Live, live } from "./server-live.ts";

let folder: string;
let db: Database;
let news: Live;
let server: Server;
let url: string;
let signedIn: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tieout-live-"));
  migrate(folder);
  db = openDatabase(folder);
  news = live(db);
  signedIn = true;
  server = createServer(
    express().get(
      "/live",
      news.stream(() => signedIn),
    ),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
});

afterEach(async () => {
  news.close();
  await new Promise((resolve) => server.close(resolve));
  db.close();
  rmSync(folder, { recursive: true });
});

/** Reads the stream until it holds `wanted`. */
async function heard(answer: Response, wanted: string): Promise<string> {
  const reader = answer.body?.getReader();
  let text = "";
  while (reader && !text.includes(wanted)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  reader?.releaseLock();
  return text;
}

describe("live news", () => {
  it("says that something moved when another program writes to the database", async () => {
    const answer = await fetch(url);
    expect(await heard(answer, "hello")).toContain("event: hello");
    const other = openDatabase(folder);
    saveSetting(other, "x", "1");
    other.close();
    expect(await heard(answer, "moved")).toContain("event: moved");
  });

  it("says so at once for what this program itself wrote", async () => {
    const answer = await fetch(url);
    await heard(answer, "hello");
    news.moved();
    expect(await heard(answer, "moved")).toContain("event: moved");
  });

  it("is not for those who are not signed in", async () => {
    signedIn = false;
    expect((await fetch(url)).status).toBe(401);
  });
});
