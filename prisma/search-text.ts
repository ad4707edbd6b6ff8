// Texts as they are searched: without case, accents or width, so that "cafe" finds "Café".

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
const beyondAscii = /[^\x00-\x7f]/;

export function folded(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What the quick search of a pair looks in: every text once. */
export const searchText = (texts: Iterable<string>): string => folded([...new Set(texts)].join("\n"));
