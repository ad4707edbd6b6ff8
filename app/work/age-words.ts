// How long something differs, in words.
import { daysSince } from "../../core/age.ts";
import type { Translate } from "../i18n/translator.ts";

/** Both instants. */
export function ageWords(t: Translate, firstSeenAt: string, now: string): string {
  const days = daysSince(firstSeenAt, new Date(now));
  return days === 0 ? t("age.today") : t("age.days", { count: days });
}
