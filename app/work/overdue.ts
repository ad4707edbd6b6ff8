// Whether a day has passed, on the clock of Amsterdam.
import { dayOf } from "../i18n/format.ts";

/** `now`: an instant. */
export const isOverdue = (dueOn: string | null, now: string): boolean => dueOn !== null && dueOn < dayOf(now);
