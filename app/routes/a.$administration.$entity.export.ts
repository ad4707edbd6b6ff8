// Orders a workbook of exactly what is on screen: filter, order, columns, language.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { readAddress } from "../grid/address.ts";
import { gridColumns } from "../grid/columns.ts";
import { entityIn } from "../grid/entity-in.ts";
import { toldFilter, toldOrder } from "../grid/told.ts";
import { viewAt } from "../grid/view.ts";
import { orderWorkbook } from "../grid/workbook-order.ts";
import { fieldWord, translator } from "../i18n/translator.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({ address: z.string().max(8000), fields: z.array(z.string().max(100)).max(100) });

export const loader = () => redirect("/");

export const action = writer("export", shape, async (visit) => {
  const { context, account, language, input } = visit;
  const administration = administrationIn(visit);
  const entity = entityIn(visit.params);
  const params = new URLSearchParams(input.address);
  const view = await viewAt(params, { administration, entity: entity.name, who: account.id }, context.readiness);
  const { t } = translator(language);
  const columns = gridColumns(entity);
  const fields = input.fields.filter((name) => columns.fields.some((one) => one.name === name));
  const telling = { t, field: (name: string) => fieldWord(language, name), keyField: entity.key.name };
  const address = readAddress(params);
  const [filter, order] = [toldFilter(address, telling), toldOrder(address, telling)];
  return { id: orderWorkbook(visit, { view, fields, filter, order, name: entity.name }) };
});
