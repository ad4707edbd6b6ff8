// What a component needs to speak: the words and the formats of the reader's language.
import { useTranslation } from "react-i18next";
import { useNow } from "../ui/now.tsx";
import { ago, decimal, duration, localDate, moment, stamp, timeOf, wholeNumber } from "./format.ts";
import { fieldWord } from "./translator.ts";
import type { Language } from "./words.ts";

export function useWords() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const language = i18n.language as Language;
  return {
    t,
    language,
    now,
    n: (value: number) => wholeNumber(language, value),
    decimal: (text: string) => decimal(language, text),
    date: (text: string) => localDate(language, text),
    time: timeOf,
    moment: (instant: string) => moment(t, language, instant, now),
    stamp: (instant: string) => stamp(language, instant, now),
    ago: (instant: string) => ago(t, instant, now),
    duration: (from: string, until: string) => duration(t, from, until),
    field: (name: string) => fieldWord(language, name),
  };
}
