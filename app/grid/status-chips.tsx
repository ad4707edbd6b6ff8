// The statuses with their counts, as filters: one press shows only those, a second press all again.
import { type Counts, type Status, statuses } from "../../core/reconcile/compare.ts";
import { useWords } from "../i18n/use-words.ts";
import { type Address, isFiltered, noChoice } from "./address.ts";
import type { Change } from "./use-address.ts";

const order: readonly Status[] = [
  "different",
  "only_in_globe",
  "only_in_milestones",
  "duplicate_key",
  "not_comparable",
  "equal",
];
const always: readonly Status[] = ["different", "only_in_globe", "only_in_milestones", "equal"];

interface StatusChipsProps {
  counts: Counts;
  decisions: { none: number; proposed: number; approved: number };
  address: Address;
  change: Change;
}

export function StatusChips({ counts, decisions, address, change }: StatusChipsProps) {
  const { t, n } = useWords();
  const total = statuses.reduce((sum, status) => sum + counts[status], 0);
  const shown = order.filter((status) => always.includes(status) || counts[status] > 0);

  function toggle(status: Status) {
    const { statuses: now } = address;
    change({ statuses: now.includes(status) ? now.filter((one) => one !== status) : [...now, status] });
  }

  return (
    <fieldset className="chips" aria-live="polite">
      <legend className="sr-only">{t("grid.filters")}</legend>
      <button
        type="button"
        className="chip chip-button"
        aria-pressed={address.statuses.length === 0 && address.decision === null}
        onClick={() => change({ statuses: [], decision: null })}
      >
        {t("grid.all")} <b>{n(total)}</b>
      </button>
      {shown.map((status) => (
        <button
          key={status}
          type="button"
          className={`chip chip-button is-${status}`}
          aria-pressed={address.statuses.includes(status)}
          onClick={() => toggle(status)}
        >
          {t(`status.${status}`)} <b>{n(counts[status])}</b>
        </button>
      ))}
      {address.decision === "none" && (
        <button
          type="button"
          className="chip chip-button ml-2"
          aria-pressed="true"
          onClick={() => change({ decision: null })}
        >
          {t("operator.undecided")} <b>{n(decisions.none)}</b>
        </button>
      )}
      {(["proposed", "approved"] as const)
        .filter((state) => decisions[state] > 0 || address.decision === state)
        .map((state) => (
          <button
            key={state}
            type="button"
            className={`chip chip-button is-${state} ${state === "proposed" ? "ml-2" : ""}`}
            aria-pressed={address.decision === state}
            onClick={() => change({ decision: address.decision === state ? null : state })}
          >
            {t(`decisionState.${state}`)} <b>{n(decisions[state])}</b>
          </button>
        ))}
      {isFiltered(address) && (
        <button type="button" className="chip-clear link" onClick={() => change({ ...noChoice, sort: address.sort })}>
          {t("grid.clear")}
        </button>
      )}
    </fieldset>
  );
}
