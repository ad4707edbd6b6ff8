import { beforeEach, describe, expect, it } from "vitest";
import { events, verifyEvents } from "./events.ts";
import { invoiceProof } from "./invoice-proof.ts";
import { type ProofStep, proofStanding, signProof } from "./proof-signing.ts";
import { InvoiceTest, testInvoice } from "./test-invoices.ts";

let test: InvoiceTest;

beforeEach(async () => {
  test = await InvoiceTest.begun();
  await test.pulled([testInvoice("2026-0001"), testInvoice("2026-0002", { date: "2026-10-05" })]);
});

const proof = () => invoiceProof(test.db, test.administration);
const november = () => {
  const found = proof()?.periods.find(({ name }) => name === "2026-11");
  if (!found) throw new Error("there is a November");
  return found;
};
const standing = () => proofStanding(test.db, test.administration.id, november());
function sign(role: "viewer" | "preparer" | "approver", step: ProofStep | "withdrawn", comment = "gezien", seen = "") {
  const { fingerprint, name, journal } = november();
  const who = test.test.people[role];
  const word = { who, step, seen: seen || fingerprint, comment };
  return signProof(test.db, test.administration, { name, journal }, word);
}

describe("the proof of a period", () => {
  it("is not complete while an invoice has no entry, and names it", () => {
    expect(november()).toMatchObject({ complete: false, journal: "70", invoices: 1, entries: 0 });
    expect(november().rows).toMatchObject([{ number: "2026-0001", faults: ["missing"] }]);
  });

  it("is the same, and not made again, while nothing moved", async () => {
    expect(proof()).toBe(proof());
    const before = proof();
    await test.pulled([testInvoice("2026-0001"), testInvoice("2026-0003")]);
    expect(proof()).not.toBe(before);
  });

  it("is signed by two people, the second of whom may approve and is another", () => {
    expect(sign("viewer", "prepared")).toBe("role");
    expect(sign("approver", "reviewed")).toBe("not_prepared");
    expect(sign("approver", "prepared")).toBeNull();
    expect(sign("preparer", "prepared")).toBe("signed");
    expect(sign("preparer", "reviewed")).toBe("role");
    expect(sign("approver", "reviewed")).toBe("own_step");
    expect(sign("approver", "withdrawn")).toBeNull();
    expect(sign("preparer", "prepared")).toBeNull();
    expect(sign("approver", "reviewed")).toBeNull();
    expect(standing()).toMatchObject({ prepared: { by: "preparer" }, reviewed: { by: "approver", comment: "gezien" } });
    expect(events(test.db, { subject: "2026-11 70" }).map(({ kind }) => kind)).toEqual([
      ...["proof_signed", "proof_signed", "proof_withdrawn", "proof_signed"],
    ]);
    expect(verifyEvents(test.db).whole).toBe(true);
  });

  it("is signed with a reason only, where something does not agree, and as it was seen only", () => {
    expect(sign("preparer", "prepared", "  ")).toBe("comment");
    expect(sign("preparer", "prepared", "gezien", "f".repeat(64))).toBe("moved");
    expect(standing().prepared).toBeNull();
  });

  it("is signed no more as soon as its facts move, and again where they come back; another period does not count", async () => {
    sign("preparer", "prepared");
    await test.pulled([testInvoice("2026-0001"), testInvoice("2026-0002", { date: "2026-10-06" })]);
    expect(standing()).toMatchObject({ prepared: { by: "preparer" }, lapsed: [] });
    await test.pulled([
      testInvoice("2026-0001"),
      testInvoice("2026-0005"),
      testInvoice("2026-0002", { date: "2026-10-06" }),
    ]);
    expect(standing()).toMatchObject({
      prepared: null,
      reviewed: null,
      lapsed: [{ step: "prepared", by: "preparer" }],
    });
    expect(sign("approver", "reviewed")).toBe("not_prepared");
  });
});
