import { expect, test } from "vitest";
import { inOneTransaction } from "./database.ts";
import { appendEvent, events, verifyEvents } from "./events.ts";
import { testDatabase } from "./test-database.ts";

async function three() {
  const { db, people } = await testDatabase();
  inOneTransaction(db, () => {
    for (const subject of ["one", "two", "three"])
      appendEvent(db, { kind: "pull_requested", who: people.viewer, subject, detail: { subject } });
  });
  return db;
}

/** As someone with the file and a tool could, past the triggers. */
async function tampered(sql: string) {
  const db = await three();
  db.exec(`DROP TRIGGER event_never_updated; DROP TRIGGER event_never_deleted; ${sql}`);
  return verifyEvents(db);
}

test("events are listed newest first, page by page, and their chain holds", async () => {
  const db = await three();
  const [last, before] = events(db, { limit: 2 });
  expect([last?.subject, before?.subject]).toEqual(["three", "two"]);
  expect(events(db, { before: before?.id, limit: 1 })[0]?.subject).toBe("one");
  expect(verifyEvents(db)).toMatchObject({ whole: true, brokenAt: null, head: last?.hash });
});

test("an event can be neither altered nor deleted", async () => {
  const db = await three();
  expect(() => db.exec(`UPDATE event SET actor = 'someone'`)).toThrow("never altered");
  expect(() => db.exec(`DELETE FROM event`)).toThrow("never deleted");
});

test("an event altered past the database shows, and where", async () => {
  expect(await tampered(`UPDATE event SET detail = '{}' WHERE subject = 'two'`)).toMatchObject({ whole: false });
  expect(await tampered(`UPDATE event SET actorId = NULL WHERE subject = 'three'`)).toMatchObject({ whole: false });
});

test("an event taken out from between shows", async () => {
  expect(await tampered(`DELETE FROM event WHERE subject = 'two'`)).toMatchObject({ whole: false });
});

test("an event is never written outside the transaction of its fact", async () => {
  const { db } = await testDatabase();
  expect(() => appendEvent(db, { kind: "signed_in", who: null })).toThrow("in the transaction of its fact");
});
