import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  answerAuthorisation,
  beginAuthorisation,
  closeLostAuthorisations,
  endAuthorisation,
  lastAuthorisation,
  takeAuthorisation,
} from "./authorisations.ts";
import { type Database, dataDirOf } from "./database.ts";
import { events } from "./events.ts";
import { milestonesConnectionOf, resealed, saveMilestonesConnection } from "./milestones-connections.ts";
import {
  accessToken,
  beginRenewal,
  dueForRenewal,
  endRenewal,
  findLostRenewals,
  wantRenewal,
} from "./milestones-tokens.ts";
import { sealing } from "./sealing.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";

const baseUrl = "https://milestones.example/api";
const redirectUri = "https://tieout.example/milestones/callback";
const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
const tokens = (name: string, life = 3_600_000) => ({
  accessToken: `access-${name}`,
  accessExpiresAt: soon(life),
  refreshToken: `refresh-${name}`,
  refreshExpiresAt: soon(90 * 86_400_000),
  scopes: "invoices",
});

let test: TestDatabase;
let db: Database;
beforeEach(async () => {
  test = await testDatabase();
  db = test.db;
  saveMilestonesConnection(db, {
    ...{ baseUrl: `${baseUrl}/`, clientId: "tieout", clientSecret: "very-secret", scopes: "invoices" },
    ...{ pkce: true, serviceAccount: "svc" },
  });
});
afterEach(() => rmSync(test.dataDir, { recursive: true, force: true }));

const asked = () => new URL(beginAuthorisation(db, test.people.administrator, { baseUrl, redirectUri })).searchParams;
const answered = (query: Record<string, string>, who = test.people.administrator) =>
  answerAuthorisation(db, who, new URLSearchParams(query));
function letIn(name = "one", life?: number) {
  answered({ code: "c", state: asked().get("state") ?? "" });
  endAuthorisation(db, takeAuthorisation(db)?.id ?? 0, { outcome: "tokens", tokens: tokens(name, life) });
}

describe("consent", () => {
  it("is asked for with a state, a challenge and the one redirect address, and its code goes out once", () => {
    const query = asked();
    expect(Object.fromEntries(query)).toMatchObject({
      ...{ response_type: "code", client_id: "tieout", redirect_uri: redirectUri, scope: "invoices" },
      code_challenge_method: "S256",
    });
    answered({ code: "the-code", state: query.get("state") ?? "" });
    const taken = takeAuthorisation(db);
    expect(taken).toMatchObject({ redirectUri, client: { clientSecret: "very-secret" } });
    expect(taken?.answer).toContain("code=the-code");
    expect(takeAuthorisation(db)).toBeNull();
    endAuthorisation(db, taken?.id ?? 0, { outcome: "tokens", tokens: tokens("one") });
    expect(accessToken(db, baseUrl)).toBe("access-one");
    expect(milestonesConnectionOf(db, baseUrl)).toMatchObject({ state: "given", hasSecret: true, scopes: "invoices" });
  });

  it("is not taken with a state that is made up, used before, or another person's", () => {
    const state = asked().get("state") ?? "";
    expect(() => answered({ code: "c", state: "made-up" })).toThrow("belongs to no authorisation");
    expect(() => answered({ code: "c", state }, test.people.approver)).toThrow("belongs to no authorisation");
    answered({ code: "c", state });
    expect(() => answered({ code: "c", state })).toThrow("belongs to no authorisation");
  });

  it("whose exchange was lost with the worker ends as failed, and nothing goes on trying", () => {
    answered({ code: "c", state: asked().get("state") ?? "" });
    takeAuthorisation(db);
    closeLostAuthorisations(db);
    expect(lastAuthorisation(db, baseUrl)).toMatchObject({
      state: "failed",
      problem: { code: "authorisation_failed" },
    });
    expect(takeAuthorisation(db)).toBeNull();
    expect(() => accessToken(db, baseUrl)).toThrow("not let Tieout in yet");
  });
});

