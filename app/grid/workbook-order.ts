// Orders the workbook of a view: its rows, columns, words and cover in the language of who asks.
import { entities } from "../../core/entities/index.ts";
import { statuses } from "../../core/reconcile/compare.ts";
import { movers } from "../../core/reconcile/three-way.ts";
import { type DecisionState, decisionActions, decisionSteps } from "../../core/states.ts";
import { askedColumns } from "../../core/views/sheet.ts";
import type { View } from "../../prisma/view.ts";
import { reasons } from "../decisions/reasons.ts";
import { dayOf } from "../i18n/format.ts";
import { translator } from "../i18n/translator.ts";
import { words } from "../i18n/words.ts";
import { administrationIn, type Visit } from "../session/guard.ts";

interface Ordered {
  view: View;
  fields: string[];
  /** What the cover says of filter and order, and what the file is called after the administration. */
  filter: string;
  order: string;
  name: string;
}

/** The number of the export, under way. */
export function orderWorkbook(visit: Visit, { view, fields, filter, order, name }: Ordered): number {
  const { context, account, language } = visit;
  const { db, store, excel } = context;
  const administration = administrationIn(visit);
  const entity = entities[view.entity];
  const { t } = translator(language);
  const { lastCompleteAt } = store.entityState(db, administration.id, entity.name);
  const title = t(`entity.${entity.name}`);
  const now = new Date();
  const named = <Name extends string>(names: readonly Name[], word: (name: Name) => string) =>
    Object.fromEntries(names.map((one) => [one, word(one)])) as Record<Name, string>;
  return excel.start(
    account,
    {
      view,
      code: administration.code,
      fields,
      language,
      sheet: title,
      words: {
        status: t("grid.status"),
        globe: t("grid.globe"),
        milestones: t("grid.milestones"),
        yes: t("grid.yes"),
        no: t("grid.no"),
        statuses: named(statuses, (status) => t(`status.${status}`)),
        moved: { title: t("moved.column"), movers: named(movers, (mover) => t(`moved.${mover}`)) },
        asked: {
          standing: t("grid.decision"),
          actions: named([...decisionActions, "same_as"], (action) => t(`decide.${action}`)),
          states: named(Object.keys(decisionSteps) as DecisionState[], (state) => t(`decisionState.${state}`)),
          titles: named(askedColumns, (column) => t(`asked.${column}`)),
          reasons: reasons.map((reason) => t(`reason.${reason}`)),
        },
        fields: words[language].field,
      },
      cover: {
        name: t("excel.cover"),
        title,
        lines: [
          { label: t("excel.administration"), value: `${administration.code} · ${administration.name}` },
          { label: t("excel.run"), value: lastCompleteAt ? new Date(lastCompleteAt) : t("excel.none") },
          { label: t("excel.filter"), value: filter },
          { label: t("excel.order"), value: order },
          { label: t("excel.by"), value: `${account.displayName} (${account.username})` },
          { label: t("excel.at"), value: now },
          { label: t("excel.back"), value: t("excel.backHow") },
        ],
      },
      countLabel: t("excel.count"),
    },
    `tieout-${administration.code}-${name}-${dayOf(now.toISOString())}.xlsx`,
  );
}
