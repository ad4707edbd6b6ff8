// Asks the worker to look an invoice up in Globe now: nothing is sent, it is only read.
import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

export const loader = () => redirect("/");

export const action = writer("pull", z.object({}), (visit) => {
  const { context, account, params } = visit;
  const { id: administrationId } = administrationIn(visit);
  const [found] = context.store.invoiceRows(context.db, { administrationId, ids: [Number(params.id)] });
  if (!found) throw data({ problem: null }, { status: 404 });
  context.store.requestLookUp(context.db, account, administrationId, found.id);
  context.moved();
  return { asked: true };
});
