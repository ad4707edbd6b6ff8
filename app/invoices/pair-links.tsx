// From a finding to the pair that causes it, open in its grid: one press away.
import { Link } from "@remix-run/react";
import type { NamedPair } from "../../prisma/invoice-views.ts";
import { rowsAt } from "../grid/address.ts";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";

export function PairLinks({ base, pairs }: { base: string; pairs: readonly NamedPair[] }) {
  const { t } = useWords();
  return (
    <span className="pair-links">
      {pairs.map(({ entity, key, pair }) => (
        <Link
          key={`${entity} ${key}`}
          to={`${rowsAt(base, entity)}?${new URLSearchParams({ q: key, ...(pair ? { pair: String(pair.id) } : {}) })}`}
          className="link inline-flex items-center gap-1"
          title={pair?.title}
        >
          <Icon name="link" className="size-3.5" />
          {t(`invoices.pairOf.${entity}`)} <span className="code">{key}</span>
          <span className={`chip is-${pair?.status ?? "missing"}`}>
            {pair ? t(`status.${pair.status}`) : t("invoices.inNeither")}
          </span>
        </Link>
      ))}
    </span>
  );
}
