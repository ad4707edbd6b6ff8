import { describe, expect, it } from "vitest";
import { type ExportState, exportSteps, mayStep } from "../states.ts";

const states = Object.keys(exportSteps) as ExportState[];
const reachedFrom = (state: ExportState) => states.filter((from) => mayStep(exportSteps, from, state)).sort();

describe("the way of an invoice to Globe", () => {
  it("is sent only from approved, and approved only by a person's word", () => {
    expect(reachedFrom("sent")).toEqual(["approved"]);
    expect(reachedFrom("approved")).toEqual(["no_answer", "ready"]);
  });

  it("ends in booked, which nothing leaves", () => {
    expect(exportSteps.booked).toEqual([]);
    expect(reachedFrom("booked")).toEqual(["mismatch", "no_answer", "sent"]);
  });

  it("never makes ready again what Globe holds", () => {
    for (const held of ["booked", "already_booked", "mismatch"] as const)
      for (const next of ["ready", "approved", "sent"] as const) expect(mayStep(exportSteps, held, next)).toBe(false);
  });

  it("reaches every state from draft, and names only states", () => {
    const reached = new Set<ExportState>(["draft"]);
    for (const state of reached) for (const next of exportSteps[state]) reached.add(next);
    expect([...reached].sort()).toEqual(states.toSorted());
  });
});
