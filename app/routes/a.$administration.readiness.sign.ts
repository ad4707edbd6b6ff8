// Signs that an administration may go live, on what the person saw; answers why not.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({
  step: z.enum(["ready", "reviewed"]),
  comment: z.string().trim().max(1000),
  seen: z.string().regex(/^[0-9a-f]{64}$/),
});

/** How often the check is asked anew where something moved that changed nothing of what was found. */
const tries = 3;

export const loader = () => redirect("/");

export const action = writer("propose", shape, async (visit) => {
  const { context, account, input } = visit;
  const { db, store, readiness } = context;
  const administration = administrationIn(visit);
  for (let left = tries; ; left -= 1) {
    const { asOf, found } = await readiness.check(administration);
    const refused = store.signReadiness(db, administration, { ...input, who: account, asOf }, found);
    if (refused === "moved" && found.fingerprint === input.seen && left > 1) continue;
    if (refused === null) store.noteReadiness(db, administration.id, found);
    context.moved();
    return { refused };
  }
});
