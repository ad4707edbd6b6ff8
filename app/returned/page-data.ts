// A filled workbook that came back, as the pages show it.
import type { BulkJob, BulkRefusal } from "../../prisma/bulk.ts";
import type { Language } from "../i18n/words.ts";
import type { Visit } from "../session/guard.ts";
import { type Problem, problemOfNote } from "../session/problem.ts";

export interface Returned {
  id: number;
  fileName: string;
  by: string;
  isOwn: boolean;
  at: string;
  state: BulkJob["state"];
  /** Filled rows, and how many had their turn; 0 and 0 while the file is read. */
  total: number;
  done: number;
  proposed: number;
  refused: number;
  reasons: Partial<Record<BulkRefusal, number>>;
  problem: Problem | null;
}

export function returnedIn(visit: Pick<Visit, "context" | "account" | "language">, job: BulkJob): Returned | null {
  const { db, store } = visit.context;
  const { task } = job;
  if (task.kind !== "workbook") return null;
  const by = store.accounts(db).find(({ id }) => id === job.requestedById);
  return {
    ...told(job, visit.language),
    fileName: task.fileName,
    by: by?.displayName ?? "",
    isOwn: job.requestedById === visit.account.id,
  };
}

function told(job: BulkJob, language: Language): Omit<Returned, "fileName" | "by" | "isOwn"> {
  const { id, requestedAt: at, state, total, done, refused: reasons, error } = job;
  const refused = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  return {
    id,
    at,
    state,
    total,
    done,
    refused,
    proposed: done - refused,
    reasons,
    problem: error && problemOfNote(error, language),
  };
}
