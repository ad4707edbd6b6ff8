import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decisionSteps, exportSteps, mayStep, offeredActions, runSteps } from "./states.ts";

const machines = { run: runSteps, decision: decisionSteps, export: exportSteps } as Record<
  string,
  Record<string, readonly string[]>
>;
const firsts: Record<string, string> = { run: "running", decision: "proposed", export: "draft" };

describe.each(Object.keys(machines))("the states of a %s", (name) => {
  const steps = machines[name] as Record<string, readonly string[]>;
  const states = Object.keys(steps);

  test("a step leads to a state that there is, and never to where it came from", () => {
    for (const state of states)
      for (const next of steps[state] ?? []) {
        expect(states).toContain(next);
        expect(next).not.toBe(state);
      }
  });

  test("every state can be reached", () => {
    const reached = new Set([firsts[name] as string]);
    for (const state of reached) for (const next of steps[state] ?? []) reached.add(next);
    expect([...reached].sort()).toEqual([...states].sort());
  });

  test("however one walks, no step outside the table is taken", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states)), (wishes) => {
        let state = firsts[name] as string;
        for (const wish of wishes) {
          const may = mayStep(steps, state, wish);
          expect(may).toBe((steps[state] ?? []).includes(wish));
          if (may) state = wish;
        }
        if ((steps[state] ?? []).length === 0)
          for (const other of states) expect(mayStep(steps, state, other)).toBe(false);
      }),
    );
  });
});

test("a closed run and an ended decision stay what they are", () => {
  for (const state of ["complete", "incomplete", "failed"] as const) expect(runSteps[state]).toEqual([]);
  for (const state of ["lapsed", "applied", "stale", "failed"] as const) expect(decisionSteps[state]).toEqual([]);
});

test("Globe's value is not offered where Globe has none, and nothing is where the pair is not sure", () => {
  expect(offeredActions.only_in_milestones).not.toContain("take_globe");
  expect(offeredActions.duplicate_key).toEqual(["ignore", "wait"]);
  expect(offeredActions.not_comparable).toEqual([]);
});

test("what may be under way is neither taken back nor lapses", () => {
  for (const state of ["undone", "lapsed", "rejected", "replaced"] as const)
    expect(mayStep(decisionSteps, "applying", state)).toBe(false);
});
