// Codes marked as the same, under pulls of what moved: the linked pair follows its records, and ends when it should, as
// under pulls of everything.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Status } from "../core/reconcile/compare.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { decide, decisions, propose, undo } from "../prisma/decisions.ts";
import { verifyEvents } from "../prisma/events.ts";
import { lastRun } from "../prisma/runs.ts";
import { plainView } from "../prisma/view.ts";
import { gridBlock } from "../prisma/views.ts";
import { account, customer, house, stored, systems } from "./test-systems.ts";

type House = Awaited<ReturnType<typeof house>>;

const rows = ({ db, administration }: House) => gridBlock(db, plainView(administration.id, "customer"), 0, 99).rows;
const row = (one: House, key: string) => rows(one).find((found) => found.key === key);
const linkOf = ({ db, administration }: House) =>
  decisions(db, { administrationId: administration.id, limit: 1_000 }).map(
    ({ key, partnerKey, state, lapsedBecause }) => ({ key, partnerKey, state, lapsedBecause }),
  );

/** Two people mark these codes as the same, where both stand alone; the decision. */
function linked(one: House, globe: string, milestones: string): number | null {
  const alone = (key: string, status: Status) =>
    rows(one).find((found) => found.key === key && found.status === status);
  const [pair, partner] = [alone(globe, "only_in_globe"), alone(milestones, "only_in_milestones")];
  if (!pair || !partner) return null;
  const { db, people } = one;
  const because = { reason: "renumbered", comment: "" };
  const [made] = propose(db, people.preparer, { pairs: [{ ...pair, partner }], action: "same_as", ...because });
  if (!made?.decisionId) return null;
  decide(db, people.approver, { ids: [made.decisionId], verdict: "approve", comment: "" });
  return made.decisionId;
}

const project = (customerCode: string): RawRecord => ({
  ...{ ProjectNumber: "P", CompanyCode: "500", Description: "Chai", CustomerCode: customerCode, Status: "A" },
  Type: "I",
});
const projectThere = (customerId: number): RawRecord => ({
  ...{ ProjectId: 7, CompanyId: 1, ProjectCode: "P", Name: "Chai", IsActive: true, CustomerCompanyId: customerId },
  ...{ IsPaymentFixedFee: false, IsPaymentByHours: false, IsPaymentByOtherExpenses: false },
});

/** Globe's customer 1 is Milestones' customer 01; project P is of it on both sides. */
async function started() {
  const both = systems();
  both.globe.set("Account", "a", account("1"));
  both.globe.set("Account", "z", account("9"));
  both.milestones.set("Customer", "1", customer(1, "01"));
  both.milestones.set("Customer", "9", customer(9, "9"));
  both.globe.set("Project", "P", project("91"));
  both.milestones.set("Project", "7", projectThere(1));
  const one = await house();
  const pulled = async () => {
    for (const entity of ["customer", "project"] as const)
      expect(await one.pulled(both, entity)).toMatchObject({ state: "complete" });
  };
  await pulled();
  const link = linked(one, "1", "01");
  await pulled();
  const since = () => lastRun(one.db, one.administration.id, "customer")?.since;
  return { both, one, pulled, link, since };
}

const projectStatus = ({ db, administration }: House) =>
  gridBlock(db, plainView(administration.id, "project"), 0, 9).rows.map(({ status }) => status);

test("two codes linked between pulls of what moved are one pair, for what points at them too", async () => {
  const { one } = await started();
  expect(row(one, "1")).toMatchObject({ linkedKey: "01", status: "equal" });
  expect(row(one, "01")).toBeUndefined();
  expect(projectStatus(one)).toEqual(["equal"]);
});

test.each(["globe", "milestones"] as const)(
  "a linked record that moves on one side (%s) moves its pair, which stays linked",
  async (side) => {
    const { both, one, pulled, since } = await started();
    if (side === "globe") both.globe.set("Account", "a", account("1", { InvoiceCity: "Zwolle" }));
    else both.milestones.set("Customer", "1", customer(1, "01", { InvoiceAddressCity: "Zwolle" }));
    await pulled();
    expect(since()).not.toBeNull();
    expect(row(one, "1")).toMatchObject({ linkedKey: "01", status: "different", differing: ["InvoiceAddressCity"] });
    expect(row(one, "1")?.moved).toEqual({ InvoiceAddressCity: side });
    both.globe.set("Account", "a", account("1", { InvoiceCity: "Zwolle" }));
    both.milestones.set("Customer", "1", customer(1, "01", { InvoiceAddressCity: "Zwolle" }));
    await pulled();
    expect(row(one, "1")).toMatchObject({ linkedKey: "01", status: "equal" });
    expect(projectStatus(one)).toEqual(["equal"]);
  },
);

