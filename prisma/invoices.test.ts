import { beforeEach, describe, expect, it } from "vitest";
import { exampleInvoice, exampleLine, globe } from "../core/invoices/example.ts";
import type { GlobeRecords } from "../core/invoices/facts.ts";
import { facts } from "../core/invoices/facts.ts";
import type { Invoice } from "../core/invoices/invoice.ts";
import { judgedInvoice } from "../core/invoices/judge.ts";
import { invoiceSettingsOf } from "../core/invoices/settings.ts";
import type { Administration, PdfRead } from "../core/ports.ts";
import { administrationOf, saveAdministration } from "./administrations.ts";
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
import { type TestDatabase, testDatabase } from "./test-database.ts";

let test: TestDatabase;
let administration: Administration;

beforeEach(async () => {
  test = await testDatabase();
  administration = saved({});
});

function saved(rest: object): Administration {
  const settings = { ...test.administration.settings, salesJournal: "70", debtorAccount: "1300", ...rest };
  return saveAdministration(test.db, { code: "500", name: "Northwind", settings });
}

const noSets = {
  Company: [],
  Invoice: [],
  InvoiceLine: [],
  Customer: [],
  Item: [],
  VatCode: [],
  CostCenter: [],
  Project: [],
  Currency: [],
};

/** What a pull that read these writes; each invoice has a PDF of its own number. */
async function pulled(all: readonly Invoice[], records: Partial<GlobeRecords> = {}) {
  const store = invoicePullStore(test.db);
  const runId = store.openRun({ administrationId: administration.id, trigger: "person", requestedBy: null });
  if (runId === null) throw new Error("no pull is going");
  const held = { ...globe, ...records };
  const known = facts(held, invoiceSettingsOf(administration));
  const pdfs = new Map<string, PdfRead>();
  for (const { id, number } of all) pdfs.set(id, { hash: await store.keepPdf(Buffer.from(`%PDF-${number}`)) });
  const judged = all.map((invoice) => judgedInvoice(invoice, known));
  const moved = store.complete(runId, { globe: held, milestones: noSets, judged, pdfs });
  return { runId, moved };
}

const invoice = (number: string, rest: Partial<Invoice> = {}) => exampleInvoice({ id: number, number, ...rest });
const stateOf = (number: string) => listedInvoices(test.db, administration).find((one) => one.number === number)?.state;
const unknownVat = invoice("2026-0002", { lines: [exampleLine({ vatCode: "8" })] });

