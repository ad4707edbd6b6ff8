import { expect, test } from "vitest";
import { setDisabled } from "./accounts.ts";
import { addComment, alteredComments, markSeen, mentionsFor, unseenMentions, withdrawComment } from "./comments.ts";
import { events, verifyEvents } from "./events.ts";
import { pairOf } from "./rows.ts";
import { testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

const globe = [{ VATCode: "DIF", Description: "High", Percentage: 21 }];
const milestones = [{ Code: "DIF", Name: "Hoog", Percentage: 19 }];

async function onePair() {
  const store = await testDatabase();
  const administrationId = store.administration.id;
  const pull = (of = { globe, milestones }) => pulled(store.db, administrationId, "vatCode", judged("vatCode", of));
  pull();
  const row = () => {
    const [found] = gridBlock(store.db, plainView(administrationId, "vatCode"), 0, 9).rows;
    if (!found) throw new Error("there is a pair");
    return found;
  };
  const say = (text: string, by = store.people.preparer) => {
    const said = addComment(store.db, by, { administrationId, pairId: row().id, text });
    if (!("id" in said)) throw new Error(said.refused);
    return said.id;
  };
  return { ...store, administrationId, pull, row, say };
}

test("a comment stands on its pair, names who it names, and leaves an event without its text", async () => {
  const { db, say, row, people, administrationId } = await onePair();
  const before = row();
  const id = say("  Kan @approver of @nobody dit nakijken? <b>21</b>  ");
  expect(row().comments).toBe(1);
  expect(pairOf(db, row().id)?.said).toMatchObject([
    { id, text: "Kan @approver of @nobody dit nakijken? <b>21</b>", author: "The preparer", mentions: ["approver"] },
  ]);
  expect(row().fingerprint).toBe(before.fingerprint);
  const [event] = events(db, { administrationId, limit: 1 });
  expect(event).toMatchObject({ kind: "comment_added", actor: "preparer", subject: "DIF", entity: "vatCode" });
  expect(event?.detail).toMatchObject({ comment: id, mentions: ["approver"] });
  expect(JSON.stringify(event?.detail)).not.toContain("nakijken");
  expect(pairOf(db, row().id)?.events.map(({ kind }) => kind)).toEqual(["comment_added"]);
  expect(mentionsFor(db, people.approver.id)).toMatchObject([{ commentId: id, key: "DIF", seenAt: null }]);
  expect(verifyEvents(db).whole).toBe(true);
});

test("a mark stays until the one who is named saw it, and nobody else takes it away", async () => {
  const { db, say, people } = await onePair();
  const [first, second] = [say("@approver een"), say("@approver twee @preparer")];
  expect(unseenMentions(db, people.approver.id)).toBe(2);
  // Who names oneself needs no mark.
  expect(unseenMentions(db, people.preparer.id)).toBe(0);
  expect(markSeen(db, people.viewer.id, [first])).toBe(0);
  expect(markSeen(db, people.approver.id, [first])).toBe(1);
  expect(mentionsFor(db, people.approver.id).map(({ commentId }) => commentId)).toEqual([second, first]);
  expect(markSeen(db, people.approver.id, "all")).toBe(1);
  expect(unseenMentions(db, people.approver.id)).toBe(0);
});

test("a viewer reads along; who is no longer there is not named", async () => {
  const { db, row, say, people, administrationId } = await onePair();
  const asked = { administrationId, pairId: row().id, text: "ook iets" };
  expect(addComment(db, people.viewer, asked)).toEqual({ refused: "role" });
  expect(addComment(db, people.preparer, { ...asked, administrationId: administrationId + 1 })).toEqual({
    refused: "gone",
  });
  setDisabled(db, "approver", true);
  say("@approver bent u daar?");
  expect(mentionsFor(db, people.approver.id)).toEqual([]);
});

test("who said it takes it back, or an administrator: its text is gone, that it was said stays", async () => {
  const { db, say, row, people, administrationId } = await onePair();
  const [own, other] = [say("@approver vergissing"), say("iets persoonlijks")];
  expect(withdrawComment(db, people.approver, administrationId, own)).toEqual({ refused: "role" });
  expect(withdrawComment(db, people.preparer, administrationId, own)).toEqual({ id: own });
  expect(withdrawComment(db, people.preparer, administrationId, own)).toEqual({ refused: "gone" });
  expect(withdrawComment(db, people.administrator, administrationId, other)).toEqual({ id: other });
  const said = pairOf(db, row().id)?.said ?? [];
  expect(said.map(({ text, withdrawnAt }) => [text, withdrawnAt !== null])).toEqual([
    ["", true],
    ["", true],
  ]);
  expect(row().comments).toBe(0);
  expect(unseenMentions(db, people.approver.id)).toBe(0);
  expect(events(db, { administrationId, limit: 2 }).map(({ kind }) => kind)).toEqual([
    "comment_withdrawn",
    "comment_withdrawn",
  ]);
});

test("what was said stays with its code when the pair goes and comes back, and no longer proves once altered", async () => {
  const { db, say, row, pull } = await onePair();
  const id = say("Blijft staan");
  pull({ globe: [], milestones: [] });
  pull();
  expect(pairOf(db, row().id)?.said).toMatchObject([{ id, text: "Blijft staan" }]);
  expect(alteredComments(db)).toEqual([]);
  db.prepare(`UPDATE comment SET text = 'Iets anders' WHERE id = ?`).run(id);
  expect(alteredComments(db)).toEqual([id]);
});
