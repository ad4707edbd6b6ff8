// A code written one way and another: leading zeros, case, blanks, punctuation and a prefix.
import { editDistance } from "./edit-distance.ts";
import { bare } from "./words.ts";

export type CodeLikeness = "case" | "punctuation" | "leading_zeros" | "prefix" | "near";

export interface Code {
  shown: string;
  /** Letters and digits, upper case. */
  bare: string;
  /** Under which it is looked up: without punctuation and zeros in front, and run by run. */
  forms: string[];
  /** The last run of four digits or more, without zeros in front: what a prefix leaves. "" where there is none. */
  number: string;
}

export function codeOf(shown: string): Code {
  const plain = bare(shown);
  const runs = shown.toUpperCase().match(/\d+|\p{L}+/gu) ?? [];
  const forms = plain === "" ? [] : [...new Set([withoutZeros(plain), runs.map(withoutZeros).join("|")])];
  return { shown, bare: plain, forms, number: withoutZeros(/(\d{4,})\D*$/.exec(shown)?.[1] ?? "") };
}

/** How two codes differ when they are alike; undefined when they are not, or are the same. */
export function codeLikeness(left: Code, right: Code): CodeLikeness | undefined {
  if (left.shown === right.shown) return undefined;
  const [a, b] = [left.bare, right.bare];
  if (a === b && a !== "") return left.shown.toUpperCase() === right.shown.toUpperCase() ? "case" : "punctuation";
  if (left.forms.some((form) => right.forms.includes(form))) return "leading_zeros";
  if (left.number.length >= 4 && left.number === right.number) return "prefix";
  if (endsLong(a, b) || endsLong(b, a)) return "prefix";
  return Math.min(a.length, b.length) >= 4 && editDistance(a, b, 1) <= 1 ? "near" : undefined;
}

const endsLong = (long: string, short: string): boolean =>
  short.length >= 4 && long.length - short.length <= 3 && long.length > short.length && long.endsWith(short);

const withoutZeros = (text: string): string => text.replace(/^0+(?=.)/, "");
