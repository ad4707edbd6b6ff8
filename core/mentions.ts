// Who a comment names: @ and a username, as people write it in a sentence.

/** How long a comment may be, in characters. */
export const longestComment = 2000;

const named = /(?<![\p{L}\p{N}._@+-])@([\p{L}\p{N}][\p{L}\p{N}._@+-]*)/gu;

/** The usernames among `known` (lower case) that a text names, each once, in their order. */
export function mentionsIn(text: string, known: ReadonlySet<string>): string[] {
  const found = [...text.matchAll(named)].flatMap(([, written = ""]) => {
    const name = written.toLowerCase();
    // why: a name at the end of a sentence is followed by a mark that names may hold too.
    return [name, name.replace(/[._@+-]+$/u, "")].find((one) => known.has(one)) ?? [];
  });
  return [...new Set(found)];
}

export interface TextPart {
  text: string;
  isMention: boolean;
}

/** A text in parts, so that those it names can be marked; joined they are the text again. */
export function textParts(text: string, known: ReadonlySet<string>): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { index, 0: written } of text.matchAll(named)) {
    const [name] = mentionsIn(written, known);
    if (name === undefined) continue;
    const until = index + 1 + name.length;
    if (index > from) parts.push({ text: text.slice(from, index), isMention: false });
    parts.push({ text: text.slice(index, until), isMention: true });
    from = until;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isMention: false });
  return parts;
}
