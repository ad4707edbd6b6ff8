// Before suggestions are proposed or turned down: what follows, and why someone decides so.
import { useEffect, useRef, useState } from "react";
import { LinkedCodes } from "../grid/link-note.tsx";
import { type Reason, reasons } from "../grid/reasons.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Asked, Said } from "./use-judging.ts";

interface JudgeDialogProps {
  asked: Asked;
  busy: boolean;
  close: () => void;
  submit: (said: Said) => void;
}

const shownCodes = 5;

function codesOf(asked: Asked): { globe: string; milestones: string }[] {
  if (asked.does === "codes") return [asked.codes];
  if (asked.does === "sure") return [];
  return asked.couples.map(({ globe, milestones }) => ({ globe: globe.key, milestones: milestones.key }));
}

export function JudgeDialog({ asked, busy, close, submit }: JudgeDialogProps) {
  const { t, n } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const rejects = asked.does === "reject";
  const [reason, setReason] = useState<Reason>(rejects ? "other" : "renumbered");
  const [comment, setComment] = useState("");
  const codes = codesOf(asked);
  const count = asked.does === "sure" ? asked.count : codes.length;
  const act = rejects ? "rejectCount" : "sameCount";

  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby="judging"
      onClose={close}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) button.current?.click();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit({ reason, comment });
        }}
      >
        <div className="sheet-body">
          <h2 id="judging" className="text-lg">
            {t(rejects ? "suggestions.rejecting" : "suggestions.linking", { count })}
          </h2>
          <ul className="grid gap-1">
            {codes.slice(0, shownCodes).map((one) => (
              <li key={`${one.globe} ${one.milestones}`}>
                <LinkedCodes {...one} />
              </li>
            ))}
            {codes.length > shownCodes && <li className="hint">+{n(codes.length - shownCodes)}</li>}
          </ul>
          <section className="consequence" aria-label={t("decide.consequence")}>
            <h3>{t("decide.consequence")}</h3>
            <ul>
              {rejects ? (
                <li>{t("suggestions.follows.reject")}</li>
              ) : (
                <>
                  <li>{t("suggestions.follows.one")}</li>
                  <li>{t("suggestions.follows.written")}</li>
                  <li>{t("suggestions.follows.lapses")}</li>
                  <li>{t("decide.fourEyes")}</li>
                  {count > 500 && <li>{t("suggestions.follows.first500")}</li>}
                </>
              )}
            </ul>
          </section>
          <label className="field">
            <span>{t("decide.reason")}</span>
            <select
              className="input"
              name="reason"
              value={reason}
              onChange={(event) => setReason(event.target.value as Reason)}
            >
              {reasons.map((one) => (
                <option key={one} value={one}>
                  {t(`reason.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t("decide.comment")}</span>
            <textarea
              className="input min-h-20"
              name="comment"
              maxLength={2000}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
            <small className="hint">{t("decide.commentHint")}</small>
          </label>
        </div>
        <div className="sheet-foot">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            {t("decide.cancel")} <kbd>Esc</kbd>
          </button>
          <button ref={button} type="submit" className={`btn ${rejects ? "btn-bad" : "btn-main"}`} disabled={busy}>
            {t(`suggestions.${act}`, { count })} <kbd>Ctrl ↵</kbd>
          </button>
        </div>
      </form>
    </dialog>
  );
}
