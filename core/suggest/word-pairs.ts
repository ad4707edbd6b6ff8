// Which words of two names stand for one another, and what that is worth.
import type { Census } from "./census.ts";
import { wordEndings } from "./dutch.ts";
import { editDistance } from "./edit-distance.ts";
import type { Word } from "./words.ts";

export interface WordPairs {
  /** In bits, of all words that found one another. */
  worth: number;
  /** Words spelled otherwise on both sides. */
  alike: [string, string][];
  /** Of those, how many are likely two words rather than one misspelled: each is well known by itself. */
  doubtful: number;
  /** Words that found nothing. */
  globe: string[];
  milestones: string[];
}

export function pairWords(census: Census, globe: readonly Word[], milestones: readonly Word[]): WordPairs {
  const found: WordPairs = { worth: 0, alike: [], doubtful: 0, globe: [], milestones: [] };
  const left = [...globe];
  const right = [...milestones];
  for (let at = left.length - 1; at >= 0; at -= 1) {
    const other = right.findIndex((word) => word.text === left[at]?.text);
    if (other < 0) continue;
    found.worth += census.word(left[at]?.text ?? "").worth;
    left.splice(at, 1);
    right.splice(other, 1);
  }
  if (left.length > 0 && right.length > 0) {
    found.worth += takeJoined(census, left, right) + takeJoined(census, right, left);
    takeAlike(census, left, right, found);
  }
  found.globe = left.map((word) => word.text);
  found.milestones = right.map((word) => word.text);
  return found;
}

/** Takes out words that the other side writes as one: "installatie bedrijf" and "installatiebedrijf". */
function takeJoined(census: Census, parts: Word[], wholes: Word[]): number {
  let worth = 0;
  for (let at = 0; at + 1 < parts.length; at += 1) {
    const joined = `${parts[at]?.text}${parts[at + 1]?.text}`;
    const whole = wholes.findIndex(
      ({ text }) => text === joined || (joined.length >= 8 && editDistance(text, joined, 1) <= 1),
    );
    if (whole < 0) continue;
    worth += census.word(wholes[whole]?.text ?? "").worth;
    wholes.splice(whole, 1);
    parts.splice(at, 2);
    at -= 1;
  }
  return worth;
}

function takeAlike(census: Census, left: Word[], right: Word[], found: WordPairs): void {
  const pairs: { a: Word; b: Word; worth: number; doubtful: boolean }[] = [];
  for (const a of left)
    for (const b of right) {
      const lost = lostBits(a, b);
      if (lost === undefined) continue;
      const known = census.word(a.text).held >= 3 && census.word(b.text).held >= 3;
      const doubtful = lost.spelling && known;
      const worth = Math.min(census.word(a.text).worth, census.word(b.text).worth) - lost.bits - (doubtful ? 3 : 0);
      pairs.push({ a, b, worth: Math.max(worth, 0), doubtful });
    }
  pairs.sort((one, other) => other.worth - one.worth || compare(one.a.text + one.b.text, other.a.text + other.b.text));
  for (const { a, b, worth, doubtful } of pairs) {
    const [at, to] = [left.indexOf(a), right.indexOf(b)];
    if (at < 0 || to < 0) continue;
    left.splice(at, 1);
    right.splice(to, 1);
    found.worth += worth;
    found.alike.push([a.text, b.text]);
    if (doubtful) found.doubtful += 1;
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** What it costs, in bits, to read two words as one; undefined when they cannot be. */
function lostBits(a: Word, b: Word): { bits: number; spelling: boolean } | undefined {
  const [short, long] = a.text.length <= b.text.length ? [a, b] : [b, a];
  if (long.text.startsWith(short.text)) {
    if (short.text.length === 1) return { bits: 1, spelling: false };
    if (short.cut) return { bits: 1, spelling: false };
    const rest = long.text.slice(short.text.length);
    if (short.text.length >= 4 && wordEndings.has(rest)) return { bits: 1, spelling: false };
    if (short.text.length >= 4 && rest.length >= 3) return { bits: 3, spelling: true };
  }
  if (short.cut && short.text.length >= 3 && leavesOut(short.text, long.text)) return { bits: 2, spelling: false };
  if (/\d/.test(short.text) || /\d/.test(long.text)) return undefined;
  const length = short.text.length;
  const limit = length >= 12 ? 3 : length >= 7 ? 2 : length >= 4 ? 1 : 0;
  if (limit === 0) return undefined;
  const distance = editDistance(short.text, long.text, limit);
  if (distance > limit) return undefined;
  return { bits: distance * (length <= 5 ? 3.5 : 2), spelling: true };
}

/** Whether the short word is the long one with letters left out, but for the first: "gbr." is "gebroeders". */
function leavesOut(short: string, long: string): boolean {
  if (short.charAt(0) !== long.charAt(0)) return false;
  let at = 0;
  for (const letter of long) if (letter === short.charAt(at)) at += 1;
  return at === short.length;
}
