// What went wrong, in the reader's words, with its code. Made on the server, so that the pages carry no error table.
import { type ErrorCode, errorTexts, type Language, TieoutError } from "../../core/errors.ts";

export interface Problem {
  code: string;
  what: string;
  means: string;
  next: string;
}

// why: the store runs outside Remix's bundle, so its TieoutError is another copy of the class than ours.
const isOurs = (thrown: unknown): thrown is { code: ErrorCode; values: Record<string, string | number> } =>
  thrown instanceof Error && thrown.name === "TieoutError" && "code" in thrown && String(thrown.code) in errorTexts;

/** The problem of an error made for people; null for any other. */
export function problemOf(thrown: unknown, language: Language): Problem | null {
  if (!isOurs(thrown)) return null;
  return { code: thrown.code, ...new TieoutError(thrown.code, { values: thrown.values }).text(language) };
}

/** The problem of a code and its English sentence, as a run keeps them: what the sentence names is found back in it. */
export function problemOfStored(stored: { code: string; message: string }, language: Language): Problem {
  const code = (stored.code in errorTexts ? stored.code : "unexpected") as ErrorCode;
  const values = valuesIn(errorTexts[code].en.what, stored.message) ?? { reason: stored.message };
  return { code, ...new TieoutError(code, { values }).text(language) };
}

function valuesIn(template: string, sentence: string): Record<string, string> | null {
  const names: string[] = [];
  const pattern = template
    .split(/(\{\w+\})/)
    .map((part) => {
      if (!/^\{\w+\}$/.test(part)) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      names.push(part.slice(1, -1));
      return "([\\s\\S]*?)";
    })
    .join("");
  const found = new RegExp(`^${pattern}$`).exec(sentence);
  return found && Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ""]));
}
