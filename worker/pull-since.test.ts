// Pulls that ask only for what moved come to what a pull that reads everything comes to, whatever happened in between.
import fc from "fast-check";
import { expect, test } from "vitest";
import { saveAdministration } from "../prisma/administrations.ts";
import { type Database, dataDirOf, openDatabase } from "../prisma/database.ts";
import { entityState } from "../prisma/entity-state.ts";
import { verifyEvents } from "../prisma/events.ts";
import { lastRun } from "../prisma/runs.ts";
import { testDatabase } from "../prisma/test-database.ts";
import { account, customer, house, minute, type Systems, stored, systems } from "./test-systems.ts";

test("what is asked for is what moved since the last complete run, a little before it", async () => {
  const both = systems();
  const { pulled, db, administration } = await house();
  both.globe.set("Account", "a", account("1"));
  const { clock } = both.globe;
  both.milestones.set("Customer", "1", customer(1, "1"));
  await pulled(both, "customer");
  expect(both.globe.asked.map(({ since }) => since)).toEqual([undefined]);
  expect(lastRun(db, administration.id, "customer")?.since).toBeNull();
  both.globe.set("Account", "b", account("2"));
  await pulled(both, "customer");
  expect(both.globe.asked.at(-1)?.since).toBe(
    new Date(Date.parse(`${clock}Z`) - 10 * minute).toISOString().slice(0, 19),
  );
  expect(lastRun(db, administration.id, "customer")?.since).not.toBeNull();
  expect(entityState(db, administration.id, "customer").counts).toMatchObject({ equal: 1, only_in_globe: 1 });
});

test("an answer that nothing moved is no empty side; what is gone is found when everything is read", async () => {
  const both = systems();
  const { pulled, db, administration } = await house();
  const counts = () => entityState(db, administration.id, "customer").counts;
  for (const code of ["1", "2"]) {
    both.globe.set("Account", code, account(code));
    both.milestones.set("Customer", code, customer(Number(code), code));
  }
  await pulled(both, "customer");
  both.globe.set("Account", "x", account("3"));
  await pulled(both, "customer");
  for (const code of ["2", "x"]) both.globe.remove("Account", code);
  expect(await pulled(both, "customer")).toMatchObject({ state: "complete", moved: { closed: 0 } });
  expect(counts()).toMatchObject({ equal: 2, only_in_globe: 1 });
  expect(await pulled(both, "customer", true)).toMatchObject({ state: "complete", moved: { closed: 1 } });
  expect(counts()).toMatchObject({ equal: 1, only_in_milestones: 1 });
});

test("a changed address that moves no date is found when everything is read", async () => {
  const both = systems();
  const { pulled } = await house();
  both.globe.set("Account", "1", account("1"));
  both.globe.set("Account", "2", account("2"));
  both.milestones.set("Customer", "1", customer(1, "1"));
  await pulled(both, "customer");
  both.globe.set("Account", "1", account("1", { InvoiceCity: "Zwolle" }), true);
  expect(await pulled(both, "customer")).toMatchObject({ moved: { changed: 0 } });
  expect(await pulled(both, "customer", true)).toMatchObject({ moved: { changed: 1, counts: { different: 1 } } });
});

test("after a run that broke off the next one asks from the last complete mark", async () => {
  const both = systems();
  const { pulled } = await house();
  both.globe.set("Account", "1", account("1"));
  await pulled(both, "customer");
  both.globe.set("Account", "2", account("2"));
  both.globe.broken = true;
  expect(await pulled(both, "customer")).toMatchObject({ state: "incomplete" });
  both.globe.broken = false;
  both.globe.set("Account", "3", account("3"));
  expect(await pulled(both, "customer")).toMatchObject({ state: "complete", moved: { added: 2 } });
  const [, before, after] = both.globe.asked.map(({ since }) => since);
  expect(after).toBe(before);
});

