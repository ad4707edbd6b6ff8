// Canonical text as the reader sees it: flags in words, dates and numbers in the language's format, the rest as it is.
import { decimal, localDate } from "../i18n/format.ts";
import type { Translate } from "../i18n/translator.ts";
import type { Language } from "../i18n/words.ts";
import type { FieldColumn } from "./columns.ts";

export interface Speech {
  t: Translate;
  language: Language;
}

/** "" stays "": what is empty is said by whoever shows it. */
export function shownText({ t, language }: Speech, kind: FieldColumn["kind"], canonical: string): string {
  switch (kind) {
    case "flag":
      return canonical === "true" ? t("grid.yes") : canonical === "false" ? t("grid.no") : canonical;
    case "date":
      return localDate(language, canonical);
    case "number":
      return decimal(language, canonical);
    default:
      return canonical;
  }
}
