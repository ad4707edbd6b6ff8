// Decisions about many rows that were made as one job, as the history shows them.
import { refusal } from "../../core/permissions.ts";
import type { Visit } from "../session/guard.ts";

export function decidingJobs(visit: Pick<Visit, "context" | "account">, administrationId: number) {
  const { db, store } = visit.context;
  const names = new Map(store.accounts(db).map(({ id, displayName }) => [id, displayName]));
  return store
    .decidingJobs(db, administrationId)
    .map(({ id, task, requestedById, requestedAt, state, done, total, refused }) => ({
      id,
      kind: task.kind as "propose" | "link" | "approve" | "reject",
      by: names.get(requestedById) ?? "",
      at: requestedAt,
      isGoing: state === "running" || state === "stopping",
      done: done - Object.values(refused).reduce((sum, count) => sum + count, 0),
      total,
      mayUndo:
        refusal(
          visit.account,
          requestedById === visit.account.id && (task.kind === "propose" || task.kind === "link")
            ? "propose"
            : "decide",
        ) === null,
    }));
}

export type DecidingJob = ReturnType<typeof decidingJobs>[number];
