// The section of what Milestones is told: whether, in which of its fields, and what follows from that.
import { Form, useNavigation } from "@remix-run/react";
import { useState } from "react";
import type { Telling } from "../../core/administration.ts";
import { useWords } from "../i18n/use-words.ts";
import { Token } from "../ui/token.tsx";

/** For administrators. */
export function TellingForm({ telling }: { telling: Telling }) {
  const { t } = useWords();
  const busy = useNavigation().state !== "idle";
  const [isOn, setIsOn] = useState(telling.isOn);
  const name = {
    type: "text",
    className: "input",
    maxLength: 100,
    pattern: "[A-Za-z_][A-Za-z0-9_]*",
    spellCheck: false,
  };
  return (
    <Form method="post" className="card mt-4 grid gap-3 p-4" aria-labelledby="telling">
      <Token />
      <input type="hidden" name="do" value="telling" />
      <h2 id="telling">{t("telling.name")}</h2>
      <p className="hint max-w-3xl">{t("telling.what")}</p>
      <label className="flex items-center gap-2">
        <input type="checkbox" name="isOn" checked={isOn} onChange={({ target }) => setIsOn(target.checked)} />
        {t("telling.isOn")}
      </label>
      <div className="grid gap-3 md:grid-cols-2">
        <label className="field">
          <span>{t("telling.bookedState")}</span>
          <input className="input" name="bookedState" maxLength={50} defaultValue={telling.bookedState ?? ""} />
          <small className="hint">{t("telling.bookedStateHint")}</small>
        </label>
        <label className="field">
          <span>{t("telling.entryField")}</span>
          <input {...name} name="entryField" defaultValue={telling.entryField ?? ""} />
          <small className="hint">{t("telling.fieldHint")}</small>
        </label>
        <label className="field">
          <span>{t("telling.reasonField")}</span>
          <input {...name} name="reasonField" defaultValue={telling.reasonField ?? ""} />
          <small className="hint">{t("telling.fieldHint")}</small>
        </label>
        <label className="field">
          <span>{t("telling.language")}</span>
          <select className="input" name="language" defaultValue={telling.language}>
            <option value="nl">Nederlands</option>
            <option value="en">English</option>
          </select>
        </label>
      </div>
      <p className="note">{t(isOn ? "telling.followsOn" : "telling.followsOff")}</p>
      <div>
        <button type="submit" className="btn" disabled={busy}>
          {t("overwrite.save")}
        </button>
      </div>
    </Form>
  );
}
