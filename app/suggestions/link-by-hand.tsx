// Two codes that someone knows to be the same, though nothing suggests it.
import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import type { SuggestionsPageData } from "./page-data.ts";
import type { Judging } from "./use-judging.ts";

export function LinkByHand({ page, judging }: { page: SuggestionsPageData; judging: Judging }) {
  const { t } = useWords();
  const [globe, setGlobe] = useState("");
  const [milestones, setMilestones] = useState("");
  if (!page.may.propose || !page.comparable) return null;
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      aria-label={t("suggestions.byHand")}
      onSubmit={(event) => {
        event.preventDefault();
        judging.ask({ does: "codes", codes: { globe: globe.trim(), milestones: milestones.trim() } });
      }}
    >
      <label className="field">
        <span>{t("suggestions.codeIn", { side: t("grid.globe") })}</span>
        <input
          className="input w-36"
          value={globe}
          onChange={(event) => setGlobe(event.target.value)}
          maxLength={100}
        />
      </label>
      <label className="field">
        <span>{t("suggestions.codeIn", { side: t("grid.milestones") })}</span>
        <input
          className="input w-36"
          value={milestones}
          onChange={(event) => setMilestones(event.target.value)}
          maxLength={100}
        />
      </label>
      <button type="submit" className="btn" disabled={globe.trim() === "" || milestones.trim() === ""}>
        {t("suggestions.byHandDo")}
      </button>
    </form>
  );
}
