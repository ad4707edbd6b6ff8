// For tests: invoices in a real database, as a pull that read them whole writes them.

import type { Administration } from "../core/administration.ts";
import { exampleInvoice, globe } from "../core/invoices/example.ts";
import { facts, type GlobeRecords } from "../core/invoices/facts.ts";
import type { Invoice } from "../core/invoices/invoice.ts";
import { judgedInvoice } from "../core/invoices/judge.ts";
import { invoiceSettingsOf } from "../core/invoices/settings.ts";
import type { InvoicesMoved, PdfRead } from "../core/ports/invoices.ts";
import type { Role } from "../core/states.ts";
import { saveAdministration } from "./administrations.ts";
import { invoicePullStore } from "./invoice-pull-store.ts";
import { approveInvoices, invoicesToAct, releaseInvoices, type Word } from "./invoice-release.ts";
import { listedInvoices } from "./invoices.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";

const noSets = {
  ...{ Company: [], Invoice: [], InvoiceLine: [], Customer: [], Item: [] },
  ...{ VatCode: [], CostCenter: [], Project: [], Currency: [] },
};

export const testInvoice = (number: string, rest: Partial<Invoice> = {}): Invoice =>
  exampleInvoice({ id: number, number, ...rest });

export class InvoiceTest {
  readonly test: TestDatabase;
  administration: Administration;

  private constructor(test: TestDatabase) {
    this.test = test;
    this.administration = test.administration;
    this.save({});
  }

  static async begun(): Promise<InvoiceTest> {
    return new InvoiceTest(await testDatabase());
  }

  get db() {
    return this.test.db;
  }

  /** Settings as a person saves them. */
  save(rest: object): void {
    const settings = { ...this.test.administration.settings, salesJournal: "70", debtorAccount: "1300", ...rest };
    this.administration = saveAdministration(this.db, { code: "500", name: "Northwind", settings });
  }

  /** What a pull that read these writes; each invoice has a PDF of its own number. */
  async pulled(
    all: readonly Invoice[],
    records: Partial<GlobeRecords> = {},
  ): Promise<{ runId: number; moved: InvoicesMoved }> {
    const store = invoicePullStore(this.db);
    const runId = store.openRun({ administrationId: this.administration.id, trigger: "person", requestedBy: null });
    if (runId === null) throw new Error("no pull is going");
    const held = { ...globe, ...records };
    const known = facts(held, invoiceSettingsOf(this.administration));
    const pdfs = new Map<string, PdfRead>();
    for (const { id, number } of all) pdfs.set(id, { hash: await store.keepPdf(Buffer.from(`%PDF-${number}`)) });
    const judged = all.map((invoice) => judgedInvoice(invoice, known));
    return { runId, moved: store.complete(runId, { globe: held, milestones: noSets, judged, pdfs }) };
  }

  word(role: Role): Word {
    return { who: this.test.people[role], from: "command line" };
  }

  idOf(number: string): number {
    return invoicesToAct(this.db, this.administration.id, { numbers: [number] })[0]?.id ?? 0;
  }

  stateOf(number: string): string | undefined {
    return listedInvoices(this.db, this.administration).find((one) => one.number === number)?.state;
  }

  /** Released by one and approved by another. */
  approve(...numbers: string[]): void {
    const ids = numbers.map((number) => this.idOf(number));
    const { db, administration } = this;
    const outcomes = [
      ...releaseInvoices(db, this.word("preparer"), administration, ids),
      ...approveInvoices(db, this.word("approver"), administration, ids),
    ];
    if (outcomes.some(({ refused }) => refused !== null)) throw new Error(JSON.stringify(outcomes));
  }
}
