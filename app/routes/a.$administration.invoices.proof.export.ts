// Orders the workbook of a period's proof.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({ name: z.string().max(20), journal: z.string().max(20) });

export const loader = () => redirect("/");

export const action = writer("export", shape, (visit) => {
  const { context, account, language, input } = visit;
  const { id: administrationId, code } = administrationIn(visit);
  const { name, journal } = input;
  const id = context.excel.start(
    account,
    {
      view: { administrationId, entity: "invoice", name, journal },
      language,
      madeBy: `${account.displayName} (${account.username})`,
    },
    `tieout-${code}-proof-${name}-${journal}.xlsx`,
  );
  return { id };
});
