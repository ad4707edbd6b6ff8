// i18next over the two languages' words. One translator a language, shared by all requests: it holds nothing of anyone.
import { createInstance, type i18n, type TFunction } from "i18next";
import { initReactI18next } from "react-i18next";
import { type Language, words } from "./words.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: (typeof words)["nl"] };
    returnNull: false;
  }
}

export type Translate = TFunction;

const made = new Map<Language, i18n>();

export function translator(language: Language): i18n {
  const known = made.get(language);
  if (known) return known;
  const instance = createInstance();
  instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { nl: { translation: words.nl }, en: { translation: words.en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  made.set(language, instance);
  return instance;
}

/** What people call a field of the field table; the bare name where there is no word for it. */
export function fieldWord(language: Language, field: string): string {
  return (words[language].field as Record<string, string>)[field] ?? field;
}
