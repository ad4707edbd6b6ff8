// What holds the most money up, first: the findings of many invoices, grouped by what must heal.
import type { Cause, Finding, FindingCode } from "./findings.ts";
import type { Cents } from "./money.ts";

/** A blocked invoice with what it comes to; `total` in cents of its currency. */
export interface HeldUp {
  number: string;
  total: Cents;
  currency: string;
  findings: readonly Finding[];
}

export interface RootCause {
  code: FindingCode;
  cause: Cause;
  /** The finding whose sentence stands for the group, with the pairs of all. */
  finding: Finding;
  /** In order of amount, largest first. */
  invoices: string[];
  /** What waits in the administration's own currency; a credit note counts as money too, whatever its sign. */
  amount: Cents;
  /** What waits in other currencies, by code. */
  others: Record<string, Cents>;
  /** Invoices that nothing else blocks: they are free as soon as this heals. */
  freed: { invoices: number; amount: Cents };
}

/** Blocking findings grouped by code and cause, ordered by amount, then by number of invoices, then by key. */
export function rootCauses(invoices: readonly HeldUp[], ownCurrency: string): RootCause[] {
  const causes = new Map<string, RootCause>();
  const largestFirst = [...invoices].sort(
    (a, b) => Math.abs(b.total) - Math.abs(a.total) || (a.number < b.number ? -1 : 1),
  );
  for (const invoice of largestFirst) {
    const blocking = invoice.findings.filter(({ severity }) => severity === "blocking");
    const names = new Set(blocking.map(nameOf));
    for (const name of names) {
      const found = blocking.filter((one) => nameOf(one) === name);
      const cause = causes.get(name) ?? begun(found[0]);
      if (!cause) continue;
      causes.set(name, cause);
      for (const one of found) addPairs(cause.finding, one);
      count(cause, invoice, ownCurrency, names.size === 1);
    }
  }
  return [...causes.values()].sort(
    (a, b) =>
      b.amount - a.amount || b.invoices.length - a.invoices.length || (nameOf(a.finding) < nameOf(b.finding) ? -1 : 1),
  );
}

// why: what the invoice itself must heal is one cause an invoice; a code's several sentences are one cause.
const nameOf = ({ code, cause }: Finding): string => JSON.stringify([code, cause.kind, cause.key]);

function begun(finding: Finding | undefined): RootCause | undefined {
  if (!finding) return undefined;
  return {
    code: finding.code,
    cause: finding.cause,
    finding: { ...finding, pairs: [...finding.pairs], lines: [] },
    invoices: [],
    amount: 0,
    others: {},
    freed: { invoices: 0, amount: 0 },
  };
}

function addPairs(to: Finding, from: Finding): void {
  for (const pair of from.pairs)
    if (!to.pairs.some(({ entity, key }) => entity === pair.entity && key === pair.key)) to.pairs.push(pair);
}

function count(cause: RootCause, invoice: HeldUp, ownCurrency: string, alone: boolean): void {
  const amount = Math.abs(invoice.total);
  const own = invoice.currency === "" || invoice.currency === ownCurrency;
  cause.invoices.push(invoice.number);
  if (own) cause.amount += amount;
  else cause.others[invoice.currency] = (cause.others[invoice.currency] ?? 0) + amount;
  if (!alone) return;
  cause.freed.invoices += 1;
  if (own) cause.freed.amount += amount;
}
