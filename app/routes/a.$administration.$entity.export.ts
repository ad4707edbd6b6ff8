// Orders a workbook of exactly what is on screen: filter, order, columns, language.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { statuses } from "../../core/reconcile/compare.ts";
import { readAddress } from "../grid/address.ts";
import { gridColumns } from "../grid/columns.ts";
import { entityIn } from "../grid/entity-in.ts";
import { toldFilter, toldOrder } from "../grid/told.ts";
import { viewAt } from "../grid/view.ts";
import { dayOf } from "../i18n/format.ts";
import { fieldWord, translator } from "../i18n/translator.ts";
import { words } from "../i18n/words.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({ address: z.string().max(8000), fields: z.array(z.string().max(100)).max(100) });

export const loader = () => redirect("/");

export const action = writer("export", shape, async (visit) => {
  const { context, account, language, input } = visit;
  const { db, store, excel, readiness } = context;
  const administration = administrationIn(visit);
  const entity = entityIn(visit.params);
  const params = new URLSearchParams(input.address);
  const view = await viewAt(params, { administration, entity: entity.name }, readiness);
  const { t } = translator(language);
  const field = (name: string) => fieldWord(language, name);
  const columns = gridColumns(entity);
  const fields = input.fields.filter((name) => columns.fields.some((one) => one.name === name));
  const { lastCompleteAt } = store.entityState(db, administration.id, entity.name);
  const title = t(`entity.${entity.name}`);
  const telling = { t, field, keyField: entity.key.name };
  const address = readAddress(params);
  const now = new Date();
  const id = excel.start(
    account,
    {
      view,
      fields,
      language,
      sheet: title,
      words: {
        status: t("grid.status"),
        globe: t("grid.globe"),
        milestones: t("grid.milestones"),
        yes: t("grid.yes"),
        no: t("grid.no"),
        statuses: Object.fromEntries(statuses.map((status) => [status, t(`status.${status}`)])) as Record<
          (typeof statuses)[number],
          string
        >,
        moved: {
          title: t("moved.column"),
          movers: {
            globe: t("moved.globe"),
            milestones: t("moved.milestones"),
            both: t("moved.both"),
            neither: t("moved.neither"),
            never: t("moved.never"),
          },
        },
        fields: words[language].field,
      },
      cover: {
        name: t("excel.cover"),
        title,
        lines: [
          { label: t("excel.administration"), value: `${administration.code} · ${administration.name}` },
          { label: t("excel.run"), value: lastCompleteAt ? new Date(lastCompleteAt) : t("excel.none") },
          { label: t("excel.filter"), value: toldFilter(address, telling) },
          { label: t("excel.order"), value: toldOrder(address, telling) },
          { label: t("excel.by"), value: `${account.displayName} (${account.username})` },
          { label: t("excel.at"), value: now },
        ],
      },
      countLabel: t("excel.count"),
    },
    `tieout-${administration.code}-${entity.name}-${dayOf(now.toISOString())}.xlsx`,
  );
  return { id };
});
