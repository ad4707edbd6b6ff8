// Every error a person can meet, once: code, what happened, what it means for the books, what to do next, in both languages.
// docs/errors.md is generated from this table; a test holds the two together.

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
  input_unreadable: {
    en: {
      what: "{file} cannot be read: {reason}",
      means: "Nothing was compared.",
      next: "Export the file again and try once more.",
    },
    nl: {
      what: "{file} kan niet worden gelezen: {reason}",
      means: "Er is niets vergeleken.",
      next: "Exporteer het bestand opnieuw en probeer het nog eens.",
    },
  },
  run_incomplete: {
    en: {
      what: "The pull of {entity} was not complete: {reason}",
      means: "Nothing was changed; the last verdicts stay and are marked as not comparable.",
      next: "Nothing, if the next run is complete; otherwise look at the agent and at Globe.",
    },
    nl: {
      what: "Het ophalen van {entity} was niet volledig: {reason}",
      means: "Er is niets gewijzigd; de laatste uitkomsten blijven staan en heten niet vergelijkbaar.",
      next: "Niets, als de volgende run volledig is; kijk anders naar de agent en naar Globe.",
    },
  },
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

type Values = Record<string, string | number>;

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** An error made for people. `message` is the English sentence; `text(language)` gives all three parts. */
export class TieoutError extends Error {
  readonly code: ErrorCode;
  readonly values: Values;

  constructor(code: ErrorCode, options: { values?: Values; cause?: unknown } = {}) {
    super(filled(errorTexts[code].en.what, options.values ?? {}), { cause: options.cause });
    this.name = "TieoutError";
    this.code = code;
    this.values = options.values ?? {};
  }

  text(language: Language): ErrorText {
    const { what, means, next } = errorTexts[this.code][language];
    return { what: filled(what, this.values), means: filled(means, this.values), next: filled(next, this.values) };
  }
}

/** Any thrown thing as a TieoutError, its cause kept. */
export function asTieoutError(thrown: unknown): TieoutError {
  if (thrown instanceof TieoutError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new TieoutError("unexpected", { values: { reason }, cause: thrown });
}
