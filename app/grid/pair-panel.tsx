// The panel beside the grid: one pair whole. What differs first, what counts as equal by a rule, then the rest; what may
// be decided and what follows; and what happened before.
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import { ageWords } from "../work/age-words.ts";
import { PairComments } from "../work/pair-comments.tsx";
import { PairWork } from "../work/pair-work.tsx";
import { DecisionBox } from "./decision-box.tsx";
import { LinkNote } from "./link-note.tsx";
import type { GridPageData } from "./page-data.ts";
import { PairFields } from "./pair-fields.tsx";
import { PairHistory } from "./pair-history.tsx";
import type { Deciding } from "./use-deciding.tsx";
import { usePair } from "./use-pair.ts";

interface PairPanelProps {
  base: string;
  page: GridPageData;
  id: number;
  deciding: Deciding;
  close: () => void;
}

export function PairPanel({ base, page, id, deciding, close }: PairPanelProps) {
  const { t, moment, now } = useWords();
  const pair = usePair(base, id, page.state.dataVersion);
  return (
    <aside className="card panel" aria-label={t("pair.panel", { key: pair?.key ?? "" })}>
      <button
        type="button"
        className="btn btn-quiet btn-icon btn-small panel-close"
        aria-label={t("pair.close")}
        title={`${t("pair.close")} (Esc)`}
        onClick={close}
      >
        <Icon name="close" />
      </button>
      {pair === undefined && <PanelSkeleton />}
      {pair === null && <p className="hint p-4">{t("pair.gone")}</p>}
      {pair && (
        <>
          <header className="panel-head">
            <h2>
              <span className="code">{pair.key}</span> {pair.title}
            </h2>
            <p className="mt-1 flex flex-wrap items-center gap-2">
              <span className={`chip is-${pair.status}`}>{t(`status.${pair.status}`)}</span>
              {pair.differing.length > 0 && (
                <span className="hint">{t("pair.differsIn", { count: pair.differing.length })}</span>
              )}
              {pair.firstSeenAt && (
                <span className="hint">
                  {t(pair.recurred > 0 ? "age.firstSeenAgain" : "age.firstSeen", {
                    when: moment(pair.firstSeenAt),
                    age: ageWords(t, pair.firstSeenAt, now),
                    count: pair.recurred + 1,
                  })}
                </span>
              )}
              {(["globe", "milestones"] as const).map(
                (side) =>
                  pair.records[side] > 1 && (
                    <span key={side} className="hint">
                      {t("pair.records", { count: pair.records[side], side: t(`grid.${side}`) })}
                    </span>
                  ),
              )}
            </p>
          </header>
          <LinkNote {...{ pair, page, deciding }} />
          <DecisionBox {...{ pair, page, deciding }} />
          <PairFields
            pair={pair}
            columns={page.columns}
            at={
              page.may.propose && pair.decision === null && pair.status === "different"
                ? (action, field) => deciding.propose(action, pair.id, field)
                : null
            }
          />
          <PairWork {...{ pair, page, base }} />
          <PairComments {...{ pair, page, base }} />
          <PairHistory pair={pair} columns={page.columns} />
        </>
      )}
    </aside>
  );
}

function PanelSkeleton() {
  return (
    <div className="grid gap-3 p-4" aria-hidden="true">
      {["w-2/3", "w-1/3", "w-full", "w-5/6", "w-3/4", "w-1/2"].map((width) => (
        <div key={width} className={`skeleton h-4 ${width}`} />
      ))}
    </div>
  );
}
