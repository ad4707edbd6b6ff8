// Begins a decision about many rows: a job in a thread, whose number comes back at once.
import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { entityNames } from "../../core/entities/index.ts";
import { refusal } from "../../core/permissions.ts";
import { reasons } from "../decisions/reasons.ts";
import { viewAt } from "../grid/view.ts";
import { administrationIn, writer } from "../session/guard.ts";

const number = z.number().int().nonnegative();

const shape = z.object({
  kind: z.enum(["propose", "approve", "reject", "undo", "redo", "assign"]),
  /** What it is about: rows of a grid as they were seen, all that waits for an answer, or what an earlier job did. */
  chosen: z
    .object({
      entity: z.enum(entityNames),
      address: z.string().max(8000),
      all: z.boolean(),
      ids: z.array(number).max(100_000),
      version: number,
    })
    .optional(),
  waiting: z.object({ entity: z.enum(entityNames).nullable(), upTo: number }).optional(),
  job: number.optional(),
  action: z.string().max(50).optional(),
  scope: z.string().max(50).optional(),
  until: z.string().max(50).nullable().optional(),
  reason: z.enum(reasons).optional(),
  comment: z.string().max(2000).optional(),
  assigneeId: number.nullable().optional(),
  dueOn: z.string().max(50).nullable().optional(),
});

export const loader = () => redirect("/");

export const action = writer("propose", shape, async (visit) => {
  const { context, account, input } = visit;
  const { bulks, db, store, readiness } = context;
  const administration = administrationIn(visit);
  const { id: administrationId } = administration;
  if ((input.kind === "approve" || input.kind === "reject") && refusal(account, "decide"))
    throw data({ problem: null }, { status: 403 });
  const { chosen, waiting, job, ...asked } = input;
  if (job !== undefined && store.bulkOf(db, job)?.administrationId !== administrationId)
    throw data({ problem: null }, { status: 404 });
  const seen = async ({ address, entity, ...rest }: NonNullable<typeof chosen>) => ({
    ...rest,
    view: await viewAt(new URLSearchParams(address), { administration, entity, who: account.id }, readiness),
  });
  const rows = chosen
    ? { chosen: await seen(chosen) }
    : waiting
      ? { waiting: { ...waiting, administrationId } }
      : { job };
  const task = store.bulkTask.safeParse({ ...asked, rows });
  if (!task.success) throw data({ problem: null }, { status: 400 });
  return { job: bulks.start(account, administrationId, task.data) };
});
