// Turns suggestions down, or takes that back: these two codes are not the same, and are not suggested again.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { reasons } from "../decisions/reasons.ts";
import { mostAtOnce } from "../grid/chosen.ts";
import { entityIn } from "../grid/entity-in.ts";
import { administrationIn, writer } from "../session/guard.ts";

const codes = z
  .array(z.object({ globe: z.string().max(100), milestones: z.string().max(100) }))
  .min(1)
  .max(mostAtOnce);

const shape = z.discriminatedUnion("does", [
  z.object({
    does: z.literal("reject"),
    codes,
    reason: z.enum(reasons),
    comment: z.string().trim().max(2000).default(""),
  }),
  z.object({ does: z.literal("restore"), codes }),
]);

export const loader = () => redirect("/");

export const action = writer("propose", shape, (visit) => {
  const { context, account, input } = visit;
  const about = { administrationId: administrationIn(visit).id, entity: entityIn(visit.params).name };
  const { db, store } = context;
  const count =
    input.does === "reject"
      ? store.rejectSuggestions(db, account, { ...about, ...input })
      : store.restoreSuggestions(db, account, { ...about, codes: input.codes });
  context.moved();
  return { count };
});
