import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Link, renumberPlan, type SystemPlan } from "./renumber.ts";

/** Makes the changes one by one, as a clerk would; a step onto a code in use throws. */
function carriedOut(codes: readonly string[], { changes }: SystemPlan): Map<string, string> {
  const now = new Map(codes.map((code) => [code, code]));
  for (const { from, to } of changes) {
    const record = now.get(from);
    if (record === undefined) throw new Error(`${from} is not there`);
    if (now.has(to)) throw new Error(`${to} is in use`);
    now.delete(from);
    now.set(to, record);
  }
  return new Map([...now].map(([code, record]) => [record, code]));
}

const steps = ({ changes }: SystemPlan) => changes.map(({ from, to }) => `${from} > ${to}`);

describe("a renumber plan", () => {
  it("names for each system what it would change to follow the other, and leaves what is alike", () => {
    const plan = renumberPlan(
      "customer",
      [
        { globe: "10015", milestones: "010015" },
        { globe: "10020", milestones: "10020" },
      ],
      { globe: ["10015", "10020", "10030"], milestones: ["010015", "10020"] },
    );
    expect(steps(plan.milestones)).toEqual(["010015 > 10015"]);
    expect(steps(plan.globe)).toEqual(["10015 > 010015"]);
    expect([...plan.milestones.collisions, ...plan.globe.collisions]).toEqual([]);
  });

  it("does not change codes whose case does not count", () => {
    const plan = renumberPlan("item", [{ globe: "P1", milestones: "p1" }], { globe: ["P1"], milestones: ["p1"] });
    expect(plan.milestones.changes).toEqual([]);
  });

  it("puts chains in the order in which each code is free", () => {
    const links = [
      { globe: "2", milestones: "1" },
      { globe: "3", milestones: "2" },
      { globe: "4", milestones: "3" },
    ];
    const plan = renumberPlan("customer", links, { globe: ["2", "3", "4"], milestones: ["1", "2", "3"] });
    expect(steps(plan.milestones)).toEqual(["3 > 4", "2 > 3", "1 > 2"]);
  });

  it("breaks a swap with one temporary code, in a gap below the highest number", () => {
    const links = [
      { globe: "101", milestones: "102" },
      { globe: "102", milestones: "101" },
    ];
    const plan = renumberPlan("customer", links, { globe: ["101", "102"], milestones: ["101", "102", "500"] });
    expect(steps(plan.milestones)).toEqual(["101 > 499", "102 > 101", "499 > 102"]);
    expect(plan.milestones.changes.map(({ temporary }) => temporary)).toEqual([true, false, false]);
  });

  it("names a code that another record keeps, and who therefore cannot move either", () => {
    const links = [
      { globe: "B", milestones: "A" },
      { globe: "C", milestones: "B" },
    ];
    const plan = renumberPlan("customer", links, { globe: ["B", "C"], milestones: ["A", "B", "C"] });
    expect(plan.milestones).toEqual({
      changes: [],
      collisions: [
        { from: "A", to: "B", kind: "in_use" },
        { from: "B", to: "C", kind: "in_use" },
      ],
    });
  });

  it("names two records for one code, and one record for two", () => {
    const links = [
      { globe: "1", milestones: "A" },
      { globe: "1", milestones: "B" },
    ];
    const plan = renumberPlan("customer", links, { globe: ["1"], milestones: ["A", "B"] });
    expect(plan.milestones.collisions.map(({ kind }) => kind)).toEqual(["same_target", "same_target"]);
    expect(plan.globe.collisions.map(({ kind }) => kind)).toEqual(["two_targets", "two_targets"]);
  });

  it("says when a number would raise the highest, from which Globe numbers on", () => {
    const plan = renumberPlan("customer", [{ globe: "10", milestones: "90000" }], {
      globe: ["10", "11"],
      milestones: ["90000"],
    });
    expect(plan.globe.changes[0]?.raisesHighest).toBe(true);
    expect(plan.milestones.changes[0]?.raisesHighest).toBe(false);
  });

  const codes = fc.uniqueArray(fc.integer({ min: 1, max: 40 }).map(String), { minLength: 1, maxLength: 20 });

  it("can be carried out step by step, gives each record its code or names the collision, and takes no step too many", () => {
    const oneToOne = fc
      .record({ codes, order: fc.shuffledSubarray(Array.from({ length: 40 }, (_, at) => String(at + 1))) })
      .map(({ codes, order }) => ({
        codes,
        links: order.slice(0, codes.length).map((globe, at): Link => ({ globe, milestones: codes[at] ?? "" })),
      }));
    fc.assert(
      fc.property(oneToOne, ({ codes, links }) => {
        const { milestones } = renumberPlan("customer", links, {
          globe: links.map(({ globe }) => globe),
          milestones: codes,
        });
        const now = carriedOut(codes, milestones);
        const refused = new Set(milestones.collisions.map(({ from }) => from));
        for (const link of links) {
          const wanted = refused.has(link.milestones) ? link.milestones : link.globe;
          expect(now.get(link.milestones)).toBe(wanted);
        }
        const moved = links.filter((link) => link.globe !== link.milestones && !refused.has(link.milestones)).length;
        const detours = milestones.changes.filter(({ temporary }) => temporary).length;
        expect(milestones.changes.length).toBe(moved + detours);
        expect(detours).toBeLessThanOrEqual(moved / 2);
      }),
    );
  });
});
