import { expect, test } from "vitest";
import { accounts, addAccount, setDisabled, setPassword, setRole, signIn } from "./accounts.ts";
import { openDatabase } from "./database.ts";
import { events } from "./events.ts";
import { closeSession, openSession, sessionLimits, sessionOf } from "./sessions.ts";
import { testDatabase, testPassword } from "./test-database.ts";

test("the right password signs in whatever the case of the name; a wrong one and an unknown name do not", async () => {
  const { db } = await testDatabase();
  expect(await signIn(db, " Preparer ", testPassword)).toMatchObject({ username: "preparer", role: "preparer" });
  expect(await signIn(db, "preparer", "wrong")).toBeNull();
  expect(await signIn(db, "nobody", testPassword)).toBeNull();
});

test("an unknown name costs about the time of a known one", async () => {
  const { db } = await testDatabase();
  const time = async (username: string) => {
    const from = performance.now();
    for (let turn = 0; turn < 5; turn += 1) await signIn(db, username, "wrong");
    return performance.now() - from;
  };
  await time("preparer");
  expect(await time("nobody")).toBeGreaterThan((await time("preparer")) / 4);
});

test("a disabled account cannot sign in and its sessions end; enabled again, it can", async () => {
  const { db } = await testDatabase();
  const account = await signIn(db, "viewer", testPassword);
  if (!account) throw new Error("expected an account");
  const { token } = openSession(db, account);
  setDisabled(db, "viewer", true);
  expect(sessionOf(db, token)).toBeNull();
  expect(await signIn(db, "viewer", testPassword)).toBeNull();
  setDisabled(db, "viewer", false);
  expect(await signIn(db, "viewer", testPassword)).not.toBeNull();
  expect(sessionOf(db, token)).toBeNull();
});

test("the last administrator can neither be disabled nor given another role", async () => {
  const { db } = await testDatabase();
  expect(() => setDisabled(db, "administrator", true)).toThrow("last administrator");
  expect(() => setRole(db, "administrator", "viewer")).toThrow("last administrator");
  setRole(db, "viewer", "administrator");
  setDisabled(db, "administrator", true);
  expect(accounts(db).filter(({ disabled }) => disabled)).toHaveLength(1);
});

test("a name is taken once, and a new password ends the old one and its sessions", async () => {
  const { db, people } = await testDatabase();
  const given = { username: "VIEWER", displayName: "V", password: "x", role: "viewer" } as const;
  await expect(addAccount(db, given)).rejects.toThrow("already an account viewer");
  const account = await signIn(db, "viewer", testPassword);
  if (!account) throw new Error("expected an account");
  const { token } = openSession(db, account);
  await setPassword(db, "viewer", "another", people.administrator);
  expect(sessionOf(db, token)).toBeNull();
  expect(await signIn(db, "viewer", testPassword)).toBeNull();
  expect(await signIn(db, "viewer", "another")).not.toBeNull();
  expect(events(db, { subject: "viewer" })[0]).toMatchObject({ kind: "password_set", actor: "administrator" });
  expect(JSON.stringify(events(db))).not.toMatch(/argon2|another|open sesame/);
});

test("a session ends after two hours without a sign of life and after twelve hours whatever happens", async () => {
  const { db } = await testDatabase();
  const account = await signIn(db, "viewer", testPassword);
  if (!account) throw new Error("expected an account");
  const start = Date.now();
  const { token, csrf } = openSession(db, account, start);
  expect(sessionOf(db, token, { now: start })).toMatchObject({ csrf, account: { username: "viewer" } });
  expect(sessionOf(db, token, { now: start + sessionLimits.idle, quietly: true })).toBeNull();
  for (let now = start; now < start + sessionLimits.absolute; now += sessionLimits.idle / 2)
    expect(sessionOf(db, token, { now })).not.toBeNull();
  expect(sessionOf(db, token, { now: start + sessionLimits.absolute })).toBeNull();
});

test("what a page asks by itself does not keep a session alive, and signing out ends it", async () => {
  const { db } = await testDatabase();
  const account = await signIn(db, "viewer", testPassword);
  if (!account) throw new Error("expected an account");
  const start = Date.now();
  const { token } = openSession(db, account, start);
  sessionOf(db, token, { now: start + sessionLimits.idle - 1000, quietly: true });
  expect(sessionOf(db, token, { now: start + sessionLimits.idle })).toBeNull();
  closeSession(db, token);
  expect(sessionOf(db, token)).toBeNull();
  expect(db.prepare(`SELECT count(*) FROM session`).pluck().get()).toBe(0);
});

test("while someone else writes, a session is known without waiting for it", async () => {
  const { db, dataDir } = await testDatabase();
  const account = await signIn(db, "viewer", testPassword);
  if (!account) throw new Error("expected an account");
  const start = Date.now();
  const { token } = openSession(db, account, start);
  const writer = openDatabase(dataDir);
  writer.exec("BEGIN IMMEDIATE");
  const later = start + sessionLimits.idle / 2;
  const from = performance.now();
  expect(sessionOf(db, token, { now: later })).not.toBeNull();
  expect(performance.now() - from).toBeLessThan(2_000);
  writer.exec("ROLLBACK");
  sessionOf(db, token, { now: later });
  expect(sessionOf(db, token, { now: start + sessionLimits.idle, quietly: true })).not.toBeNull();
  writer.close();
});

test("the token itself is not stored", async () => {
  const { db } = await testDatabase();
  const account = await signIn(db, "viewer", testPassword);
  if (!account) throw new Error("expected an account");
  const { token } = openSession(db, account);
  expect(JSON.stringify(db.prepare(`SELECT * FROM session`).all())).not.toContain(token);
});
