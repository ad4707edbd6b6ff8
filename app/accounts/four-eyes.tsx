// Four eyes, and the one exception that an installation may allow: for administrators, with why, and never while only one
// person could approve.
import { Form } from "@remix-run/react";
import { useState } from "react";
import { leastApprovers } from "../../core/permissions.ts";
import type { SelfApproval } from "../../prisma/self-approval.ts";
import { useWords } from "../i18n/use-words.ts";
import { Token } from "../ui/token.tsx";

export function FourEyes({ selfApproval: { set, approvers, allowed } }: { selfApproval: SelfApproval }) {
  const { t, moment } = useWords();
  const [why, setWhy] = useState("");
  const isOn = set?.on === true;
  const tooFew = approvers < leastApprovers;
  const whyNot = !isOn && tooFew ? t("fourEyes.refused.one_approver") : null;
  return (
    <section className="card p-4" aria-labelledby="four-eyes" id="four-eyes-card">
      <h2 id="four-eyes">{t("fourEyes.title")}</h2>
      <p className="mt-1">
        <span className={`chip ${allowed ? "is-different" : "is-approved"}`}>
          {t(allowed ? "fourEyes.allowed" : "fourEyes.always")}
        </span>{" "}
        <span className="hint">{t("fourEyes.approvers", { count: approvers })}</span>
      </p>
      {isOn && !allowed && <p className="note mt-2">{t("fourEyes.rests")}</p>}
      <p className="hint mt-2">{t("fourEyes.means")}</p>
      {set && (
        <p className="hint mt-1">
          {t(set.on ? "fourEyes.setOn" : "fourEyes.setOff", { who: set.by, when: moment(set.at) })} “{set.why}”
        </p>
      )}
      <Form method="post" className="mt-3 grid gap-2">
        <Token />
        <input type="hidden" name="do" value="selfApproval" />
        <input type="hidden" name="on" value={isOn ? "off" : "on"} />
        <label className="field">
          <span>{t("fourEyes.setWhy")}</span>
          <input
            className="input"
            name="why"
            maxLength={500}
            value={why}
            onChange={({ target }) => setWhy(target.value)}
          />
        </label>
        <button
          type="submit"
          className={`btn justify-self-start ${isOn ? "" : "btn-bad"}`}
          aria-disabled={whyNot !== null || why.trim() === "" || undefined}
          aria-describedby={whyNot === null ? undefined : "four-eyes-why"}
          title={whyNot ?? undefined}
          onClick={(event) => (whyNot !== null || why.trim() === "") && event.preventDefault()}
        >
          {t(isOn ? "fourEyes.switchOff" : "fourEyes.switchOn")}
        </button>
        {whyNot && (
          <p className="hint" id="four-eyes-why">
            {whyNot}
          </p>
        )}
      </Form>
    </section>
  );
}
