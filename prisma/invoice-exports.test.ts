import { beforeEach, describe, expect, it } from "vitest";
import type { ExportVerdict } from "../core/flows/export-invoice.ts";
import { exampleLine } from "../core/invoices/example.ts";
import { entryFingerprint } from "../core/invoices/sales-entry.ts";
import { events, verifyEvents } from "./events.ts";
import {
  approvedEntry,
  beginAttempt,
  departures,
  endAttempt,
  looseLines,
  settleExport,
  stuckInvoices,
} from "./invoice-exports.ts";
import { retryInvoices, sendAgain } from "./invoice-release.ts";
import { finishInvoiceRequest, invoiceRequestOf, requestLookUp, takeInvoiceRequests } from "./invoice-requests.ts";
import { invoiceDetail, invoiceRows } from "./invoices.ts";
import { InvoiceTest, testInvoice } from "./test-invoices.ts";

const number = "2026-0001";
let test: InvoiceTest;

beforeEach(async () => {
  test = await InvoiceTest.begun();
  await test.pulled([testInvoice(number)]);
  test.approve(number);
});

const leaving = () => departures(test.db, test.administration.id);
const exportId = () => leaving()[0]?.exportId ?? 0;
let requests = 0;
const book = (attempt: number) => {
  requests += 1;
  const requestId = `r${requests}`;
  beginAttempt(test.db, exportId(), { requestId, kind: "book", attempt, deadline: "2026-11-24T09:00:00.000Z" });
  return requestId;
};
const settle = (state: ExportVerdict["state"], detail = {}) =>
  settleExport(test.db, exportId(), { state, entryNumber: state === "refused" ? null : "26700001", detail });
const row = () => invoiceRows(test.db, { administrationId: test.administration.id })[0];

describe("an approved invoice", () => {
  it("leaves with the very entry that was approved, and is noted as sent before it is", () => {
    const [one] = leaving();
    expect(one).toMatchObject({ number, sourceId: number, state: "approved", last: null, overrule: false });
    expect(entryFingerprint(approvedEntry(test.db, one?.exportId ?? 0))).toBe(one?.fingerprint);
    book(1);
    expect(test.stateOf(number)).toBe("sent");
    expect(leaving()).toMatchObject([{ state: "sent", last: { attempt: 1, deadline: "2026-11-24T09:00:00.000Z" } }]);
  });

  it("is told by its attempts, a late answer among them", () => {
    const first = book(1);
    const second = book(1);
    endAttempt(test.db, second, "unknown", { reached: "header" });
    endAttempt(test.db, first, "booked", { entryNumber: "26700001" });
    settle("booked", { entryNumber: "26700001" });
    expect(leaving()).toEqual([]);
    expect(row()).toMatchObject({ state: "booked", entryNumber: "26700001", release: null });
    const detail = invoiceDetail(test.db, test.administration, test.idOf(number));
    expect(detail?.attempts.map(({ outcome }) => outcome)).toEqual(["booked", "unknown"]);
    expect(detail?.events.map(({ kind }) => kind)).toEqual([
      ...["invoice_outcome", "invoice_sent", "invoice_sent", "invoice_approved", "invoice_released", "invoice_judged"],
    ]);
    expect(verifyEvents(test.db).whole).toBe(true);
  });

  it("that stands where it was for too long is said to stand still, and lines that it left in Globe are named", () => {
    const { db, administration } = test;
    const later = Date.now() + 20 * 60_000;
    expect(stuckInvoices(db, administration.id)).toEqual([]);
    expect(stuckInvoices(db, administration.id, 15, later)).toMatchObject([{ number, state: "approved" }]);
    endAttempt(db, book(1), "unknown", { reached: "lines", orphans: [{ transactionKey: "k1", lines: 2 }] });
    expect(looseLines(db, administration.id)).toEqual([]);
    const orphans = [1, 2].map((at) => ({ transactionKey: `k${at}`, lines: 2, headerSent: false }));
    endAttempt(db, book(1), "booked", { entryNumber: "26700001", orphans });
    settle("booked", { entryNumber: "26700001", orphans });
    expect(looseLines(db, administration.id)).toMatchObject([{ number, lines: 4 }]);
    expect(stuckInvoices(db, administration.id, 15, later)).toEqual([]);
  });

  it("once sent is not judged again, whatever a pull brings", async () => {
    book(1);
    await test.pulled([testInvoice(number, { lines: [exampleLine({ vatCode: "8" })] })]);
    expect(row()).toMatchObject({ state: "sent", findings: [] });
    expect(leaving()).toHaveLength(1);
    await test.pulled([]);
    expect(test.stateOf(number)).toBe("sent");
  });

  it("that lapsed does not leave", async () => {
    const lapsed = exportId();
    await test.pulled([testInvoice(number, { description: "Anders" })]);
    expect(leaving()).toEqual([]);
    const attempt = { requestId: "late", kind: "book", attempt: 1, deadline: "2026-11-24T09:00:00.000Z" } as const;
    expect(() => beginAttempt(test.db, lapsed, attempt)).toThrow("not under way");
  });
});

