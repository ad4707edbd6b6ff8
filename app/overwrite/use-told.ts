// What would be written, in words: "312 values in 280 records, 14 of them edited in Milestones since; 5 new records".
import type { OverwriteCounts } from "../../prisma/overwrites.ts";
import { useWords } from "../i18n/use-words.ts";

export function useTold() {
  const { t, n } = useWords();
  return ({ values, pairs, edited, created, held }: OverwriteCounts): string => {
    const parts = [
      values > 0 &&
        t("overwrite.told.values", {
          count: values,
          pairs: t("overwrite.told.pairs", { count: pairs }),
          edited: n(edited),
        }),
      created > 0 && t("overwrite.told.created", { count: created }),
      held > 0 && t("overwrite.told.held", { count: held }),
    ].filter(Boolean);
    return parts.join("; ") || t("overwrite.told.nothing");
  };
}
