// Signing in two steps: ready by one, reviewed by another. A button that may not be pressed says why.
import { useState } from "react";
import type { SignOffRefusal } from "../../prisma/readiness-trail.ts";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import type { ReadinessPageData } from "./page-data.ts";

type Step = "ready" | "reviewed";
type Why = SignOffRefusal | "reason" | null;

export function SignOffCard({ page }: { page: ReadinessPageData }) {
  const { t, moment } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ refused: Why }>();
  const [comment, setComment] = useState("");
  const { ready, reviewed, lapsed } = page.signOff;
  const step: Step | null = !ready ? "ready" : !reviewed ? "reviewed" : null;
  const why = step && whyNot(page, step);

  async function sent(path: string, body: Record<string, unknown>, done: string) {
    const answer = await send(`${page.base}/readiness/${path}`, body);
    if (!("refused" in answer)) return tell({ text: answer.problem?.what ?? t("failure.broken"), bad: true });
    if (answer.refused) return tell({ text: t(`readiness.sign.why.${answer.refused}`), bad: true });
    setComment("");
    tell({ text: done });
  }

  return (
    <section className="card grid gap-2 p-4" aria-labelledby="signing">
      <h2 id="signing">{t("readiness.sign.title")}</h2>
      <p className="hint">{t("readiness.sign.steps")}</p>
      {lapsed && (
        <div className="note note-bad" role="status">
          <div>
            <p>
              {t("readiness.sign.lapsed", {
                ...{ step: t(`readiness.sign.step.${lapsed.step}`), who: lapsed.by, when: moment(lapsed.at) },
              })}
            </p>
            <ul className="list-disc pl-4">
              {lapsed.moved.map((one) => (
                <li key={one.question}>{t("readiness.sign.moved", one)}</li>
              ))}
              {lapsed.moved.length === 0 && <li>{t("readiness.sign.lapsedRows")}</li>}
            </ul>
          </div>
        </div>
      )}
      {ready && <Signed text={t("readiness.sign.readyBy", { who: ready.by, when: moment(ready.at) })} {...ready} />}
      {reviewed && (
        <Signed text={t("readiness.sign.reviewedBy", { who: reviewed.by, when: moment(reviewed.at) })} {...reviewed} />
      )}
      {(step ? page.may.sign : ready) && page.may.sign && (
        <label className="field">
          <span>{t(step ? "readiness.sign.comment" : "readiness.sign.withdrawWhy")}</span>
          <input
            className="input"
            value={comment}
            maxLength={1000}
            onChange={({ target }) => setComment(target.value)}
          />
        </label>
      )}
      <div className="flex flex-wrap gap-2">
        {step && (
          <button
            type="button"
            className="btn btn-main"
            disabled={busy || why !== null}
            aria-describedby={why ? "why-not" : undefined}
            onClick={() => void sent("sign", { step, comment, seen: page.fingerprint }, t("readiness.sign.done"))}
          >
            {t(`readiness.sign.${step}`)}
          </button>
        )}
        {ready && page.may.sign && (
          <button
            type="button"
            className="btn btn-bad"
            disabled={busy || comment.trim() === ""}
            title={comment.trim() === "" ? t("readiness.sign.why.reason") : undefined}
            onClick={() => void sent("withdraw", { reason: comment }, t("readiness.sign.withdrawn"))}
          >
            {t("readiness.sign.withdraw")}
          </button>
        )}
      </div>
      {why && (
        <p id="why-not" className="hint">
          {t(`readiness.sign.why.${why}`)}
        </p>
      )}
    </section>
  );
}

/** What the server would answer, said beforehand. */
function whyNot({ may, verdict, signOff, me }: ReadinessPageData, step: Step): SignOffRefusal | null {
  if (step === "ready" ? !may.sign : !may.review) return "role";
  if (!verdict.ready) return "blocks";
  if (step === "reviewed" && signOff.ready?.byId === me) return "own_step";
  return null;
}

function Signed({ text, comment }: { text: string; comment: string }) {
  return (
    <p className="note note-fine">
      <span>
        ✓ {text}
        {comment && <span className="block">“{comment}”</span>}
      </span>
    </p>
  );
}
