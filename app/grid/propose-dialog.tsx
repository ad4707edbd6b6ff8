// Before someone proposes: what follows from it, and why they do. Nothing is done until the button is pressed.
import { useEffect, useRef, useState } from "react";
import type { DecisionAction } from "../../core/states.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Chosen } from "./chosen.ts";
import { type Reason, reasons } from "./reasons.ts";

export interface Proposing {
  action: DecisionAction;
  chosen: Chosen;
  pairs: { id: number; fingerprint: string }[];
}

interface ProposeDialogProps {
  proposing: Proposing;
  busy: boolean;
  close: () => void;
  submit: (given: { reason: Reason; comment: string }) => void;
}

const likely = ({ action, chosen }: Proposing): Reason => {
  if (action === "keep_milestones") return "deliberate";
  return chosen.take.creates > 0 ? "missing" : "outdated";
};

export function ProposeDialog({ proposing, busy, close, submit }: ProposeDialogProps) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState<Reason>(likely(proposing));
  const [comment, setComment] = useState("");
  const { action, chosen, pairs } = proposing;
  const name = action === "take_globe" && chosen.take.updates === 0 ? "create" : action;

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby="proposing"
      onClose={close}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit({ reason, comment });
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit({ reason, comment });
        }}
      >
        <div className="sheet-body">
          <h2 id="proposing" className="text-lg">
            {t("decide.proposing", { action: t(`decide.${name}`) })}
          </h2>
          {chosen.single && (
            <p>
              <span className="code">{chosen.single.key}</span> {chosen.single.title}
            </p>
          )}
          <Consequence {...proposing} />
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
          <button type="submit" className="btn btn-main" disabled={busy}>
            {t("decide.proposeCount", { count: pairs.length })} <kbd>Ctrl ↵</kbd>
          </button>
        </div>
      </form>
    </dialog>
  );
}

function Consequence({ action, chosen, pairs }: Proposing) {
  const { t, n } = useWords();
  const { creates, updates, fields } = chosen.take;
  const dropped = Math.min(chosen.total, 500) - pairs.length;
  return (
    <section className="consequence" aria-label={t("decide.consequence")}>
      <h3>{t("decide.consequence")}</h3>
      <ul>
        {action === "take_globe" && creates > 0 && <li>{t("decide.createWhat", { count: creates })}</li>}
        {action === "take_globe" && updates > 0 && (
          <li>
            {updates > 1 && `${t("decide.takePairs", { count: updates })} `}
            {t("decide.takeWhat", { count: fields })}
          </li>
        )}
        {action === "keep_milestones" && <li>{t("decide.keepWhat")}</li>}
        <li>{t("decide.globeSafe")}</li>
        <li>{t("decide.bound")}</li>
        <li>{t("decide.fourEyes")}</li>
        {dropped > 0 && <li className="font-semibold text-different">{t("decide.skipped", { count: dropped })}</li>}
        {chosen.total > 500 && <li className="font-semibold text-different">{t("grid.tooMany", { max: n(500) })}</li>}
      </ul>
    </section>
  );
}
