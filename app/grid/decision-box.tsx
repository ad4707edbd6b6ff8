// What may be decided about this pair, with its consequence beside it; or the decision that stands, and who may answer it.
import { useState } from "react";
import { offeredActions } from "../../core/states.ts";
import type { WholePair } from "../../prisma/rows.ts";
import { endSentence } from "../decisions/apply-end.ts";
import { useWords } from "../i18n/use-words.ts";
import { actionOf } from "./cells.ts";
import type { GridPageData } from "./page-data.ts";
import type { Deciding } from "./use-deciding.tsx";

interface DecisionBoxProps {
  pair: WholePair;
  page: GridPageData;
  deciding: Deciding;
}

export function DecisionBox(props: DecisionBoxProps) {
  if (props.pair.decision) return <Open {...props} />;
  return <Offered {...props} />;
}

function Offered({ pair, page, deciding }: DecisionBoxProps) {
  const { t, field } = useWords();
  const last = pair.outcome ? pair.decisions[0] : undefined;
  const offered = offeredActions[pair.status];
  if (offered.length === 0) return null;
  const creates = pair.status === "only_in_globe";
  const refused = page.may.propose ? null : t("decide.role", { role: t(`role.${page.me.role}`) });
  return (
    <section className="decision" aria-label={t("grid.decision")}>
      {last?.outcome && (
        <p>
          <span className={`chip is-${last.outcome.state}`}>{t(`decisionState.${last.outcome.state}`)}</span>{" "}
          {endSentence({ t, field }, last.outcome)}
        </p>
      )}
      <p className="hint">
        {!offered.includes("take_globe") && t("decide.keepWhat")}
        {offered.includes("take_globe") &&
          (creates
            ? t("decide.createWhat", { count: 1 })
            : t("decide.takeWhat", { count: pair.differing.length }))}{" "}
        {t("decide.fourEyes")}
      </p>
      <div className="flex flex-wrap gap-2">
        {offered.includes("take_globe") && (
          <button
            type="button"
            className="btn btn-main"
            aria-disabled={refused !== null}
            title={refused ?? undefined}
            onClick={() => deciding.propose("take_globe", pair.id)}
          >
            {t(creates ? "decide.create" : "decide.take_globe")} {!deciding.keysAreOfRows && <kbd>A</kbd>}
          </button>
        )}
        {offered.includes("keep_milestones") && (
          <button
            type="button"
            className="btn"
            aria-disabled={refused !== null}
            title={refused ?? undefined}
            onClick={() => deciding.propose("keep_milestones", pair.id)}
          >
            {t("decide.keep_milestones")} {!deciding.keysAreOfRows && <kbd>H</kbd>}
          </button>
        )}
      </div>
      {refused && <p className="hint">{refused}</p>}
    </section>
  );
}

function Open({ pair, page, deciding }: DecisionBoxProps) {
  const { t, moment } = useWords();
  const [rejecting, setRejecting] = useState(false);
  const [comment, setComment] = useState("");
  const { decision } = pair;
  const full = pair.decisions.find(({ id }) => id === decision?.id);
  if (!decision || !full) return null;
  const isOwn = decision.proposedById === page.me.id;
  const isProposed = decision.state === "proposed";
  const mayDecide = page.may.decide && !isOwn && isProposed;
  const mayUndo = decision.state !== "applying" && (isOwn ? page.may.propose : page.may.decide);
  return (
    <section className={`decision is-${decision.state}`} aria-label={t("grid.decision")}>
      <p>
        <span className={`chip is-${decision.state}`}>{t(`decisionState.${decision.state}`)}</span>{" "}
        <b>{t(`decide.${actionOf(pair)}`)}</b>
      </p>
      <p className="hint">
        {t("pair.proposedBy", { who: full.proposedBy, action: t(`reason.${full.reason as "other"}`) })},{" "}
        {moment(full.proposedAt)}
        {full.comment && ` · “${full.comment}”`}
      </p>
      {full.decidedBy && full.decidedAt && (
        <p className="hint">
          {t("decisionState.approved")}: {full.decidedBy}, {moment(full.decidedAt)}
        </p>
      )}
      {isProposed && page.may.decide && isOwn && <p className="hint">{t("decide.own")}</p>}
      {rejecting && (
        <label className="field">
          <span>{t("decisions.rejectWhy")}</span>
          {/* biome-ignore lint/a11y/noAutofocus: it was just asked for */}
          <input className="input" value={comment} autoFocus onChange={(event) => setComment(event.target.value)} />
        </label>
      )}
      <div className="flex flex-wrap gap-2">
        {mayDecide && !rejecting && (
          <button
            type="button"
            className="btn btn-main"
            disabled={deciding.busy}
            onClick={() => deciding.decide([decision.id], "approve")}
          >
            {t("decide.approve")} {!deciding.keysAreOfRows && <kbd>G</kbd>}
          </button>
        )}
        {mayDecide && (
          <button
            type="button"
            className="btn btn-bad"
            disabled={deciding.busy}
            onClick={() => (rejecting ? deciding.decide([decision.id], "reject", comment) : setRejecting(true))}
          >
            {t("decide.reject")}
          </button>
        )}
        {mayUndo && !rejecting && (
          <button type="button" className="btn" disabled={deciding.busy} onClick={() => deciding.undo([decision.id])}>
            {t("decide.undo")} {!deciding.keysAreOfRows && <kbd>U</kbd>}
          </button>
        )}
        {rejecting && (
          <button type="button" className="btn btn-quiet" onClick={() => setRejecting(false)}>
            {t("decide.cancel")}
          </button>
        )}
      </div>
    </section>
  );
}
