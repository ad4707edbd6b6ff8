// Whose work, as filters beside the statuses; only what there is, or what was chosen.
import type { WorkCounts } from "../../prisma/work-counts.ts";
import type { Address } from "../grid/address.ts";
import type { Change } from "../grid/use-address.ts";
import { useWords } from "../i18n/use-words.ts";

interface WorkChipsProps {
  work: WorkCounts;
  me: number;
  address: Address;
  change: Change;
}

export function WorkChips({ work, me, address, change }: WorkChipsProps) {
  const { t, n } = useWords();
  const anyone = Object.values(work.assigned).reduce((sum, count) => sum + count, 0);
  const counts = { me: work.assigned[me] ?? 0, anyone, nobody: null } as const;
  const offered = (["me", "anyone", "nobody"] as const).filter(
    (whose) => address.assigned === whose || (counts[whose] ?? 0) > 0,
  );
  return (
    <>
      {offered.map((whose, at) => (
        <button
          key={whose}
          type="button"
          className={`chip chip-button ${at === 0 ? "ml-2" : ""}`}
          aria-pressed={address.assigned === whose}
          onClick={() => change({ assigned: address.assigned === whose ? null : whose })}
        >
          {t(`filter.${whose === "me" ? "mine" : whose}`)} {counts[whose] !== null && <b>{n(counts[whose])}</b>}
        </button>
      ))}
      {(work.overdue > 0 || address.overdue) && (
        <button
          type="button"
          className="chip chip-button is-failed"
          aria-pressed={address.overdue}
          onClick={() => change({ overdue: !address.overdue })}
        >
          {t("filter.overdue")} <b>{n(work.overdue)}</b>
        </button>
      )}
    </>
  );
}
