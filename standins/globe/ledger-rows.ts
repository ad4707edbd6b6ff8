// The rows that an entry is in the ledger: the debtor (A), what was earned (B) and VAT by code (K). Debit is positive,
// credit negative, and together they are nothing.
import type { Decimal } from "decimal.js";
import type { StoredRecord } from "../dataset.ts";
import { exact, known, trimmed } from "./ledger-books.ts";
import type { Books, Judged } from "./ledger-rules.ts";

export interface LedgerRow {
  kind: "A" | "B" | "K";
  account: string;
  vatCode: string;
  /** Euros with two decimals. */
  amount: string;
}

export function ledgerRows(header: StoredRecord, lines: readonly Judged[], { records, settings }: Books): LedgerRow[] {
  const row = (kind: LedgerRow["kind"], account: string, vatCode: string, amount: Decimal): LedgerRow => ({
    kind,
    account,
    vatCode,
    amount: amount.toFixed(2),
  });
  const accountOfKind = (letter: string) =>
    trimmed(known(records, "GeneralLedgerAccount", "RevenueAccount", letter)?.GeneralLedgerCode);
  const debtors = trimmed(header.JournalAccount) || trimmed(settings.debtorAccount) || accountOfKind("D");
  const perCode = new Map<string, Decimal>();
  for (const { record, vat } of lines) {
    const code = trimmed(record.VATCode).toUpperCase();
    if (code !== "") perCode.set(code, (perCode.get(code) ?? exact(0)).plus(vat));
  }
  const vatAccount = (code: string) => trimmed(known(records, "VAT", "VATCode", code)?.GLToPay) || accountOfKind("V");
  return [
    row("A", debtors, "", totalOf(lines)),
    ...lines.map(({ record, basis }) => row("B", trimmed(record.GLAccount), trimmed(record.VATCode), basis.negated())),
    ...[...perCode].map(([code, vat]) => row("K", vatAccount(code), code, vat.negated())),
  ];
}

/** What the debtor owes, with VAT. */
export const totalOf = (lines: readonly Judged[]): Decimal =>
  lines.reduce((sum, { basis, vat }) => sum.plus(basis).plus(vat), exact(0));
