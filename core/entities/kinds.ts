// Kinds of values. Each turns a raw value into canonical text (shown, stored, printed), and canonical text into
// comparison text; two values are equal when their comparison texts are the same string. Nothing here throws:
// what cannot be read becomes "?" and the raw value, which is visible and equal only to itself.
import { Decimal } from "decimal.js";

/** A value as a system or a file gives it. Absent counts as null. */
export type Raw = string | number | bigint | boolean | Date | null | undefined;

/**
 * Why two canonical texts that differ still count as equal; shown beside the cell, never silent. `linked`: the two codes
 * were marked as the same by people. From `tolerance` on: by a rule that the administration set.
 */
export type Rule =
  | "case"
  | "blanks"
  | "dots"
  | "cut_at_50"
  | "linked"
  | "tolerance"
  | "cut"
  | "mapped"
  | "not_compared";

export type ReferenceTarget = "vatCode" | "costCenter" | "employee" | "customer";

/** How Globe writes a reference: as the code itself, as a debtor number, or as an account code. */
export type GlobeReference = "code" | "debtorNumber" | "accountCode";

export type Kind =
  | { name: "code"; upper: boolean; anyCase: boolean }
  | { name: "text" }
  | { name: "email" }
  | { name: "vatNumber" }
  | { name: "postcode" }
  | { name: "number" }
  | { name: "date" }
  | { name: "flag"; globe: Readonly<Record<string, boolean>> }
  | { name: "choice"; globe: Readonly<Record<string, string>> }
  | { name: "reference"; to: ReferenceTarget; globe: GlobeReference };

/** Trimmed as is. */
export const code: Kind = { name: "code", upper: false, anyCase: false };
/** Trimmed and upper-cased, as Globe stores it. */
export const upperCode: Kind = { name: "code", upper: true, anyCase: false };
/** Trimmed; the spelling is kept and case does not count. */
export const anyCaseCode: Kind = { name: "code", upper: false, anyCase: true };
export const text: Kind = { name: "text" };
export const email: Kind = { name: "email" };
export const vatNumber: Kind = { name: "vatNumber" };
export const postcode: Kind = { name: "postcode" };
export const number: Kind = { name: "number" };
export const date: Kind = { name: "date" };
/** True for the listed Globe letters, false for every other letter and for none ("" listed means: empty is true). */
export const flag = (...trueLetters: string[]): Kind => ({
  name: "flag",
  globe: Object.fromEntries(trueLetters.map((letter) => [letter, true])),
});
export const choice = (globe: Record<string, string>): Kind => ({ name: "choice", globe });
export const ref = (to: ReferenceTarget, globe: GlobeReference = "code"): Kind => ({ name: "reference", to, globe });

/** "?" and the raw value: a value nobody could read or resolve. */
export const unresolved = (raw: string): string => `?${raw}`;

/** Raw as plain text, untrimmed. */
export function plain(raw: Raw): string {
  if (raw === null || raw === undefined) return "";
  if (typeof raw === "string") return raw;
  if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? "" : raw.toISOString().slice(0, 10);
  return typeof raw === "number" ? new Decimal(raw).toFixed() : String(raw);
}

const plainDecimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A decimal without trailing zeros; "" when empty; "?..." when it is no number. Decimal comma counts where no point stands. */
export function canonicalNumber(raw: Raw): string {
  const written = plain(raw).trim();
  if (written === "") return "";
  const pointed = written.includes(".") ? written : written.replace(",", ".");
  if (!plainDecimal.test(pointed)) return unresolved(written);
  const value = new Decimal(pointed);
  return value.isZero() ? "0" : value.toFixed();
}

const odataDate = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;
const isoDate = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/;
const dutchDate = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/;

