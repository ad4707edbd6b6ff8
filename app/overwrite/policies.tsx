// The section of the policies: for each kind of data review first or overwrite by itself, beside what that would do now.
import { Form, Link, useNavigation } from "@remix-run/react";
import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Token } from "../ui/token.tsx";
import type { PolicyShown } from "./policies-data.ts";
import { useTold } from "./use-told.ts";

export function OverwritePolicies({ policies }: { policies: readonly PolicyShown[] }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="policies">
      <h2 id="policies">{t("overwrite.policies")}</h2>
      <p className="hint mb-3 max-w-3xl">
        {t("overwrite.about")}{" "}
        <Link to="../forecast" relative="path" className="link">
          {t("overwrite.forecast.title")}
        </Link>
      </p>
      <div className="grid gap-3">
        {policies.map((shown) => (
          <EntityPolicy key={`${shown.entity} ${shown.policy.version}`} {...shown} />
        ))}
      </div>
    </section>
  );
}

function EntityPolicy({ entity, policy, fields, now, last }: PolicyShown) {
  const { t, stamp, field } = useWords();
  const told = useTold();
  const busy = useNavigation().state !== "idle";
  const [mode, setMode] = useState(policy.mode);
  const [conflicts, setConflicts] = useState(policy.conflicts);
  const isByItself = mode === "overwrite";
  const name = t(`entity.${entity}`);
  return (
    <Form method="post" className="card grid gap-3 p-4" aria-label={name}>
      <Token />
      <input type="hidden" name="do" value="policy" />
      <input type="hidden" name="entity" value={entity} />
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3>{name}</h3>
        <span className="hint">
          {policy.savedBy && policy.savedAt
            ? t("overwrite.version", { version: policy.version, who: policy.savedBy, when: stamp(policy.savedAt) })
            : t("overwrite.usual")}
        </span>
      </div>
      <fieldset className="flex flex-wrap gap-x-6 gap-y-1">
        <legend className="sr-only">{t("overwrite.policies")}</legend>
        {(["review", "overwrite"] as const).map((one) => (
          <label key={one} className="flex items-center gap-2">
            <input type="radio" name="mode" value={one} checked={mode === one} onChange={() => setMode(one)} />
            {t(`overwrite.mode.${one}`)}
          </label>
        ))}
      </fieldset>
      <div className={isByItself ? "grid gap-3" : "hidden"}>
        <p className="note">{t("overwrite.now", { what: told(now[conflicts]) })}</p>
        <div className="grid gap-3 md:grid-cols-2">
          <label className="field">
            <span>{t("overwrite.conflicts.label")}</span>
            <select
              className="input"
              name="conflicts"
              value={conflicts}
              onChange={({ target }) => setConflicts(target.value === "overwrite" ? "overwrite" : "hold")}
            >
              <option value="hold">{t("overwrite.conflicts.hold")}</option>
              <option value="overwrite">{t("overwrite.conflicts.overwrite")}</option>
            </select>
          </label>
          <label className="field">
            <span>{t("overwrite.limit")}</span>
            <input
              className="input"
              name="limitPercent"
              type="number"
              min={1}
              max={100}
              required
              defaultValue={policy.limitPercent}
            />
          </label>
        </div>
        <label className="flex items-center gap-2">
          <input type="checkbox" name="creates" defaultChecked={policy.creates} />
          {t("overwrite.creates")}
        </label>
        <details>
          <summary className="link cursor-pointer">
            {policy.fields === null ? t("overwrite.fieldsAll") : t("overwrite.fields", { count: policy.fields.length })}
          </summary>
          <fieldset className="mt-2 grid gap-1 sm:grid-cols-2 lg:grid-cols-3">
            <legend className="sr-only">{t("overwrite.fieldsLegend")}</legend>
            {fields.map((one) => (
              <label key={one} className="flex items-center gap-2">
                <input
                  type="checkbox"
                  name="fields[]"
                  value={one}
                  defaultChecked={policy.fields === null || policy.fields.includes(one)}
                />
                {field(one)}
              </label>
            ))}
          </fieldset>
        </details>
      </div>
      {last?.halted && (
        <p className="note note-bad">
          {t("overwrite.halted", { when: stamp(last.at), count: last.pairs, percent: policy.limitPercent })}
        </p>
      )}
      <div>
        <button type="submit" className={`btn ${isByItself ? "btn-main" : ""}`} disabled={busy}>
          {t("overwrite.save")}
        </button>
      </div>
    </Form>
  );
}