describe("access", () => {
  it("is renewed in the last part of its life, or when a token was refused", () => {
    letIn("one", 1_000_000);
    expect(dueForRenewal(db)).toEqual([]);
    expect(dueForRenewal(db, Date.now() + 850_000)).toEqual([baseUrl]);
    wantRenewal(db, baseUrl);
    expect(dueForRenewal(db)).toEqual([baseUrl]);
    expect(beginRenewal(db, baseUrl)?.refreshToken).toBe("refresh-one");
    expect(accessToken(db, baseUrl)).toBe("access-one");
    endRenewal(db, baseUrl, { outcome: "tokens", tokens: tokens("two") });
    expect(accessToken(db, baseUrl)).toBe("access-two");
    expect(dueForRenewal(db)).toEqual([]);
  });

  it("that is refused asks for consent anew, and is not tried again", () => {
    letIn();
    beginRenewal(db, baseUrl);
    endRenewal(db, baseUrl, { outcome: "refused", reason: "invalid_grant" });
    expect(() => accessToken(db, baseUrl)).toThrow("no longer lets Tieout in: invalid_grant");
    expect(beginRenewal(db, baseUrl)).toBeNull();
    expect(dueForRenewal(db, Date.now() + 1e9)).toEqual([]);
    expect(events(db, { limit: 1 })[0]).toMatchObject({ kind: "milestones_refused" });
    letIn("two");
    expect(accessToken(db, baseUrl)).toBe("access-two");
  });

  it("whose renewal was lost with the worker is tried once more, and then says that the answer was lost", () => {
    letIn();
    beginRenewal(db, baseUrl);
    findLostRenewals(db);
    expect(dueForRenewal(db)).toEqual([baseUrl]);
    expect(beginRenewal(db, baseUrl)?.refreshToken).toBe("refresh-one");
    endRenewal(db, baseUrl, { outcome: "refused", reason: "invalid_grant" });
    expect(milestonesConnectionOf(db, baseUrl)?.problem?.message).toContain("an earlier renewal was lost");
    expect(dueForRenewal(db)).toEqual([]);
  });
});

describe("secrets", () => {
  it("stand nowhere in the database in clear, events included", () => {
    const state = asked().get("state") ?? "";
    answered({ code: "the-very-code", state });
    const taken = takeAuthorisation(db);
    endAuthorisation(db, taken?.id ?? 0, { outcome: "tokens", tokens: tokens("one") });
    db.pragma("wal_checkpoint(TRUNCATE)");
    const file = readFileSync(join(dataDirOf(db), "tieout.db")).toString("latin1");
    expect(file).toContain("https://milestones.example/api");
    for (const secret of ["very-secret", "the-very-code", "access-one", "refresh-one", state, taken?.verifier ?? "-"])
      expect(file.includes(secret), secret).toBe(false);
  });

  it("are opened by their key alone, for what they were sealed for", () => {
    const { seal, open } = sealing(db);
    const sealed = seal("text", "this");
    expect(open(sealed, "this")).toBe("text");
    expect(seal("text", "this")).not.toBe(sealed);
    expect(() => open(sealed, "that")).toThrow("altered");
    expect(() => sealing(db, { TIEOUT_KEY: Buffer.alloc(32, 1).toString("base64") }).open(sealed, "this")).toThrow(
      "another key",
    );
    expect(() => sealing(db, { TIEOUT_KEY: "short" })).toThrow("32 bytes");
  });

  it("are sealed by the first of several keys and opened by each, so that a key can be replaced", () => {
    const file = join(dataDirOf(db), "tieout.key");
    const sealed = sealing(db).seal("text", "this");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, `${Buffer.alloc(32, 7).toString("base64")}\n${readFileSync(file, "utf8")}`);
    expect(sealing(db).open(sealed, "this")).toBe("text");
    expect(resealed(db)).toBe(1);
    expect(resealed(db)).toBe(0);
    writeFileSync(file, `${Buffer.alloc(32, 7).toString("base64")}\n`);
    const query = asked();
    answered({ code: "c", state: query.get("state") ?? "" });
    expect(takeAuthorisation(db)?.client.clientSecret).toBe("very-secret");
    expect(() => sealing(db).open(sealed, "this")).toThrow("another key");
  });
});
