// How far a workbook is, as JSON, for who ordered it; and the way to stop it.
import { z } from "zod";
import { exportIn } from "../session/export-in.ts";
import { reader, type Visit, writer } from "../session/guard.ts";

const progress = (visit: Visit) => {
  const { state, rowsDone, rowsTotal, errorMessage } = exportIn(visit);
  return { state, rowsDone, rowsTotal, cancelled: errorMessage === "cancelled" };
};

export type ExportProgress = ReturnType<typeof progress>;

export const loader = reader("export", (visit) =>
  Response.json(progress(visit), { headers: { "Cache-Control": "no-store" } }),
);

export const action = writer("export", z.object({}), (visit) => {
  const { id } = exportIn(visit);
  visit.context.excel.cancel(id);
  return { stopped: id };
});
