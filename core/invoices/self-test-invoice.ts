// The invoice of 1.00 that a self-test books in a test company, out of what Globe itself holds: a debtor, a sales VAT code
// and a revenue account that nothing stands in the way of.
import type { Facts } from "./facts.ts";
import type { Invoice } from "./invoice.ts";
import { euros, halfUp, percentOf } from "./money.ts";
import { stateOf } from "./state.ts";

/** Null where Globe holds no such debtor, code or account, or where the invoice would not be booked: `codes` says why. */
export function selfTestInvoice(
  facts: Facts,
  { number, date }: { number: string; date: string },
): { invoice: Invoice | null; codes: string[] } {
  const debtor = [...facts.debtors.values()].flat().find(({ status, blocked }) => status === "A" && !blocked);
  const vat = [...facts.vatCodes.values()]
    .flat()
    .find((code) => code.forSales && !code.reverseCharge && code.amounts === "E" && code.percentage !== null);
  const account = [...facts.accounts.values()].find(
    (one) => one.kind === "J" && !one.blocked && !one.needsCostCenter && !one.needsProject,
  );
  const missing = [
    ...(debtor ? [] : ["debtor_unknown"]),
    ...(vat ? [] : ["vat_code_unknown"]),
    ...(account ? [] : ["gl_account_unknown"]),
  ];
  if (!debtor || !vat?.percentage || !account) return { invoice: null, codes: missing };
  const due = halfUp(percentOf(100, vat.percentage));
  const invoice: Invoice = {
    ...{ id: number, number, kind: "invoice", processed: true, date, dueDate: date, debtor: debtor.code, currency: "" },
    ...{ description: "Tieout self-test", original: "", vatMode: "per_line" },
    ...{ totalExcl: "1", totalVat: euros(due), totalIncl: euros(100 + due) },
    lines: [
      {
        ...{ number: 1, description: "Tieout self-test", quantity: null, price: null, amount: "1", vat: euros(due) },
        ...{ vatCode: vat.code, percentage: vat.percentage, reverseCharge: false, item: "" },
        ...{ glAccount: account.code, costCenter: "", project: "" },
      },
    ],
  };
  const { state, findings } = stateOf(invoice, facts);
  return state === "blocked" ? { invoice: null, codes: findings.map(({ code }) => code) } : { invoice, codes: [] };
}
