// An address taken apart: street, house number and addition, postcode, town. What is not there is "".
import { particles, samePlaces, streetKinds } from "./dutch.ts";
import { editDistance } from "./edit-distance.ts";
import { bare, fold, wordsOf } from "./words.ts";

export interface Address {
  /** Folded, kinds of street shortened, blanks left out. */
  street: string;
  /** The same with its kind in full, as written. */
  streetWritten: string;
  streetWords: string[];
  number: string;
  addition: string;
  /** Without blanks, upper case. */
  postcode: string;
  city: string;
  shown: { street: string; postcode: string; city: string };
  /** By which it is looked up and counted; "" where a part is missing. */
  features: { street: string; place: string; postcode: string; door: string; city: string };
}

const postcodeInLine = /\b(\d{4}) ?([a-z]{2})\b/;
const postBox = /\b(postbus|po ?box|postfach|pb)\b\D{0,3}(\d+)/;

export function address(lines: readonly string[], zip: string, city: string): Address | undefined {
  let text = lines
    .filter((line) => line !== "")
    .map((line) => fold(line).replace(/\./g, ". "))
    .join(" , ");
  let postcode = bare(zip);
  const inLine = postcodeInLine.exec(text);
  if (inLine && (postcode === "" || postcode === bare(inLine[0]))) {
    postcode = bare(inLine[0]);
    text = text.replace(inLine[0], " ");
  }
  const town = placeWords(city).join("");
  const { street, written, number, addition } = streetAndNumber(text);
  if (street.length === 0 && postcode === "" && town === "") return undefined;
  const joined = street.join("");
  const named = (kind: string, ...parts: string[]) => (parts.includes("") ? "" : [kind, ...parts].join(" "));
  return {
    street: joined,
    streetWritten: written,
    streetWords: street,
    number,
    addition,
    postcode,
    city: town,
    shown: { street: lines.find((line) => line !== "") ?? "", postcode: zip, city },
    features: {
      street: named("street", joined),
      place: named("place", joined, number),
      postcode: named("postcode", postcode),
      door: named("door", postcode, number),
      city: named("city", town),
    },
  };
}

function streetAndNumber(text: string): { street: string[]; written: string; number: string; addition: string } {
  const box = postBox.exec(text);
  if (box) return { street: ["postbus"], written: "postbus", number: box[2] ?? "", addition: "" };
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  const isNumber = (word: string) => /^\d{1,5}($|[-/+]|[a-z]{1,3}$)/.test(word) && !/^\d+(e|ste|de)$/.test(word);
  let at = words.findIndex((word, index) => index > 0 && isNumber(word));
  // why: "Plein 1944 12": a year in a street's name is followed by the house number.
  if (at > 0 && /^1[789]\d\d$/.test(words[at] ?? "") && isNumber(words[at + 1] ?? "")) at += 1;
  if (at < 0 && isNumber(words[0] ?? "")) at = 0;
  if (at < 0) return { street: placeWords(text), written: solid(text), number: "", addition: "" };
  const [, number = "", attached = ""] = /^(\d+)(.*)$/.exec(words[at] ?? "") ?? [];
  const next = words[at + 1] ?? "";
  const loose = at > 0 && attached === "" && /^([-/]?[a-z]{1,3}|[-/]?\d{1,4}[a-z]?)$/.test(next) ? next : "";
  const street = at === 0 ? words.slice(1) : words.slice(0, at);
  return {
    street: placeWords(street.join(" ")),
    written: solid(street.join(" ")),
    number: number.replace(/^0+(?=\d)/, ""),
    addition: `${attached}${loose}`.replace(/[^a-z0-9]/g, ""),
  };
}

/** A street's or town's words, folded, without particles. "Bergen (NH)" and "Bergen" are one town. */
function placeWords(place: string): string[] {
  const words: string[] = [];
  for (const { text } of wordsOf(fold(place).replace(/\([^)]*\)/g, " "))) {
    if (particles.has(text)) continue;
    const same = samePlaces[text];
    if (same) {
      words.push(same);
      continue;
    }
    const kind = streetKinds.find(([pattern]) => pattern.test(text));
    words.push(kind ? text.replace(kind[0], kind[1]) : text);
  }
  return words;
}

export type Likeness = "equal" | "alike" | "other" | "unknown";

const solid = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "");

/** How two streets compare: alike when one is a misspelling or an abbreviation of the other. */
export function streetLikeness(left: Address, right: Address): Likeness {
  if (left.street === "" || right.street === "") return "unknown";
  if (left.street === right.street || left.streetWritten === right.streetWritten) return "equal";
  if (nearly(left.street, right.street, 5) || nearly(left.streetWritten, right.streetWritten, 5)) return "alike";
  const [one, other] = [left.streetWords, right.streetWords];
  return shortened(one, other) || shortened(other, one) ? "alike" : "other";
}

/** How two towns compare; a letter or two behind a name ("Hengelo O") make no other town. */
export function cityLikeness(left: string, right: string): Likeness {
  if (left === "" || right === "") return "unknown";
  if (left === right) return "equal";
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (short.length >= 4 && long.length - short.length <= 2 && long.startsWith(short)) return "alike";
  return nearly(left, right, 3) ? "alike" : "other";
}

function nearly(left: string, right: string, least: number): boolean {
  const length = Math.min(left.length, right.length);
  const limit = length >= 9 ? 2 : length >= least ? 1 : 0;
  return limit > 0 && editDistance(left, right, limit) <= limit;
}

/** Whether each of the longer's words, from the last, is there in the shorter whole or cut short; what leads may be missing. */
function shortened(short: readonly string[], long: readonly string[]): boolean {
  if (short.length > long.length || short.length === 0) return false;
  for (let back = 1; back <= short.length; back += 1) {
    const [left = "", right = ""] = [short.at(-back), long.at(-back)];
    const limit = Math.min(left.length, right.length) >= 6 ? 1 : 0;
    const same =
      left === right ||
      (left.length < right.length && right.startsWith(left)) ||
      (limit > 0 && editDistance(left, right, 1) <= 1);
    if (!same) return false;
    if (back === 1 && left.length < 4) return false;
  }
  return true;
}
