import { beforeEach, expect, it } from "vitest";
import { exampleInvoice, exampleLine, globe } from "../core/invoices/example.ts";
import { facts } from "../core/invoices/facts.ts";
import type { Invoice } from "../core/invoices/invoice.ts";
import { judgedInvoice } from "../core/invoices/judge.ts";
import { invoiceSettingsOf } from "../core/invoices/settings.ts";
import type { Administration, PdfRead } from "../core/ports.ts";
import { saveAdministration } from "./administrations.ts";
import { ownCurrency } from "./globe-snapshot.ts";
import { invoicePullStore } from "./invoice-pull-store.ts";
import { invoicesToAct, releaseInvoices } from "./invoice-release.ts";
import { invoicePdf, pairsNamed } from "./invoice-views.ts";
import { type InvoiceFilter, invoiceRows } from "./invoices.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";
import { judged, pulled as pulledPairs } from "./test-pairs.ts";

let test: TestDatabase;
let administration: Administration;

beforeEach(async () => {
  test = await testDatabase();
  const settings = { ...test.administration.settings, salesJournal: "70", debtorAccount: "1300" };
  administration = saveAdministration(test.db, { code: "500", name: "Northwind", settings });
});

const milestones = {
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

/** What a pull that read these invoices writes. */
async function pulled(all: readonly Invoice[]) {
  const store = invoicePullStore(test.db);
  const runId = store.openRun({ administrationId: administration.id, trigger: "person", requestedBy: null });
  if (runId === null) throw new Error("a pull is still going");
  const known = facts(globe, invoiceSettingsOf(administration));
  const pdfs = new Map<string, PdfRead>();
  for (const { id, number } of all) pdfs.set(id, { hash: await store.keepPdf(Buffer.from(`%PDF-${number}`)) });
  store.complete(runId, { globe, milestones, judged: all.map((one) => judgedInvoice(one, known)), pdfs });
}

const invoice = (number: string, rest: Partial<Invoice> = {}) => exampleInvoice({ id: number, number, ...rest });
const rows = (filter: Partial<InvoiceFilter>) =>
  invoiceRows(test.db, { administrationId: administration.id, ...filter }).map(({ number }) => number);
const idOf = (number: string) => invoicesToAct(test.db, administration.id, { numbers: [number] })[0]?.id ?? 0;
const preparer = () => ({ who: test.people.preparer, from: "web" }) as const;

it("invoices come in the order asked for, and by whether they are released", async () => {
  const small = { lines: [exampleLine({ amount: "100", vat: "21", quantity: "1", price: "100" })] };
  await pulled([
    invoice("A", { date: "2026-11-02" }),
    invoice("B", { date: "2026-11-03", debtor: "7021" }),
    invoice("C", { date: "2026-11-01", totalExcl: "100", totalVat: "21", totalIncl: "121", ...small }),
  ]);
  expect(rows({})).toEqual(["B", "A", "C"]);
  expect(rows({ sort: { by: "total", descending: false } })[0]).toBe("C");
  expect(rows({ sort: { by: "debtor", descending: false } })[0]).toBe("B");
  expect(rows({ sort: { by: "number", descending: true }, offset: 1, limit: 1 })).toEqual(["B"]);
  releaseInvoices(test.db, preparer(), administration, [idOf("A")]);
  expect(rows({ states: ["ready"], released: true })).toEqual(["A"]);
  expect(rows({ states: ["ready"], released: false })).toEqual(["B", "C"]);
  expect(rows({ ids: [idOf("C"), 0] })).toEqual(["C"]);
});

it("what names a pair finds it by its key as compared, and says where it stands", () => {
  const vat = { VATCode: "8", VATDescription: "Verlegd", Percentage: 0 };
  pulledPairs(test.db, administration.id, "vatCode", judged("vatCode", { globe: [vat], milestones: [] }));
  const [found, none] = pairsNamed(test.db, administration.id, [
    { entity: "vatCode", key: "8" },
    { entity: "vatCode", key: "9" },
  ]);
  expect(found).toMatchObject({ key: "8", pair: { status: "only_in_globe" } });
  expect(none).toEqual({ entity: "vatCode", key: "9", pair: null });
});

it("a PDF is the one frozen at the release, and of the administration's own invoices only", async () => {
  await pulled([invoice("A")]);
  const [id, before] = [idOf("A"), invoicePdf(test.db, administration.id, idOf("A"))];
  expect(before?.number).toBe("A");
  releaseInvoices(test.db, preparer(), administration, [id]);
  const hash = await invoicePullStore(test.db).keepPdf(Buffer.from("%PDF-later"));
  test.db.prepare(`UPDATE invoice SET pdfHash = ? WHERE id = ?`).run(hash, id);
  expect(invoicePdf(test.db, administration.id, id)).toEqual(before);
  test.db.prepare(`UPDATE invoice_export SET endedAt = 'now', "end" = 'withdrawn'`).run();
  expect(invoicePdf(test.db, administration.id, id)?.hash).toBe(hash);
  expect(invoicePdf(test.db, administration.id + 1, id)).toBeNull();
});

it("the own currency is the division's", async () => {
  expect(ownCurrency(test.db, administration)).toBe("");
  await pulled([invoice("A")]);
  expect(ownCurrency(test.db, administration)).toBe("EUR");
});
