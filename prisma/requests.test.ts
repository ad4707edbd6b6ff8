import { expect, test } from "vitest";
import { defaultSchedule } from "../core/administration.ts";
import { administrations, saveAdministration } from "./administrations.ts";
import { statusReport } from "./overview.ts";
import { noteHeartbeat, noteLaterProtocol, presenceOf, silence } from "./presence.ts";
import { finishRequest, requestOf, requestPull, returnRequests, takeRequests } from "./requests.ts";
import { saveSetting, setting } from "./settings.ts";
import { testDatabase } from "./test-database.ts";

test("the same pull asked twice while it waits is one request; taken, it can be asked again", async () => {
  const { db, administration, people } = await testDatabase();
  const asked = { administrationId: administration.id, entities: ["customer", "item"] } as const;
  const first = requestPull(db, people.preparer, asked);
  expect(requestPull(db, people.approver, asked)).toEqual(first);
  expect(takeRequests(db).map(({ entity, requestedById }) => [entity, requestedById])).toEqual([
    ["customer", people.preparer.id],
    ["item", people.preparer.id],
  ]);
  expect(takeRequests(db)).toEqual([]);
  expect(requestPull(db, null, asked)).not.toEqual(first);
});

test("a pull of what moved that waits may come to be one of everything, never the other way round", async () => {
  const { db, administration } = await testDatabase();
  const ask = (whole: boolean) =>
    requestPull(db, null, { administrationId: administration.id, entities: ["customer"], whole });
  const [first] = ask(false);
  expect(ask(true)).toEqual([first]);
  expect(ask(false)).toEqual([first]);
  expect(takeRequests(db)).toMatchObject([{ id: first, whole: 1 }]);
  ask(false);
  expect(takeRequests(db)).toMatchObject([{ whole: 0 }]);
});

test("what a dead worker had taken is given back, once an entity, and a finished request stays finished", async () => {
  const { db, administration } = await testDatabase();
  const ask = () => requestPull(db, null, { administrationId: administration.id, entities: ["customer"] });
  const ids = [0, 1, 2].flatMap(() => {
    const asked = ask();
    takeRequests(db);
    return asked;
  });
  finishRequest(db, ids[0] ?? 0, null);
  expect(returnRequests(db)).toBe(1);
  expect(takeRequests(db)).toHaveLength(1);
  expect(ids.map((id) => requestOf(db, id)?.state)).toEqual(["done", "taken", "done"]);
});

const beat = { version: 1, kind: "heartbeat", agent: "demo", agentVersion: "0.1.0", bootId: "a", inHand: 0 } as const;

test("an agent is online while it is heard, by our own clock, whatever its own says", async () => {
  const { db } = await testDatabase();
  expect(presenceOf(db, "demo")).toMatchObject({ online: false, version: null, lastSeen: null });
  const now = Date.parse("2026-11-24T07:00:00.000Z");
  const at = (time: number) => new Date(time).toISOString();
  noteHeartbeat(db, { ...beat, at: at(now - 3_600_000), administrations: ["500"] }, at(now));
  const seen = { version: "0.1.0", lastSeen: at(now), administrations: ["500"] };
  expect(presenceOf(db, "demo", now + 1000)).toMatchObject({ ...seen, online: true });
  expect(presenceOf(db, "demo", now + silence)).toMatchObject({ ...seen, online: false });
  noteHeartbeat(db, { ...beat, at: at(now), administrations: [] }, at(now - 60_000));
  expect(presenceOf(db, "demo", now + 1000).administrations).toEqual(["500"]);
});

test("an agent says how long requests wait; an older one does not, and one of a later protocol is there, not understood", async () => {
  const { db } = await testDatabase();
  const now = Date.parse("2026-11-24T07:00:00.000Z");
  const at = (time: number) => new Date(time).toISOString();
  const said = { ...beat, at: at(now), administrations: ["500"] };
  noteHeartbeat(db, { ...said, lag: 75 }, at(now));
  expect(presenceOf(db, "demo", now)).toMatchObject({ lag: 75, speaksLater: false });
  noteHeartbeat(db, said, at(now + 30_000));
  expect(presenceOf(db, "demo", now + 30_000).lag).toBeNull();
  noteLaterProtocol(db, "demo", 9, at(now + 60_000));
  const later = { online: true, speaksLater: true, version: "0.1.0", administrations: ["500"] };
  expect(presenceOf(db, "demo", now + 120_000)).toMatchObject(later);
  noteHeartbeat(db, said, at(now + 90_000));
  expect(presenceOf(db, "demo", now + 120_000).speaksLater).toBe(false);
  noteLaterProtocol(db, "unheard", 9, at(now));
  expect(presenceOf(db, "unheard", now)).toMatchObject({ online: true, speaksLater: true, version: null });
});

test("status of what was never pulled is all zeros, with no run and no agent seen", async () => {
  const { db } = await testDatabase();
  const [first] = statusReport(db).administrations;
  expect(first?.agent).toEqual({ online: false, version: null, lastSeen: null });
  expect(Object.keys(first?.entities ?? {})).toHaveLength(7);
  expect(first?.entities.customer).toEqual({
    equal: 0,
    different: 0,
    only_in_globe: 0,
    only_in_milestones: 0,
    duplicate_key: 0,
    not_comparable: 0,
    lastRun: null,
  });
});

test("an administration is saved again under its code, and bad settings are refused whole", async () => {
  const { db, administration } = await testDatabase();
  const schedule = { ...defaultSchedule, everyMinutes: 30 };
  saveAdministration(db, { ...administration, name: "Other", settings: { ...administration.settings, schedule } });
  expect(administrations(db)).toMatchObject([{ name: "Other", settings: { schedule: { everyMinutes: 30 } } }]);
  const bad = { ...administration.settings, schedule: { ...schedule, from: "25:00" } };
  expect(() => saveAdministration(db, { ...administration, settings: bad })).toThrow("from");
});

test("a setting is null until it is set, and the last value holds", async () => {
  const { db } = await testDatabase();
  expect(setting(db, "demo")).toBeNull();
  saveSetting(db, "demo", "false");
  saveSetting(db, "demo", "true");
  expect(setting(db, "demo")).toBe("true");
});
