// Text folded until only what identifies is left: case, accents, dots and the writing of ij make no difference.

export interface Word {
  /** Folded. */
  text: string;
  /** Written with a dot behind it, so probably cut short. */
  cut: boolean;
  /** Made of letters that stood alone. */
  joined: boolean;
}

const letters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  ø: "o",
  œ: "oe",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
const beyondAscii = /[^\x00-\x7f]/;

/** Lower case without accents; ij, ÿ and y are one letter. */
export function fold(text: string): string {
  let folded = text.toLowerCase();
  if (beyondAscii.test(folded))
    folded = folded
      .replace(/[’‘`´]/g, "'")
      .replace(/ĳ|ÿ/g, "y")
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[ßæøœłđðþ]/g, (letter) => letters[letter] ?? letter);
  return folded.replaceAll("ij", "y");
}

const word = /([\p{L}\p{N}]+)(\.?)/gu;

/** The words of a folded text. Letters that stand alone beside one another are one word: "b.v.", "B V" and "BV" are. */
export function wordsOf(folded: string): Word[] {
  const found: Word[] = [];
  let letterEnd = -1;
  const text = folded.replace(/'([tsn])(?![\p{L}\p{N}])/gu, " ").replaceAll("'", "");
  for (const { 1: written = "", 2: dot, index } of text.matchAll(word)) {
    const end = index + written.length + (dot?.length ?? 0);
    const last = found.at(-1);
    const single = written.length === 1 && !/\d/.test(written);
    if (single && last && letterEnd >= 0 && /^\s?$/.test(text.slice(letterEnd, index)))
      Object.assign(last, { text: last.text + written, joined: true });
    else found.push({ text: written, cut: dot === "." && !single, joined: false });
    letterEnd = single ? end : -1;
  }
  return found.flatMap(withoutForm);
}

/** "O.B. B.V." was read as one word: its legal form is another, and so is "v.d." */
function withoutForm(word: Word): Word[] {
  const parts = /^(\p{L}{1,4})(bv|nv|cv|vof|vd)$/u.exec(word.text);
  if (!parts?.[1] || !parts[2] || !word.joined) return [word];
  return [
    { ...word, text: parts[1] },
    { ...word, text: parts[2] },
  ];
}

/** A word's letters and digits only, upper case: how identifiers are compared. */
export const bare = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