describe("a pull of invoices", () => {
  it("gives each invoice one state with its reasons, and an event", async () => {
    const draft = invoice("2026-0003", { processed: false });
    const { runId, moved } = await pulled([invoice("2026-0001"), unknownVat, draft]);
    expect(moved).toEqual({ added: 3, changed: 0, gone: 0, lapsed: 0, withoutPdf: 0 });
    expect(invoiceRunOf(test.db, runId)).toMatchObject({
      state: "complete",
      counts: { ready: 1, blocked: 1, draft: 1 },
    });
    expect(listedInvoices(test.db, administration)).toMatchObject([
      { number: "2026-0001", state: "ready", findings: [], total: "1210.00", currency: "EUR", entryNumber: null },
      { number: "2026-0002", state: "blocked", findings: ["vat_code_unknown"] },
      { number: "2026-0003", state: "draft", findings: [] },
    ]);
    const [row] = invoiceRows(test.db, { administrationId: administration.id, search: "0001" });
    expect(row).toMatchObject({ debtorName: "Waterschap", total: 121000, pdfError: null });
    expect(row?.pdfHash).toMatch(/^[0-9a-f]{64}$/);
    expect(events(test.db, { subject: "2026-0002" })).toMatchObject([
      { kind: "invoice_judged", detail: { to: "blocked", codes: ["vat_code_unknown"] } },
    ]);
    expect(verifyEvents(test.db).whole).toBe(true);
  });

  it("that brings the same again writes nothing", async () => {
    await pulled([invoice("2026-0001"), unknownVat]);
    const before = events(test.db).length;
    expect((await pulled([invoice("2026-0001"), unknownVat])).moved).toMatchObject({ added: 0, changed: 0, gone: 0 });
    expect(events(test.db).length).toBe(before + 1);
  });

  it("frees an invoice by itself when what it waits for is there", async () => {
    await pulled([unknownVat]);
    expect(waitingCauses(test.db, administration)).toMatchObject([
      { code: "vat_code_unknown", cause: { kind: "vatCode", key: "8" }, amount: 121000, freed: { invoices: 1 } },
    ]);
    const VAT = [...globe.VAT, { VATCode: "8", Percentage: 21, Excluded: "E", SalesPurchase: "V", VATCharged: false }];
    await pulled([unknownVat], { VAT });
    expect(stateOf("2026-0002")).toBe("ready");
    expect(waitingCauses(test.db, administration)).toEqual([]);
    expect(events(test.db, { subject: "2026-0002" })[0]).toMatchObject({ detail: { from: "blocked", to: "ready" } });
  });

  it("no longer shows what Milestones no longer has", async () => {
    await pulled([invoice("2026-0001"), unknownVat]);
    expect((await pulled([unknownVat])).moved).toMatchObject({ gone: 1 });
    expect(invoiceCounts(test.db, administration.id)).toMatchObject({ ready: 0, blocked: 1 });
    await pulled([invoice("2026-0001"), unknownVat]);
    expect(stateOf("2026-0001")).toBe("ready");
  });

  it("that failed changes nothing, and is never doubled", async () => {
    await pulled([invoice("2026-0001")]);
    const store = invoicePullStore(test.db);
    const asked = { administrationId: administration.id, trigger: "schedule", requestedBy: null } as const;
    const runId = store.openRun(asked);
    expect(store.openRun(asked)).toBeNull();
    store.fail(runId ?? 0, "incomplete", { code: "agent_silent", message: "silent" });
    expect(stateOf("2026-0001")).toBe("ready");
    expect(invoiceRunOf(test.db, runId ?? 0)?.error).toEqual({ code: "agent_silent", message: "silent" });
  });
});

it("settings that change are judged by at once, without another pull", async () => {
  await pulled([invoice("2026-0001")]);
  administration = saved({ booksClosedUntil: "2026-12-31" });
  expect(rejudge(test.db, administration)).toMatchObject({ changed: 1 });
  expect(listedInvoices(test.db, administration)).toMatchObject([{ state: "blocked", findings: ["period_closed"] }]);
});

