// Under the list: what was chosen and what may be done with it; where nothing is chosen, all that are ready. Always
// there, so that nothing jumps when a row is chosen.
import { useWords } from "../i18n/use-words.ts";
import { writeAddress } from "./address.ts";
import type { Stage } from "./amounts.ts";
import type { ListData } from "./list-data.ts";
import type { InvoiceAct } from "./may.ts";
import type { Target } from "./use-acting.tsx";

interface ActBarProps extends Pick<ListData, "total" | "may" | "me" | "stages"> {
  chosen: number;
  newer: boolean;
  show: () => void;
  target: Target;
  ask: (act: InvoiceAct, target: Target) => void;
  busy: boolean;
  everything: () => void;
  clear: () => void;
}

const keysOf: Partial<Record<InvoiceAct, string>> = { release: "V", approve: "G", withdraw: "T" };

export function ActBar({
  total,
  may,
  me,
  stages,
  chosen,
  newer,
  show,
  target,
  ask,
  busy,
  everything,
  clear,
}: ActBarProps) {
  const { t, n } = useWords();
  const ready = stages.find(({ name }: Stage) => name === "ready");
  const attention = stages.find(({ name }: Stage) => name === "attention");
  const released = ready?.released ?? 0;
  const toRelease = (ready?.invoices ?? 0) - released;
  const button = (act: InvoiceAct, text: string, on: Target, off: string | null, main = false) => (
    <span className="act">
      <button
        type="button"
        className={`btn btn-small ${main && !off ? "btn-main" : ""}`}
        disabled={busy || off !== null}
        onClick={() => ask(act, on)}
        title={off ?? undefined}
      >
        {text} {chosen > 0 && keysOf[act] && <kbd>{keysOf[act]}</kbd>}
      </button>
    </span>
  );
  const byRole = t("decide.role", { role: t(`role.${me.role}`) });
  const off = { release: may.propose ? null : byRole, approve: may.decide ? null : byRole };
  return (
    <div className="bulk act-bar" role="toolbar" aria-label={t("invoices.actions")}>
      <span role="status" aria-live="polite" className="bulk-count">
        {chosen > 0 ? (
          <b>{t("grid.selected", { count: chosen, n: n(chosen) })}</b>
        ) : (
          t("invoices.shown", { count: total })
        )}
      </span>
      {chosen > 0 ? (
        <>
          {button("release", t("invoices.act.release"), target, off.release, true)}
          {button("approve", t("invoices.act.approve"), target, off.approve, !may.propose || toRelease === 0)}
          {button("withdraw", t("invoices.act.withdraw"), target, off.release)}
          {(attention?.invoices ?? 0) > 0 && button("retry", t("invoices.act.retry"), target, off.release)}
        </>
      ) : (
        <>
          {toRelease > 0 &&
            button(
              "release",
              t("invoices.releaseAll", { count: toRelease }),
              { all: writeAddress({ show: "release" }) },
              off.release,
              true,
            )}
          {released > 0 &&
            button(
              "approve",
              t("invoices.approveAll", { count: released }),
              { all: writeAddress({ show: "approve" }) },
              off.approve,
              may.decide,
            )}
        </>
      )}
      {!may.propose && <span className="hint">{byRole}</span>}
      {may.propose && !may.decide && released > 0 && <span className="hint">{t("invoices.approverNeeded")}</span>}
      <span className="flex-1" />
      {newer && (
        <button type="button" className="btn btn-small is-proposed" onClick={show}>
          {t("grid.newer")} · {t("grid.show")} <kbd>R</kbd>
        </button>
      )}
      {may.propose && chosen > 0 && chosen < total && (
        <button type="button" className="btn btn-small btn-quiet" onClick={everything}>
          {t("grid.selectAll", { count: total, n: n(total) })}
        </button>
      )}
      {chosen > 0 && (
        <button type="button" className="btn btn-small btn-quiet" onClick={clear}>
          {t("grid.clearSelection")} <kbd>Esc</kbd>
        </button>
      )}
    </div>
  );
}
