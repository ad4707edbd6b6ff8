// What Globe posts for a sales entry: the debtor owes the whole, revenue and VAT stand against it. Debit equals credit.
import { type Cents, cents } from "./money.ts";
import type { SalesEntry } from "./sales-entry.ts";

/** `kind` as Globe's ledger has it: A the debtor, B revenue, K VAT. One of debit and credit is zero. */
export interface LedgerRow {
  kind: "A" | "B" | "K";
  /** Trimmed; "" where Globe knows it (the journal's debtor account, the VAT code's account). */
  account: string;
  vatCode: string;
  debit: Cents;
  credit: Cents;
}

/** The rows in the administration's words: a credit note turns sides, amounts stay positive. */
export function ledgerRows({ header, lines, lineSign, totals }: SalesEntry): LedgerRow[] {
  const row = (kind: LedgerRow["kind"], account: string, vatCode: string, credit: Cents): LedgerRow => ({
    kind,
    account,
    vatCode,
    debit: credit < 0 ? -credit : 0,
    credit: credit > 0 ? credit : 0,
  });
  const up = lineSign === "-" ? -1 : 1;
  return [
    row("A", header.JournalAccount?.trim() ?? "", "", -inCents(totals.incl)),
    ...lines.map((line) => row("B", line.GLAccount?.trim() ?? "", line.VATCode ?? "", up * inCents(line.VATBasis))),
    ...totals.perCode.map(({ code, vat }) => row("K", "", code, inCents(vat))),
  ];
}

const inCents = (text: string): Cents => cents(text) ?? 0;
