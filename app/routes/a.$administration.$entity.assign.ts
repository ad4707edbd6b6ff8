// Gives chosen pairs to someone, or sets the day by which they should be done.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { mostAtOnce } from "../grid/chosen.ts";
import { entityIn } from "../grid/entity-in.ts";
import { summary } from "../grid/outcomes.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({
  pairs: z.array(z.number().int().positive()).min(1).max(mostAtOnce),
  assigneeId: z.number().int().positive().nullable().optional(),
  dueOn: z.iso.date().nullable().optional(),
});

export const loader = () => redirect("/");

export const action = writer("assign", shape, (visit) => {
  const { context, account, input } = visit;
  const { id: administrationId } = administrationIn(visit);
  entityIn(visit.params);
  const outcomes = context.store.assign(context.db, account, { administrationId, ...input });
  context.moved();
  return { assigned: outcomes.filter(({ refused }) => refused === null).length, refused: summary(outcomes).refused };
});
