// Asks the worker to have the agent go through its own check now.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

export const loader = () => redirect("/");

export const action = writer("pull", z.object({}), (visit) => {
  const { context, account } = visit;
  const { id, settings } = administrationIn(visit);
  context.store.requestProbe(context.db, account, id, settings.agent);
  context.moved();
  return { asked: true };
});
