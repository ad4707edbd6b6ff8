import { beforeEach, expect, it } from "vitest";
import { exampleLine } from "../core/invoices/example.ts";
import { ownCurrency } from "./globe-snapshot.ts";
import { invoicePullStore } from "./invoice-pull-store.ts";
import { releaseInvoices, withdrawInvoices } from "./invoice-release.ts";
import { invoicePdf, pairsNamed } from "./invoice-views.ts";
import { type InvoiceFilter, invoiceRows } from "./invoices.ts";
import { InvoiceTest, testInvoice } from "./test-invoices.ts";
import { judged, pulled } from "./test-pairs.ts";

let test: InvoiceTest;

beforeEach(async () => {
  test = await InvoiceTest.begun();
});

const release = (number: string) =>
  releaseInvoices(test.db, test.word("preparer"), test.administration, [test.idOf(number)]);
const rows = (filter: Partial<InvoiceFilter>) =>
  invoiceRows(test.db, { administrationId: test.administration.id, ...filter }).map(({ number }) => number);

it("invoices come in the order asked for, and by whether they are released", async () => {
  const small = { lines: [exampleLine({ amount: "100", vat: "21", quantity: "1", price: "100" })] };
  await test.pulled([
    testInvoice("A", { date: "2026-11-02" }),
    testInvoice("B", { date: "2026-11-03", debtor: "7021" }),
    testInvoice("C", { date: "2026-11-01", totalExcl: "100", totalVat: "21", totalIncl: "121", ...small }),
  ]);
  expect(rows({})).toEqual(["B", "A", "C"]);
  expect(rows({ sort: { by: "total", descending: false } })[0]).toBe("C");
  expect(rows({ sort: { by: "debtor", descending: false } })[0]).toBe("B");
  expect(rows({ sort: { by: "number", descending: true }, offset: 1, limit: 1 })).toEqual(["B"]);
  release("A");
  expect(rows({ states: ["ready"], released: true })).toEqual(["A"]);
  expect(rows({ states: ["ready"], released: false })).toEqual(["B", "C"]);
  expect(rows({ ids: [test.idOf("C"), 0] })).toEqual(["C"]);
});

it("what names a pair finds it by its key as compared, and says where it stands", () => {
  const { db, administration } = test;
  const vat = { VATCode: "8", VATDescription: "Verlegd", Percentage: 0 };
  const named = [
    { entity: "vatCode", key: "8" },
    { entity: "vatCode", key: "9" },
  ] as const;
  pulled(db, administration.id, "vatCode", judged("vatCode", { globe: [vat], milestones: [] }));
  const [found, none] = pairsNamed(db, administration.id, named);
  expect(found).toMatchObject({ key: "8", pair: { status: "only_in_globe" } });
  expect(none).toEqual({ entity: "vatCode", key: "9", pair: null });
});

it("a PDF is the one frozen at the release, and of the administration's own invoices only", async () => {
  const { db, administration } = test;
  await test.pulled([testInvoice("A")]);
  const id = test.idOf("A");
  const before = invoicePdf(db, administration.id, id);
  expect(before?.number).toBe("A");
  release("A");
  const hash = await invoicePullStore(db).keepPdf(Buffer.from("%PDF-later"));
  db.prepare(`UPDATE invoice SET pdfHash = ? WHERE id = ?`).run(hash, id);
  expect(invoicePdf(db, administration.id, id)).toEqual(before);
  withdrawInvoices(db, test.word("preparer"), administration, [id]);
  expect(invoicePdf(db, administration.id, id)?.hash).toBe(hash);
  expect(invoicePdf(db, administration.id + 1, id)).toBeNull();
});

it("the own currency is the division's", async () => {
  expect(ownCurrency(test.db, test.administration)).toBe("");
  await test.pulled([testInvoice("A")]);
  expect(ownCurrency(test.db, test.administration)).toBe("EUR");
});
