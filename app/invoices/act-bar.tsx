// Under the list: what was chosen and what may be done with it; where nothing is chosen, all that are ready. Always
// there, so that nothing jumps when a row is chosen.
import { useWords } from "../i18n/use-words.ts";
import { writeAddress } from "./address.ts";
import type { Stage } from "./amounts.ts";
import type { ListData, ListedRow } from "./list-data.ts";
import { type InvoiceAct, whyNot } from "./may.ts";
import type { Target } from "./use-acting.tsx";

interface ActBarProps extends Pick<ListData, "total" | "may" | "me" | "stages"> {
  chosen: number;
  /** Those of the chosen that are on this page. */
  inSight: readonly ListedRow[];
  newer: boolean;
  show: () => void;
  target: Target;
  ask: (act: InvoiceAct, target: Target) => void;
  busy: boolean;
  everything: () => void;
  clear: () => void;
}

export function ActBar(props: ActBarProps) {
  const { total, may, chosen, newer, show, everything, clear } = props;
  const { t, n } = useWords();
  return (
    <div className="bulk act-bar" role="toolbar" aria-label={t("invoices.actions")}>
      <span role="status" aria-live="polite" className="bulk-count">
        {chosen > 0 ? (
          <b>{t("grid.selected", { count: chosen, n: n(chosen) })}</b>
        ) : (
          t("invoices.shown", { count: total })
        )}
      </span>
      {chosen > 0 ? <OfChosen {...props} /> : <OfAll {...props} />}
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

const keyOf: Partial<Record<InvoiceAct, string>> = { release: "V", approve: "G", withdraw: "T" };

function OfChosen({ chosen, inSight, me, target, ask, busy }: ActBarProps) {
  const { t } = useWords();
  // why: of what is chosen on other pages only the server knows; it is asked when a button is pressed.
  const allInSight = inSight.length === chosen;
  const acts = (["release", "approve", "withdraw", "retry", "again"] as const)
    .map((act) => {
      const why = inSight.map((row) => whyNot(act, row, me));
      const possible = !allInSight || why.includes(null);
      return { act, off: possible ? null : (why[0] ?? null) };
    })
    .filter(({ act, off }) => act === "release" || act === "approve" || off === null);
  const main = acts.find(({ off }) => off === null)?.act;
  const off = acts.find((one) => one.off !== null && (one.act === "approve" || main === undefined));
  return (
    <>
      {acts.map(({ act, off: why }) => (
        <button
          key={act}
          type="button"
          className={`btn btn-small ${act === main && allInSight ? "btn-main" : ""}`}
          disabled={busy || why !== null}
          onClick={() => ask(act, target)}
          title={why ? t(`invoices.refusal.${why}`) : undefined}
        >
          {t(`invoices.act.${act}`)} {keyOf[act] && <kbd>{keyOf[act]}</kbd>}
        </button>
      ))}
      {off?.off && (
        <span className="hint">
          {t(`invoices.act.${off.act}`)}: {t(`invoices.refusal.${off.off}`)}
        </span>
      )}
    </>
  );
}

function OfAll({ may, me, stages, ask, busy }: ActBarProps) {
  const { t } = useWords();
  const ready = stages.find(({ name }: Stage) => name === "ready");
  const released = ready?.released ?? 0;
  const toRelease = (ready?.invoices ?? 0) - released;
  const all = [
    { act: "release", count: toRelease, off: !may.propose },
    { act: "approve", count: released, off: !may.decide },
  ] as const;
  const shown = all.filter(({ count }) => count > 0);
  const off = shown.find((one) => one.off);
  return (
    <>
      {shown.map(({ act, count, off: isOff }, at) => (
        <button
          key={act}
          type="button"
          className={`btn btn-small ${at === 0 && !isOff ? "btn-main" : ""}`}
          disabled={busy || isOff}
          onClick={() => ask(act, { all: writeAddress({ show: act }) })}
        >
          {t(`invoices.${act}All`, { count })}
        </button>
      ))}
      {off && (
        <span className="hint">
          {t(`invoices.act.${off.act}`)}: {t("decide.role", { role: t(`role.${me.role}`) })}
        </span>
      )}
    </>
  );
}
