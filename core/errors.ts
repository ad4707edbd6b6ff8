// Every error a person can meet, once: code, what happened, what it means for the books, what to do next, in both languages.
// docs/errors.md is generated from this table; a test holds the two together.

import { accessErrors } from "./error-texts/access.ts";
import { accountErrors } from "./error-texts/accounts.ts";
import { agentErrors } from "./error-texts/agent.ts";
import { agentInstallErrors } from "./error-texts/agent-install.ts";
import { bookingErrors } from "./error-texts/booking.ts";
import { inputErrors } from "./error-texts/input.ts";
import { installationErrors } from "./error-texts/installation.ts";
import { judgingErrors } from "./error-texts/judging.ts";
import { pullErrors } from "./error-texts/pulls.ts";
import { viewErrors } from "./error-texts/views.ts";

export type Language = "nl" | "en";

export interface ErrorText {
  /** What happened. May hold {placeholders}. */
  what: string;
  /** What it means for the books. */
  means: string;
  /** What to do next. */
  next: string;
}

export const errorTexts = {
  ...pullErrors,
  ...agentErrors,
  ...agentInstallErrors,
  ...bookingErrors,
  ...installationErrors,
  ...accountErrors,
  ...accessErrors,
  ...inputErrors,
  ...judgingErrors,
  ...viewErrors,
  unexpected: {
    en: {
      what: "Something unexpected went wrong: {reason}",
      means: "What was asked was not done; nothing was changed.",
      next: "Try again; if it happens again, send the log of this moment to support.",
    },
    nl: {
      what: "Er ging iets onverwachts mis: {reason}",
      means: "Wat gevraagd werd is niet gedaan; er is niets gewijzigd.",
      next: "Probeer het opnieuw; gebeurt het weer, stuur dan het logboek van dit moment naar de helpdesk.",
    },
  },
} satisfies Record<string, Record<Language, ErrorText>>;

export type ErrorCode = keyof typeof errorTexts;

/** What a sentence names: a word, a number, or another error that is told in the reader's language. */
export type Values = { readonly [name: string]: string | number | ErrorNote };

/** An error as it is kept and sent: its English sentence, and what it takes to tell it in another language. */
export interface ErrorNote {
  code: ErrorCode;
  message: string;
  values: Values;
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTexts, code);

/** A note as it came from elsewhere; where this version does not know its code only the sentence is left. */
export function errorNote(given: { code: string; message: string; values?: Values | undefined }): ErrorNote {
  const { code, message, values } = given;
  if (isErrorCode(code) && values) return { code, message, values };
  return { code: "unexpected", message, values: { reason: message } };
}

function filled(text: string, values: Values, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (typeof value !== "object") return value === undefined ? whole : String(value);
    return filled(errorTexts[value.code][language].what, value.values, language);
  });
}

/** An error made for people. `message` is the English sentence; `text(language)` gives all three parts. */
export class TieoutError extends Error {
  readonly code: ErrorCode;
  readonly values: Values;

  constructor(code: ErrorCode, options: { values?: Values; cause?: unknown } = {}) {
    super(filled(errorTexts[code].en.what, options.values ?? {}, "en"), { cause: options.cause });
    this.name = "TieoutError";
    this.code = code;
    this.values = options.values ?? {};
  }

  text(language: Language): ErrorText {
    const { what, means, next } = errorTexts[this.code][language];
    const told = (text: string) => filled(text, this.values, language);
    return { what: told(what), means: told(means), next: told(next) };
  }

  /** To keep it or send it. */
  get note(): ErrorNote {
    return { code: this.code, message: this.message, values: this.values };
  }
}

/** Any thrown thing as a TieoutError, its cause kept. */
export function asTieoutError(thrown: unknown): TieoutError {
  if (thrown instanceof TieoutError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new TieoutError("unexpected", { values: { reason }, cause: thrown });
}
