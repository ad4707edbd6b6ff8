// How applying a decision ended, in a sentence.
import type { ApplyEnd } from "../../core/ports/apply.ts";
import type { useWords } from "../i18n/use-words.ts";

type Words = Pick<ReturnType<typeof useWords>, "t" | "field">;

/** Null where there is nothing to add to the state. */
export function endSentence({ t, field }: Words, end: ApplyEnd | null): string | null {
  if (end === null) return null;
  if (end.state === "applied") return end.already ? t("applyEnd.already") : null;
  const said = end.state === "failed" && end.said !== null ? [t("applyEnd.said", { said: end.said })] : [];
  const about = end.state === "stale" || end.reason !== "no_answer" ? end.fields.map(field).join(", ") : "";
  return [t(`applyEnd.${end.reason}`), about && `(${about})`, ...said].filter(Boolean).join(" ");
}
