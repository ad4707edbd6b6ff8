// A person's name taken apart: first name, initials and surname, from one line or from fields of their own.
import { particles } from "./dutch.ts";
import { fold, type Word, wordsOf } from "./words.ts";

export interface PersonName {
  shown: string;
  /** The first first name in full, "" where only initials are known. */
  given: string;
  initials: string;
  /** Of the surname, without particles. */
  words: Word[];
}

const titles = new Set("dhr mw mevr mevrouw heer drs dr ir ing mr prof bc ba bsc msc ma mba".split(" "));

interface Parts {
  name?: string | undefined;
  first?: string | undefined;
  last?: string | undefined;
  initials?: string | undefined;
}

export function personName({ name = "", first = "", last = "", initials = "" }: Parts): PersonName | undefined {
  if (name === "" && last === "") return undefined;
  const [before, after] = name.split(",", 2);
  // why: "Vries, Jan de" is "Jan de Vries".
  const line = after === undefined ? name : `${after} ${before}`;
  const written = wordsOf(fold(line)).filter(({ text }) => !titles.has(text));
  const own = wordsOf(fold(last)).filter(({ text }) => !particles.has(text));
  const leading = written[0];
  const fromLine = written.slice(1).filter(({ text }) => !particles.has(text));
  const given = wordsOf(fold(first))[0] ?? (written.length > 1 ? leading : undefined);
  const givenWritten = given?.text ?? "";
  const short = given === undefined || isInitials(given);
  const words = own.length > 0 ? own : fromLine.length > 0 ? fromLine : written;
  return {
    shown: name || [first, last].filter((part) => part !== "").join(" "),
    given: short ? "" : givenWritten,
    initials: fold(initials).replace(/[^\p{L}]/gu, "") || (short ? givenWritten : givenWritten.charAt(0)),
    words,
  };
}

/** Letters that stood alone, or that have no vowel: "J.", "E.A.", "PJM". */
const isInitials = ({ text, joined }: Word): boolean =>
  joined || text.length <= 1 || (text.length <= 4 && !/[aeiouy]/.test(text));
