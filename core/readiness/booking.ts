// Rules about what is booked, and where: journal, debtors' account, closed books, and each invoice that waits.
import type { Facts } from "./facts.ts";
import { found, type Judged, moneyOf, note, ok, row, unknown } from "./finding.ts";

/** Money of every invoice that would go to the journal or on the account. */
const allWaiting = ({ invoices }: Facts) =>
  invoices &&
  moneyOf(
    invoices.judged.filter(({ state }) => state === "blocked" || state === "ready"),
    invoices.currency,
  );

export function salesJournal(facts: Facts): Judged {
  if (!facts.settings) return unknown("settings");
  const key = facts.settings.salesJournal ?? "";
  const money = allWaiting(facts);
  if (key === "") return found("blocking", "journal_not_given", [row("journal", "-", { money })], { money });
  if (!facts.journals) return unknown("journals");
  const journal = facts.journals.find(({ code }) => code === key);
  const values = { key };
  if (!journal) return found("blocking", "journal_unknown", [row("journal", key, { money })], { values, money });
  const about = { title: journal.name, notes: [note("journal_type", { type: journal.type || "-" })], money };
  if (journal.type !== "V")
    return found("blocking", "journal_not_sales", [row("journal", key, about)], { values, money });
  return ok("journal_ok", { key, name: journal.name });
}

export function debtorAccount(facts: Facts): Judged {
  if (!facts.settings) return unknown("settings");
  const key = facts.settings.debtorAccount ?? "";
  const money = allWaiting(facts);
  if (key === "") return found("blocking", "account_not_given", [row("account", "-", { money })], { money });
  if (!facts.accounts) return unknown("accounts");
  const account = facts.accounts.find(({ code }) => code === key);
  const values = { key };
  if (!account) return found("blocking", "account_unknown", [row("account", key, { money })], { values, money });
  const about = { title: account.name, money };
  if (account.blocked) return found("blocking", "account_blocked", [row("account", key, about)], { values, money });
  if (account.kind === "") return unknown("account_kind");
  const notes = [note("account_kind", { kind: account.kind })];
  if (account.kind !== "D")
    return found("blocking", "account_not_debtors", [row("account", key, { ...about, notes })], { values, money });
  return ok("account_ok", { key, name: account.name });
}

export function booksClosed(facts: Facts): Judged {
  if (!facts.settings) return unknown("settings");
  const { booksClosedUntil: until } = facts.settings;
  return until === null
    ? found("minor", "books_closed_not_given", [row("administration", facts.company)])
    : ok("books_closed_ok", { until });
}

/** Each processed invoice that is not in Globe yet would book. */
export function openInvoices(facts: Facts): Judged {
  if (!facts.invoices) return unknown("invoices");
  const { judged, currency } = facts.invoices;
  const blocked = judged.filter(({ state }) => state === "blocked");
  const open = judged.filter(({ state }) => state === "blocked" || state === "ready");
  const values = { open: String(open.length), booked: String(count(judged, "already_booked")) };
  if (blocked.length === 0) return ok("invoices_ok", values);
  const rows = [...blocked]
    .sort((a, b) => Math.abs(b.total) - Math.abs(a.total) || (a.number < b.number ? -1 : 1))
    .map((invoice) =>
      row("invoice", invoice.number, {
        title: invoice.date,
        notes: invoice.findings
          .filter(({ severity }) => severity === "blocking")
          .map(({ text, values: of }) => ({ text: `invoice:${text}` as const, values: of })),
        money: moneyOf([invoice], currency),
      }),
    );
  return found("blocking", "invoices_blocked", rows, { values, money: moneyOf(blocked, currency) });
}

const count = (judged: NonNullable<Facts["invoices"]>["judged"], wanted: string): number =>
  judged.filter(({ state }) => state === wanted).length;

/** What a person should look at before releasing: none of it blocks. */
export function invoiceWarnings(facts: Facts): Judged {
  if (!facts.invoices) return unknown("invoices");
  const { judged, currency } = facts.invoices;
  const warned = judged
    .map((invoice) => ({ invoice, warnings: invoice.findings.filter(({ severity }) => severity === "warning") }))
    .filter(({ warnings }) => warnings.length > 0);
  const rows = warned.map(({ invoice, warnings }) =>
    row("invoice", invoice.number, {
      title: invoice.date,
      notes: warnings.map(({ text, values }) => ({ text: `invoice:${text}` as const, values })),
      money: moneyOf([invoice], currency),
    }),
  );
  const money = moneyOf(
    warned.map(({ invoice }) => invoice),
    currency,
  );
  return found("minor", "invoices_warned", rows, { money });
}
