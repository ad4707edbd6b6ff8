// Writes demo/credit-notes/ and tests/truth/credit-notes.json: `node scripts/make-credit-notes.mjs`.
// Seeded, so the same files come out each time. The truth is what was broken on purpose; nothing of the product is used.
import { mkdirSync, writeFileSync } from "node:fs";
import { euro, figures, text } from "./credit-notes/figures.mjs";
import { globe } from "./credit-notes/globe.mjs";
import { invoices, strangers } from "./credit-notes/invoices.mjs";
import {
  costCenters,
  currencies,
  customers,
  employees,
  guid,
  idOf,
  items,
  journals,
  newId,
  other,
  projects,
  served,
  strangeCustomers,
  vatCodes,
} from "./credit-notes/master.mjs";
import { milestones } from "./credit-notes/milestones.mjs";

const root = new URL("../", import.meta.url);
const truth = {};
const ids = new Map();
let entries = 0;

/** A specified line with what its records say: amounts in whole numbers. */
function priced(line) {
  const item = items.find(({ code }) => code === line.item);
  const code = line.vat ?? item.vat;
  const vat = vatCodes.find((one) => one.code === code);
  const rate = vat?.written === undefined ? (vat?.rate ?? 0) : Math.round(vat.written * 100);
  return {
    ...line,
    record: item,
    code,
    rate,
    vatRecord: vat,
    quantity: BigInt(line.quantity),
    price: BigInt(line.price),
  };
}

function writeInvoice(one, company, customersOf) {
  const lines = one.lines.map(priced);
  const { amounts, vats, excl, vat, incl } = figures(lines, company.mode);
  const shown = (cents) => euro(one.credit && one.positive ? (cents < 0n ? -cents : cents) : cents);
  const header = newId();
  ids.set(`${company.code} ${one.number}`, header);
  const debtor = idOf(customersOf, one.debtor);
  milestones.Invoice.push({
    InvoiceHeaderId: header,
    InvoiceNumber: one.number,
    InvoiceDate: one.date,
    DueDate: one.date.replace(/^2026-(\d\d)/, (_, month) =>
      month === "12" ? "2027-01" : `2026-${String(Number(month) + 1).padStart(2, "0")}`,
    ),
    InvoiceHeaderState: one.stands ?? "Processed",
    InvoiceHeaderType: one.type ?? (one.credit ? "CreditInvoice" : "Invoice"),
    OriginalInvoiceHeaderId: one.of ? (ids.get(`${company.code} ${one.of}`) ?? null) : null,
    OriginalInvoiceNumber: one.of ?? null,
    CompanyId: company.id,
    CurrencyId: idOf(currencies, one.currency ?? "EUR"),
    CustomerCompanyId: one.customer ? idOf(customersOf, one.customer) : debtor,
    InvoiceCustomerCompanyId: debtor,
    Description: one.description ?? (one.of ? `Correctie op ${one.of}` : "Werkzaamheden"),
    TotalExclVat: shown(excl + (one.addExcl ?? 0n)),
    TotalVat: shown(vat + (one.addVat ?? 0n)),
    TotalInclVat: shown(incl + (one.addIncl ?? 0n)),
  });
  lines.forEach((line, at) => {
    const exact = Number(amounts[at] * BigInt(line.rate)) / 1_000_000;
    milestones.InvoiceLine.push({
      InvoiceLineId: newId(),
      InvoiceHeaderId: header,
      LineNumber: at + 1,
      Date: one.date,
      Description: line.description ?? `${line.record.name} ${one.date.slice(0, 7)}`,
      Quantity: euro(line.quantity),
      Price: euro(line.price),
      Amount: shown(amounts[at]),
      ItemCompanyId: line.record.id,
      VatCodeId: line.vatRecord?.id ?? null,
      VatAmount: one.unrounded ? exact : shown(vats[at] + (at === 0 ? (one.lineVat ?? 0n) : 0n)),
      CostCenterId: idOf(costCenters, line.costCenter),
      ProjectId: idOf(projects, line.project),
    });
  });
  const reversed = one.credit && one.positive ? -1n : 1n;
  return { lines, amounts, vats, total: reversed * (incl + (one.addIncl ?? 0n)) };
}

