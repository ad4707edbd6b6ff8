// Core's sentences name amounts and dates as they are stored; here they come in the reader's marks.
import { decimal, localDate } from "../i18n/format.ts";
import type { Language } from "../i18n/words.ts";

/** Names of values that are amounts or percentages; codes may look alike and stay as they are. */
const numbers = ["expected", "found", "base", "total", "percentage", "milestones", "globe"];
const dates = ["date", "until"];

export function toldValues(values: Readonly<Record<string, string>>, language: Language): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (numbers.includes(name)) return [name, decimal(language, value)];
      return [name, dates.includes(name) ? localDate(language, value) : value];
    }),
  );
}
