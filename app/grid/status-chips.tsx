// The statuses with their counts, as filters: one press shows only those, a second press all again.
import { type Counts, type Status, statuses } from "../../core/reconcile/compare.ts";
import { type Mover, movers } from "../../core/reconcile/three-way.ts";
import type { Facets } from "../../prisma/facets.ts";
import type { WorkCounts } from "../../prisma/work-counts.ts";
import { useWords } from "../i18n/use-words.ts";
import { AgeChips } from "../work/age-chips.tsx";
import { WorkChips } from "../work/work-chips.tsx";
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
  moved: Partial<Record<Mover, number>>;
  work: WorkCounts;
  seen: Facets["seen"];
  me: number;
  address: Address;
  change: Change;
}

export function StatusChips({ counts, decisions, moved, work, seen, me, address, change }: StatusChipsProps) {
  const { t, n } = useWords();
  const total = statuses.reduce((sum, status) => sum + counts[status], 0);
  // why: until something was agreed, that nothing was tells nobody anything.
  const tells = address.moved !== null || movers.some((mover) => mover !== "never" && moved[mover]);
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
        aria-pressed={isOff(address)}
        onClick={() => change({ ...unmarked, statuses: [] })}
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
      {tells &&
        movers
          .filter((mover) => moved[mover] || address.moved === mover)
          .map((mover, at) => (
            <button
              key={mover}
              type="button"
              className={`chip chip-button is-moved-${mover} ${at === 0 ? "ml-2" : ""}`}
              aria-pressed={address.moved === mover}
              title={t(`moved.told.${mover}`)}
              onClick={() => change({ moved: address.moved === mover ? null : mover })}
            >
              {t(`moved.${mover}`)} <b>{n(moved[mover] ?? 0)}</b>
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
      <AgeChips {...{ seen, address, change }} />
      <WorkChips {...{ work, me, address, change }} />
      {isFiltered(address) && (
        <button type="button" className="chip-clear link" onClick={() => change({ ...noChoice, sort: address.sort })}>
          {t("grid.clear")}
        </button>
      )}
    </fieldset>
  );
}

const unmarked = { decision: null, moved: null, assigned: null, overdue: false, age: null, past: null } as const;

const isOff = (address: Address) =>
  address.statuses.length === 0 && Object.entries(unmarked).every(([name, off]) => address[name as "age"] === off);
