// What the ledger knows of its company when an entry is judged: master data as it stands now, and its settings.
import { Decimal } from "decimal.js";
import { z } from "zod";
import type { Records, StoredRecord, Value } from "../dataset.ts";

/** Of a data set's connector.json. `salesLineSign`: with which sign this Globe takes the amount of a line that earns. */
export const bookSettings = z.object({
  company: z.coerce.string().optional(),
  debtorAccount: z.coerce.string().nullish(),
  booksClosedUntil: z.iso.date().nullish(),
  salesLineSign: z.enum(["+", "-"]).default("+"),
});
export type BookSettings = z.infer<typeof bookSettings>;

/** Globe refuses what is written; the message is what it answers. */
export class Refusal extends Error {}

export const trimmed = (value: Value | undefined): string => String(value ?? "").trim();
export const isTrue = (value: Value | undefined): boolean => value === true || Number(value) === 1;
/** A local date out of what was written; "" for none. */
export const dateOf = (value: Value | undefined): string => trimmed(value).slice(0, 10);

/** Exact, in euros. */
export const exact = (value: Value | undefined): Decimal => new Decimal(trimmed(value) || "0");
export const inCents = (amount: Decimal): Decimal => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);

/** The record of an entity whose property reads so, without padding and case; undefined for none. */
export function known(
  records: ReadonlyMap<string, Records>,
  entity: string,
  property: string,
  code: Value | undefined,
): StoredRecord | undefined {
  const wanted = trimmed(code).toUpperCase();
  if (wanted === "") return undefined;
  return records.get(entity)?.rows.find(({ record }) => trimmed(record[property]).toUpperCase() === wanted)?.record;
}

/** The period that a date lies in. */
export const periodOf = (records: ReadonlyMap<string, Records>, date: string): StoredRecord | undefined =>
  records
    .get("PeriodDate")
    ?.rows.find(({ record }) => dateOf(record.DateBegin) <= date && date <= dateOf(record.DateEnd))?.record;
