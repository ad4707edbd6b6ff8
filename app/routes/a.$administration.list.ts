// Orders the workbook of the forecast, or of what is gone in Globe, for one kind of data: the rows of that page.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { entities, entityNames } from "../../core/entities/index.ts";
import { plainView } from "../../prisma/view.ts";
import { orderWorkbook } from "../grid/workbook-order.ts";
import { fieldWord, translator } from "../i18n/translator.ts";
import { forecastOf } from "../overwrite/forecast-data.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({ list: z.enum(["forecast", "gone"]), entity: z.enum(entityNames) });

export const loader = () => redirect("/");

export const action = writer("export", shape, (visit) => {
  const { context, language, input } = visit;
  const { db, store } = context;
  const { id } = administrationIn(visit);
  const { list, entity } = input;
  const keys =
    list === "forecast"
      ? forecastOf(visit, id, entity).overwrites.map(({ key }) => key)
      : store.goneRecords(db, id).records.flatMap((record) => (record.entity === entity ? record.key : []));
  const { t } = translator(language);
  const { compared, key } = entities[entity];
  return {
    id: orderWorkbook(visit, {
      view: { ...plainView(id, entity), keys },
      fields: compared.map(({ name }) => name),
      filter: t(`overwrite.${list}.title`),
      order: fieldWord(language, key.name),
      name: `${list}-${entity}`,
    }),
  };
});
