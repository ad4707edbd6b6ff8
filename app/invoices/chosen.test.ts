import { expect, it } from "vitest";
import type { InvoiceRow } from "../../prisma/invoices.ts";
import { chosenOf } from "./chosen.ts";

const row = (id: number, rest: Partial<InvoiceRow> = {}): InvoiceRow => ({
  id,
  sourceId: String(id),
  number: `2026-${id}`,
  kind: "invoice",
  date: "2026-11-02",
  debtor: "10021",
  debtorName: "Waterschap",
  currency: "",
  total: 121_000,
  state: "ready",
  since: "2026-11-24T07:00:00.000Z",
  entryNumber: null,
  pdfHash: "f".repeat(64),
  pdfError: null,
  gone: false,
  isTwin: false,
  fingerprint: `${id}`.repeat(64),
  findings: [],
  release: null,
  ...rest,
});
const release = (releasedById: number) => ({
  exportId: 1,
  releasedById,
  releasedBy: "Anna",
  releasedAt: "2026-11-24T07:00:00.000Z",
  approvedById: null,
  approvedBy: null,
  policyVersion: null,
  approvedAt: null,
});

it("chosen invoices come to what may be done, its sums, and what is left out and why", () => {
  const rows = [
    row(1, { release: release(7) }),
    row(2, { release: release(8), kind: "credit", total: -21_000 }),
    row(3),
    row(4, { state: "blocked" }),
    row(5, { release: release(8), currency: "USD", total: 100 }),
  ];
  expect(chosenOf(rows, "approve", { id: 7, role: "approver" }, "EUR")).toEqual({
    can: [
      { id: 2, seen: "2222222222222222" },
      { id: 5, seen: "5555555555555555" },
    ],
    amounts: [
      { currency: "EUR", amount: "-210.00" },
      { currency: "USD", amount: "1.00" },
    ],
    warned: 0,
    credits: 1,
    refused: { own_proposal: 1, not_released: 1, not_ready: 1 },
    single: null,
  });
  expect(chosenOf(rows, "release", { id: 9, role: "preparer" }, "EUR").single).toEqual({
    number: "2026-3",
    debtorName: "Waterschap",
  });
});
