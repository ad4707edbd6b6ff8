// What went wrong, in the reader's words, with its code. Made on the server, so that the pages carry no error table.
import {
  type ErrorCode,
  type ErrorNote,
  errorTexts,
  type Language,
  TieoutError,
  type Values,
} from "../../core/errors.ts";

export interface Problem {
  code: string;
  what: string;
  means: string;
  next: string;
}

// why: the store runs outside Remix's bundle, so its TieoutError is another copy of the class than ours.
const isOurs = (thrown: unknown): thrown is { code: ErrorCode; values: Values } =>
  thrown instanceof Error && thrown.name === "TieoutError" && "code" in thrown && String(thrown.code) in errorTexts;

/** The problem of an error made for people; null for any other. */
export function problemOf(thrown: unknown, language: Language): Problem | null {
  if (!isOurs(thrown)) return null;
  return { code: thrown.code, ...new TieoutError(thrown.code, { values: thrown.values }).text(language) };
}

/** The problem of an error that was kept, as a run keeps its own. */
export const problemOfNote = ({ code, values }: ErrorNote, language: Language): Problem => ({
  code,
  ...new TieoutError(code, { values }).text(language),
});
