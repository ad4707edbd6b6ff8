// What Globe's columns can hold: so many characters, of the character set Windows-1252 and no other.
// What does not fit is kept as "?" or cut without a word, so it is found before anything is sent.

/** Lengths of the texts that are sent. Source: Globe's entity reference, product update 415. */
export const lengths = { yourReference: 30, ourReference: 8, description: 60 } as const;

const inUpperHalf = new Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

function isStorable(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return (point >= 0x20 && point <= 0x7e) || (point >= 0xa0 && point <= 0xff) || inUpperHalf.has(character);
}

/** The characters of a text that Globe cannot hold, each once, in order. */
export const unstorable = (text: string): string[] => [...new Set(text)].filter((character) => !isStorable(character));

/** Characters, not code units: one each in Windows-1252. */
export const lengthOf = (text: string): number => [...text].length;

/** A code as Globe keeps it: blanks on the left up to its width. */
export const aligned = (code: string, width: number): string => code.trim().padStart(width);
