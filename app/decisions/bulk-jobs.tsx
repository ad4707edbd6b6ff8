// Above what was decided: the decisions about many rows that were one job, each taken back as a whole. What moved since is
// refused row by row, with why.
import { useWords } from "../i18n/use-words.ts";
import type { DecidingJob } from "./bulk-jobs-data.ts";
import { useBulk } from "./use-bulk.tsx";

interface BulkJobsProps {
  base: string;
  jobs: readonly DecidingJob[];
  going: number | null;
}

export function BulkJobs({ base, jobs, going }: BulkJobsProps) {
  const { t, n, moment } = useWords();
  const bulk = useBulk(base, going, () => {});
  if (jobs.length === 0 && !bulk.shown) return null;
  return (
    <>
      {bulk.shown}
      {jobs.length > 0 && (
        <details className="card mb-3">
          <summary className="cursor-pointer p-3 font-semibold">{t("bulk.jobs", { count: jobs.length })}</summary>
          <div className="scroll-x">
            <table className="table" id="jobs">
              <thead>
                <tr>
                  <th scope="col">{t("bulk.what")}</th>
                  <th scope="col">{t("bulk.by")}</th>
                  <th scope="col">{t("bulk.at")}</th>
                  <th scope="col" className="num">
                    {t("bulk.rows")}
                  </th>
                  <th scope="col">
                    <span className="sr-only">{t("decide.undo")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {jobs.map((job) => (
                  <tr key={job.id}>
                    <th scope="row">{t(`bulk.did.${job.kind}`)}</th>
                    <td>{job.by}</td>
                    <td className="whitespace-nowrap">{moment(job.at)}</td>
                    <td className="num">{t("bulk.ofAll", { done: n(job.done), total: n(job.total) })}</td>
                    <td className="num">
                      <button
                        type="button"
                        className="btn btn-small"
                        disabled={bulk.running || job.isGoing || job.done === 0}
                        aria-disabled={!job.mayUndo || undefined}
                        title={job.mayUndo ? undefined : t("bulk.mayNot")}
                        onClick={() => job.mayUndo && bulk.start({ kind: "undo", job: job.id })}
                      >
                        {t("decide.undo")}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </>
  );
}
