// Above the proposals: which kind of data, and approving all of it at once. What came in after the page was looked at is
// left out.
import { Link } from "@remix-run/react";
import type { EntityName } from "../../core/entities/index.ts";
import { useWords } from "../i18n/use-words.ts";
import { useBulk } from "./use-bulk.tsx";

interface BulkAnswerProps {
  base: string;
  entity: EntityName | null;
  answerable: readonly { entity: EntityName; count: number }[];
  newest: number;
  mayDecide: boolean;
  going: number | null;
}

export function BulkAnswer({ base, entity, answerable, newest, mayDecide, going }: BulkAnswerProps) {
  const { t, n } = useWords();
  const bulk = useBulk(base, going, () => {});
  const counted = answerable.filter((one) => entity === null || one.entity === entity);
  const count = counted.reduce((sum, one) => sum + one.count, 0);
  const to = (name: EntityName | null) => `${base}/decisions${name ? `?entity=${name}` : ""}`;
  return (
    <>
      {bulk.shown}
      {(answerable.length > 1 || entity !== null) && (
        <nav className="chips" aria-label={t("overview.data")}>
          <Link className="chip chip-button" aria-current={entity === null ? "true" : undefined} to={to(null)}>
            {t("decisions.allKinds")}
          </Link>
          {answerable.map((one) => (
            <Link
              key={one.entity}
              className="chip chip-button"
              aria-current={entity === one.entity ? "true" : undefined}
              to={to(one.entity)}
            >
              {t(`entity.${one.entity}`)} <b>{n(one.count)}</b>
            </Link>
          ))}
        </nav>
      )}
      {mayDecide && count > 1 && (
        <p className="mb-3">
          <button
            type="button"
            className="btn"
            disabled={bulk.running}
            onClick={() => bulk.start({ kind: "approve", waiting: { entity, upTo: newest } })}
          >
            {t("decisions.approveAll", { count })}
          </button>
        </p>
      )}
    </>
  );
}
