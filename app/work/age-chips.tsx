// How long it differs, as filters beside the statuses. Shown once anything is older than a week, or came back, or closed.
import { ageBuckets } from "../../core/age.ts";
import type { Facets } from "../../prisma/facets.ts";
import type { Address } from "../grid/address.ts";
import type { Change } from "../grid/use-address.ts";
import { useWords } from "../i18n/use-words.ts";

interface AgeChipsProps {
  seen: Facets["seen"];
  address: Address;
  change: Change;
}

export function AgeChips({ seen, address, change }: AgeChipsProps) {
  const { t, n } = useWords();
  const older = ageBuckets.some((bucket) => bucket !== "0-7" && seen.ages[bucket] > 0);
  const ages = ageBuckets.filter((bucket) => address.age === bucket || (older && seen.ages[bucket] > 0));
  const pasts = (["recurring", "settled"] as const).filter((past) => address.past === past || seen[past] > 0);
  return (
    <>
      {ages.map((bucket, at) => (
        <button
          key={bucket}
          type="button"
          className={`chip chip-button ${at === 0 ? "ml-2" : ""}`}
          aria-pressed={address.age === bucket}
          onClick={() => change({ age: address.age === bucket ? null : bucket })}
        >
          {t(`age.bucket.${bucket}`)} <b>{n(seen.ages[bucket])}</b>
        </button>
      ))}
      {pasts.map((past) => (
        <button
          key={past}
          type="button"
          className="chip chip-button"
          aria-pressed={address.past === past}
          title={past === "settled" ? t("age.settledHint") : undefined}
          onClick={() => change({ past: address.past === past ? null : past })}
        >
          {t(`age.${past}`)} <b>{n(seen[past])}</b>
        </button>
      ))}
    </>
  );
}
