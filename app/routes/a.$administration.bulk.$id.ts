// How far a decision about many rows is, as JSON; and the way to stop it, for who asked and for administrators.
import { data } from "@remix-run/node";
import { z } from "zod";
import { refusal } from "../../core/permissions.ts";
import { administrationIn, reader, type Visit, writer } from "../session/guard.ts";
import { problemOfNote } from "../session/problem.ts";

function jobIn(visit: Visit) {
  const { db, store } = visit.context;
  const job = store.bulkOf(db, Number(visit.params.id));
  if (!job || job.administrationId !== administrationIn(visit).id) throw data({ problem: null }, { status: 404 });
  return job;
}

const progress = (visit: Visit) => {
  const { task, state, total, done, refused, error } = jobIn(visit);
  return { kind: task.kind, state, total, done, refused, problem: error && problemOfNote(error, visit.language) };
};

export type BulkProgress = ReturnType<typeof progress>;

export const loader = reader(
  "see",
  (visit) => Response.json(progress(visit), { headers: { "Cache-Control": "no-store" } }),
  { quietly: true },
);

export const action = writer("propose", z.object({}), (visit) => {
  const { id, requestedById } = jobIn(visit);
  if (requestedById !== visit.account.id && refusal(visit.account, "administer"))
    throw data({ problem: null }, { status: 403 });
  visit.context.bulks.stop(id);
  return { stopped: id };
});
