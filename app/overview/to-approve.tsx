// What waits for someone's approval, newest first; the whole list is one press away.
import { Link } from "@remix-run/react";
import type { Decision } from "../../prisma/decision-rows.ts";
import { useWords } from "../i18n/use-words.ts";

/** What a decision is called: taking Globe's value where Milestones has nothing means creating. */
export const actionWord = ({ action, status }: Pick<Decision, "action" | "status">) =>
  action === "take_globe" && status === "only_in_globe" ? "create" : action;

export function ToApprove({ base, decisions }: { base: string; decisions: readonly Decision[] }) {
  const { t, ago } = useWords();
  return (
    <section className="card p-4" aria-labelledby="to-approve">
      <h2 id="to-approve" className="mb-2">
        {t("overview.toApprove")}
      </h2>
      {decisions.length === 0 && <p className="hint">{t("overview.toApproveNone")}</p>}
      <ul>
        {decisions.map((decision) => (
          <li key={decision.id} className="border-b border-line py-2 last:border-0">
            <Link
              to={`${base}/decisions#d${decision.id}`}
              className="flex items-baseline justify-between gap-3 text-ink no-underline hover:text-accent"
            >
              <span className="truncate">
                <span className="code">{decision.key}</span> {decision.title}
              </span>
            </Link>
            <p className="hint">
              {t(`decide.${actionWord(decision)}`)} · {decision.proposedBy}, {ago(decision.proposedAt)}
            </p>
          </li>
        ))}
      </ul>
      <Link to={`${base}/decisions`} className="link mt-2 inline-block">
        {t("overview.toApproveAll")}
      </Link>
    </section>
  );
}
