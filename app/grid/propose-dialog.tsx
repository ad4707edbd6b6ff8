// Before someone proposes: what follows from it, and why they do. Nothing is done until the button is pressed.
import { useState } from "react";
import { localDay } from "../../core/schedule.ts";
import { type PairAction, type Scope, scopes } from "../../core/states.ts";
import type { Reason } from "../decisions/reasons.ts";
import { CommentField, ReasonField } from "../decisions/why-fields.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Sheet } from "../ui/sheet.tsx";
import type { Chosen, FieldChange } from "./chosen.ts";
import type { GridColumns } from "./columns.ts";
import { ValueLines } from "./value-lines.tsx";

export interface Proposing {
  action: PairAction;
  chosen: Chosen;
  /** The field that it began at. */
  field?: string;
  /** The one pair that it is about, whatever else is chosen. */
  only?: number;
}

interface Given {
  reason: Reason;
  comment: string;
  fields?: string[];
  scope?: Scope;
  until?: string;
}

interface ProposeDialogProps {
  proposing: Proposing;
  columns: GridColumns;
  busy: boolean;
  close: () => void;
  submit: (given: Given) => void;
}

const likely = ({ action, chosen }: Proposing): Reason => {
  if (action === "wait") return "timing";
  if (action !== "take_globe") return "deliberate";
  return chosen.take.creates > 0 ? "missing" : "outdated";
};

export function ProposeDialog({ proposing, columns, busy, close, submit }: ProposeDialogProps) {
  const { t } = useWords();
  const [reason, setReason] = useState<Reason>(likely(proposing));
  const [comment, setComment] = useState("");
  const { action, chosen, field: begun } = proposing;
  const changes = chosen.single?.changes ?? [];
  const [scope, setScope] = useState<Scope>(begun && action === "ignore" ? "fields" : "pair");
  const [until, setUntil] = useState("");
  const mayEnd = action === "ignore" || action === "wait" || action === "keep_milestones";
  const perField = action === "take_globe" ? chosen.take.updates === 1 : scope === "fields";
  const choices = perField ? changes : [];
  const [fields, setFields] = useState<readonly string[]>(
    changes.map(({ field }) => field).filter((field) => begun === undefined || field === begun),
  );
  const given: Given = {
    reason,
    comment,
    ...(perField && fields.length < choices.length ? { fields: [...fields] } : {}),
    ...(scope === "pair" ? {} : { scope }),
    ...(until === "" ? {} : { until }),
  };
  const name = action === "take_globe" && chosen.take.updates === 0 ? "create" : action;

  return (
    <Sheet
      title={t("decide.proposing", { action: t(`decide.${name}`) })}
      act={t("decide.proposeCount", { count: chosen.free[action] })}
      disabled={busy || (choices.length > 0 && fields.length === 0)}
      submit={() => submit(given)}
      close={close}
    >
      {chosen.single && (
        <p>
          <span className="code">{chosen.single.key}</span> {chosen.single.title}
        </p>
      )}
      <Consequence {...proposing} scope={scope} fields={choices.length > 0 ? fields.length : chosen.take.fields} />
      {action === "ignore" && (
        <fieldset>
          <legend className="mb-1 font-medium">{t("decide.scope")}</legend>
          {scopes
            .filter((one) => one !== "fields" || changes.length > 0)
            .map((one) => (
              <label key={one} className="flex items-start gap-2 py-0.5">
                <input
                  type="radio"
                  name="scope"
                  className="mt-1"
                  checked={scope === one}
                  onChange={() => setScope(one)}
                />
                <span>
                  {t(`scope.${one}`)} <small className="hint block">{t(`scopeMeans.${one}`)}</small>
                </span>
              </label>
            ))}
        </fieldset>
      )}
      {choices.length > 0 && <FieldChoice {...{ action, choices, fields, setFields, columns }} />}
      <ReasonField reason={reason} set={setReason} />
      {mayEnd && (
        <label className="field">
          <span>{t("decide.until")}</span>
          <input
            type="date"
            className="input w-auto justify-self-start"
            name="until"
            min={localDay(new Date())}
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
          <small className="hint">{t("decide.untilHint")}</small>
        </label>
      )}
      <CommentField comment={comment} set={setComment} />
    </Sheet>
  );
}

interface FieldChoiceProps {
  action: PairAction;
  choices: readonly FieldChange[];
  fields: readonly string[];
  setFields: (fields: readonly string[]) => void;
  columns: GridColumns;
}

/** What is written in Milestones, or ignored, field by field; of several, some can be left out. */
function FieldChoice({ action, choices, fields, setFields, columns }: FieldChoiceProps) {
  const { t, field: word } = useWords();
  const names = choices.map(({ field }) => field);
  const kindOf = (name: string) => columns.fields.find((one) => one.name === name)?.kind ?? "text";
  const toggle = (name: string) => setFields(names.filter((one) => (one === name) !== fields.includes(one)));
  return (
    <fieldset className="fields">
      <legend className="mb-1 font-medium">{t(action === "ignore" ? "decide.fieldsIgnored" : "decide.fields")}</legend>
      {choices.map(({ field, from, to }) => (
        <div key={field}>
          {names.length > 1 ? (
            <label className="flex items-start gap-2">
              <input type="checkbox" className="mt-1" checked={fields.includes(field)} onChange={() => toggle(field)} />
              {word(field)}
            </label>
          ) : (
            <span>{word(field)}</span>
          )}
          <ValueLines kind={kindOf(field)} globe={to} milestones={from} />
        </div>
      ))}
    </fieldset>
  );
}

function Consequence({ action, chosen, scope, fields }: Proposing & { scope: Scope; fields: number }) {
  const { t, n } = useWords();
  const { creates, updates } = chosen.take;
  const dropped = chosen.total - chosen.free[action];
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
        {action === "ignore" && <li>{t("decide.ignoreWhat")}</li>}
        {action === "wait" && <li>{t("decide.waitWhat")}</li>}
        {action === "take_globe" && <li>{t("decide.globeSafe")}</li>}
        <li>{t(scope === "code" ? "decide.boundCode" : scope === "fields" ? "decide.boundFields" : "decide.bound")}</li>
        <li>{t("decide.fourEyes")}</li>
        {dropped > 0 && <li className="font-semibold text-different">{t("decide.skipped", { count: dropped })}</li>}
        {chosen.rows === null && <li>{t("decide.inBatches", { n: n(chosen.free[action]) })}</li>}
      </ul>
    </section>
  );
}
