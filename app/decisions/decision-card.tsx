// One decision: about what, what changes, who and why; and, beside the choice, what follows from it.
import { Link } from "@remix-run/react";
import type { Role } from "../../core/states.ts";
import type { Decision } from "../../prisma/decisions.ts";
import type { FieldColumn } from "../grid/columns.ts";
import { LinkedCodes } from "../grid/link-note.tsx";
import { ValueLines } from "../grid/value-lines.tsx";
import { useWords } from "../i18n/use-words.ts";
import { actionWord } from "../overview/to-approve.tsx";
import { endSentence } from "./apply-end.ts";
import { OwnApproval, SelfApproved } from "./own-approval.tsx";

interface DecisionCardProps {
  decision: Decision;
  base: string;
  /** Why it is not written to Milestones yet. */
  waits: string | null;
  kinds: Readonly<Record<string, FieldColumn["kind"]>>;
  me: { id: number; role: Role };
  mayDecide: boolean;
  /** Whether own proposals may be approved: the exception from four eyes. */
  mayDecideOwn: boolean;
  busy: boolean;
  /** Null where it cannot be chosen. */
  chosen: boolean | null;
  choose: () => void;
  decide: (ids: number[], verdict: "approve" | "reject", comment?: string) => void;
  undo: () => void;
}

export function DecisionCard(props: DecisionCardProps) {
  const { decision, base, kinds, chosen, choose } = props;
  const { t, moment, field, date } = useWords();
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
          <b>
            {t(`decide.${word}`)}
            {decision.scope !== "pair" && `: ${t(`scope.${decision.scope}`)}`}
          </b>
          {decision.until && <span className="hint">{t("decide.untilDay", { date: date(decision.until) })}</span>}
          {decision.lapsedBecause && <span className="hint">{t(`lapsed.${decision.lapsedBecause}`)}</span>}
          <span className={`chip is-${decision.status}`}>{t(`status.${decision.status}`)}</span>
        </p>
        <p className="mt-1">
          <Link to={at} className="link">
            {decision.partnerKey ? (
              <LinkedCodes globe={decision.key} milestones={decision.partnerKey} />
            ) : (
              <span className="code">{decision.key}</span>
            )}{" "}
            {decision.title}
          </Link>{" "}
          <span className="hint">{t(`entityOne.${decision.entity}`)}</span>
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
        {decision.selfApproved && <SelfApproved />}
        {props.waits !== null && <p className="hint">{t("applyEnd.waits", { why: props.waits })}</p>}
        {decision.outcome && decision.endedAt && (
          <p className="hint">
            {t(`decisionState.${decision.outcome.state}`)}: {moment(decision.endedAt)}.{" "}
            {endSentence({ t, field }, decision.outcome)}
          </p>
        )}
      </div>
      <div className="min-w-0">
        <p className="hint">{t(`decisions.${meaning[word]}`)}</p>
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

const meaning = {
  create: "create",
  take_globe: "change",
  keep_milestones: "keep",
  ignore: "ignore",
  wait: "wait",
  same_as: "link",
} as const satisfies Record<ReturnType<typeof actionWord>, string>;

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

/** Who may not answer sees the button off, with why. */
function Answers({ decision, me, mayDecide, mayDecideOwn, busy, decide, undo }: DecisionCardProps) {
  const { t } = useWords();
  const isOwn = decision.proposedById === me.id;
  const { state, id } = decision;
  const whyNot = !mayDecide ? t("decide.role", { role: t(`role.${me.role}`) }) : isOwn ? t("decide.own") : null;
  const isException = isOwn && mayDecide && mayDecideOwn;
  if (state !== "proposed" && state !== "approved") return null;
  return (
    <div className="decision-answers">
      {state === "proposed" && isException && (
        <OwnApproval busy={busy} approve={(why) => decide([id], "approve", why)} />
      )}
      {state === "proposed" && !isException && (
        <button
          type="button"
          className="btn btn-main"
          disabled={busy && whyNot === null}
          aria-disabled={whyNot !== null}
          aria-describedby={whyNot === null ? undefined : `why${id}`}
          title={whyNot ?? undefined}
          onClick={() => whyNot === null && decide([id], "approve")}
        >
          {t("decide.approve")}
        </button>
      )}
      {state === "proposed" && whyNot === null && (
        <button type="button" className="btn btn-bad" disabled={busy} onClick={() => decide([id], "reject")}>
          {t("decide.reject")}
        </button>
      )}
      {(isOwn || (state === "approved" && mayDecide)) && (
        <button type="button" className="btn" disabled={busy} onClick={undo}>
          {t("decide.undo")}
        </button>
      )}
      {state === "proposed" && whyNot !== null && (
        <p className="hint max-w-44" id={`why${id}`}>
          {isException ? t("fourEyes.exception") : whyNot}
        </p>
      )}
    </div>
  );
}
