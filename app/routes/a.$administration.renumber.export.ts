// Orders the workbook of the renumber plan.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

export const loader = () => redirect("/");

export const action = writer("export", z.object({}), (visit) => {
  const { context, account, language } = visit;
  const { id: administrationId, code, name } = administrationIn(visit);
  const wanted = {
    view: { administrationId, entity: "renumber" as const },
    language,
    administration: `${code} · ${name}`,
    madeBy: `${account.displayName} (${account.username})`,
  };
  return { id: context.excel.start(account, wanted, `tieout-${code}-renumber.xlsx`) };
});
