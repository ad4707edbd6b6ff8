// Why an attempt ended as it did, in the reader's words where the reason is an error of ours. What Globe or the agent
// said stands as it was said.
import { type ErrorCode, errorTexts, type Language, TieoutError } from "../errors.ts";

export interface SaidReason {
  code?: string | undefined;
  reason?: string | undefined;
}

const isError = (code: string | undefined): code is ErrorCode => code !== undefined && Object.hasOwn(errorTexts, code);

/** Null where nothing was said. */
export function saidReason({ code, reason }: SaidReason, invoice: string, language: Language): string | null {
  if (!isError(code)) return reason ?? null;
  return new TieoutError(code, { values: { invoice, reason: reason ?? "" } }).text(language).what;
}
