// One decision: about what, what changes, who and why; and, beside the choice, what follows from it.
import { Link } from "@remix-run/react";
import type { Role } from "../../core/states.ts";
import type { Decision } from "../../prisma/decisions.ts";
import type { FieldColumn } from "../grid/columns.ts";
import { ValueLines } from "../grid/value-lines.tsx";
import { useWords } from "../i18n/use-words.ts";
import { actionWord } from "../overview/to-approve.tsx";
import { endSentence } from "./apply-end.ts";

interface DecisionCardProps {
  decision: Decision;
  base: string;
  /** Why it is not written to Milestones yet. */
  waits: string | null;
  kinds: Readonly<Record<string, FieldColumn["kind"]>>;
  me: { id: number; role: Role };
  mayDecide: boolean;
  busy: boolean;
  /** Null where it cannot be chosen. */
  chosen: boolean | null;
  choose: () => void;
  decide: (ids: number[], verdict: "approve" | "reject") => void;
  undo: () => void;
}

export function DecisionCard(props: DecisionCardProps) {
  const { decision, base, kinds, chosen, choose } = props;
  const { t, moment, field } = useWords();
  const word = actionWord(decision);
  const panel = decision.pairId === null ? "" : `&pair=${decision.pairId}`;
  const at = `${base}/${decision.entity}?q=${encodeURIComponent(decision.key)}${panel}`;
  return (
    <li className="card decision-card" id={`d${decision.id}`}>
      {chosen !== null && (
        <input
          type="checkbox"
          checked={chosen}
          onChange={choose}
          className="mt-1"
          aria-label={t("decisions.select", { key: decision.key })}
        />
      )}
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span className={`chip is-${decision.state}`}>{t(`decisionState.${decision.state}`)}</span>
          <b>{t(`decide.${word}`)}</b>
          <span className={`chip is-${decision.status}`}>{t(`status.${decision.status}`)}</span>
        </p>
        <p className="mt-1">
          <Link to={at} className="link">
            <span className="code">{decision.key}</span> {decision.title}
          </Link>{" "}
          <span className="hint">{t(`entity.${decision.entity}`)}</span>
        </p>
        <p className="hint mt-1">
          {t("decisions.proposedBy", { who: decision.proposedBy, when: moment(decision.proposedAt) })} ·{" "}
          {t(`reason.${decision.reason as "other"}`)}
          {decision.comment && ` · “${decision.comment}”`}
        </p>
        {decision.decidedBy && decision.decidedAt && (
          <p className="hint">
            {t(`decisionState.${decision.begunAt || decision.outcome ? "approved" : decision.state}`)}:{" "}
            {t("decisions.decidedBy", { who: decision.decidedBy, when: moment(decision.decidedAt) })}
            {decision.decidedComment && ` · “${decision.decidedComment}”`}
          </p>
        )}
        {props.waits !== null && <p className="hint">{t("applyEnd.waits", { why: props.waits })}</p>}
        {decision.outcome && decision.endedAt && (
          <p className="hint">
            {t(`decisionState.${decision.outcome.state}`)}: {moment(decision.endedAt)}.{" "}
            {endSentence({ t, field }, decision.outcome)}
          </p>
        )}
      </div>
      <div className="min-w-0">
        <p className="hint">
          {t(word === "create" ? "decisions.create" : word === "take_globe" ? "decisions.change" : "decisions.keep")}
        </p>
        {word === "create" ? (
          <NewRecord {...{ decision, kinds }} />
        ) : (
          <Changes changes={decision.changes} kinds={kinds} />
        )}
      </div>
      <Answers {...props} />
    </li>
  );
}

type Shown = Pick<DecisionCardProps, "kinds">;

function Changes({ changes, kinds, isNew = false }: Shown & { changes: Decision["changes"]; isNew?: boolean }) {
  const { field } = useWords();
  return (
    <dl className="fields mt-1">
      {changes.map(({ field: name, from, to }) => (
        <div key={name}>
          <dt>{field(name)}</dt>
          <dd>
            <ValueLines kind={kinds[name] ?? "text"} globe={to} milestones={isNew ? null : from} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A new record in one line of its values, each once; all its fields are one press away. */
function NewRecord({ decision: { changes, key, title }, kinds }: Shown & { decision: Decision }) {
  const { t } = useWords();
  const spoken = new Set(changes.filter(({ field: name }) => kinds[name] !== "flag").map(({ to }) => to));
  const values = [...spoken].filter((value) => value !== key && value !== title);
  return (
    <>
      <p className="line-clamp-2">{values.join(" · ")}</p>
      <details className="mt-1">
        <summary className="link cursor-pointer">{t("decisions.fields", { count: changes.length })}</summary>
        <Changes {...{ changes, kinds }} isNew />
      </details>
    </>
  );
}

function Answers({ decision, me, mayDecide, busy, decide, undo }: DecisionCardProps) {
  const { t } = useWords();
  const isOwn = decision.proposedById === me.id;
  const isOpen = decision.state === "proposed" || decision.state === "approved";
  if (!isOpen || (!mayDecide && !isOwn)) return null;
  return (
    <div className="decision-answers">
      {decision.state === "proposed" && mayDecide && !isOwn && (
        <>
          <button
            type="button"
            className="btn btn-main"
            disabled={busy}
            onClick={() => decide([decision.id], "approve")}
          >
            {t("decide.approve")}
          </button>
          <button type="button" className="btn btn-bad" disabled={busy} onClick={() => decide([decision.id], "reject")}>
            {t("decide.reject")}
          </button>
        </>
      )}
      {(isOwn || decision.state === "approved") && (
        <button type="button" className="btn" disabled={busy} onClick={undo}>
          {t("decide.undo")}
        </button>
      )}
      {isOwn && mayDecide && decision.state === "proposed" && <p className="hint max-w-44">{t("decide.own")}</p>}
    </div>
  );
}
