// Everything that could stop an invoice in Globe, found before anything is sent. Each rule judges facts and nothing else.
import { amountFindings, lineAmountWarnings } from "./amounts.ts";
import { debtorOf, type Facts, mayBeInvoiced, periodOf, vatCodeOf } from "./facts.ts";
import { type Finding, finding, merged } from "./findings.ts";
import type { Invoice, InvoiceLine } from "./invoice.ts";
import { foundInGlobe } from "./known-booking.ts";
import { euros } from "./money.ts";
import { headerDescription, ourReference } from "./references.ts";
import { lengthOf, lengths, unstorable } from "./storable.ts";

/** Blocking findings and warnings, each sentence and cause once; in the order of the entry: header first, then lines. */
export function preflight(invoice: Invoice, facts: Facts): Finding[] {
  return merged([
    ...debtorRules(invoice, facts),
    ...currencyRules(invoice, facts),
    ...journalRules(facts),
    ...periodRules(invoice, facts),
    ...bookedRules(invoice, facts),
    ...textRules(invoice, facts),
    ...creditRules(invoice),
    ...amountFindings(invoice),
    ...lineAmountWarnings(invoice),
    ...invoice.lines.flatMap((line) => [
      ...vatRules(line, facts),
      ...accountRules(line, facts),
      ...costCenterRules(line, facts),
      ...projectRules(line, facts),
    ]),
  ]);
}

function debtorRules(invoice: Invoice, facts: Facts): Finding[] {
  const key = invoice.debtor;
  const debtor = debtorOf(invoice.debtor, facts);
  if (!debtor) return [finding("debtor_unknown", "customer", key)];
  const found: Finding[] = [];
  if (!mayBeInvoiced(debtor))
    found.push(finding("debtor_blocked", "customer", key, { values: { status: debtor.status || "-" } }));
  if ((facts.debtors.get(key)?.length ?? 0) > 1) found.push(finding("debtor_twice", "customer", key));
  const marks = [debtor.accountStatus === "B" ? "AccountStatus" : "", debtor.blocked ? "Blocked" : ""].filter(Boolean);
  if (marks.length > 0)
    found.push(finding("account_marked_blocked", "customer", key, { values: { field: marks.join(", ") } }));
  return found;
}

function currencyRules(invoice: Invoice, facts: Facts): Finding[] {
  const key = invoice.currency || facts.baseCurrency;
  const currency = facts.currencies.get(key);
  if (!currency) return [finding("currency_unknown", "currency", key)];
  return currency.enabled ? [] : [finding("currency_disabled", "currency", key)];
}

function journalRules({ settings, journals }: Facts): Finding[] {
  const key = settings.salesJournal ?? "";
  const journal = journals.get(key);
  if (!journal) return [finding("journal_unknown", "journal", key)];
  return journal.type === "V" ? [] : [finding("journal_not_sales", "journal", key, { values: { type: journal.type } })];
}

/** Whether a local date lies in closed books. Entity Services shows no closed period, so a setting says until when. */
export const isClosed = (date: string, { settings }: Facts): boolean =>
  settings.booksClosedUntil !== null && date !== "" && date <= settings.booksClosedUntil;

function periodRules(invoice: Invoice, facts: Facts): Finding[] {
  const { date } = invoice;
  const period = periodOf(date, facts.periods);
  // why: what is closed opens as one period, so its invoices have one cause.
  const key = period ? `${period.year}-${period.period.padStart(2, "0")}` : date.slice(0, 7);
  const values = { date, until: facts.settings.booksClosedUntil ?? "" };
  return [
    ...(period ? [] : [finding("period_unknown", "period", key, { values })]),
    ...(isClosed(date, facts) ? [finding("period_closed", "period", key, { values })] : []),
  ];
}

function bookedRules(invoice: Invoice, facts: Facts): Finding[] {
  const key = invoice.number;
  const { same, others } = foundInGlobe(invoice, facts);
  if (same) return [];
  return others.map((booking) => {
    const { entryNumber: entry, journal } = booking;
    const values = { entry, journal, debtor: booking.debtorNumber, total: euros(booking.total) };
    const here = journal === facts.settings.salesJournal;
    return finding(here ? "number_already_booked" : "number_in_other_journal", "invoice", key, { values });
  });
}

