// Suggestions that someone turned down, and the way back.
import { LinkedCodes } from "../grid/link-note.tsx";
import { useWords } from "../i18n/use-words.ts";
import type { SuggestionsPageData } from "./page-data.ts";

interface RejectedProps {
  rejected: SuggestionsPageData["rejected"];
  /** Null for whoever may not. */
  restore: ((codes: { globe: string; milestones: string }[]) => void) | null;
}

export function Rejected({ rejected, restore }: RejectedProps) {
  const { t, moment } = useWords();
  if (rejected.length === 0) return null;
  return (
    <details className="card mt-4">
      <summary className="cursor-pointer px-4 py-3 font-semibold">
        {t("suggestions.rejected")} <span className="chip is-rejected">{rejected.length}</span>
      </summary>
      <ul className="px-4 pb-3">
        {rejected.map(({ globe, milestones, reason, comment, by, at }) => (
          <li key={`${globe} ${milestones}`} className="flex flex-wrap items-center gap-3 border-line border-t py-2">
            <LinkedCodes {...{ globe, milestones }} />
            <span className="hint flex-1">
              {by}, {moment(at)} · {t(`reason.${reason as "other"}`)}
              {comment && ` · “${comment}”`}
            </span>
            {restore && (
              <button type="button" className="btn btn-small" onClick={() => restore([{ globe, milestones }])}>
                {t("suggestions.restore")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
