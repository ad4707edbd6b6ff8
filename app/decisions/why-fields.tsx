// Why someone decides: a reason from the list, and a comment.

import { useWords } from "../i18n/use-words.ts";
import { type Reason, reasons } from "./reasons.ts";

export function ReasonField({ reason, set }: { reason: Reason; set: (reason: Reason) => void }) {
  const { t } = useWords();
  return (
    <label className="field">
      <span>{t("decide.reason")}</span>
      <select className="input" name="reason" value={reason} onChange={(event) => set(event.target.value as Reason)}>
        {reasons.map((one) => (
          <option key={one} value={one}>
            {t(`reason.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function CommentField({ comment, set }: { comment: string; set: (comment: string) => void }) {
  const { t } = useWords();
  return (
    <label className="field">
      <span>{t("decide.comment")}</span>
      <textarea
        className="input min-h-20"
        name="comment"
        maxLength={2000}
        value={comment}
        onChange={(event) => set(event.target.value)}
      />
      <small className="hint">{t("decide.commentHint")}</small>
    </label>
  );
}
