// Money: whole cents in an integer, and decimal text at the edges ("1210.00"). No amount is ever a binary fraction.
import { Decimal } from "decimal.js";
import { canonicalNumber, type Raw } from "../entities/kinds.ts";

/** An amount in whole cents; negative reverses. Exact up to 90 trillion. */
export type Cents = number;

// why: forty digits hold every product of an amount, a quantity and a percentage exactly.
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** Decimal text of a raw number, as `canonicalNumber`; null where there is none or it is no number. */
export function decimalText(raw: Raw): string | null {
  const text = canonicalNumber(raw);
  return text === "" || text.startsWith("?") ? null : text;
}

/** Whole cents of decimal text in euros ("10.5" is 1050); null where it is not a number of whole cents. */
export function cents(text: string | null): Cents | null {
  if (text === null) return null;
  const exact = new Exact(text).times(100);
  const whole = exact.toDecimalPlaces(0);
  // why: a sender that adds binary fractions writes 0.30000000000000004; a millionth of a cent is never meant.
  if (exact.minus(whole).abs().greaterThan("0.000001")) return null;
  const amount = whole.toNumber();
  return Number.isSafeInteger(amount) ? positiveZero(amount) : null;
}

/** Two decimals, a point, no separators: -105 is "-1.05". */
export function euros(amount: Cents): string {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A percentage of an amount, not yet rounded: cents as a decimal. */
export const percentOf = (amount: Cents, percentage: string): Decimal =>
  new Exact(amount).times(percentage).dividedBy(100);

/** Euros as decimal text, unrounded: cents as a decimal. */
export const exactCents = (text: string): Decimal => new Exact(text).times(100);

/** Quantity times price, unrounded: cents as a decimal. */
export const product = (quantity: string, price: string): Decimal => new Exact(quantity).times(price).times(100);

/** To the cent, half a cent away from zero, so that the negated amount rounds to the negated cents. */
export const halfUp = (amount: Decimal): Cents =>
  positiveZero(amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber());

/** Decimal text with its sign turned. */
export const negated = (text: string): string =>
  text === "0" ? text : text.startsWith("-") ? text.slice(1) : `-${text}`;

export const sum = (amounts: readonly Cents[]): Cents => amounts.reduce((total, amount) => total + amount, 0);

// why: -0 prints as 0 but is another value to a strict comparison.
const positiveZero = (amount: number): number => (amount === 0 ? 0 : amount);
