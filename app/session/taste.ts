// In which language and theme a page is made: what the person set, else what this browser chose, else what it asks for.
import type { Language } from "../i18n/words.ts";

export type Theme = "system" | "light" | "dark";

const isLanguage = (value: unknown): value is Language => value === "nl" || value === "en";
const isTheme = (value: unknown): value is Theme => value === "system" || value === "light" || value === "dark";

/** The first of the browser's languages that we speak; Dutch where it names none of ours. */
export function askedLanguage(acceptLanguage: string | null): Language {
  const asked = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...rest] = part.trim().split(";");
      const quality = rest.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { language: tag.trim().toLowerCase().slice(0, 2), quality: quality ? Number(quality) : 1 };
    })
    .filter(({ language, quality }) => isLanguage(language) && quality > 0)
    .sort((left, right) => right.quality - left.quality);
  const first = asked[0]?.language;
  return isLanguage(first) ? first : "nl";
}

export function taste(
  own: { language?: unknown; theme?: unknown } | null,
  chosen: { language?: unknown; theme?: unknown },
  acceptLanguage: string | null,
): { language: Language; theme: Theme } {
  const language = [own?.language, chosen.language].find(isLanguage) ?? askedLanguage(acceptLanguage);
  const theme = [own?.theme, chosen.theme].find(isTheme) ?? "system";
  return { language, theme };
}