test("a link that is taken back splits the pair at the next pull, though neither record moved", async () => {
  const { one, pulled, link } = await started();
  undo(one.db, one.people.preparer, [link ?? 0]);
  await pulled();
  expect(row(one, "1")).toMatchObject({ linkedKey: null, status: "only_in_globe" });
  expect(row(one, "01")).toMatchObject({ status: "only_in_milestones" });
  expect(projectStatus(one)).toEqual(["different"]);
});

test("a linked record that takes over the other's code is one pair without a link; one with a third code stands alone", async () => {
  const { both, one, pulled } = await started();
  both.milestones.set("Customer", "1", customer(1, "1"));
  await pulled();
  expect(row(one, "1")).toMatchObject({ linkedKey: null, status: "equal" });
  expect(linkOf(one)).toMatchObject([{ state: "lapsed", lapsedBecause: "renumbered" }]);
  expect(projectStatus(one)).toEqual(["equal"]);
  both.milestones.set("Customer", "1", customer(1, "05"));
  await pulled();
  expect(row(one, "1")).toMatchObject({ status: "only_in_globe" });
  expect(row(one, "05")).toMatchObject({ status: "only_in_milestones" });
  expect(projectStatus(one)).toEqual(["different"]);
});

const globeCodes = fc.constantFrom("1", "2", "3");
const milestonesCodes = fc.constantFrom("1", "01", "02", "03");
const names = fc.constantFrom("Chai", "Chang");
const cities = fc.constantFrom("", "Zwolle");
const step = fc.oneof(
  fc.record({ what: fc.constant("globe" as const), id: globeCodes, code: globeCodes, name: names, city: cities }),
  fc.record({
    ...{ what: fc.constant("milestones" as const), id: globeCodes, code: milestonesCodes, name: names, city: cities },
  }),
  fc.record({ what: fc.constant("link" as const), globe: globeCodes, milestones: milestonesCodes }),
  fc.record({ what: fc.constant("undo" as const), at: fc.nat(3) }),
  fc.record({ what: fc.constant("project" as const), globe: globeCodes, milestones: globeCodes }),
  fc.record({ what: fc.constant("pull" as const) }),
);

test("whatever moves, is linked or taken back, pulls of what moved come to what pulls of everything come to", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const both = systems();
      both.globe.set("Account", "z", account("9"));
      both.milestones.set("Customer", "z", customer(9, "9"));
      both.globe.set("Project", "P", project("9"));
      both.milestones.set("Project", "7", projectThere(9));
      const [one, two] = [await house(), await house()];
      const pulled = async () => {
        for (const entity of ["customer", "project"] as const) {
          await one.pulled(both, entity);
          await two.pulled(both, entity, true);
          expect(stored(one.db, one.administration, entity)).toEqual(stored(two.db, two.administration, entity));
        }
        expect(linkOf(one)).toEqual(linkOf(two));
      };
      await pulled();
      for (const now of steps) {
        if (now.what === "globe")
          both.globe.set(
            "Account",
            now.id,
            account(now.code, { ID: now.id, AccountName: now.name, InvoiceCity: now.city }),
          );
        else if (now.what === "milestones")
          both.milestones.set(
            "Customer",
            now.id,
            customer(Number(now.id), now.code, { Name: now.name, InvoiceAddressCity: now.city }),
          );
        else if (now.what === "project") {
          both.globe.set("Project", "P", project(`9${now.globe}`));
          both.milestones.set("Project", "7", projectThere(Number(now.milestones)));
        } else if (now.what === "link") for (const at of [one, two]) linked(at, now.globe, now.milestones);
        else if (now.what === "undo")
          for (const at of [one, two]) {
            const { db, administration, people } = at;
            const open = decisions(db, { administrationId: administration.id, states: ["approved"] });
            const found = open[now.at % Math.max(1, open.length)];
            if (found) undo(db, people.preparer, [found.id]);
          }
        else await pulled();
      }
      await pulled();
      // A link that lapsed in the last run splits its pair in the next.
      await pulled();
      for (const { db } of [one, two]) {
        expect(verifyEvents(db).whole).toBe(true);
        db.close();
      }
    }),
    { numRuns: 12 },
  );
}, 60_000);
