import { beforeEach, describe, expect, it } from "vitest";
import { TieoutError } from "../core/errors.ts";
import { exampleLine, globe } from "../core/invoices/example.ts";
import { administrationOf } from "./administrations.ts";
import { events, verifyEvents } from "./events.ts";
import { invoicePullStore } from "./invoice-pull-store.ts";
import {
  approveInvoices,
  type InvoiceOutcome,
  invoicesToAct,
  releaseInvoices,
  withdrawInvoices,
} from "./invoice-release.ts";
import { invoiceRunOf } from "./invoice-runs.ts";
import { rejudge } from "./invoice-verdicts.ts";
import { invoiceCounts, invoiceDetail, invoiceRows, listedInvoices, pipeline, waitingCauses } from "./invoices.ts";
import { InvoiceTest, testInvoice } from "./test-invoices.ts";

const silent = new TieoutError("agent_silent", { values: { agent: "demo", seconds: 60 } }).note;

let test: InvoiceTest;
const invoice = testInvoice;

beforeEach(async () => {
  test = await InvoiceTest.begun();
});

const unknownVat = invoice("2026-0002", { lines: [exampleLine({ vatCode: "8" })] });

describe("a pull of invoices", () => {
  it("gives each invoice one state with its reasons, and an event", async () => {
    const draft = invoice("2026-0003", { processed: false });
    const { runId, moved } = await test.pulled([invoice("2026-0001"), unknownVat, draft]);
    expect(moved).toEqual({ added: 3, changed: 0, gone: 0, lapsed: 0, withoutPdf: 0 });
    expect(invoiceRunOf(test.db, runId)).toMatchObject({
      state: "complete",
      counts: { ready: 1, blocked: 1, draft: 1 },
    });
    expect(listedInvoices(test.db, test.administration)).toMatchObject([
      { number: "2026-0001", state: "ready", findings: [], total: "1210.00", currency: "EUR", entryNumber: null },
      { number: "2026-0002", state: "blocked", findings: ["vat_code_unknown"] },
      { number: "2026-0003", state: "draft", findings: [] },
    ]);
    const [row] = invoiceRows(test.db, { administrationId: test.administration.id, search: "0001" });
    expect(row).toMatchObject({ debtorName: "Waterschap", total: 121000, pdfError: null });
    expect(row?.pdfHash).toMatch(/^[0-9a-f]{64}$/);
    expect(events(test.db, { subject: "2026-0002" })).toMatchObject([
      { kind: "invoice_judged", detail: { to: "blocked", codes: ["vat_code_unknown"] } },
    ]);
    expect(verifyEvents(test.db).whole).toBe(true);
  });

  it("that brings the same again writes nothing", async () => {
    await test.pulled([invoice("2026-0001"), unknownVat]);
    const before = events(test.db).length;
    expect((await test.pulled([invoice("2026-0001"), unknownVat])).moved).toMatchObject({
      added: 0,
      changed: 0,
      gone: 0,
    });
    expect(events(test.db).length).toBe(before + 1);
  });

  it("frees an invoice by itself when what it waits for is there", async () => {
    await test.pulled([unknownVat]);
    expect(waitingCauses(test.db, test.administration)).toMatchObject([
      { code: "vat_code_unknown", cause: { kind: "vatCode", key: "8" }, amount: 121000, freed: { invoices: 1 } },
    ]);
    const VAT = [...globe.VAT, { VATCode: "8", Percentage: 21, Excluded: "E", SalesPurchase: "V", VATCharged: false }];
    await test.pulled([unknownVat], { VAT });
    expect(test.stateOf("2026-0002")).toBe("ready");
    expect(waitingCauses(test.db, test.administration)).toEqual([]);
    expect(events(test.db, { subject: "2026-0002" })[0]).toMatchObject({ detail: { from: "blocked", to: "ready" } });
  });

  it("no longer shows what Milestones no longer has", async () => {
    await test.pulled([invoice("2026-0001"), unknownVat]);
    expect((await test.pulled([unknownVat])).moved).toMatchObject({ gone: 1 });
    expect(invoiceCounts(test.db, test.administration.id)).toMatchObject({ ready: 0, blocked: 1 });
    await test.pulled([invoice("2026-0001"), unknownVat]);
    expect(test.stateOf("2026-0001")).toBe("ready");
  });

  it("that failed changes nothing, and is never doubled", async () => {
    await test.pulled([invoice("2026-0001")]);
    const store = invoicePullStore(test.db);
    const asked = { administrationId: test.administration.id, trigger: "schedule", requestedBy: null } as const;
    const runId = store.openRun(asked);
    expect(store.openRun(asked)).toBeNull();
    store.fail(runId ?? 0, "incomplete", silent);
    expect(test.stateOf("2026-0001")).toBe("ready");
    expect(invoiceRunOf(test.db, runId ?? 0)?.error).toEqual(silent);
  });
});

