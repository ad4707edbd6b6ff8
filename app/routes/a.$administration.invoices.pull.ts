// Asks the worker for a pull of the invoices.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

export const loader = () => redirect("/");

export const action = writer("pull", z.object({}), (visit) => {
  const { context, account } = visit;
  context.store.requestInvoicePull(context.db, account, administrationIn(visit).id);
  context.moved();
  return { asked: true };
});
