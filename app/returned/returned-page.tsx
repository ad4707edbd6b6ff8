// What came of a filled workbook: how many rows were proposed, which were refused and why.
import { Link, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import type { RefusedRow } from "../../prisma/bulk.ts";
import { useBulk } from "../decisions/use-bulk.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import { useWorkbook } from "../ui/use-workbook.tsx";
import type { Returned } from "./page-data.ts";

interface ReturnedPageProps {
  page: { base: string; returned: Returned; rows: RefusedRow[]; entities: Record<number, string> };
}

const askEvery = 400;

export function ReturnedPage({ page: { base, returned, rows, entities } }: ReturnedPageProps) {
  const { t, n, moment } = useWords();
  const tell = useTell();
  const workbook = useWorkbook();
  const stop = useSend<{ stopped: number }>();
  const { revalidate } = useRevalidator();
  const undoing = useBulk(base, null, (_job, { done }) => {
    tell({ text: t("returned.undone", { count: done }) });
    revalidate();
  });
  const { id, fileName, state, total, done, proposed, refused } = returned;
  const isGoing = state === "running" || state === "stopping";

  useEffect(() => {
    if (!isGoing) return;
    const asking = setInterval(revalidate, askEvery);
    return () => clearInterval(asking);
  }, [isGoing, revalidate]);

  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow basis-96">
          <h1 className="break-all">{fileName}</h1>
          <p role="status" aria-live="polite">
            <Answer {...{ base, returned }} />
          </p>
          <p className="hint mt-1">
            {returned.by}, {moment(returned.at)}
          </p>
        </div>
        <Link className="btn" to={`${base}/returned`}>
          {t("returned.again")}
        </Link>
      </div>
      {isGoing && (
        <div className="note mb-3 items-center">
          <progress
            max={total || undefined}
            value={total > 0 ? done : undefined}
            aria-label={t(total > 0 ? "bulk.going" : "returned.states.running")}
          />
          {total > 0 && <span className="hint">{t("bulk.far", { done: n(done), total: n(total) })}</span>}
          <button
            type="button"
            className="btn btn-small"
            disabled={state === "stopping"}
            onClick={() => stop.send(`${base}/bulk/${id}`, {})}
          >
            {t(state === "stopping" ? "bulk.stopping" : "bulk.stop")}
          </button>
        </div>
      )}
      {returned.problem && (
        <p className="note note-bad mb-3">
          {returned.problem.means} {returned.problem.next}
        </p>
      )}
      {!isGoing && total > 0 && <Shares {...{ returned }} />}
      {!isGoing && proposed > 0 && (
        <p className="mb-4 flex flex-wrap items-center gap-2">
          <Link className="btn btn-main" to={`${base}/decisions?job=${id}`}>
            {t("returned.toDecisions")}
          </Link>
          {returned.isOwn && (
            <button
              type="button"
              className="btn"
              disabled={undoing.running}
              onClick={() => undoing.start({ kind: "undo", job: id })}
            >
              {t("returned.undo")}
            </button>
          )}
          <span className="hint">{t("returned.next")}</span>
        </p>
      )}
      {undoing.shown}
      {workbook.shown}
      {refused > 0 && (
        <section className="card">
          <div className="flex flex-wrap items-center gap-3 p-4">
            <h2>
              {t("returned.refusedTitle")} <span className="hint">{n(refused)}</span>
            </h2>
            <span className="flex-1" />
            <button
              type="button"
              className="btn"
              title={t("returned.downloadHint")}
              onClick={() => void workbook.start(`${base}/returned/${id}/refusals`, {})}
            >
              <Icon name="download" />
              {t("returned.download")}
            </button>
          </div>
          <RefusedRows {...{ base, rows, entities }} />
          {rows.length < refused && (
            <p className="hint p-4">{t("returned.more", { n: n(rows.length), total: n(refused) })}</p>
          )}
        </section>
      )}
    </>
  );
}

function Answer({ base, returned }: { base: string; returned: Returned }) {
  const { t, n } = useWords();
  const { id, state, total, done, fileName, proposed, refused, problem } = returned;
  if (problem && done === 0) return problem.what;
  if (state === "running" || state === "stopping")
    return total === 0
      ? t("returned.reading", { file: fileName })
      : t("returned.going", { done: n(done), total: n(total) });
  const said = { done: n(done), total: n(total), proposed: n(proposed), refused: n(refused) };
  const sentence = t(done < total ? "returned.stopped" : "returned.result", said);
  return proposed === 0 ? (
    sentence
  ) : (
    <Link to={`${base}/decisions?job=${id}`} className="no-underline">
      {sentence}
    </Link>
  );
}

/** How much of it was taken, and why the rest was not, as one bar. */
function Shares({ returned: { done, proposed, refused, reasons } }: { returned: Returned }) {
  const { t, n } = useWords();
  return (
    <section className="card mb-4 p-4">
      <svg
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        className="share-picture"
        role="img"
        aria-label={t("returned.share", { proposed: n(proposed), refused: n(refused) })}
      >
        <rect width={(proposed / done) * 100} height="4" className="fill-equal" />
        <rect x={(proposed / done) * 100} width={(refused / done) * 100} height="4" className="fill-bad" />
      </svg>
      {refused > 0 && (
        <ul className="mt-2 grid gap-1">
          {Object.entries(reasons).map(([why, count]) => (
            <li key={why}>
              <b className="tabular-nums">{n(count)}</b> {t(`refused.${why as RefusedRow["refused"]}`)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function RefusedRows({ base, rows, entities }: Pick<ReturnedPageProps["page"], "base" | "rows" | "entities">) {
  const { t, n } = useWords();
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th scope="col" className="num">
              {t("returned.row")}
            </th>
            <th scope="col">{t("returned.key")}</th>
            <th scope="col">{t("returned.refusedWhy")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ place, sheetRow, key, refused, pairId }) => (
            <tr key={place}>
              <td className="num">{n(sheetRow)}</td>
              <th scope="row">
                {entities[pairId] ? (
                  <Link
                    className="link code"
                    to={`${base}/${entities[pairId]}?q=${encodeURIComponent(key)}&pair=${pairId}`}
                  >
                    {key}
                  </Link>
                ) : (
                  <span className="code">{key}</span>
                )}
              </th>
              <td>{t(`refused.${refused}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