it("settings that change are judged by at once, without another pull", async () => {
  await test.pulled([invoice("2026-0001")]);
  test.save({ booksClosedUntil: "2026-12-31" });
  expect(rejudge(test.db, test.administration)).toMatchObject({ changed: 1 });
  expect(listedInvoices(test.db, test.administration)).toMatchObject([
    { state: "blocked", findings: ["period_closed"] },
  ]);
});

it("one invoice is told whole: its entry with a reason for each value, and its history", async () => {
  await test.pulled([invoice("2026-0001")]);
  const [row] = invoiceRows(test.db, { administrationId: test.administration.id });
  const detail = invoiceDetail(test.db, test.administration, row?.id ?? 0);
  expect(detail?.entry.header).toMatchObject({ YourReference: "2026-0001", DebtorNumber: "  7021" });
  expect(detail?.why?.header.DebtorNumber.reason).toBe("debtor_number_of_code");
  expect(detail?.events).toHaveLength(1);
  expect(invoiceDetail(test.db, { ...test.administration, id: 99 }, row?.id ?? 0)).toBeNull();
  expect(pipeline(test.db, test.administration.id).find(({ state }) => state === "ready")).toEqual({
    state: "ready",
    invoices: 1,
    released: 0,
    amounts: [{ currency: "EUR", total: 121000 }],
  });
});

it("an invoice is found by number, customer and amount", async () => {
  const other = invoice("2026-0009", {
    debtor: "7021",
    totalIncl: "2420",
    totalExcl: "2000",
    totalVat: "420",
    lines: [exampleLine({ amount: "2000", vat: "420", price: "250" })],
  });
  await test.pulled([invoice("2026-0001"), other]);
  const found = (search: string) =>
    invoiceRows(test.db, { administrationId: test.administration.id, search }).map(({ number }) => number);
  expect(found("0009")).toEqual(["2026-0009"]);
  expect(found("brouwer")).toEqual(["2026-0009"]);
  expect(found("2.420,00")).toEqual(["2026-0009"]);
  expect(found("1210")).toEqual(["2026-0001"]);
  expect(found("nobody")).toEqual([]);
});

it("an administration saved before invoices were booked has the usual settings", () => {
  expect(administrationOf(test.db, "500")?.settings.invoices).toMatchObject({ salesLineSign: "+", pdfPath: null });
});

