// The page's first sentence: how many pairs need a decision, and as of when.
import { Link } from "@remix-run/react";
import { Trans } from "react-i18next";
import { useWords } from "../i18n/use-words.ts";
import { usePage } from "../ui/use-page.ts";
import { openRowsAt } from "../view/standing.ts";
import type { GridPageData } from "./page-data.ts";

export function Sentence({ page }: { page: GridPageData }) {
  const { code, entity, title, state } = page;
  const { t, n, moment, stamp, ago } = useWords();
  const standing = usePage().standings.find((one) => one.entity === entity);
  const { open = 0, total = 0 } = standing ?? {};
  const { lastCompleteAt, comparable, notComparableSince } = state;
  return (
    <div>
      <h1>{title}</h1>
      <p aria-live="polite">
        {total > 0 && comparable && (
          <>
            {open === 0 ? (
              t("grid.sentenceNone", { total: n(total) })
            ) : (
              <Trans
                i18nKey="grid.sentence"
                count={open}
                values={{ total: n(total) }}
                components={{
                  open: (
                    <Link
                      to={openRowsAt(`/a/${code}`, entity)}
                      className="font-semibold text-different no-underline hover:underline"
                    />
                  ),
                }}
              />
            )}
            {" · "}
          </>
        )}
        {lastCompleteAt ? (
          <span title={ago(lastCompleteAt)}>
            {t("grid.lastComplete", { when: moment(lastCompleteAt) })}
            <span className="max-md:hidden">, {ago(lastCompleteAt)}</span>
          </span>
        ) : (
          t("grid.never")
        )}
      </p>
      {!comparable && notComparableSince && (
        <p className="note note-stale mt-2 font-semibold">
          {t("grid.stale", { when: stamp(notComparableSince), why: page.why ? `: ${page.why}` : "" })}
          <Link to={`/a/${code}/runs?entity=${entity}`} className="link">
            {t("nav.runs")}
          </Link>
        </p>
      )}
    </div>
  );
}