function textRules(invoice: Invoice, { settings }: Facts): Finding[] {
  const { number } = invoice;
  const own = ourReference(number, settings);
  return [
    ...textFindings("your_reference", number, lengths.yourReference, invoice),
    ...(own !== null && own.length > lengths.ourReference
      ? [
          finding("text_too_long:our_reference", "invoice", number, {
            values: { length: String(own.length), limit: String(lengths.ourReference) },
          }),
        ]
      : []),
    ...textFindings("description", headerDescription(invoice), lengths.description, invoice),
    ...invoice.lines.flatMap((line) =>
      textFindings("line", line.description, lengths.description, invoice, line.number),
    ),
  ];
}

function textFindings(
  which: "your_reference" | "description" | "line",
  text: string,
  limit: number,
  invoice: Invoice,
  line?: number,
): Finding[] {
  const about = { ...(line === undefined ? {} : { line: String(line) }) };
  const on = line === undefined ? {} : { line };
  const found: Finding[] = [];
  const length = lengthOf(text);
  if (length > limit)
    found.push(
      finding(`text_too_long:${which}`, "invoice", invoice.number, {
        ...on,
        values: { ...about, length: String(length), limit: String(limit) },
      }),
    );
  const characters = unstorable(text);
  if (characters.length > 0)
    found.push(
      finding(`character_not_storable:${which}`, "invoice", invoice.number, {
        ...on,
        values: { ...about, characters: characters.join(" ") },
      }),
    );
  return found;
}

const creditRules = (invoice: Invoice): Finding[] =>
  invoice.kind === "credit" && (invoice.original === "" || invoice.original.startsWith("?"))
    ? [finding("original_unknown", "invoice", invoice.number)]
    : [];

function vatRules(line: InvoiceLine, facts: Facts): Finding[] {
  const key = line.vatCode;
  const globe = vatCodeOf(key, facts);
  const on = { line: line.number };
  if (!globe) return [finding("vat_code_unknown", "vatCode", key, on)];
  const found: Finding[] = [];
  if (!globe.forSales) found.push(finding("vat_code_not_sales", "vatCode", key, on));
  if (line.percentage !== globe.percentage)
    found.push(
      finding("vat_percentage_differs", "vatCode", key, {
        ...on,
        values: { milestones: line.percentage ?? "-", globe: globe.percentage ?? "-" },
      }),
    );
  if (line.reverseCharge !== globe.reverseCharge)
    found.push(
      finding("reverse_charge_differs", "vatCode", key, {
        ...on,
        values: { side: globe.reverseCharge ? "Globe" : "Milestones" },
      }),
    );
  if (globe.amounts === "I" || globe.amounts === "T") found.push(finding("vat_code_inclusive", "vatCode", key, on));
  return found;
}

function accountRules(line: InvoiceLine, facts: Facts): Finding[] {
  const key = line.glAccount;
  const on = { line: line.number, items: [line.item], values: { item: line.item || "-" } };
  if (key === "") return [finding("gl_account_unknown:none", "item", line.item, on)];
  const account = facts.accounts.get(key);
  if (!account) return [finding("gl_account_unknown", "account", key, on)];
  return account.blocked ? [finding("gl_account_blocked", "account", key, on)] : [];
}

function costCenterRules(line: InvoiceLine, facts: Facts): Finding[] {
  const key = line.costCenter;
  const on = { line: line.number };
  if (key === "")
    return facts.accounts.get(line.glAccount)?.needsCostCenter
      ? [finding("cost_center_required", "account", line.glAccount, on)]
      : [];
  const costCenter = facts.costCenters.get(key);
  if (!costCenter) return [finding("cost_center_unknown", "costCenter", key, on)];
  return costCenter.enabled ? [] : [finding("cost_center_disabled", "costCenter", key, on)];
}

function projectRules(line: InvoiceLine, facts: Facts): Finding[] {
  const key = line.project;
  const on = { line: line.number };
  if (key === "")
    return facts.accounts.get(line.glAccount)?.needsProject
      ? [finding("project_required", "account", line.glAccount, on)]
      : [];
  const project = facts.projects.get(key);
  if (!project) return [finding("project_unknown", "project", key, on)];
  return project.status === "A"
    ? []
    : [finding("project_not_active", "project", key, { ...on, values: { status: project.status || "-" } })];
}
