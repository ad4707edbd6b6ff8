// What the grid's place shows while rows are on their way, where there are none, and where they could not be read.
import { useFetcher } from "@remix-run/react";
import { midSentence } from "../i18n/format.ts";
import { useWords } from "../i18n/use-words.ts";
import { Token } from "../ui/token.tsx";
import { type Address, isFiltered, noChoice } from "./address.ts";
import type { GridPageData } from "./page-data.ts";
import type { Change } from "./use-address.ts";

const widths = [62, 74, 51, 80, 66, 58, 71, 49, 77, 60, 68, 55];

export function GridSkeleton() {
  const { t } = useWords();
  return (
    <div className="grid-skeleton" data-waiting role="status">
      <span className="sr-only">{t("grid.loading")}</span>
      {widths.map((width) => (
        <div key={width} aria-hidden="true">
          <span className="skeleton" />
          <span className="skeleton" />
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={width} height="10" rx="3" fill="var(--line)" />
          </svg>
        </div>
      ))}
    </div>
  );
}

interface NoRowsProps {
  page: GridPageData;
  address: Address;
  change: Change;
  base: string;
  /** Set where the rows could not be read: asks again. */
  failed?: () => void;
}

export function NoRows({ page, address, change, base, failed }: NoRowsProps) {
  const { t, n } = useWords();
  const total = Object.values(page.state.counts).reduce((sum, count) => sum + count, 0);
  if (failed)
    return (
      <div className="no-rows" role="alert" data-state="failed">
        <h2>{t("grid.failed")}</h2>
        <p>{t("grid.failedNext")}</p>
        <button type="button" className="btn" onClick={failed}>
          {t("grid.retry")}
        </button>
      </div>
    );
  if (isFiltered(address) && total > 0)
    return (
      <div className="no-rows" data-state="empty">
        <h2>{t("grid.empty")}</h2>
        <p>{t("grid.emptyNext", { total: n(total) })}</p>
        <button type="button" className="btn" onClick={() => change({ ...noChoice, sort: address.sort })}>
          {t("grid.clear")}
        </button>
      </div>
    );
  return (
    <div className="no-rows" data-state="nothing">
      <h2>{t("grid.nothing", { entity: midSentence(page.title) })}</h2>
      <p>{t("grid.nothingNext")}</p>
      {page.may.pull && <Pull to={`${base.slice(0, base.lastIndexOf("/"))}/pull`} page={page} />}
    </div>
  );
}

function Pull({ to, page }: { to: string; page: GridPageData }) {
  const fetcher = useFetcher<{ asked?: boolean }>();
  const { t } = useWords();
  return (
    <fetcher.Form method="post" action={to}>
      <Token />
      <button
        type="submit"
        name="entity"
        value={page.entity}
        className="btn btn-main"
        disabled={fetcher.state !== "idle"}
      >
        {t("overview.pullOne", { entity: midSentence(page.title) })}
      </button>
      <p role="status" className="hint mt-2">
        {fetcher.data?.asked && t("overview.pullAsked")}
      </p>
    </fetcher.Form>
  );
}
