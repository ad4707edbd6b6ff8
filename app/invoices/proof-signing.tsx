// Who signed the proof, and the next signature. What does not tie out is signed with a reason only; signatures lapse by
// themselves when the facts move.
import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import type { ShownProof } from "./proof-data.ts";

interface ProofSigningProps {
  base: string;
  proof: ShownProof;
}

type Step = "prepared" | "reviewed" | "withdrawn";

export function ProofSigning({ base, proof }: ProofSigningProps) {
  const { t, stamp } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ refused: string | null }>();
  const [comment, setComment] = useState("");
  const { name, journal, complete, fingerprint, signatures, may } = proof;
  const { prepared, reviewed, lapsed } = signatures;
  const next: Step | null = reviewed ? null : prepared ? "reviewed" : "prepared";
  const why = next === "reviewed" ? may.review : next === "prepared" ? may.prepare : null;
  const needsComment = !complete && comment.trim() === "";

  async function sign(step: Step) {
    const answer = await send(`${base}/invoices/proof/sign`, { name, journal, step, seen: fingerprint, comment });
    if (!("refused" in answer)) return tell({ text: t("failure.broken"), bad: true });
    const { refused } = answer;
    tell(refused ? { text: t(`proof.refusal.${refused as "role"}`), bad: true } : { text: t(`proof.done.${step}`) });
    if (!refused) setComment("");
  }

  return (
    <section className="card p-4" aria-labelledby="signing">
      <h2 id="signing">{t("proof.signing")}</h2>
      <ol className="proof-signatures">
        {(["prepared", "reviewed"] as const).map((step) => {
          const signed = signatures[step];
          return (
            <li key={step} data-signed={signed ? true : undefined}>
              <b>{t(`proof.step.${step}`)}</b>
              {signed ? (
                <span>
                  {signed.by}, {stamp(signed.at)}
                  {signed.comment && <q className="hint block">{signed.comment}</q>}
                </span>
              ) : (
                <span className="hint">{t("proof.nobody")}</span>
              )}
            </li>
          );
        })}
      </ol>
      {lapsed[0] && (
        <p className="note note-stale mt-3">
          {t("proof.lapsed", { count: lapsed.length, who: lapsed[0].by, when: stamp(lapsed[0].at) })}
        </p>
      )}
      {(next || may.withdraw) && (
        <label className="mt-3 block">
          <span className="hint">{t(complete ? "proof.comment" : "proof.commentNeeded")}</span>
          <textarea
            className="input mt-1 w-full"
            rows={3}
            maxLength={1000}
            value={comment}
            onChange={({ target }) => setComment(target.value)}
          />
        </label>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        {next && (
          <button
            type="button"
            className="btn btn-main"
            disabled={busy || why !== null || needsComment}
            onClick={() => void sign(next)}
          >
            {t(`proof.sign.${next}`)}
          </button>
        )}
        {may.withdraw && (
          <button
            type="button"
            className="btn"
            disabled={busy || comment.trim() === ""}
            title={comment.trim() === "" ? t("proof.withdrawReason") : undefined}
            onClick={() => void sign("withdrawn")}
          >
            {t("proof.sign.withdrawn")}
          </button>
        )}
      </div>
      {why && why !== "signed" && <p className="hint mt-2">{t(`proof.refusal.${why as "role"}`)}</p>}
      <p className="hint mt-3">
        {t("proof.bound")} <code>{fingerprint.slice(0, 12)}</code>
      </p>
    </section>
  );
}
