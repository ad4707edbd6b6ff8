// A decision about many rows, as whoever asked sees it: how far it is, a way to stop it between two batches, and what came
// of it, with its undo.
import { useEffect, useRef, useState } from "react";
import { refusedWords } from "../grid/outcomes.ts";
import { useWords } from "../i18n/use-words.ts";
import type { BulkProgress } from "../routes/a.$administration.bulk.$id.ts";
import { Icon } from "../ui/icon.tsx";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";

const askEvery = 300;

interface Job {
  id: number;
  far: BulkProgress | null;
}

/**
 * `administration`: its address. `going`: a job of whoever looks that was under way when the page came: it is picked up.
 * `onEnd` hears the job's number once any of it was done.
 */
export function useBulk(administration: string, going: number | null, onEnd: (job: number, far: BulkProgress) => void) {
  const { t, n } = useWords();
  const tell = useTell();
  const order = useSend<{ job: number }>();
  const halt = useSend<{ stopped: number }>();
  const [job, setJob] = useState<Job | null>(going === null ? null : { id: going, far: null });
  const ended = useRef(onEnd);
  ended.current = onEnd;
  const id = job?.id;
  const running = job !== null && (job.far === null || isGoing(job.far));

  useEffect(() => {
    if (!running || id === undefined) return;
    const asking = setInterval(async () => {
      const answer = await fetch(`${administration}/bulk/${id}`).catch(() => null);
      if (!answer?.ok || answer.redirected) return;
      const far: BulkProgress = await answer.json();
      setJob((now) => (now?.id === id ? { id, far } : now));
      if (!isGoing(far)) ended.current(id, far);
    }, askEvery);
    return () => clearInterval(asking);
  }, [administration, id, running]);

  async function start(asked: Record<string, unknown>) {
    const answer = await order.send(`${administration}/bulk`, asked);
    if ("job" in answer) setJob({ id: answer.job, far: null });
    else tell({ text: answer.problem?.what ?? t("failure.broken"), bad: true });
  }

  const refused = job?.far ? refusedWords(t, job.far.refused) : [];
  const shown = job && (
    <div className="note bulk-note" role="status" aria-live="polite">
      <Icon name="rows" className="mt-0.5 size-4" />
      {running ? (
        <>
          <span>{t(job.far?.state === "stopping" ? "bulk.stopping" : "bulk.going")}</span>
          <progress
            max={job.far?.total || undefined}
            value={job.far?.total ? job.far.done : undefined}
            aria-label={t("bulk.going")}
          />
          {job.far && job.far.total > 0 && (
            <span className="hint">{t("bulk.far", { done: n(job.far.done), total: n(job.far.total) })}</span>
          )}
          <button
            type="button"
            className="btn btn-small"
            disabled={job.far?.state === "stopping"}
            onClick={() => halt.send(`${administration}/bulk/${job.id}`, {})}
          >
            {t("bulk.stop")}
          </button>
        </>
      ) : (
        job.far && (
          <span>
            {job.far.problem
              ? `${job.far.problem.what}. ${job.far.problem.next}`
              : t(job.far.state === "stopped" ? "bulk.stopped" : "bulk.complete", {
                  done: n(job.far.done),
                  total: n(job.far.total),
                })}{" "}
            {refused.join(" ")}
          </span>
        )
      )}
      <span className="flex-1" />
      {!running && (
        <button
          type="button"
          className="btn btn-quiet btn-small btn-icon"
          aria-label={t("bulk.close")}
          onClick={() => setJob(null)}
        >
          <Icon name="close" className="size-3" />
        </button>
      )}
    </div>
  );
  return { start, follow: (id: number) => setJob({ id, far: null }), shown, running };
}

const isGoing = ({ state }: BulkProgress) => state === "running" || state === "stopping";
