// Proposes again what was withdrawn.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { mostAtOnce } from "../grid/chosen.ts";
import { summary } from "../grid/outcomes.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({ ids: z.array(z.number().int().positive()).min(1).max(mostAtOnce) });

export const loader = () => redirect("/");

export const action = writer("propose", shape, (visit) => {
  const { context, account, input } = visit;
  administrationIn(visit);
  const done = summary(context.store.redo(context.db, account, input.ids));
  context.moved();
  return done;
});
