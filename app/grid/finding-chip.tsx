// Says that only the pairs are shown that a rule of the go-live check found, and lets go of it.
import { ruleTexts } from "../../core/readiness/rule-texts.ts";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import type { Address } from "./address.ts";
import type { Change } from "./use-address.ts";

export function FindingChip({ address, change }: { address: Address; change: Change }) {
  const { t, language } = useWords();
  if (address.finding === "") return null;
  const known = Object.hasOwn(ruleTexts, address.finding) ? (address.finding as keyof typeof ruleTexts) : null;
  return (
    <p className="note mb-2 items-center" role="status">
      <span className="min-w-0">
        {t("grid.finding")} <b>{known ? ruleTexts[known][language].question : address.finding}</b>
      </span>
      <button type="button" className="btn btn-small" onClick={() => change({ finding: "" })}>
        <Icon name="close" className="size-3" />
        {t("grid.findingAll")}
      </button>
    </p>
  );
}
