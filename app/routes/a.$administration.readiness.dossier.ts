// Orders a dossier of the go-live check as it stands; it appears on the page when it is made.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

export const loader = () => redirect("/");

export const action = writer("export", z.object({}), (visit) => {
  const { context, account, language } = visit;
  context.dossiers.start(account, administrationIn(visit), language);
  context.moved();
  return { started: true };
});
