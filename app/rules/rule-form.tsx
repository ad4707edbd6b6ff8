// Changes one field's rule: what would move is told before it is saved, and why stands with the version.
import { Form, Link, useNavigation } from "@remix-run/react";
import type { EntityName } from "../../core/entities/index.ts";
import type { RuleForecast } from "../../prisma/rule-forecast.ts";
import { useWords } from "../i18n/use-words.ts";
import { Token } from "../ui/token.tsx";
import { mapLines } from "./rule-input.ts";
import type { RuledField } from "./rules-page.tsx";

/** What came of it: what it would move, whether it is new, or which part cannot be read. */
export type RuleAnswer =
  | { would: RuleForecast }
  | { saved: boolean }
  | { wrong: "number" | "map" | "why" }
  | { problem: unknown }
  | undefined;

interface RuleFormProps {
  entity: EntityName;
  field: RuledField;
  answer: RuleAnswer;
}

export function RuleForm({ entity, field: { name, kind, parts, rule, delivered }, answer }: RuleFormProps) {
  const { t, field: word } = useWords();
  const busy = useNavigation().state !== "idle";
  const isLetters = kind === "flag" || kind === "choice";
  const map = Object.keys(rule.map).length > 0 ? rule.map : delivered;
  const shown = (text: string) =>
    kind === "flag" && (text === "true" || text === "false") ? t(text === "true" ? "grid.yes" : "grid.no") : text;
  return (
    <Form method="post" className="card mb-4 grid gap-3 p-4" aria-labelledby="changing">
      <Token />
      <input type="hidden" name="entity" value={entity} />
      <input type="hidden" name="field" value={name} />
      <h2 id="changing">{t("rules.changeOf", { field: word(name) })}</h2>
      <fieldset className="flex flex-wrap gap-x-6 gap-y-1">
        <legend className="sr-only">{t("rules.rule")}</legend>
        {(["ignore", "anyCase", "blanks"] as const)
          .filter((part) => parts.includes(part))
          .map((part) => (
            <label key={part} className="flex items-center gap-2">
              <input type="checkbox" name={part} defaultChecked={rule[part]} />
              {t(`rules.ask.${part}`)}
            </label>
          ))}
      </fieldset>
      <div className="flex flex-wrap gap-4">
        {(["absolute", "relative", "cutAt"] as const)
          .filter((part) => parts.includes(part))
          .map((part) => (
            <label key={part} className="field">
              <span>{t(`rules.ask.${part}`)}</span>
              <input className="input" name={part} inputMode="decimal" maxLength={20} defaultValue={rule[part] ?? ""} />
            </label>
          ))}
      </div>
      <label className="field max-w-xl">
        <span>{t("rules.ask.map")}</span>
        <textarea className="input min-h-20 font-mono" name="map" defaultValue={mapLines(map, shown)} />
        <small className="hint">{t(isLetters ? "rules.letterHint" : "rules.mapHint")}</small>
      </label>
      <label className="field max-w-xl">
        <span>{t("rules.why")}</span>
        <input className="input" name="why" maxLength={500} />
        <small className="hint">{t("rules.whyHint")}</small>
      </label>
      <div role="status" aria-live="polite">
        <Told answer={answer} />
      </div>
      <div className="flex flex-wrap gap-2">
        <button type="submit" name="do" value="preview" className="btn" disabled={busy}>
          {t("rules.preview")}
        </button>
        <button type="submit" name="do" value="save" className="btn btn-main" disabled={busy}>
          {t("rules.save")}
        </button>
        <Link className="btn btn-quiet" to={`?entity=${entity}`}>
          {t("rules.cancel")}
        </Link>
      </div>
    </Form>
  );
}

function Told({ answer }: { answer: RuleAnswer }) {
  const { t, n } = useWords();
  if (!answer) return null;
  if ("wrong" in answer)
    return <p className="note note-bad">{t("rules.refused", { what: t(`rules.wrong.${answer.wrong}`) })}</p>;
  if ("saved" in answer)
    return <p className="note note-fine">{t(answer.saved ? "rules.savedNow" : "rules.savedSame")}</p>;
  if (!("would" in answer)) return null;
  const { pairs, equal, different, within } = answer.would;
  return (
    <p className="note">
      {equal + different + within === 0
        ? t("rules.wouldNothing", { pairs: n(pairs) })
        : t("rules.would", { equal: n(equal), different: n(different), within: n(within), pairs: n(pairs) })}
    </p>
  );
}
