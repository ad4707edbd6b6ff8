// Proposes one decision a chosen pair, as the proposer saw it.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { decisionActions, scopes } from "../../core/states.ts";
import { reasons } from "../decisions/reasons.ts";
import { mostAtOnce } from "../grid/chosen.ts";
import { entityIn } from "../grid/entity-in.ts";
import { summary } from "../grid/outcomes.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({
  action: z.enum(decisionActions),
  scope: z.enum(scopes).optional(),
  until: z.iso.date().nullable().optional(),
  pairs: z
    .array(z.object({ id: z.number().int().positive(), fingerprint: z.string().max(100) }))
    .min(1)
    .max(mostAtOnce),
  fields: z.array(z.string().max(100)).max(100).optional(),
  reason: z.enum(reasons),
  comment: z.string().trim().max(2000).default(""),
});

export const loader = () => redirect("/");

export const action = writer("propose", shape, (visit) => {
  const { context, account, input } = visit;
  administrationIn(visit);
  entityIn(visit.params);
  const done = summary(context.store.propose(context.db, account, input));
  context.moved();
  return done;
});
