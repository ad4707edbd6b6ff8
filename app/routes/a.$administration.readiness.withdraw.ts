// Takes the sign-offs of a go-live check back, with the reason.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

export const loader = () => redirect("/");

export const action = writer("propose", z.object({ reason: z.string().trim().max(1000) }), (visit) => {
  const { context, account, input } = visit;
  const { id } = administrationIn(visit);
  const refused = context.store.withdrawSignOffs(context.db, id, account, input.reason);
  context.moved();
  return { refused };
});
