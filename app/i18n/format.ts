// Numbers, dates and times as the reader writes them: 1.234,56 and dd-mm-jjjj in Dutch, 1,234.56 and 24 Nov 2026 in
// English; instants on the clock of Amsterdam.
import type { Translate } from "./translator.ts";
import type { Language } from "./words.ts";

const locales = { nl: "nl-NL", en: "en-GB" } as const;
const timeZone = "Europe/Amsterdam";

const numbers = { nl: new Intl.NumberFormat(locales.nl), en: new Intl.NumberFormat(locales.en) };
const clock = new Intl.DateTimeFormat("nl-NL", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A whole number, with marks between thousands. */
export const wholeNumber = (language: Language, value: number): string => numbers[language].format(value);

/** Decimal text in the reader's marks, digit for digit: nothing is rounded. */
export function decimal(language: Language, text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!parts) return text;
  const [thousands, mark] = language === "nl" ? [".", ","] : [",", "."];
  const whole = (parts[2] ?? "").replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${parts[1]}${whole}${parts[3] ? mark + parts[3] : ""}`;
}

/** A local date yyyy-mm-dd. */
export function localDate(language: Language, text: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return text;
  const [, year, month, date] = parts;
  return language === "nl" ? `${date}-${month}-${year}` : `${Number(date)} ${months[Number(month) - 1]} ${year}`;
}

/** The local date yyyy-mm-dd of an instant. */
export const dayOf = (instant: string): string => day.format(new Date(instant));

/** The time of day, 10:15, of an instant. */
export const timeOf = (instant: string): string => clock.format(new Date(instant));

/** For a column of moments: 10:15 on the day itself, with its date before it on another. */
export function stamp(language: Language, instant: string, now: string): string {
  const day = dayOf(instant);
  return day === dayOf(now) ? timeOf(instant) : `${localDate(language, day)} ${timeOf(instant)}`;
}

/** "om 10:15" on the day itself, "op 23-11-2026 om 10:15" on another. */
export function moment(t: Translate, language: Language, instant: string, now: string): string {
  const time = timeOf(instant);
  if (dayOf(instant) === dayOf(now)) return t("time.at", { time });
  return t("time.on", { date: localDate(language, dayOf(instant)), time });
}

/** How long ago, in words. */
export function ago(t: Translate, instant: string, now: string): string {
  const minutes = Math.floor((Date.parse(now) - Date.parse(instant)) / 60_000);
  if (minutes < 1) return t("time.justNow");
  if (minutes < 60) return t("time.minutes", { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? t("time.hours", { count: hours }) : t("time.days", { count: Math.floor(hours / 24) });
}

/** A duration: tenths of a second below ten, whole seconds, or minutes. */
export function duration(t: Translate, from: string, until: string): string {
  const seconds = Math.max(0, (Date.parse(until) - Date.parse(from)) / 1000);
  return seconds < 120
    ? t("time.seconds", { count: seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds) })
    : t("time.minutesShort", { count: Math.round(seconds / 60) });
}

/** A name as it stands within a sentence: its first letter small, unless it begins with capitals (BTW-codes). */
export const midSentence = (name: string): string =>
  /^.[A-Z]/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