test("a code that moves in one entity is judged anew in another, also where that one was pulled in between", async () => {
  const both = systems();
  const { pulled, db, administration } = await house();
  const counts = () => entityState(db, administration.id, "project").counts;
  both.globe.set("Account", "1", account("1"));
  both.milestones.set("Customer", "1", customer(1, "1"));
  both.globe.set("Project", "P", {
    ProjectNumber: "P",
    CompanyCode: "500",
    CustomerCode: "91",
    Status: "A",
    Type: "I",
  });
  const fixed = { CompanyId: 1, IsActive: true, ProjectCode: "P", CustomerCompanyId: 1, IsPaymentFixedFee: false };
  const project = { ProjectId: 7, ...fixed, IsPaymentByHours: false, IsPaymentByOtherExpenses: false };
  both.milestones.set("Project", "7", project);
  await pulled(both, "customer");
  await pulled(both, "project");
  expect(counts()).toMatchObject({ equal: 1 });
  both.milestones.set("Customer", "1", customer(1, "2"));
  await pulled(both, "customer");
  await pulled(both, "project");
  expect(counts()).toMatchObject({ different: 1 });
  both.globe.set("Account", "1", account("1", { DebtorCode: "2", AccountCode: "91" }));
  await pulled(both, "project");
  expect(counts()).toMatchObject({ equal: 1 });
});

const code = fc.constantFrom("1", "2", "3", "4");
const name = fc.constantFrom("Chai", "Chang");
const step = fc.oneof(
  fc.record({ what: fc.constant("globe" as const), id: code, code, number: code, name }),
  fc.record({ what: fc.constant("milestones" as const), id: code, code, of: code, name }),
  fc.record({ what: fc.constant("supplier" as const), id: code }),
  fc.record({ what: fc.constantFrom("pull" as const, "broken" as const) }),
);
/** What only reading everything finds. */
const hidden = fc.record({ what: fc.constantFrom("gone" as const, "left" as const, "silent" as const), id: code });
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
type Hidden = typeof hidden extends fc.Arbitrary<infer One> ? One : never;

async function take({ globe, milestones }: Systems, now: Step | Hidden, pulled: () => Promise<unknown>) {
  switch (now.what) {
    case "globe": {
      const codes = { ID: now.id, DebtorNumber: `1${now.id}`, InvoiceDebtor: `1${now.number}` };
      return globe.set("Account", now.id, account(now.code, { ...codes, AccountName: now.name }));
    }
    case "supplier":
      return globe.set("Account", now.id, account("", { ID: now.id }));
    case "milestones": {
      const rest = { InvoiceCustomerCompanyId: Number(now.of), Name: now.name };
      return milestones.set("Customer", now.id, customer(Number(now.id), now.code, rest));
    }
    case "gone":
      return globe.remove("Account", now.id);
    case "left":
      return milestones.remove("Customer", now.id);
    case "silent":
      return globe.set("Account", now.id, account(now.id, { ID: now.id, InvoiceCity: "Zwolle" }), true);
    default:
      milestones.broken = now.what === "broken";
      await pulled();
      milestones.broken = false;
  }
}

async function begun(movable: boolean) {
  const both = systems(movable);
  both.globe.set("Account", "z", account("9"));
  both.milestones.set("Customer", "z", customer(9, "9"));
  return { both, one: await house(), two: await house() };
}

test.each([true, false])(
  "whatever moves or goes in between, pulls of what moved and one of everything come to what one pull from nothing comes to (Milestones says when: %s)",
  async (movable) => {
    const steps = fc.array(fc.oneof({ arbitrary: step, weight: 4 }, hidden), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const { both, one, two } = await begun(movable);
        await one.pulled(both, "customer");
        for (const now of taken) await take(both, now, () => one.pulled(both, "customer"));
        const isHidden = taken.some(({ what }) => what === "gone" || what === "left" || what === "silent");
        await one.pulled(both, "customer", isHidden);
        await two.pulled(both, "customer");
        expect(stored(one.db, one.administration, "customer")).toEqual(stored(two.db, two.administration, "customer"));
        expect(verifyEvents(one.db).whole).toBe(true);
        for (const { db } of [one, two]) db.close();
      }),
      { numRuns: 15 },
    );
  },
  60_000,
);

