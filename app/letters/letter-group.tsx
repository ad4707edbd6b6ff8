// Dead letters that mean the same: what happened, what it means for the books, what to do, and the letters themselves.
import { useState } from "react";
import type { LetterAction } from "../../core/dead-letters.ts";
import type { ShownLetter } from "../../prisma/dead-letters.ts";
import { mostAtOnce } from "../grid/chosen.ts";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import type { Group } from "./grouped.ts";
import { LetterRow } from "./letter-row.tsx";

interface LetterGroupProps {
  group: Group;
  base: string;
  mayDecide: boolean;
}

export function LetterGroup({ group, base, mayDecide }: LetterGroupProps) {
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ asked: number[] }>();
  const { cause, matter, advice, letters } = group;

  async function ask(which: readonly ShownLetter[], action: LetterAction) {
    const ids = which.map(({ id }) => id).slice(0, mostAtOnce);
    const answer = await send(`${base}/deal`, { ids, action });
    if (!("asked" in answer)) return tell({ text: answer.problem?.what ?? t("failure.broken"), bad: true });
    const count = answer.asked.length;
    tell(count === 0 ? { text: t("letters.nothing"), bad: true } : { text: t("letters.asked", { count }) });
  }

  const told = [
    ["letters.happened", t(`letterCause.${cause}`)],
    ["letters.means", t(`letterMeans.${matter}`)],
    ["letters.next", advice === "aside" ? t(`letterAside.${matter}`) : t(`letterNext.${advice}`)],
  ] as const;
  const columns = ["about", "way", "since", "tried", "size", "what"] as const;

  return (
    <section className="card">
      <div className="grid gap-2 p-4">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="min-w-0 flex-1">{t(`letterMatter.${matter}`, { count: letters.length })}</h2>
          {mayDecide && letters.length > 1 && <Choices {...{ letters, advice, busy, ask }} all />}
        </div>
        <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
          {told.map(([label, text]) => (
            <div key={label} className="contents">
              <dt className="hint">{t(label)}</dt>
              <dd className="max-w-3xl">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="scroll-x rounded-b-(--round) border-t border-line">
        <table className="table">
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col" className={name === "tried" || name === "size" ? "num" : ""}>
                  {name === "what" ? <span className="sr-only">{t("letters.what")}</span> : t(`letters.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {letters.map((letter) => (
              <LetterRow key={letter.id} letter={letter} base={base}>
                {mayDecide && letter.state === "waiting" && <Choices letters={[letter]} {...{ advice, busy, ask }} />}
              </LetterRow>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface ChoicesProps {
  letters: readonly ShownLetter[];
  advice: Group["advice"];
  busy: boolean;
  ask: (letters: readonly ShownLetter[], action: LetterAction) => Promise<void>;
  all?: boolean;
}

/** Sending again can be done at once; setting aside cannot be undone, so it is asked twice. */
function Choices({ letters, advice, busy, ask, all = false }: ChoicesProps) {
  const { t, n } = useWords();
  const [sure, setSure] = useState(false);
  const waiting = letters.filter(({ state }) => state === "waiting");
  const sendable = waiting.filter(({ awaited }) => awaited);
  const size = all ? "" : "btn-small";
  if (waiting.length === 0) return null;
  if (sure)
    return (
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="hint">{t("letters.asideMeans")}</span>
        <button type="button" className={`btn ${size}`} onClick={() => setSure(false)}>
          {t("letters.cancel")}
        </button>
        <button
          type="button"
          className={`btn btn-bad ${size}`}
          disabled={busy}
          onClick={() => void ask(waiting, "aside").then(() => setSure(false))}
        >
          {t("letters.asideSure")}
        </button>
      </div>
    );
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      <button
        type="button"
        className={`btn ${size} ${all && advice !== "aside" ? "btn-main" : ""}`}
        aria-disabled={sendable.length === 0 || undefined}
        title={sendable.length === 0 ? t("letters.unawaited") : undefined}
        disabled={busy}
        onClick={() => sendable.length > 0 && void ask(sendable, "again")}
      >
        {all ? t("letters.againAll", { total: n(sendable.length) }) : t("letters.again")}
      </button>
      <button
        type="button"
        className={`btn ${size} ${all && advice === "aside" ? "btn-main" : ""}`}
        disabled={busy}
        onClick={() => setSure(true)}
      >
        {all ? t("letters.asideAll", { total: n(waiting.length) }) : t("letters.aside")}
      </button>
    </div>
  );
}