/** Ledger entry that was made before, by hand or by an earlier connection. Amounts as a sales entry is sent. */
function writeEntry(one, { lines, amounts, vats, total }) {
  const { journal = "70", reference = one.number, debtor = one.debtor, add = 0n, turned = false } = one.booked;
  entries += 1;
  const sign = turned ? -1n : 1n;
  const key = guid(5000 + entries);
  const shared = {
    TransactionKey: key,
    Journal: journal.padStart(3),
    EntryNumber: `26${journal}${String(entries).padStart(4, "0")}`,
    EntryDate: one.date,
    ReportingDate: one.date,
    FinancialYear: 2026,
    FinancialPeriod: Number(one.date.slice(5, 7)),
    CurrencyCode: one.currency ?? "EUR",
    DebtorNumber: (customers.find(({ code }) => code === debtor)?.number ?? "").padStart(6),
    YourReference: reference,
  };
  globe.FinancialHeader.push({
    ID: entries,
    SysGuid: guid(6000 + entries),
    ...shared,
    Description: `Factuur ${reference.trim()}`,
    Amount: euro(sign * (total + add)),
    JournalType: journals.find(({ code }) => code === journal).type,
  });
  lines.forEach((line, at) => {
    globe.FinancialLine.push({
      ID: globe.FinancialLine.length + 1,
      ...shared,
      LineNumber: at + 1,
      GLAccount: line.record.account.padStart(9),
      Description: line.record.name,
      Amount: euro(sign * (amounts[at] + (line.code === "5" ? vats[at] : 0n))),
      VATCode: line.code,
      VATAmount: euro(sign * vats[at]),
      VATBasis: euro(sign * amounts[at]),
    });
  });
}

for (const one of invoices(610)) {
  const made = writeInvoice(one, served, customers);
  if (one.booked) writeEntry(one, made);
  const draft = one.stands !== undefined || one.type !== undefined;
  const caused = [
    customers.find(({ code }) => code === one.debtor).fault,
    currencies.find(({ code }) => code === (one.currency ?? "EUR")).fault,
    ...made.lines.flatMap((line) => [
      line.record.fault,
      line.vatRecord?.fault,
      costCenters.find(({ code }) => code === line.costCenter)?.fault,
      projects.find(({ code }) => code === line.project)?.fault,
    ]),
    ...(one.faults ?? []),
  ].filter(Boolean);
  const blocks = draft || one.known ? [] : [...new Set(caused)].sort();
  const state = draft ? "not_processed" : one.known ? "already_booked" : blocks.length > 0 ? "blocked" : "ready";
  truth[one.number] = { state, blocks, total: text(made.total) };
}
for (const one of strangers) writeInvoice(one, other, strangeCustomers);
// Entries that no invoice stands behind.
for (const number of ["2025-0991", "2026-0090"]) {
  const lines = [priced({ item: "UREN", quantity: 100, price: 9000 })];
  const { amounts, vats, incl } = figures(lines, served.mode);
  writeEntry({ number, debtor: "1001", date: "2026-02-02", booked: {} }, { lines, amounts, vats, total: incl });
}

// What a right comparison of the master data finds ---------------------------------------------------------------------
const pairs = {};
const counts = {};
const tally = (entity, list, isHere = () => true) => {
  counts[entity] = { equal: 0, different: 0, only_in_globe: 0, only_in_milestones: 0 };
  pairs[entity] = {};
  for (const one of list) {
    const status =
      one.only === "globe"
        ? "only_in_globe"
        : one.only === "milestones" || !isHere(one)
          ? "only_in_milestones"
          : one.written === undefined
            ? "equal"
            : "different";
    counts[entity][status] += 1;
    if (status === "equal") continue;
    const fields =
      status === "different" ? { fields: { Percentage: [String(one.rate / 100), String(one.written)] } } : {};
    pairs[entity][String(one.code ?? one.number)] = { status, ...fields };
  }
};
tally("costCenter", costCenters);
tally("currency", currencies);
tally("vatCode", vatCodes, (one) => one.for !== "I");
tally("employee", employees);
tally("customer", customers);
tally("item", items);
tally("project", projects);

const written = (path, value) => writeFileSync(new URL(path, root), `${JSON.stringify(value, null, 1)}\n`);
for (const [side, sets] of Object.entries({ globe, milestones })) {
  mkdirSync(new URL(`demo/credit-notes/${side}/`, root), { recursive: true });
  for (const [entity, records] of Object.entries(sets)) written(`demo/credit-notes/${side}/${entity}.json`, records);
}
written("demo/credit-notes/connector.json", {
  company: served.code,
  salesJournal: "70",
  debtorAccount: "1300",
  booksClosedUntil: "2026-06-30",
});
written("tests/truth/credit-notes.json", { counts, pairs, suggestions: [], invoices: truth });
