import { expect, test } from "vitest";
import { type Policy, usualPolicy } from "../core/overwrite-policy.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { accounts } from "./accounts.ts";
import { applyStore } from "./apply-store.ts";
import { alteredDecisions, decide, decisions, propose, undo } from "./decisions.ts";
import { events, verifyEvents } from "./events.ts";
import { lastPolicyRun, policyOf, savePolicy } from "./overwrite-policies.ts";
import { countsOf, overwritesOf, undoesEdit } from "./overwrites.ts";
import { testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

type Names = Record<string, string | null>;

/** An entity of named items in both systems, under a policy; `run` pulls it. */
async function house(policy: Partial<Policy> = {}) {
  const { db, administration, people } = await testDatabase();
  const about = { administrationId: administration.id, entity: "item" } as const;
  const save = (given: Partial<Policy>) =>
    savePolicy(db, people.administrator, about, { ...usualPolicy, mode: "overwrite", ...given });
  save(policy);
  const run = (globe: Names, milestones: Names) => {
    const filled = (names: Names) => Object.entries(names).filter(([, name]) => name !== null);
    const records: Record<"globe" | "milestones", RawRecord[]> = {
      globe: filled(globe).map(([ItemCode, name]) => ({ ItemCode, CountrySpecificDescription: name })),
      milestones: filled(milestones).map(([ItemCode, Name]) => ({ ItemCode, Name, IsActive: true })),
    };
    pulled(db, administration.id, "item", judged("item", records));
  };
  const all = () => decisions(db, about).toReversed();
  const rows = () => gridBlock(db, plainView(administration.id, "item"), 0, 99).rows;
  const one = (key: string) => rows().find((row) => row.key === key) as ReturnType<typeof rows>[number];
  return { db, people, about, save, run, all, one, policy: () => policyOf(db, administration.id, "item") };
}

test("without a policy, and with one that reviews, nothing flows", async () => {
  const { run, all, policy } = await house({ mode: "review" });
  run({ a: "Chai" }, { a: "Tea" });
  expect(all()).toEqual([]);
  expect(lastPolicyRun((await house({ mode: "review" })).db, policy().id)).toBeNull();
});

test("a change in Globe becomes an approved decision of the policy, and goes the way of a person's", async () => {
  const { db, run, all, one, policy, about } = await house();
  run({ a: "Chai" }, { a: "Chai" });
  run({ a: "Chang", n: "New" }, { a: "Chai" });
  expect(all()).toMatchObject([
    { key: "a", state: "approved", policyId: policy().id, changes: [{ field: "Name", from: "Chai", to: "Chang" }] },
    {
      key: "n",
      state: "approved",
      status: "only_in_globe",
      changes: expect.arrayContaining([
        { field: "ItemCode", from: "", to: "n" },
        { field: "Name", from: "", to: "New" },
      ]),
    },
  ]);
  expect(applyStore(db).toApply(about.administrationId)).toHaveLength(2);
  expect(one("a").decision?.state).toBe("approved");
  expect(events(db, { pairKey: "a" }).map(({ kind, actor }) => [kind, actor])).toEqual([
    ["decision_approved", "policy item 1"],
    ["decision_proposed", "policy item 1"],
  ]);
  expect(alteredDecisions(db)).toEqual([]);
  expect(verifyEvents(db).whole).toBe(true);
  expect(accounts(db).map(({ username }) => username)).not.toContain(":policy");
  run({ a: "Chang 2", n: "New" }, { a: "Chai" });
  expect(all().map(({ key, state }) => [key, state])).toEqual([
    ["a", "lapsed"],
    ["n", "approved"],
    ["a", "approved"],
  ]);
});

test("a deletion never flows, neither way", async () => {
  const { run, all, one } = await house();
  run({ a: "Chai", b: "Tofu" }, { a: "Chai", b: "Tofu" });
  run({ b: "Tofu" }, { a: "Chai", b: "Tofu" });
  expect(one("a").status).toBe("only_in_milestones");
  expect(all()).toEqual([]);
});

test("what was edited in Milestones is held, or overwritten where the policy says so", async () => {
  const { db, run, all, save, policy, about } = await house();
  run({ a: "Chai", b: "Tofu" }, { a: "Chai", b: "Tofu" });
  run({ a: "Chai", b: "Tofu 2" }, { a: "Edited", b: "Edited" });
  expect(all()).toEqual([]);
  expect(lastPolicyRun(db, policy().id)).toMatchObject({ pairs: 0, held: 2, halted: false });
  const forecast = overwritesOf(db, about.administrationId, "item", { ...policy(), conflicts: "overwrite" });
  expect(countsOf(forecast)).toEqual({ values: 2, pairs: 2, edited: 2, created: 0, held: 0 });
  expect(forecast.every(undoesEdit)).toBe(true);
  save({ conflicts: "overwrite" });
  run({ a: "Chai", b: "Tofu 2" }, { a: "Edited", b: "Edited" });
  expect(all().map(({ key }) => key)).toEqual(["a", "b"]);
});

test("what a person decided or took back stays theirs, and what failed is not tried again by itself", async () => {
  const { db, people, run, all, one } = await house();
  run({ a: "Chai", b: "Tofu", c: "Ikura" }, { a: "Chai", b: "Tofu", c: "Ikura" });
  run({ a: "1", b: "Tofu", c: "Ikura" }, { a: "Chai", b: "Tofu", c: "Ikura" });
  const [first] = all();
  undo(db, people.approver, [first?.id ?? 0]);
  run({ a: "1", b: "2", c: "Ikura" }, { a: "Chai", b: "Tofu", c: "Ikura" });
  const [, second] = all();
  const applying = applyStore(db);
  applying.begin(second?.id ?? 0);
  applying.end(second?.id ?? 0, { state: "failed", reason: "refused", fields: ["Name"], said: null });
  run({ a: "1", b: "2", c: "Ikura" }, { a: "Chai", b: "Tofu", c: "Ikura" });
  expect(all().map(({ key, state }) => [key, state])).toEqual([
    ["a", "undone"],
    ["b", "failed"],
  ]);
  const proposal = { pairs: [one("a")], action: "keep_milestones", reason: "r", comment: "" } as const;
  const [kept] = propose(db, people.preparer, proposal);
  decide(db, people.approver, { ids: [kept?.decisionId ?? 0], verdict: "approve", comment: "" });
  run({ a: "1", b: "2", c: "3" }, { a: "Chai", b: "Tofu", c: "Ikura" });
  expect(all().at(-1)).toMatchObject({ key: "c", state: "approved" });
  expect(one("a").decision?.action).toBe("keep_milestones");
});

test("where too much would flow in one run nothing does, and the run says so", async () => {
  const { db, run, all, policy } = await house();
  const names = (name: string) => Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`i${at}`, name]));
  run(names("Chai"), names("Chai"));
  run(names("Chang"), names("Chai"));
  expect(all()).toEqual([]);
  expect(lastPolicyRun(db, policy().id)).toMatchObject({ pairs: 30, halted: true });
  const [halted] = events(db).filter(({ kind }) => kind === "policy_halted");
  expect(halted?.detail).toEqual({ version: 1, overwrites: 30, of: 30, limitPercent: 10 });
});

test("only some fields flow where the policy names them, and new records only where it makes them", async () => {
  const { run, all } = await house({ fields: ["IsActive"], creates: false });
  run({ a: "Chai", n: "New" }, { a: "Tea" });
  expect(all()).toEqual([]);
});

test("each version is kept; the same policy again is none, and a field that is not compared is refused", async () => {
  const { db, save, policy, people } = await house();
  expect([save({}), save({ limitPercent: 20 }), policy().version]).toEqual([false, true, 2]);
  expect(policy().savedBy).toBe("The administrator");
  expect(() => save({ fields: ["Nothing"] })).toThrow("not compared");
  const saved = events(db).filter(({ kind }) => kind === "policy_saved");
  expect(saved.map(({ detail, actor }) => [detail.version, actor])).toEqual([
    [2, people.administrator.username],
    [1, people.administrator.username],
  ]);
});
