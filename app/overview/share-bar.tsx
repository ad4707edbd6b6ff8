// A drawn bar: which part of the pairs is equal, different, or on one side only. The numbers stand beside it in words.
import type { Counts, Status } from "../../core/reconcile/compare.ts";
import { useWords } from "../i18n/use-words.ts";
import { totalOf } from "../view/standing.ts";

const colours: readonly [Status, string][] = [
  ["equal", "var(--equal-bar)"],
  ["different", "var(--different-mark)"],
  ["only_in_globe", "var(--globe)"],
  ["only_in_milestones", "var(--milestones)"],
  ["duplicate_key", "var(--bad)"],
  ["not_comparable", "var(--line-2)"],
];

export function ShareBar({ counts }: { counts: Counts }) {
  const { t, n } = useWords();
  const total = totalOf(counts);
  const label = t("overview.bar", {
    equal: n(counts.equal),
    different: n(counts.different),
    globe: n(counts.only_in_globe),
    milestones: n(counts.only_in_milestones),
  });
  let from = 0;
  return (
    <svg className="bar" viewBox="0 0 100 7" preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      {total > 0 &&
        colours.map(([status, colour]) => {
          const width = (counts[status] / total) * 100;
          const x = from;
          from += width;
          return width > 0 && <rect key={status} x={x} width={Math.max(width - 0.6, 0.6)} height="7" fill={colour} />;
        })}
    </svg>
  );
}