it("one invoice is told whole: its entry with a reason for each value, and its history", async () => {
  await pulled([invoice("2026-0001")]);
  const [row] = invoiceRows(test.db, { administrationId: administration.id });
  const detail = invoiceDetail(test.db, administration, row?.id ?? 0);
  expect(detail?.entry.header).toMatchObject({ YourReference: "2026-0001", DebtorNumber: "  7021" });
  expect(detail?.why?.header.DebtorNumber.reason).toBe("debtor_number_of_code");
  expect(detail?.events).toHaveLength(1);
  expect(invoiceDetail(test.db, { ...administration, id: 99 }, row?.id ?? 0)).toBeNull();
  expect(pipeline(test.db, administration.id).find(({ state }) => state === "ready")).toEqual({
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
  await pulled([invoice("2026-0001"), other]);
  const found = (search: string) =>
    invoiceRows(test.db, { administrationId: administration.id, search }).map(({ number }) => number);
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
  const word = (role: "viewer" | "preparer" | "approver" | "administrator") =>
    ({ who: test.people[role], from: "command line" }) as const;
  const idOf = (number: string) => invoicesToAct(test.db, administration.id, { numbers: [number] })[0]?.id ?? 0;
  const refusedAs = (outcomes: InvoiceOutcome[]) => outcomes.map(({ refused }) => refused);

  it("one releases and another approves, and what was approved is frozen", async () => {
    await pulled([invoice("2026-0001")]);
    const ids = [idOf("2026-0001")];
    expect(refusedAs(releaseInvoices(test.db, word("viewer"), administration, ids))).toEqual(["role"]);
    expect(refusedAs(approveInvoices(test.db, word("approver"), administration, ids))).toEqual(["not_released"]);
    expect(refusedAs(releaseInvoices(test.db, word("administrator"), administration, ids))).toEqual([null]);
    expect(refusedAs(releaseInvoices(test.db, word("preparer"), administration, ids))).toEqual(["already_released"]);
    expect(refusedAs(approveInvoices(test.db, word("preparer"), administration, ids))).toEqual(["role"]);
    expect(refusedAs(approveInvoices(test.db, word("administrator"), administration, ids))).toEqual(["own_proposal"]);
    expect(stateOf("2026-0001")).toBe("ready");
    expect(refusedAs(approveInvoices(test.db, word("approver"), administration, ids))).toEqual([null]);
    expect(stateOf("2026-0001")).toBe("approved");
    expect(events(test.db, { subject: "2026-0001" }).slice(0, 2)).toMatchObject([
      {
        kind: "invoice_approved",
        actor: "approver",
        detail: { from: "ready", to: "approved", givenIn: "command line" },
      },
      { kind: "invoice_released", actor: "administrator" },
    ]);
    const [row] = invoiceRows(test.db, { administrationId: administration.id });
    expect(row?.release).toMatchObject({ releasedBy: "The administrator", approvedBy: "The approver" });
    await pulled([invoice("2026-0001")]);
    expect(stateOf("2026-0001")).toBe("approved");
  });

  it("an approval lapses when the invoice moves, is blocked, or leaves Milestones", async () => {
    const all = ["2026-0001", "2026-0002", "2026-0003"];
    await pulled(all.map((number) => invoice(number)));
    const ids = all.map(idOf);
    releaseInvoices(test.db, word("preparer"), administration, ids);
    approveInvoices(test.db, word("approver"), administration, ids);
    const { moved } = await pulled([
      invoice("2026-0001", { description: "Anders" }),
      invoice("2026-0002", { lines: [exampleLine({ vatCode: "8" })] }),
    ]);
    expect(moved).toMatchObject({ lapsed: 3, gone: 1 });
    expect([stateOf("2026-0001"), stateOf("2026-0002"), stateOf("2026-0003")]).toEqual(["ready", "blocked", undefined]);
    expect(refusedAs(approveInvoices(test.db, word("approver"), administration, ids))).toEqual([
      "not_released",
      "not_ready",
      "gone",
    ]);
    expect(verifyEvents(test.db).whole).toBe(true);
  });

  it("what was approved and is no longer processed becomes a draft again", async () => {
    await pulled([invoice("2026-0001")]);
    releaseInvoices(test.db, word("preparer"), administration, [idOf("2026-0001")]);
    approveInvoices(test.db, word("approver"), administration, [idOf("2026-0001")]);
    await pulled([invoice("2026-0001", { processed: false })]);
    expect(stateOf("2026-0001")).toBe("draft");
  });

  it("without its PDF nothing is released, and what is released can be taken back", async () => {
    await pulled([invoice("2026-0001")]);
    const id = idOf("2026-0001");
    releaseInvoices(test.db, word("preparer"), administration, [id]);
    expect(invoicesToAct(test.db, administration.id, { ready: "approve" })).toHaveLength(1);
    expect(invoicesToAct(test.db, administration.id, { ready: "release" })).toHaveLength(0);
    expect(refusedAs(withdrawInvoices(test.db, word("viewer"), administration, [id]))).toEqual(["role"]);
    expect(refusedAs(withdrawInvoices(test.db, word("preparer"), administration, [id]))).toEqual([null]);
    test.db.prepare(`UPDATE invoice SET pdfHash = NULL`).run();
    expect(refusedAs(releaseInvoices(test.db, word("preparer"), administration, [id]))).toEqual(["no_pdf"]);
    expect(refusedAs(releaseInvoices(test.db, word("preparer"), administration, [id + 1]))).toEqual(["gone"]);
  });

  it("settings that changed since an invoice was judged keep it from being released as something else", async () => {
    await pulled([invoice("2026-0001")]);
    administration = saved({ invoices: { salesLineSign: "-" } });
    const ids = [idOf("2026-0001")];
    expect(refusedAs(releaseInvoices(test.db, word("preparer"), administration, ids))).toEqual(["moved"]);
    rejudge(test.db, administration);
    expect(refusedAs(releaseInvoices(test.db, word("preparer"), administration, ids))).toEqual([null]);
  });
});
