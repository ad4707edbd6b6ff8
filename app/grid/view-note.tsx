// Says what of an address could not be shown: a view that is gone, fields that are no longer there.
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import type { Address } from "./address.ts";
import { isOfView } from "./look.ts";
import type { GridPageData } from "./page-data.ts";
import type { Change } from "./use-address.ts";

export function ViewNote({ page, address, change }: { page: GridPageData; address: Address; change: Change }) {
  const { t, field } = useWords();
  const isGone = isOfView(address) && !page.views.some(({ id }) => id === address.view);
  const { lost } = address;
  if (!isGone && lost.length === 0) return null;
  return (
    <p className="note note-stale mb-2 items-center" role="status">
      <span className="min-w-0 flex-1">
        {isGone && t("view.gone")}{" "}
        {lost.length > 0 && t("view.lost", { count: lost.length, fields: lost.map(field).join(", ") })}
      </span>
      <button
        type="button"
        className="btn btn-small btn-icon"
        aria-label={t("pair.close")}
        onClick={() => change({ lost: [], ...(isGone ? { view: null } : {}) })}
      >
        <Icon name="close" className="size-3" />
      </button>
    </p>
  );
}
