// What Globe refuses when a header comes to close its lines: nothing is posted then. A line by itself is hardly judged.
import type { Decimal } from "decimal.js";
import type { Records, StoredRecord } from "../dataset.ts";
import {
  type BookSettings,
  dateOf,
  exact,
  inCents,
  isTrue,
  known,
  periodOf,
  Refusal,
  trimmed,
} from "./ledger-books.ts";

export interface Books {
  records: ReadonlyMap<string, Records>;
  settings: BookSettings;
}

/** A line's amounts as the ledger takes them: positive where the debtor owes. */
export interface Judged {
  record: StoredRecord;
  basis: Decimal;
  vat: Decimal;
}

/** The lines with their amounts. Throws Refusal with the first thing that does not hold. */
export function judged(header: StoredRecord, lines: readonly StoredRecord[], books: Books): Judged[] {
  if (lines.length === 0) throw new Refusal("No lines exist for this TransactionKey.");
  headerRules(header, books);
  const found = lines.map((line) => judgedLine(line, books));
  if (header.Amount !== undefined && header.Amount !== null) {
    const total = found.reduce((sum, { basis, vat }) => sum.plus(basis).plus(vat), exact(0));
    if (!exact(header.Amount).equals(total)) throw new Refusal(`The entry is not in balance: ${total.toFixed(2)}`);
  }
  return found;
}

function headerRules(header: StoredRecord, { records, settings }: Books): void {
  const journal = known(records, "BrowserData.Journal", "JournalNumber", header.Journal);
  if (!journal) throw new Refusal(`Journal does not exist: ${trimmed(header.Journal)}`);
  if (journal.JournalType !== "V") throw new Refusal(`Journal type is not allowed: ${trimmed(header.Journal)}`);
  const date = dateOf(header.EntryDate);
  const period = periodOf(records, date);
  if (!period) throw new Refusal(`Financial period does not exist: ${date}`);
  const given = [header.FinancialYear, header.FinancialPeriod].map((value) => trimmed(value));
  const own = [period.FinancialYear, period.FinancialPeriod].map((value) => trimmed(value));
  if (given.some((value, at) => value !== "" && value !== own[at]))
    throw new Refusal(`Entry date is not in financial period ${given.join(" - ")}: ${date}`);
  if (settings.booksClosedUntil && date <= settings.booksClosedUntil)
    throw new Refusal(`Financial period is closed: ${own.join(" - ")}`);
  const debtor = known(records, "Account", "DebtorNumber", header.DebtorNumber);
  if (!debtor) throw new Refusal(`Debtor does not exist: ${trimmed(header.DebtorNumber)}`);
  if (!["A", "R"].includes(trimmed(debtor.CustomerStatus)))
    throw new Refusal(`Debtor is blocked: ${trimmed(header.DebtorNumber)}`);
  if (trimmed(header.JournalAccount) !== "") accountOf(header, "JournalAccount", records);
  const { CurrencyCode: currency } = header;
  if (trimmed(currency) !== "" && !known(records, "Currency", "CurrencyCode", currency))
    throw new Refusal(`Currency does not exist: ${trimmed(currency)}`);
}

function accountOf(record: StoredRecord, property: string, records: Books["records"]): StoredRecord {
  const code = trimmed(record[property]);
  const account = known(records, "GeneralLedgerAccount", "GeneralLedgerCode", code);
  if (!account) throw new Refusal(`G/L account does not exist: ${code}`);
  if (isTrue(account.Blocked)) throw new Refusal(`G/L account is blocked: ${code}`);
  return account;
}

function judgedLine(record: StoredRecord, { records, settings }: Books): Judged {
  const account = accountOf(record, "GLAccount", records);
  const demanded = [
    ["CostCentreAccount", "CostCenter", "CostCenter", "Code", "Cost centre"],
    ["ProjectAccount", "Project", "Project", "ProjectNumber", "Project"],
  ] as const;
  for (const [flag, property, entity, key, name] of demanded) {
    const code = trimmed(record[property]);
    if (code === "" && isTrue(account[flag])) throw new Refusal(`${name} is mandatory: ${trimmed(record.GLAccount)}`);
    if (code !== "" && !known(records, entity, key, code)) throw new Refusal(`${name} does not exist: ${code}`);
  }
  return amounts(record, settings.salesLineSign === "-" ? -1 : 1, records);
}

function amounts(record: StoredRecord, sign: 1 | -1, records: Books["records"]): Judged {
  const amount = exact(record.Amount).times(sign);
  const code = trimmed(record.VATCode);
  if (code === "") return { record, basis: amount, vat: exact(0) };
  const vatCode = known(records, "VAT", "VATCode", code);
  if (!vatCode) throw new Refusal(`VAT code does not exist: ${code}`);
  if (!["V", "B"].includes(trimmed(vatCode.SalesPurchase)))
    throw new Refusal(`VAT code is not a sales VAT code: ${code}`);
  const rate = isTrue(vatCode.VATCharged) || vatCode.Excluded === "N" ? exact(0) : exact(vatCode.Percentage).div(100);
  const inclusive = vatCode.Excluded === "I" || vatCode.Excluded === "T";
  const due = inclusive ? amount.minus(amount.div(rate.plus(1))) : amount.times(rate);
  const vat =
    record.VATAmount === undefined || record.VATAmount === null ? inCents(due) : exact(record.VATAmount).times(sign);
  if (vat.minus(due).abs().greaterThan("0.01"))
    throw new Refusal(`VAT amount does not match VAT code ${code}: ${vat.toFixed(2)}`);
  const basis = inclusive ? amount.minus(vat) : amount;
  const given = record.VATBasis === undefined || record.VATBasis === null ? basis : exact(record.VATBasis).times(sign);
  if (!given.equals(basis)) throw new Refusal(`The entry is not in balance: ${given.minus(basis).toFixed(2)}`);
  return { record, basis, vat };
}
