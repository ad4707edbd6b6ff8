import { expect, test } from "vitest";
import { propose } from "./decisions.ts";
import { verifyEvents } from "./events.ts";
import { decidedAlone } from "./links.ts";
import { alone, rejectedSuggestions, rejectSuggestions, restoreSuggestions, suggestionVersion } from "./suggestions.ts";
import { testDatabase } from "./test-database.ts";
import { pulledRecords } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

const records = {
  globe: [
    { VATCode: "1", Description: "High", Percentage: 21 },
    { VATCode: "G", Description: "Low", Percentage: 9 },
  ],
  milestones: [
    { Code: "1", Name: "High", Percentage: 21 },
    { Code: "M", Name: "Low", Percentage: 9 },
  ],
};
const codes = [{ globe: "G", milestones: "M" }];

async function started() {
  const store = await testDatabase();
  const about = { administrationId: store.administration.id, entity: "vatCode" as const };
  pulledRecords(store.db, about.administrationId, about.entity, records);
  return { ...store, about };
}

test("suggestions are made from what stands alone on either side, with its values", async () => {
  const { db, about } = await started();
  expect(alone(db, about)).toMatchObject({
    globe: [{ key: "G", values: { Name: "Low", Percentage: "9" } }],
    milestones: [{ key: "M", values: { Name: "Low", Percentage: "9" } }],
  });
});

test("what one turns down is kept with who and why, once, and may be taken back; each is an event", async () => {
  const { db, about, people } = await started();
  const before = suggestionVersion(db, about);
  const said = { ...about, codes, reason: "other", comment: "two rates" };
  expect(rejectSuggestions(db, people.preparer, said)).toBe(1);
  expect(rejectSuggestions(db, people.approver, said)).toBe(0);
  expect(rejectedSuggestions(db, about)).toMatchObject([{ globe: "G", milestones: "M", comment: "two rates" }]);
  expect(suggestionVersion(db, about)).not.toBe(before);
  expect(rejectedSuggestions(db, { ...about, entity: "item" })).toEqual([]);
  expect(restoreSuggestions(db, people.preparer, { ...about, codes })).toBe(1);
  expect(restoreSuggestions(db, people.preparer, { ...about, codes })).toBe(0);
  expect(rejectedSuggestions(db, about)).toEqual([]);
  expect(verifyEvents(db).whole).toBe(true);
});

test("who may only look turns nothing down", async () => {
  const { db, about, people } = await started();
  const said = { ...about, codes, reason: "other", comment: "" };
  expect(rejectSuggestions(db, { ...people.preparer, role: "viewer" }, said)).toBe(0);
  expect(rejectedSuggestions(db, about)).toEqual([]);
});

test("suggestions move with what runs find, and not with what people decide", async () => {
  const { db, about, people } = await started();
  const before = suggestionVersion(db, about);
  const { rows } = gridBlock(db, plainView(about.administrationId, "vatCode"), 0, 9);
  const of = (key: string) => rows.filter((row) => row.key === key);
  const [globe, milestones] = [of("G"), of("M")];
  const pairs = globe.map((row) => ({ ...row, partner: milestones[0] }));
  propose(db, people.preparer, { pairs, action: "same_as", reason: "other", comment: "" });
  expect([...decidedAlone(db, about).values()]).toMatchObject([{ action: "same_as" }, { action: "same_as" }]);
  expect(suggestionVersion(db, about)).toBe(before);
  pulledRecords(db, about.administrationId, about.entity, { ...records, globe: records.globe.slice(0, 1) });
  expect(suggestionVersion(db, about)).not.toBe(before);
});