describe("four eyes on an invoice", () => {
  const refusedAs = (outcomes: InvoiceOutcome[]) => outcomes.map(({ refused }) => refused);

  it("one releases and another approves, and what was approved is frozen", async () => {
    await test.pulled([invoice("2026-0001")]);
    const ids = [test.idOf("2026-0001")];
    expect(refusedAs(releaseInvoices(test.db, test.word("viewer"), test.administration, ids))).toEqual(["role"]);
    expect(refusedAs(approveInvoices(test.db, test.word("approver"), test.administration, ids))).toEqual([
      "not_released",
    ]);
    expect(refusedAs(releaseInvoices(test.db, test.word("administrator"), test.administration, ids))).toEqual([null]);
    expect(refusedAs(releaseInvoices(test.db, test.word("preparer"), test.administration, ids))).toEqual([
      "already_released",
    ]);
    expect(refusedAs(approveInvoices(test.db, test.word("preparer"), test.administration, ids))).toEqual(["role"]);
    expect(refusedAs(approveInvoices(test.db, test.word("administrator"), test.administration, ids))).toEqual([
      "own_proposal",
    ]);
    expect(test.stateOf("2026-0001")).toBe("ready");
    expect(refusedAs(approveInvoices(test.db, test.word("approver"), test.administration, ids))).toEqual([null]);
    expect(test.stateOf("2026-0001")).toBe("approved");
    expect(events(test.db, { subject: "2026-0001" }).slice(0, 2)).toMatchObject([
      {
        kind: "invoice_approved",
        actor: "approver",
        detail: { from: "ready", to: "approved", givenIn: "command line" },
      },
      { kind: "invoice_released", actor: "administrator" },
    ]);
    const [row] = invoiceRows(test.db, { administrationId: test.administration.id });
    expect(row?.release).toMatchObject({ releasedBy: "The administrator", approvedBy: "The approver" });
    await test.pulled([invoice("2026-0001")]);
    expect(test.stateOf("2026-0001")).toBe("approved");
  });

  it("an approval lapses when the invoice moves, is blocked, or leaves Milestones", async () => {
    const all = ["2026-0001", "2026-0002", "2026-0003"];
    await test.pulled(all.map((number) => invoice(number)));
    const ids = all.map((number) => test.idOf(number));
    releaseInvoices(test.db, test.word("preparer"), test.administration, ids);
    approveInvoices(test.db, test.word("approver"), test.administration, ids);
    const { moved } = await test.pulled([
      invoice("2026-0001", { description: "Anders" }),
      invoice("2026-0002", { lines: [exampleLine({ vatCode: "8" })] }),
    ]);
    expect(moved).toMatchObject({ lapsed: 3, gone: 1 });
    expect([test.stateOf("2026-0001"), test.stateOf("2026-0002"), test.stateOf("2026-0003")]).toEqual([
      "ready",
      "blocked",
      undefined,
    ]);
    expect(refusedAs(approveInvoices(test.db, test.word("approver"), test.administration, ids))).toEqual([
      "not_released",
      "not_ready",
      "gone",
    ]);
    expect(verifyEvents(test.db).whole).toBe(true);
  });

  it("what was approved and is no longer processed becomes a draft again", async () => {
    await test.pulled([invoice("2026-0001")]);
    releaseInvoices(test.db, test.word("preparer"), test.administration, [test.idOf("2026-0001")]);
    approveInvoices(test.db, test.word("approver"), test.administration, [test.idOf("2026-0001")]);
    await test.pulled([invoice("2026-0001", { processed: false })]);
    expect(test.stateOf("2026-0001")).toBe("draft");
  });

  it("without its PDF nothing is released, and what is released can be taken back", async () => {
    await test.pulled([invoice("2026-0001")]);
    const id = test.idOf("2026-0001");
    releaseInvoices(test.db, test.word("preparer"), test.administration, [id]);
    expect(invoicesToAct(test.db, test.administration.id, { ready: "approve" })).toHaveLength(1);
    expect(invoicesToAct(test.db, test.administration.id, { ready: "release" })).toHaveLength(0);
    expect(refusedAs(withdrawInvoices(test.db, test.word("viewer"), test.administration, [id]))).toEqual(["role"]);
    expect(refusedAs(withdrawInvoices(test.db, test.word("preparer"), test.administration, [id]))).toEqual([null]);
    test.db.prepare(`UPDATE invoice SET pdfHash = NULL`).run();
    expect(refusedAs(releaseInvoices(test.db, test.word("preparer"), test.administration, [id]))).toEqual(["no_pdf"]);
    expect(refusedAs(releaseInvoices(test.db, test.word("preparer"), test.administration, [id + 1]))).toEqual(["gone"]);
  });

  it("settings that changed since an invoice was judged keep it from being released as something else", async () => {
    await test.pulled([invoice("2026-0001")]);
    test.save({ invoices: { salesLineSign: "-" } });
    const ids = [test.idOf("2026-0001")];
    expect(refusedAs(releaseInvoices(test.db, test.word("preparer"), test.administration, ids))).toEqual(["moved"]);
    rejudge(test.db, test.administration);
    expect(refusedAs(releaseInvoices(test.db, test.word("preparer"), test.administration, ids))).toEqual([null]);
  });

  it("of which two carry one number are not released, nor approved, until one has another", async () => {
    const twin = testInvoice("2026-0001", { id: "another", debtor: "7021" });
    await test.pulled([testInvoice("2026-0001")]);
    const ids = [test.idOf("2026-0001")];
    releaseInvoices(test.db, test.word("preparer"), test.administration, ids);
    await test.pulled([testInvoice("2026-0001"), twin]);
    const rows = invoiceRows(test.db, { administrationId: test.administration.id });
    expect(rows.map(({ state, isTwin }) => [state, isTwin])).toEqual([
      ["ready", true],
      ["ready", true],
    ]);
    const other = rows.map(({ id }) => id).filter((id) => !ids.includes(id));
    const refused = (outcomes: readonly { refused: string | null }[]) => outcomes.map((one) => one.refused);
    expect(refused(approveInvoices(test.db, test.word("approver"), test.administration, ids))).toEqual([
      "number_twice",
    ]);
    expect(refused(releaseInvoices(test.db, test.word("preparer"), test.administration, other))).toEqual([
      "number_twice",
    ]);
    await test.pulled([testInvoice("2026-0001"), { ...twin, number: "2026-0002" }]);
    expect(refused(approveInvoices(test.db, test.word("approver"), test.administration, ids))).toEqual([null]);
  });
});
