// The decisions on one page. Those that this person may decide can be chosen together, up to 500 at once.
import { useState } from "react";
import type { Role } from "../../core/states.ts";
import type { Decision } from "../../prisma/decisions.ts";
import type { Done } from "../grid/outcomes.ts";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import type { Kinds } from "../view/kinds.ts";
import { DecisionCard } from "./decision-card.tsx";

interface DecisionListProps {
  base: string;
  history: boolean;
  decisions: readonly Decision[];
  waits: Readonly<Record<number, string>>;
  kinds: Kinds;
  me: { id: number; role: Role };
  mayDecide: boolean;
  mayDecideOwn: boolean;
}

export function DecisionList({
  base,
  history,
  decisions,
  waits,
  kinds,
  me,
  mayDecide,
  mayDecideOwn,
}: DecisionListProps) {
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<Done>();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [why, setWhy] = useState<string | null>(null);
  const decidable = history || !mayDecide ? [] : decisions.filter(({ proposedById }) => proposedById !== me.id);
  const ids = decidable.map(({ id }) => id).filter((id) => chosen.has(id));

  async function sent(path: string, body: Record<string, unknown>, what: "approved" | "rejected" | "undone") {
    const answer = await send(`${base}/${path}`, body);
    if (!("done" in answer)) return tell({ text: answer.problem?.what ?? t("failure.broken"), bad: true });
    const refused = Object.entries(answer.refused).map(([name, count]) =>
      t("refused.count", { count, why: t(`refused.${name as keyof Done["refused"]}`) }),
    );
    const { done } = answer;
    tell({
      text: [done.length > 0 && t(`decide.${what}`, { count: done.length }), ...refused].filter(Boolean).join(" "),
      bad: done.length === 0,
      ...(what === "approved" && done.length > 0
        ? { action: { label: t("decide.undo"), run: () => void sent("undo", { ids: done }, "undone") } }
        : {}),
    });
    setChosen(new Set());
    setWhy(null);
  }

  const decide = (which: number[], verdict: "approve" | "reject", comment = "") =>
    void sent("decide", { ids: which, verdict, comment }, verdict === "approve" ? "approved" : "rejected");

  return (
    <>
      {decidable.length > 0 && (
        <div className="card sticky top-0 z-10 mb-3 flex flex-wrap items-center gap-2 px-4 py-2">
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={ids.length === decidable.length}
              onChange={({ target }) => setChosen(new Set(target.checked ? decidable.map(({ id }) => id) : []))}
            />
            {t("decisions.selectAll")}
          </label>
          <span className="flex-1" role="status" aria-live="polite">
            {ids.length > 0 && <b>{t("decisions.selected", { count: ids.length })}</b>}
          </span>
          {why !== null && (
            <input
              className="input w-auto flex-1"
              aria-label={t("decisions.rejectWhy")}
              placeholder={t("decisions.rejectWhy")}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          )}
          <button
            type="button"
            className="btn btn-bad"
            disabled={ids.length === 0 || busy}
            onClick={() => (why === null ? setWhy("") : decide(ids, "reject", why))}
          >
            {t("decisions.rejectMany", { count: ids.length })}
          </button>
          <button
            type="button"
            className="btn btn-main"
            disabled={ids.length === 0 || busy}
            onClick={() => decide(ids, "approve")}
          >
            {t("decisions.approveMany", { count: ids.length })}
          </button>
        </div>
      )}
      {decisions.length === 0 && (
        <div className="card p-8 text-center">
          <h2>{t(history ? "decisions.historyNone" : "decisions.none")}</h2>
          <p className="hint mx-auto mt-1 max-w-lg">{t("decisions.noneNext")}</p>
        </div>
      )}
      <ul className="grid gap-2">
        {decisions.map((decision) => (
          <DecisionCard
            key={decision.id}
            {...{ decision, base, me, mayDecide, mayDecideOwn, busy, decide }}
            kinds={kinds[decision.entity] ?? {}}
            waits={waits[decision.id] ?? null}
            chosen={decidable.includes(decision) ? chosen.has(decision.id) : null}
            choose={() =>
              setChosen((now) => {
                const next = new Set(now);
                if (!next.delete(decision.id)) next.add(decision.id);
                return next;
              })
            }
            undo={() => void sent("undo", { ids: [decision.id] }, "undone")}
          />
        ))}
      </ul>
    </>
  );
}