describe("what Globe refused", () => {
  beforeEach(() => {
    book(1);
    settle("refused", { code: "booking_refused", reason: "Period is closed" });
  });

  it("stays refused while nothing moved, and is ready again when a person says so", async () => {
    await test.pulled([testInvoice(number)]);
    expect(test.stateOf(number)).toBe("refused");
    const ids = [test.idOf(number)];
    expect(retryInvoices(test.db, test.word("viewer"), test.administration, ids)[0]?.refused).toBe("role");
    expect(retryInvoices(test.db, test.word("preparer"), test.administration, ids)[0]?.refused).toBeNull();
    test.approve(number);
    expect(leaving()).toMatchObject([{ state: "approved", last: { attempt: 1 } }]);
  });

  it("is judged anew when the invoice moved", async () => {
    await test.pulled([testInvoice(number, { description: "Anders" })]);
    expect(test.stateOf(number)).toBe("ready");
  });
});

describe("an invoice without an answer", () => {
  beforeEach(() => {
    book(1);
    settle("no_answer");
  });

  it("is named as standing still, can be asked after, and may turn out to be booked", () => {
    expect(stuckInvoices(test.db, test.administration.id)).toMatchObject([{ number, state: "no_answer" }]);
    const id = requestLookUp(test.db, test.test.people.preparer, test.administration.id, test.idOf(number));
    expect(requestLookUp(test.db, null, test.administration.id, test.idOf(number))).toBe(id);
    expect(takeInvoiceRequests(test.db, "pull")).toEqual([]);
    expect(takeInvoiceRequests(test.db, "look_up")).toMatchObject([{ id, invoiceId: test.idOf(number) }]);
    finishInvoiceRequest(test.db, id, null);
    expect(invoiceRequestOf(test.db, id)?.state).toBe("done");
    settle("booked");
    expect(test.stateOf(number)).toBe("booked");
  });

  it("is sent again only by someone else who looked in Globe", () => {
    const ids = [test.idOf(number)];
    const again = (role: "preparer" | "approver") =>
      sendAgain(test.db, test.word(role), test.administration, ids)[0]?.refused;
    expect(again("preparer")).toBe("role");
    expect(again("approver")).toBeNull();
    expect(leaving()).toMatchObject([{ state: "approved", overrule: true, last: { attempt: 1 } }]);
    expect(again("approver")).toBe("not_unanswered");
    expect(events(test.db, { subject: number })[0]).toMatchObject({
      kind: "invoice_approved",
      detail: { from: "no_answer", sentBefore: true },
    });
    book(2);
    settle("booked");
    expect(test.stateOf(number)).toBe("booked");
  });
});

it("lines that stand under no entry are reported", () => {
  book(1);
  settle("refused", { orphans: [{ transactionKey: "k", lines: 2, headerSent: false }] });
  expect(events(test.db, { subject: number })[0]).toMatchObject({
    kind: "invoice_orphans",
    detail: { orphans: [{ transactionKey: "k" }] },
  });
});

it("a mismatch waits for a person, and is booked once what is read back agrees", () => {
  book(1);
  settle("mismatch", { mismatches: [{ what: "vat", vatCode: "1", expected: "210.00", found: "209.99" }] });
  expect(leaving()).toMatchObject([{ state: "mismatch" }]);
  settle("mismatch");
  expect(events(test.db, { subject: number }).filter(({ kind }) => kind === "invoice_outcome")).toHaveLength(1);
  settle("booked");
  expect(row()).toMatchObject({ state: "booked" });
});
