// Asks the worker to tell Milestones of an invoice now, however long its next try would rest.
import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

export const loader = () => redirect("/");

export const action = writer("pull", z.object({}), (visit) => {
  const { context, account, params } = visit;
  const { id: administrationId } = administrationIn(visit);
  const [found] = context.store.invoiceRows(context.db, { administrationId, ids: [Number(params.id)] });
  if (!found) throw data({ problem: null }, { status: 404 });
  context.store.requestTelling(context.db, account, administrationId, found.id);
  context.moved();
  return { asked: true };
});
