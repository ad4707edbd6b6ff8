// What is released and approved by itself: what is in force, what waits for a second person, the form, and every version.
import { Link } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import { invoicesAt } from "./address.ts";
import type { PolicyData, ShownPolicy } from "./policy-data.ts";
import { PolicyForm } from "./policy-form.tsx";
import { useMoney } from "./use-money.ts";

export function PolicyPage({ page }: { page: PolicyData }) {
  const { base, own, inForce, waiting, history, may } = page;
  const { t, stamp } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ refused: string | null }>();
  const rules = useRules(own);

  async function word(said: Record<string, unknown>, done: "proposed" | "approved" | "rejected" | "off") {
    const answer = await send(`${base}/invoices/policy/word`, said);
    if (!("refused" in answer)) return tell({ text: t("failure.broken"), bad: true });
    const { refused } = answer;
    tell(refused ? { text: t(`policy.refusal.${refused as "role"}`), bad: true } : { text: t(`policy.done.${done}`) });
  }

  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow basis-96">
          <p className="hint">
            <Link className="link" to={invoicesAt(base)}>
              {t("invoices.name")}
            </Link>{" "}
            / {t("policy.name")}
          </p>
          <h1 className="sentence">{inForce ? t("policy.on", { rules: rules(inForce) }) : t("policy.off")}</h1>
          {inForce && <p className="mt-1">{t("policy.by", told(inForce, stamp))}</p>}
        </div>
        {inForce && may.switchOff && (
          <button type="button" className="btn" disabled={busy} onClick={() => void word({ do: "off" }, "off")}>
            {t("policy.switchOff")}
          </button>
        )}
      </div>
      {waiting && (
        <section className="card mb-4 p-4" aria-labelledby="waiting">
          <h2 id="waiting">{t("policy.waiting", { version: waiting.version })}</h2>
          <p className="mt-1">{rules(waiting)}</p>
          <p className="hint">
            {t("policy.proposedBy", { who: waiting.proposedBy, when: stamp(waiting.proposedAt) })}{" "}
            <q>{waiting.reason}</q>
          </p>
          <div className="mt-3 flex flex-wrap gap-2">
            {(["approved", "rejected"] as const).map((answer) => (
              <button
                key={answer}
                type="button"
                className={`btn ${answer === "approved" ? "btn-main" : ""}`}
                disabled={busy || may.decide !== null}
                onClick={() =>
                  void word({ do: "decide", version: waiting.version, approved: answer === "approved" }, answer)
                }
              >
                {t(`policy.answer.${answer}`)}
              </button>
            ))}
          </div>
          {may.decide && <p className="hint mt-2">{t(`policy.refusal.${may.decide}`)}</p>}
        </section>
      )}
      <div className="split-2">
        <section className="card" aria-labelledby="versions">
          <h2 id="versions" className="p-4 pb-2">
            {t("policy.versions")}
          </h2>
          {history.length === 0 ? (
            <p className="hint p-4 pt-0">{t("policy.none")}</p>
          ) : (
            <ol className="policy-versions">
              {history.map((one) => (
                <li key={one.version}>
                  <b>
                    {one.version}. {t(`policy.state.${one.state}`)}
                  </b>
                  <span>{rules(one)}</span>
                  <small className="hint">
                    {t("policy.proposedBy", { who: one.proposedBy, when: stamp(one.proposedAt) })}{" "}
                    {one.decidedBy && one.decidedAt && t("policy.decidedBy", told(one, stamp))} <q>{one.reason}</q>
                  </small>
                </li>
              ))}
            </ol>
          )}
        </section>
        {may.propose ? (
          <PolicyForm own={own} busy={busy} propose={(said) => void word({ do: "propose", ...said }, "proposed")} />
        ) : (
          <p className="hint card p-4">{t("policy.whoProposes")}</p>
        )}
      </div>
    </>
  );
}

const told = ({ proposedBy, decidedBy, decidedAt, version }: ShownPolicy, stamp: (at: string) => string) => ({
  version,
  proposer: proposedBy,
  who: decidedBy ?? "",
  when: decidedAt ? stamp(decidedAt) : "",
});

/** A version's rules as one sentence. */
function useRules(own: string) {
  const { t } = useWords();
  const { money } = useMoney();
  return ({ upTo, cleanOnly, creditNotes }: ShownPolicy): string =>
    [
      t("policy.upTo", { amount: money({ currency: own, amount: upTo }) }),
      t(cleanOnly ? "policy.clean" : "policy.warned"),
      t(creditNotes ? "policy.creditsToo" : "policy.noCredits"),
    ].join(", ");
}
