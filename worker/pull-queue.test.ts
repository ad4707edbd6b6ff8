import { expect, it } from "vitest";
import type { Administration, PullName } from "../core/administration.ts";
import { joined } from "./pull-queue.ts";
import type { Wanted } from "./pulls.ts";

const wanted = (entity: PullName, rest: Partial<Wanted> = {}): Wanted => ({
  administration: { id: 1, code: "500" } as Administration,
  entity,
  trigger: "person",
  requestedBy: 7,
  whole: false,
  requests: [],
  silence: 1,
  ...rest,
});
const named = (waiting: readonly Wanted[]) => waiting.map(({ entity, trigger }) => `${entity} ${trigger}`);
const queue = (...all: Wanted[]) => all.reduce<Wanted[]>(joined, []);

it("what is asked again, by whomever, keeps its place, so that nobody waits for ever", () => {
  const asked = [wanted("item"), wanted("customer"), wanted("project")];
  expect(named(queue(...asked, ...asked))).toEqual(["item person", "customer person", "project person"]);
  expect(named(queue(...asked, wanted("item", { trigger: "apply" })))[0]).toBe("item person");
  const due = [wanted("item", { trigger: "schedule" }), wanted("customer", { trigger: "schedule" })];
  expect(named(queue(...due, wanted("item", { trigger: "apply" })))).toEqual(["item schedule", "customer schedule"]);
});

it("what a person wants goes before what is due, and after what persons wanted before", () => {
  const due = [wanted("item", { trigger: "schedule" }), wanted("project", { trigger: "schedule" })];
  expect(named(queue(...due, wanted("customer"), wanted("project")))).toEqual([
    "customer person",
    "project person",
    "item schedule",
  ]);
});

it("one pull answers all that ask for it, and reads everything where one of them wants that", () => {
  const [one, other] = queue(
    wanted("item", { requests: [1], whole: true }),
    wanted("item", { requests: [2] }),
    wanted("item", { administration: { id: 2, code: "501" } as Administration }),
  );
  expect(one).toMatchObject({ requests: [1, 2], whole: true });
  expect(other).toMatchObject({ requests: [], whole: false });
});
