// Two codes that people marked as the same: which they are, who said so, and the way back.
import type { WholePair } from "../../prisma/rows.ts";
import { useWords } from "../i18n/use-words.ts";
import type { GridPageData } from "./page-data.ts";
import type { Deciding } from "./use-deciding.tsx";

export function LinkedCodes({ globe, milestones }: { globe: string; milestones: string }) {
  const { t } = useWords();
  return (
    <span className="linked-codes">
      <span className="sr-only">{t("grid.globe")} </span>
      <span className="code is-globe">{globe}</span> <span aria-hidden="true">⇄</span>{" "}
      <span className="sr-only">{t("grid.milestones")} </span>
      <span className="code is-milestones">{milestones}</span>
    </span>
  );
}

interface LinkNoteProps {
  pair: WholePair;
  page: GridPageData;
  deciding: Deciding;
}

/** Where the two are compared as one. */
export function LinkNote({ pair, page, deciding }: LinkNoteProps) {
  const { t, moment } = useWords();
  const link = pair.decisions.find(({ action, partnerKey }) => action === "same_as" && partnerKey === pair.linkedKey);
  if (pair.linkedKey === null || !link) return null;
  const stands = link.state === "approved";
  const mayUndo = stands && (link.proposedById === page.me.id ? page.may.propose : page.may.decide);
  return (
    <section className="decision is-approved" aria-label={t("decide.same_as")}>
      <p>
        <b>{t("decide.same_as")}</b>: <LinkedCodes globe={pair.key} milestones={pair.linkedKey} />
      </p>
      <p className="hint">
        {stands ? t("link.counted", { code: pair.linkedKey }) : t("link.splits")}{" "}
        {link.decidedBy && link.decidedAt && `${link.proposedBy}, ${link.decidedBy}, ${moment(link.decidedAt)}.`}
      </p>
      {mayUndo && (
        <div>
          <button type="button" className="btn" disabled={deciding.busy} onClick={() => deciding.undo([link.id])}>
            {t("link.undo")}
          </button>
        </div>
      )}
    </section>
  );
}
