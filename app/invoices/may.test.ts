import { describe, expect, it } from "vitest";
import { type Actable, acts, type InvoiceAct, whyNot } from "./may.ts";

const [anna, bert] = [
  { id: 1, role: "preparer" },
  { id: 2, role: "approver" },
] as const;
const ready: Actable = { state: "ready", gone: false, isTwin: false, hasPdf: true, release: null };
const released: Actable = { ...ready, release: { releasedById: bert.id } };
const open = (invoice: Actable, me: { id: number; role: "viewer" | "preparer" | "approver" }): InvoiceAct[] =>
  acts.filter((act) => whyNot(act, invoice, me) === null);

describe("what may be done with an invoice", () => {
  it("that is ready is its release, unless it has no PDF", () => {
    expect(open(ready, anna)).toEqual(["release"]);
    expect(open(ready, { id: 3, role: "viewer" })).toEqual([]);
    expect(whyNot("release", { ...ready, hasPdf: false }, anna)).toBe("no_pdf");
    expect(whyNot("approve", ready, bert)).toBe("not_released");
    expect(whyNot("release", { ...ready, state: "blocked" }, anna)).toBe("not_ready");
  });

  it("that is released is its approval by another, and taking it back", () => {
    expect(open(released, bert)).toEqual(["withdraw"]);
    expect(whyNot("approve", released, bert)).toBe("own_proposal");
    expect(open(released, { id: 3, role: "approver" })).toEqual(["approve", "withdraw"]);
    expect(whyNot("approve", released, anna)).toBe("role");
    expect(open({ ...released, state: "approved" }, bert)).toEqual(["withdraw"]);
  });

  it("that ended without an entry is its next step, and nothing else", () => {
    expect(open({ ...ready, state: "refused" }, anna)).toEqual(["retry"]);
    expect(whyNot("again", { ...released, state: "no_answer" }, bert)).toBe("own_proposal");
    expect(open({ ...released, state: "no_answer" }, { id: 3, role: "approver" })).toEqual(["again"]);
    for (const state of ["draft", "blocked", "sent", "booked", "already_booked", "mismatch"] as const)
      expect([state, open({ ...ready, state }, { id: 3, role: "approver" })]).toEqual([state, []]);
    expect(open({ ...released, gone: true }, { id: 3, role: "approver" })).toEqual([]);
  });
});
