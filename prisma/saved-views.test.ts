import { expect, test } from "vitest";
import { events } from "./events.ts";
import {
  changeView,
  openAllWithView,
  openingView,
  openWithView,
  removeView,
  savedViews,
  saveView,
} from "./saved-views.ts";
import { testDatabase } from "./test-database.ts";

async function opened() {
  const { db, people, administration } = await testDatabase();
  const place = { administrationId: administration.id, entity: "customer" as const };
  const names = (who: keyof typeof people) => savedViews(db, people[who], place).map(({ name }) => name);
  const opens = (who: keyof typeof people) =>
    openingView(db, people[who], place, savedViews(db, people[who], place))?.name ?? null;
  const told = () =>
    events(db)
      .filter(({ kind }) => kind === "shared_view_saved")
      .map(({ detail }) => detail.what)
      .reverse();
  return { db, people, place, names, opens, told };
}

const view = (name: string, shared = false) => ({ name, shared, address: "status=different" });

test("a personal view is its owner's alone and leaves no event; a shared one is everyone's, with an event", async () => {
  const { db, people, place, names, told } = await opened();
  saveView(db, people.preparer, place, view("Mijn werk"));
  saveView(db, people.preparer, place, view("Voor allen", true));
  expect(names("preparer")).toEqual(["Mijn werk", "Voor allen"]);
  expect(names("viewer")).toEqual(["Voor allen"]);
  expect(savedViews(db, people.preparer, { ...place, entity: "item" })).toEqual([]);
  expect(told()).toEqual(["shared"]);
});

test("a viewer keeps views of their own, and shares none", async () => {
  const { db, people, place, names } = await opened();
  const id = saveView(db, people.viewer, place, view("Kijken"));
  expect(() => saveView(db, people.viewer, place, view("Samen", true))).toThrow(
    expect.objectContaining({ code: "view_share_refused" }),
  );
  expect(() => changeView(db, people.viewer, place, id, { shared: true })).toThrow(
    expect.objectContaining({ code: "view_share_refused" }),
  );
  expect(names("approver")).toEqual([]);
});

test("a shared view is altered by its owner and by administrators; a name is taken once a person", async () => {
  const { db, people, place, names, told } = await opened();
  const id = saveView(db, people.preparer, place, view("Eerst", true));
  expect(() => changeView(db, people.approver, place, id, { name: "Anders" })).toThrow(
    expect.objectContaining({ code: "view_refused" }),
  );
  expect(() => removeView(db, people.approver, place, id)).toThrow(expect.objectContaining({ code: "view_refused" }));
  changeView(db, people.administrator, place, id, { name: "Anders" });
  expect(() => saveView(db, people.preparer, place, view("anders"))).toThrow(
    expect.objectContaining({ code: "view_name_taken" }),
  );
  saveView(db, people.approver, place, view("Anders"));
  removeView(db, people.preparer, place, id);
  expect(names("preparer")).toEqual([]);
  expect(told()).toEqual(["shared", "changed", "removed"]);
});

test("someone else's personal view is not there for anyone else, an administrator included", async () => {
  const { db, people, place } = await opened();
  const id = saveView(db, people.preparer, place, view("Van mij"));
  for (const act of [
    () => changeView(db, people.administrator, place, id, { name: "x" }),
    () => removeView(db, people.administrator, place, id),
    () => openWithView(db, people.administrator, place, id),
  ])
    expect(act).toThrow(expect.objectContaining({ code: "view_gone" }));
});

test("one opens with what one chose, none included; without a choice with the one for all, as long as it is shared", async () => {
  const { db, people, place, opens, told } = await opened();
  const shared = saveView(db, people.approver, place, view("Samen", true));
  const own = saveView(db, people.preparer, place, view("Eigen"));
  expect(() => openAllWithView(db, people.approver, place, shared)).toThrow(
    expect.objectContaining({ code: "view_refused" }),
  );
  openAllWithView(db, people.administrator, place, shared);
  openWithView(db, people.preparer, place, own);
  openWithView(db, people.viewer, place, null);
  expect([opens("preparer"), opens("viewer"), opens("approver")]).toEqual(["Eigen", null, "Samen"]);
  removeView(db, people.preparer, place, own);
  expect(opens("preparer")).toBe("Samen");
  changeView(db, people.approver, place, shared, { shared: false });
  expect([opens("preparer"), opens("approver")]).toEqual([null, null]);
  expect(told()).toEqual(["shared", "for_all", "withdrawn"]);
});
