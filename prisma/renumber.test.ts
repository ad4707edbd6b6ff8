import { expect, test } from "vitest";
import { decide, propose, undo } from "./decisions.ts";
import { events } from "./events.ts";
import { renumberPlans, setRenumberSide } from "./renumber.ts";
import { testDatabase } from "./test-database.ts";
import { pulledRecords } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

const records = {
  globe: [
    { ItemCode: "P1", CountrySpecificDescription: "Chai" },
    { ItemCode: "P2", CountrySpecificDescription: "Chang" },
  ],
  milestones: [
    { ItemCode: "P-01", Name: "Chai", IsActive: true },
    { ItemCode: "a code that Globe has no room for", Name: "Chang", IsActive: true },
  ],
};

async function linked() {
  const store = await testDatabase();
  const { db, people, administration } = store;
  pulledRecords(db, administration.id, "item", records);
  const { rows } = gridBlock(db, plainView(administration.id, "item"), 0, 9);
  const of = (title: string, status: string) => {
    const row = rows.find((one) => one.title === title && one.status === status);
    if (!row) throw new Error(`no ${title}`);
    return row;
  };
  const pairs = ["Chai", "Chang"].map((title) => ({
    ...of(title, "only_in_globe"),
    partner: of(title, "only_in_milestones"),
  }));
  const said = { reason: "renumbered", comment: "" };
  const ids = propose(db, people.preparer, { pairs, action: "same_as", ...said }).flatMap(
    ({ decisionId }) => decisionId ?? [],
  );
  const approve = () => decide(db, people.approver, { ids, verdict: "approve", comment: "" });
  return { ...store, ids, approve, plans: () => renumberPlans(db, administration.id) };
}

test("a plan is made of approved links, before and after they count as one pair, and Milestones follows", async () => {
  const { db, administration, approve, plans, ids, people } = await linked();
  expect(plans()).toEqual([]);
  approve();
  const steps = () => plans()[0]?.plan.changes.map(({ from, to }) => `${from} > ${to}`);
  const wanted = ["P-01 > P1", "a code that Globe has no room for > P2"];
  expect(plans()).toMatchObject([{ entity: "item", side: "milestones", links: 2, other: { collisions: 1 } }]);
  expect(steps()).toEqual(wanted);
  pulledRecords(db, administration.id, "item", records);
  expect(steps()).toEqual(wanted);
  expect(plans()[0]?.titles).toMatchObject({ "P-01": "Chai" });
  undo(db, people.preparer, ids);
  expect(plans()).toEqual([]);
});

test("where Globe is to follow, codes that it has no room for are named", async () => {
  const { db, administration, approve, plans, people } = await linked();
  approve();
  const about = { administrationId: administration.id, entity: "item" as const, side: "globe" as const };
  expect(setRenumberSide(db, { ...people.preparer, role: "viewer" }, about)).toBe(false);
  expect(plans()[0]?.side).toBe("milestones");
  expect(setRenumberSide(db, people.preparer, about)).toBe(true);
  expect(setRenumberSide(db, people.preparer, about)).toBe(true);
  expect(plans()[0]?.plan).toMatchObject({
    changes: [{ from: "P1", to: "P-01" }],
    collisions: [{ from: "P2", kind: "too_long" }],
  });
  expect(events(db, { limit: 99 }).filter(({ kind }) => kind === "renumber_side_set")).toHaveLength(1);
});
