// Orders a workbook of the rows that a filled workbook was refused, with why.
import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { translator } from "../i18n/translator.ts";
import { words } from "../i18n/words.ts";
import { administrationIn, writer } from "../session/guard.ts";

export const loader = () => redirect("/");

export const action = writer("export", z.object({}), (visit) => {
  const { context, account, language } = visit;
  const { db, store, excel } = context;
  const administration = administrationIn(visit);
  const job = store.bulkOf(db, Number(visit.params.id));
  if (job?.administrationId !== administration.id || job.task.kind !== "workbook")
    throw data({ problem: null }, { status: 404 });
  const { t } = translator(language);
  const title = t("returned.refusals", { file: job.task.fileName });
  return {
    id: excel.start(
      account,
      {
        view: { administrationId: administration.id, entity: "returned", job: job.id },
        language,
        sheet: t("returned.refusedTitle"),
        titles: { row: t("returned.row"), key: t("returned.key"), why: t("returned.refusedWhy") },
        refusals: words[language].refused,
        cover: {
          name: t("excel.cover"),
          title,
          lines: [
            { label: t("excel.administration"), value: `${administration.code} · ${administration.name}` },
            { label: t("excel.by"), value: `${account.displayName} (${account.username})` },
            { label: t("excel.at"), value: new Date() },
          ],
        },
      },
      `tieout-${administration.code}-refused-${job.id}.xlsx`,
    ),
  };
});
