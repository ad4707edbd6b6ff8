// Asks the worker to send dead letters again, or to set them aside for good.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { mostAtOnce } from "../grid/chosen.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({
  ids: z.array(z.number().int().positive()).min(1).max(mostAtOnce),
  action: z.enum(["again", "aside"]),
});

export const loader = () => redirect("/");

export const action = writer("decide", shape, (visit) => {
  const { context, account, input } = visit;
  const { settings } = administrationIn(visit);
  const asked = context.store.askForLetters(context.db, account, { ...input, agent: settings.agent });
  context.moved();
  return { asked };
});