function calendarDate(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/**
 * A local date yyyy-mm-dd, never shifted by a time zone: a time of day is cut off, `/Date(ms)/` is read in UTC.
 * Years 1899 and 1900 stand for "no date" in Globe and are empty. Reads yyyy-mm-dd, dd-mm-yyyy and dd/mm/yyyy.
 */
export function canonicalDate(raw: Raw): string {
  const written = plain(raw).trim();
  if (written === "") return "";
  const found = dateOf(written);
  if (found === null) return unresolved(written);
  return found.startsWith("1899-") || found.startsWith("1900-") ? "" : found;
}

function dateOf(written: string): string | null {
  const iso = isoDate.exec(written);
  if (iso) return calendarDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const odata = odataDate.exec(written);
  if (odata) {
    const at = new Date(Number(odata[1]));
    return Number.isNaN(at.getTime()) ? null : at.toISOString().slice(0, 10);
  }
  const dutch = dutchDate.exec(written);
  return dutch ? calendarDate(Number(dutch[3]), Number(dutch[2]), Number(dutch[1])) : null;
}

const yes = new Set(["true", "1", "ja", "waar", "yes"]);
const no = new Set(["false", "0", "nee", "onwaar", "no"]);

/** A flag as Milestones or a file writes it: true, false, null when empty, undefined when it is neither. */
export function writtenFlag(raw: Raw): boolean | null | undefined {
  if (typeof raw === "boolean") return raw;
  const written = plain(raw).trim().toLowerCase();
  if (written === "") return null;
  if (yes.has(written)) return true;
  return no.has(written) ? false : undefined;
}

const outerOrRunsOfBlanks = /^\s|\s$|\s\s|[^\S ]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
const beyondAscii = /[^\x00-\x7f]/;

/** Trimmed, inner runs of blanks to one, Unicode NFC. */
function canonicalProse(raw: Raw): string {
  let written = plain(raw);
  if (outerOrRunsOfBlanks.test(written)) written = written.trim().replace(/\s+/g, " ");
  return beyondAscii.test(written) ? written.normalize("NFC") : written;
}

/** Canonical text of a value of Globe. References stand as written here: resolving them needs other records. */
export function canonicalGlobe(kind: Kind, raw: Raw): string {
  switch (kind.name) {
    case "flag": {
      const letter = plain(raw).trim();
      return String(Object.hasOwn(kind.globe, letter) && kind.globe[letter]);
    }
    case "choice": {
      const letter = plain(raw).trim();
      if (letter === "") return "";
      return (Object.hasOwn(kind.globe, letter) && kind.globe[letter]) || unresolved(letter);
    }
    default:
      return canonicalOwn(kind, raw);
  }
}

/** Canonical text of a value of Milestones. References stand as the id here: resolving them needs other records. */
export function canonicalMilestones(kind: Kind, raw: Raw): string {
  if (kind.name === "flag") {
    const value = writtenFlag(raw);
    return value === undefined ? unresolved(plain(raw).trim()) : String(value ?? false);
  }
  return canonicalOwn(kind, raw);
}

function canonicalOwn(kind: Kind, raw: Raw): string {
  switch (kind.name) {
    case "text":
      return canonicalProse(raw);
    case "number":
      return canonicalNumber(raw);
    case "date":
      return canonicalDate(raw);
    case "code": {
      const written = plain(raw).trim();
      return kind.upper ? written.toUpperCase() : written;
    }
    default:
      return plain(raw).trim();
  }
}

/** Comparison text: two canonical texts are equal when these are the same string. */
export function comparisonText(kind: Kind, canonical: string): string {
  switch (kind.name) {
    case "code":
      return kind.anyCase ? canonical.toUpperCase() : canonical;
    case "email":
      return canonical.toLowerCase();
    case "vatNumber":
      return canonical.replace(/[\s.]/g, "").toUpperCase();
    case "postcode":
      return canonical.replace(/\s/g, "").toUpperCase();
    default:
      return canonical;
  }
}

/** Milestones keeps the first 50 characters of some texts: its value is exactly that beginning of Globe's longer one. */
function cutAt50(globe: string, milestones: string): boolean {
  return globe.length > milestones.length && globe.startsWith(milestones) && [...milestones].length === 50;
}

/** What two canonical texts of a field come to. `rules` is filled only where the texts differ and still count as equal. */
export function verdict(kind: Kind, globe: string, milestones: string): { equal: boolean; rules: Rule[] } {
  if (globe === milestones) return { equal: true, rules: [] };
  if (comparisonText(kind, globe) === comparisonText(kind, milestones))
    return { equal: true, rules: rulesBetween(kind, globe, milestones) };
  if (kind.name === "text" && cutAt50(globe, milestones)) return { equal: true, rules: ["cut_at_50"] };
  return { equal: false, rules: [] };
}

function rulesBetween(kind: Kind, globe: string, milestones: string): Rule[] {
  const rules: Rule[] = [];
  const without = (pattern: RegExp, value: string) => value.replace(pattern, "");
  const differs = (pattern: RegExp) =>
    without(pattern, globe).toUpperCase() !== without(pattern, milestones).toUpperCase();
  if (kind.name === "vatNumber" && differs(/\s/g)) rules.push("dots");
  if ((kind.name === "vatNumber" && differs(/\./g)) || (kind.name === "postcode" && differs(/$^/)))
    rules.push("blanks");
  if (without(/[\s.]/g, globe) !== without(/[\s.]/g, milestones)) rules.push("case");
  // why: where a dot and a blank change places, neither alone tells the texts apart.
  return rules.length > 0 ? rules : ["blanks"];
}