/** Who moved each cell, what was last agreed, and what is gone from Globe. */
const remembered = (db: Database) => ({
  moved: db.prepare(`SELECT comparedKey, field, moved FROM cell JOIN pair ON pairId = pair.id ORDER BY 1, 2`).all(),
  agreed: db
    .prepare(
      `SELECT comparedKey, field, agreed.globe, agreed.milestones FROM agreed JOIN pair ON pairId = pair.id ORDER BY 1, 2`,
    )
    .all(),
  gone: db.prepare(`SELECT comparedKey FROM gone_record JOIN pair ON pairId = pair.id ORDER BY 1`).all(),
});

test("after each pull of what moved, who moved what, what was agreed and what is gone is as after one of everything", async () => {
  const steps = fc.array(step, { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const { both, one, two } = await begun(true);
      const pulled = async () => {
        await one.pulled(both, "customer");
        await two.pulled(both, "customer", true);
        expect(remembered(one.db)).toEqual(remembered(two.db));
      };
      await pulled();
      for (const now of taken) await take(both, now, pulled);
      await pulled();
      for (const { db } of [one, two]) db.close();
    }),
    { numRuns: 15 },
  );
}, 60_000);

test("a side that by fault says that nothing moved loses nothing: the next pull asks from the same time", async () => {
  const both = systems();
  const { pulled, db, administration } = await house();
  both.globe.set("Account", "1", account("1"));
  await pulled(both, "customer");
  both.globe.set("Account", "2", account("2"));
  both.globe.silent = true;
  expect(await pulled(both, "customer")).toMatchObject({ state: "complete", moved: { added: 0, closed: 0 } });
  both.globe.silent = false;
  expect(await pulled(both, "customer")).toMatchObject({ state: "complete", moved: { added: 1 } });
  expect(entityState(db, administration.id, "customer").counts).toMatchObject({ only_in_globe: 2 });
});

test("rules that are not those of before let everything be read and judged anew", async () => {
  const both = systems();
  const { pulled, db } = await house();
  both.globe.set("Account", "1", account("1"));
  await pulled(both, "customer");
  db.exec(`UPDATE entity_state SET rules = 'other'`);
  await pulled(both, "customer");
  expect(both.globe.asked.at(-1)?.since).toBeUndefined();
});

test("many verdicts are written in parts, between which nothing is comparable and after which everything is", async () => {
  const both = systems();
  const { pulled, db, administration } = await house();
  for (let n = 0; n < 6_500; n += 1) both.globe.set("Account", String(n), account(String(n)));
  // As others see it while a part is being written.
  const other = openDatabase(dataDirOf(db), { readonly: true });
  const seen = new Set<string>();
  db.function("part", () => {
    seen.add(JSON.stringify(other.prepare(`SELECT comparable, marks FROM entity_state`).all()));
    return null;
  });
  db.exec(`CREATE TEMP TRIGGER looks AFTER INSERT ON raw_records WHEN new.pairId % 500 = 0 BEGIN SELECT part(); END`);
  expect(await pulled(both, "customer")).toMatchObject({ state: "complete", moved: { added: 6_500 } });
  expect([...seen]).toEqual(["[]", '[{"comparable":0,"marks":null}]']);
  expect(entityState(db, administration.id, "customer")).toMatchObject({
    comparable: true,
    counts: { only_in_globe: 6_500 },
  });
});

test("settings of an administration from before say nothing of all this, and have the usual ones", async () => {
  const { db, administration } = await testDatabase();
  const { wholeAt, overlapMinutes, ...schedule } = administration.settings.schedule;
  const saved = saveAdministration(db, {
    code: "501",
    name: "Old",
    settings: { ...administration.settings, schedule },
  });
  expect(saved.settings.schedule).toMatchObject({ wholeAt, overlapMinutes });
});
