// A code written one way and another: leading zeros, case, blanks, punctuation and a prefix.
import { editDistance } from "./edit-distance.ts";
import { bare } from "./words.ts";

export type CodeLikeness = "case" | "punctuation" | "leading_zeros" | "prefix" | "near";

/** The forms under which a code is looked up: without punctuation and zeros in front, and run by run. */
export function codeForms(code: string): string[] {
  const plain = bare(code);
  const runs = code.toUpperCase().match(/\d+|\p{L}+/gu) ?? [];
  const forms = [withoutZeros(plain), runs.map(withoutZeros).join("|")];
  return plain === "" ? [] : [...new Set(forms)];
}

/** The last run of four digits or more, without zeros in front: what a prefix leaves. "" where there is none. */
export const codeNumber = (code: string): string => withoutZeros(/(\d{4,})\D*$/.exec(code)?.[1] ?? "");

/** How two codes differ when they are alike; undefined when they are not, or are the same. */
export function codeLikeness(left: string, right: string): CodeLikeness | undefined {
  if (left === right) return undefined;
  if (left.toUpperCase() === right.toUpperCase()) return "case";
  if (bare(left) !== "" && bare(left) === bare(right)) return "punctuation";
  const forms = new Set(codeForms(left));
  if (codeForms(right).some((form) => forms.has(form))) return "leading_zeros";
  const [a, b] = [bare(left), bare(right)];
  const number = codeNumber(left);
  if (number.length >= 4 && number === codeNumber(right)) return "prefix";
  if (endsLong(a, b) || endsLong(b, a)) return "prefix";
  return Math.min(a.length, b.length) >= 4 && editDistance(a, b, 1) <= 1 ? "near" : undefined;
}

const endsLong = (long: string, short: string): boolean =>
  short.length >= 4 && long.length - short.length <= 3 && long.length > short.length && long.endsWith(short);

const withoutZeros = (text: string): string => text.replace(/^0+(?=.)/, "");
