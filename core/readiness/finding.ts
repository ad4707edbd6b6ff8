// A rule's answer: what it found, the rows that it stands on, and the money that waits for it.
import type { EntityName } from "../entities/entity.ts";
import { entityNames } from "../entities/index.ts";
import type { CauseKind, FindingCode } from "../invoices/findings.ts";
import type { Cents } from "../invoices/money.ts";
import type { Facts, JudgedInvoice } from "./facts.ts";
import type { MissingFact, NoteText, SentenceText } from "./texts.ts";

export type Severity = "blocking" | "major" | "minor";
export type Outcome = "ok" | "minor" | "major" | "blocking" | "unknown";

/** What a row is: a pair of an entity, or something that has none. */
export type RowKind = CauseKind | "entity" | "agent" | "administration" | "run" | "decision";

/** Absolute amounts, so that a credit note counts as money too. */
export interface Money {
  /** How many invoices wait. */
  invoices: number;
  /** In the administration's own currency. */
  own: Cents;
  /** In other currencies, by code. */
  others: Record<string, Cents>;
}

/** Why a row stands there. `text` is one of this check's notes, the sentence of an invoice's finding, or what the agent saw. */
export interface Note {
  text: NoteText | `invoice:${string}` | `check:${string}`;
  values: Record<string, string>;
}

export interface Row {
  kind: RowKind;
  /** Of a pair: its entity. */
  entity: EntityName | null;
  /** The business key. */
  key: string;
  /** The record's name; "" where there is none. */
  title: string;
  notes: Note[];
  /** The invoices that wait for this row; null where the rule knows nothing of money. */
  money: Money | null;
}

export interface Judged {
  outcome: Outcome;
  text: SentenceText;
  values: Record<string, string>;
  rows: Row[];
  /** Of all rows together, each invoice once. */
  money: Money | null;
  /** Facts that are not known; only where the outcome is unknown. */
  missing: MissingFact[];
}

export const ok = (text: SentenceText = "ok", values: Record<string, string> = {}): Judged => ({
  outcome: "ok",
  text,
  values,
  rows: [],
  money: null,
  missing: [],
});

export const unknown = (...missing: MissingFact[]): Judged => ({ ...ok("unknown"), outcome: "unknown", missing });

/** Found where there are rows, else ok. */
export function found(
  outcome: Severity,
  text: SentenceText,
  rows: Row[],
  rest: { values?: Record<string, string>; money?: Money | null } = {},
): Judged {
  if (rows.length === 0) return ok();
  return { outcome, text, values: rest.values ?? {}, rows, money: rest.money ?? null, missing: [] };
}

const isEntityName = (kind: RowKind): kind is EntityName => (entityNames as readonly string[]).includes(kind);

export const row = (
  kind: RowKind,
  key: string,
  rest: { title?: string; notes?: Note[]; money?: Money | null } = {},
): Row => ({
  kind,
  entity: isEntityName(kind) ? kind : null,
  key,
  title: rest.title ?? "",
  notes: rest.notes ?? [],
  money: rest.money ?? null,
});

export const note = (text: NoteText, values: Record<string, string> = {}): Note => ({ text, values });

export function moneyOf(invoices: Iterable<JudgedInvoice>, currency: string): Money {
  const money: Money = { invoices: 0, own: 0, others: {} };
  for (const invoice of invoices) {
    const amount = Math.abs(invoice.total);
    money.invoices += 1;
    if (invoice.currency === "" || invoice.currency === currency) money.own += amount;
    else money.others[invoice.currency] = (money.others[invoice.currency] ?? 0) + amount;
  }
  return money;
}

/** The invoices that cannot be booked for one of these reasons, by what must heal. */
export class Waiting {
  readonly #byKey = new Map<string, Set<JudgedInvoice>>();
  readonly #currency: string;

  constructor({ invoices }: Facts, kind: CauseKind, codes: readonly FindingCode[]) {
    this.#currency = invoices?.currency ?? "";
    for (const invoice of invoices?.judged ?? [])
      for (const { code, cause, severity } of invoice.findings) {
        if (severity !== "blocking" || cause.kind !== kind || !codes.includes(code)) continue;
        const waiting = this.#byKey.get(cause.key) ?? new Set();
        this.#byKey.set(cause.key, waiting.add(invoice));
      }
  }

  for(...keys: string[]): Money {
    return moneyOf(new Set(keys.flatMap((key) => [...(this.#byKey.get(key) ?? [])])), this.#currency);
  }
}

/** Rows of pairs with what waits for each, most money first, and their sum, each invoice once. */
export function withMoney(facts: Facts, rows: Row[], kind: CauseKind, codes: readonly FindingCode[]) {
  if (!facts.invoices) return { rows, money: null };
  const waiting = new Waiting(facts, kind, codes);
  const priced = rows.map((one) => ({ ...one, money: waiting.for(one.key) }));
  // why: a stable sort, so that rows without money stay in order of key.
  priced.sort((a, b) => b.money.own - a.money.own || b.money.invoices - a.money.invoices);
  return { rows: priced, money: waiting.for(...rows.map(({ key }) => key)) };
}
