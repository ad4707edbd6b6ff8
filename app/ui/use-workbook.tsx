// Ordering a workbook: how far it is, a way to stop, and the download when it is ready.
import { useEffect, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import type { ExportProgress } from "../routes/exports.$id.ts";
import { Icon } from "./icon.tsx";
import { useSend } from "./use-send.ts";

interface Job extends ExportProgress {
  id: number;
}

const askEvery = 350;

export function useWorkbook() {
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

  async function start(action: string, wanted: Record<string, unknown>) {
    if (running) return;
    const answer = await order.send(action, wanted);
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
  return { start, shown };
}
