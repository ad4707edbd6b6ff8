import { expect, test } from "vitest";
import { approvalRefusal, refusal, viewRefusal } from "./permissions.ts";

const someone = (role: "viewer" | "preparer" | "approver" | "administrator") => ({ id: 1, role });

test("a viewer sees and exports, and changes nothing", () => {
  expect(refusal(someone("viewer"), "see")).toBeNull();
  expect(refusal(someone("viewer"), "export")).toBeNull();
  for (const act of ["share", "propose", "decide", "pull", "administer"] as const)
    expect(refusal(someone("viewer"), act)).toBe("role");
});

test("a preparer proposes and does not decide", () => {
  expect(refusal(someone("preparer"), "propose")).toBeNull();
  expect(refusal(someone("preparer"), "decide", 2)).toBe("role");
});

test("nobody decides on an own proposal, an administrator included", () => {
  for (const role of ["approver", "administrator"] as const) {
    expect(refusal(someone(role), "decide", 1)).toBe("own_proposal");
    expect(refusal(someone(role), "decide", 2)).toBeNull();
  }
});

test("an own proposal is approved only where that exception is allowed, with a reason, and by who may decide", () => {
  const approver = { id: 1, role: "approver" as const };
  expect(approvalRefusal(approver, 1, "never")).toBe("own_proposal");
  expect(approvalRefusal(approver, 1, "unexplained")).toBe("own_unexplained");
  expect(approvalRefusal(approver, 1, "explained")).toBeNull();
  expect(approvalRefusal(approver, 2, "never")).toBeNull();
  expect(approvalRefusal({ id: 1, role: "preparer" }, 1, "explained")).toBe("role");
});

test("a saved view is altered by its owner, and a shared one by administrators too", () => {
  const view = { ownerId: 2, shared: true };
  expect(viewRefusal({ id: 2, role: "viewer" }, view)).toBeNull();
  expect(viewRefusal(someone("administrator"), view)).toBeNull();
  expect(viewRefusal(someone("approver"), view)).toBe("role");
  expect(viewRefusal(someone("administrator"), { ...view, shared: false })).toBe("role");
});
