// What may be decided about this pair, with its consequence beside it; or the decision that stands, and who may answer it.
import { Link } from "@remix-run/react";
import { useState } from "react";
import { offeredActions, type PairAction } from "../../core/states.ts";
import type { WholePair } from "../../prisma/rows.ts";
import { endSentence } from "../decisions/apply-end.ts";
import { OwnApproval, SelfApproved } from "../decisions/own-approval.tsx";
import { useWords } from "../i18n/use-words.ts";
import { actionOf } from "./cells.ts";
import { LinkedCodes } from "./link-note.tsx";
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
  const open = pair.differing.length - pair.ignored.length;
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
        {!offered.includes("take_globe") &&
          t(offered.includes("keep_milestones") ? "decide.keepWhat" : "decide.ignoreWhat")}
        {offered.includes("take_globe") &&
          (creates ? t("decide.createWhat", { count: 1 }) : t("decide.takeWhat", { count: open }))}{" "}
        {t("decide.fourEyes")}
      </p>
      <Choices {...{ pair, deciding, refused }} actions={offered} />
      {(creates || pair.status === "only_in_milestones") && (
        <Link
          className="link"
          to={`/a/${encodeURIComponent(page.code)}/suggestions?entity=${pair.entity}&pair=${pair.id}`}
        >
          {t("suggestions.ofPair")}
        </Link>
      )}
      {refused && <p className="hint">{refused}</p>}
    </section>
  );
}

const keyOf: Record<PairAction, string> = { take_globe: "A", keep_milestones: "H", ignore: "I", wait: "W" };

interface ChoicesProps extends Pick<DecisionBoxProps, "pair" | "deciding"> {
  actions: readonly PairAction[];
  refused: string | null;
}

function Choices({ pair, deciding, actions, refused }: ChoicesProps) {
  const { t } = useWords();
  return (
    <div className="flex flex-wrap gap-2">
      {actions.map((action) => (
        <button
          key={action}
          type="button"
          className={`btn ${action === "take_globe" ? "btn-main" : ""}`}
          aria-disabled={refused !== null}
          title={refused ?? undefined}
          onClick={() => deciding.propose(action, pair.id)}
        >
          {t(`decide.${action === "take_globe" && pair.status === "only_in_globe" ? "create" : action}`)}{" "}
          {!deciding.keysAreOfRows && <kbd>{keyOf[action]}</kbd>}
        </button>
      ))}
    </div>
  );
}

function Open({ pair, page, deciding }: DecisionBoxProps) {
  const { t, moment, date } = useWords();
  const [rejecting, setRejecting] = useState(false);
  const [comment, setComment] = useState("");
  const { decision } = pair;
  const full = pair.decisions.find(({ id }) => id === decision?.id);
  if (!decision || !full) return null;
  const isOwn = decision.proposedById === page.me.id;
  const isProposed = decision.state === "proposed";
  const isException = isOwn && page.may.decide && page.may.decideOwn;
  const mayDecide = page.may.decide && !isOwn && isProposed;
  const whyNot = !page.may.decide
    ? t("decide.role", { role: t(`role.${page.me.role}`) })
    : isOwn
      ? t(isException ? "fourEyes.exception" : "decide.own")
      : null;
  const others = offeredActions[pair.status].filter((action) => action !== decision.action);
  const mayThinkOver =
    decision.state === "approved" &&
    decision.action !== "take_globe" &&
    decision.action !== "same_as" &&
    decision.scope !== "fields" &&
    page.may.propose;
  const mayUndo = decision.state !== "applying" && (isOwn ? page.may.propose : page.may.decide);
  return (
    <section className={`decision is-${decision.state}`} aria-label={t("grid.decision")}>
      <p>
        <span className={`chip is-${decision.state}`}>{t(`decisionState.${decision.state}`)}</span>{" "}
        <b>{t(`decide.${actionOf(pair)}`)}</b>
        {decision.scope !== "pair" && `: ${t(`scope.${decision.scope}`)}`}
        {full.partnerKey && (
          <>
            {": "}
            <LinkedCodes globe={full.key} milestones={full.partnerKey} />
          </>
        )}
        {decision.until && `, ${t("decide.untilDay", { date: date(decision.until) })}`}
      </p>
      <p className="hint">
        {t("pair.proposedBy", { who: full.proposedBy, action: t(`reason.${full.reason as "other"}`) })},{" "}
        {moment(full.proposedAt)}
        {full.comment && ` · “${full.comment}”`}
      </p>
      {full.decidedBy && full.decidedAt && (
        <p className="hint">
          {t("decisionState.approved")}: {full.decidedBy}, {moment(full.decidedAt)}
          {full.selfApproved && full.decidedComment && ` · “${full.decidedComment}”`}
        </p>
      )}
      {full.selfApproved && <SelfApproved />}
      {isProposed && whyNot && (
        <p className="hint" id="why-not">
          {whyNot}
        </p>
      )}
      {isProposed && isException && (
        <OwnApproval busy={deciding.busy} approve={(reason) => deciding.decide([decision.id], "approve", reason)} />
      )}
      {rejecting && (
        <label className="field">
          <span>{t("decisions.rejectWhy")}</span>
          {/* biome-ignore lint/a11y/noAutofocus: it was just asked for */}
          <input className="input" value={comment} autoFocus onChange={(event) => setComment(event.target.value)} />
        </label>
      )}
      <div className="flex flex-wrap gap-2">
        {isProposed && !rejecting && !isException && (
          <button
            type="button"
            className="btn btn-main"
            disabled={deciding.busy && mayDecide}
            aria-disabled={!mayDecide}
            aria-describedby={mayDecide ? undefined : "why-not"}
            title={whyNot ?? undefined}
            onClick={() => mayDecide && deciding.decide([decision.id], "approve")}
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
      {mayThinkOver && (
        <details>
          <summary className="link cursor-pointer">{t("decide.thinkOver")}</summary>
          <p className="hint my-1">{t("decide.thinkOverMeans")}</p>
          <Choices {...{ pair, deciding }} actions={others} refused={null} />
        </details>
      )}
    </section>
  );
}
