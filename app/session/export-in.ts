// The workbook that an address names, only for who ordered it: for anyone else it does not exist.
import { data } from "@remix-run/node";
import type { ExportJob } from "../../prisma/exports.ts";
import type { Visit } from "./guard.ts";

export function exportIn({ context: { db, store }, params, account }: Visit): ExportJob {
  const found = store.exportOf(db, Number(params.id));
  if (!found || found.requestedById !== account.id) throw data({ problem: null }, { status: 404 });
  return found;
}
