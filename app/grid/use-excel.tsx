// Ordering a workbook of what is on screen: how far it is, a way to stop, and the download when it is ready.
import type { GridApi } from "ag-grid-community";
import { useEffect, useState } from "react";
import type { PairRow } from "../../prisma/rows.ts";
import { useWords } from "../i18n/use-words.ts";
import type { ExportProgress } from "../routes/exports.$id.ts";
import { Icon } from "../ui/icon.tsx";
import { useSend } from "../ui/use-send.ts";
import { type Address, writeAddress } from "./address.ts";

interface Job extends ExportProgress {
  id: number;
}

const askEvery = 350;

interface ExcelProps {
  base: string;
  address: Address;
  api: GridApi<PairRow> | null;
}

export function useExcel({ base, address, api }: ExcelProps) {
  const { t, n } = useWords();
  const order = useSend<{ id: number }>();
  const stop = useSend<{ stopped: number }>();
  const [job, setJob] = useState<Job | null>(null);
  const id = job?.id;
  const running = job?.state === "running";

  useEffect(() => {
    if (!running || id === undefined) return;
    const asking = setInterval(async () => {
      const answer = await fetch(`/exports/${id}`).catch(() => null);
      if (!answer?.ok || answer.redirected) return;
      const progress: ExportProgress = await answer.json();
      setJob((now) => (now?.id === id ? { id, ...progress } : now));
      if (progress.state === "complete") location.assign(`/exports/${id}/file`);
    }, askEvery);
    return () => clearInterval(asking);
  }, [id, running]);

  async function start() {
    if (!api || running) return;
    const { fieldsOnScreen } = await import("./pairs-grid.tsx");
    const answer = await order.send(`${base}/export`, {
      address: writeAddress({ ...address, pair: null }).toString(),
      fields: fieldsOnScreen(api),
    });
    if ("id" in answer) setJob({ id: answer.id, state: "running", rowsDone: 0, rowsTotal: null, cancelled: false });
  }

  const shown = job && (
    <div className="note excel" role="status" aria-live="polite">
      <Icon name="download" className="mt-0.5 size-4" />
      {running && (
        <>
          <span>{t("excel.preparing")}</span>
          <progress
            max={job.rowsTotal ?? undefined}
            value={job.rowsTotal === null ? undefined : job.rowsDone}
            aria-label={t("excel.preparing")}
          />
          {job.rowsTotal !== null && (
            <span className="hint">{t("excel.progress", { done: n(job.rowsDone), total: n(job.rowsTotal) })}</span>
          )}
          <button type="button" className="btn btn-small" onClick={() => stop.send(`/exports/${job.id}`, {})}>
            {t("excel.cancel")}
          </button>
        </>
      )}
      {job.state === "complete" && (
        <>
          <span>
            {t("excel.ready")}, {t("excel.rows", { count: job.rowsDone, n: n(job.rowsDone) })}
          </span>
          <a className="link" href={`/exports/${job.id}/file`} download>
            {t("excel.download")}
          </a>
        </>
      )}
      {job.state === "failed" && <span>{t(job.cancelled ? "excel.cancelled" : "excel.failed")}</span>}
      <span className="flex-1" />
      {!running && (
        <button
          type="button"
          className="btn btn-quiet btn-small btn-icon"
          aria-label={t("excel.close")}
          onClick={() => setJob(null)}
        >
          <Icon name="close" className="size-3" />
        </button>
      )}
    </div>
  );
  return { start: () => void start(), shown };
}
