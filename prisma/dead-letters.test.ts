import { beforeEach, expect, test } from "vitest";
import { askForLetters, deadLetters, type FoundLetter, forgetReplySessions, noteDeadLetters } from "./dead-letters.ts";
import { events, verifyEvents } from "./events.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";

const agent = "demo";
const mine = "reply-this-worker";

let store: TestDatabase;
beforeEach(async () => {
  store = await testDatabase();
});

const letter = (number: number, more: Partial<FoundLetter> = {}): FoundLetter => ({
  sequenceNumber: String(number),
  messageId: `m-${number}`,
  kind: "read",
  version: 1,
  requestId: `r-${number}`,
  administration: "500",
  subject: "Account",
  session: "adm-500",
  reason: "MaxDeliveryCountExceeded",
  description: "",
  deliveryCount: 10,
  bytes: 100,
  enqueuedAt: "2026-11-24T07:00:00.000Z",
  ...more,
});

const page = (after: string | null, ...letters: FoundLetter[]) =>
  noteDeadLetters(store.db, { agent, direction: "in" }, { letters, after }, mine);
/** All that lies there, as one page and the end. */
const note = (...letters: FoundLetter[]) => page(null, ...letters) + page(letters.at(-1)?.sequenceNumber ?? null);
const open = () => deadLetters(store.db, { agent, ended: false, limit: 10 });
const states = () => open().map(({ requestId, state, awaited }) => [requestId, state, awaited]);

test("a number that comes again on a new bus is another letter", () => {
  expect(note(letter(1))).toBe(1);
  expect(note(letter(1))).toBe(0);
  expect(note(letter(1, { requestId: "other", enqueuedAt: "2026-11-25T07:00:00.000Z" }))).toBe(1);
  expect(states()).toEqual([["other", "waiting", true]]);
  expect(deadLetters(store.db, { agent, ended: true, limit: 10 }).map(({ state }) => state)).toEqual(["gone"]);
});

test("a page of what lies there says nothing of the rest, nor of another queue", () => {
  note(letter(1), letter(2));
  page(null, letter(1));
  noteDeadLetters(store.db, { agent, direction: "out" }, { letters: [], after: null }, mine);
  expect(open()).toHaveLength(2);
});

test("what is missing within a page, or after the last, is gone; numbers count as numbers", () => {
  note(...[8, 9, 10, 11, 200].map((number) => letter(number)));
  page(null, letter(8), letter(10));
  expect(states().map(([request]) => request)).toEqual(["r-200", "r-11", "r-10", "r-8"]);
  page("10", letter(11));
  page("11");
  expect(states().map(([request]) => request)).toEqual(["r-11", "r-10", "r-8"]);
});

test("what one person asked for is not asked for again by another, nor for another agent's letters", () => {
  note(letter(1));
  const [{ id = 0 } = {}] = open();
  const { approver, administrator } = store.people;
  expect(askForLetters(store.db, approver, { agent: "odd", ids: [id], action: "again" })).toEqual([]);
  expect(askForLetters(store.db, approver, { agent, ids: [id, 99], action: "again" })).toEqual([id]);
  expect(askForLetters(store.db, administrator, { agent, ids: [id], action: "aside" })).toEqual([]);
  expect(open()[0]).toMatchObject({ state: "asked", action: "again", askedBy: "approver" });
  expect(events(store.db).map(({ kind, actor }) => [kind, actor])).toContainEqual(["dead_letter_asked", "approver"]);
  expect(verifyEvents(store.db).whole).toBe(true);
});

test("a new worker takes no answers to the one before: to be sent again they wait for another word", () => {
  note(letter(1, { session: mine }), letter(2, { session: mine }), letter(3));
  const of = (number: number) => open().find(({ requestId }) => requestId === `r-${number}`)?.id ?? 0;
  const { approver } = store.people;
  askForLetters(store.db, approver, { agent, ids: [of(1), of(3)], action: "again" });
  askForLetters(store.db, approver, { agent, ids: [of(2)], action: "aside" });
  forgetReplySessions(store.db, "reply-the-next");
  expect(states()).toEqual([
    ["r-3", "asked", true],
    ["r-2", "asked", false],
    ["r-1", "waiting", false],
  ]);
});

test("pages follow each other from the newest to the oldest", () => {
  note(...[1, 2, 3].map((number) => letter(number)));
  const [newest] = deadLetters(store.db, { agent, ended: false, limit: 1 });
  const rest = deadLetters(store.db, { agent, ended: false, before: newest?.id, limit: 10 });
  expect([newest, ...rest].map((one) => one?.requestId)).toEqual(["r-3", "r-2", "r-1"]);
});
