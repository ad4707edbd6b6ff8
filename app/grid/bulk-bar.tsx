// Under the grid: how many rows there are, what was chosen, and what may be done with it. Always there, so that nothing
// jumps when a row is chosen.
import { useWords } from "../i18n/use-words.ts";
import type { Address } from "./address.ts";
import type { GridPageData } from "./page-data.ts";
import type { Change } from "./use-address.ts";
import type { Deciding } from "./use-deciding.tsx";

interface BulkBarProps {
  page: GridPageData;
  total: number | null;
  chosen: number;
  newer: boolean;
  address: Address;
  change: Change;
  show: () => void;
  deciding: Deciding;
  everything: () => void;
  clear: () => void;
  help: () => void;
}

export function BulkBar({ page, total, chosen, newer, address, change, show, deciding, ...on }: BulkBarProps) {
  const { t, n, field } = useWords();
  const choosable = page.may.propose || page.may.decide;
  const filtered = address.differingIn.map(field).join(", ");
  return (
    <div className="bulk" role="toolbar" aria-label={t("grid.decision")}>
      <span role="status" aria-live="polite" className="bulk-count">
        {chosen > 0 ? (
          <b>{t("grid.selected", { count: chosen, n: n(chosen) })}</b>
        ) : (
          total !== null && t("grid.shown", { count: total, n: n(total) })
        )}
      </span>
      {filtered && (
        <button type="button" className="chip chip-button is-different" onClick={() => change({ differingIn: [] })}>
          {t("grid.differsIn", { fields: filtered })} ✕
        </button>
      )}
      {chosen > 0 ? (
        <Actions {...{ page, address, deciding }} />
      ) : newer ? null : (
        <span className="bulk-keys" aria-hidden="true">
          <kbd>J</kbd>
          <kbd>K</kbd> {t("keys.next")}{" "}
          {choosable && (
            <>
              <kbd>␣</kbd> {t("keys.select")}
            </>
          )}{" "}
          <kbd>↵</kbd> {t("keys.details")}
        </span>
      )}
      <span className="flex-1" />
      {newer && (
        <button type="button" className="btn btn-small is-proposed" onClick={show}>
          {t("grid.newer")} · {t("grid.show")} <kbd>R</kbd>
        </button>
      )}
      {total !== null && total > 0 && chosen < total && choosable && (
        <button type="button" className="btn btn-small btn-quiet" onClick={on.everything}>
          {t("grid.selectAll", { count: total, n: n(total) })}
        </button>
      )}
      {chosen > 0 && (
        <button type="button" className="btn btn-small btn-quiet" onClick={on.clear}>
          {t("grid.clearSelection")} <kbd>Esc</kbd>
        </button>
      )}
      <button type="button" className="btn btn-small btn-quiet" onClick={on.help} aria-keyshortcuts="?">
        {t("keys.open")} <kbd>?</kbd>
      </button>
    </div>
  );
}

function Actions({ page, address, deciding }: Pick<BulkBarProps, "page" | "address" | "deciding">) {
  const { t } = useWords();
  const creates = address.statuses.length === 1 && address.statuses[0] === "only_in_globe";
  return (
    <>
      {page.may.propose && (
        <>
          <button type="button" className="btn btn-main btn-small" onClick={() => deciding.propose("take_globe")}>
            {t(creates ? "decide.create" : "decide.take_globe")} <kbd>A</kbd>
          </button>
          <button type="button" className="btn btn-small" onClick={() => deciding.propose("keep_milestones")}>
            {t("decide.keep_milestones")} <kbd>H</kbd>
          </button>
          <button type="button" className="btn btn-small" onClick={() => deciding.propose("ignore")}>
            {t("decide.ignore")} <kbd>I</kbd>
          </button>
          <button type="button" className="btn btn-small" onClick={() => deciding.propose("wait")}>
            {t("decide.wait")} <kbd>W</kbd>
          </button>
        </>
      )}
      {page.may.decide && (
        <button type="button" className="btn btn-small" onClick={() => deciding.approve()}>
          {t("decide.approve")} <kbd>G</kbd>
        </button>
      )}
      {page.may.assign && (
        <button type="button" className="btn btn-small" onClick={() => deciding.give()}>
          {t("assign.open")}
        </button>
      )}
      {(page.may.propose || page.may.decide) && (
        <button type="button" className="btn btn-small" onClick={() => deciding.undo()}>
          {t("decide.undo")} <kbd>U</kbd>
        </button>
      )}
    </>
  );
}
