// What the chosen rows come to, as JSON: the consequence beside the choice.
import { refusal } from "../../core/permissions.ts";
import { chosenOf, mostAtOnce } from "../grid/chosen.ts";
import { entityIn } from "../grid/entity-in.ts";
import { viewAt } from "../grid/view.ts";
import { administrationIn, reader } from "../session/guard.ts";

const numbersIn = (text: string | null): number[] =>
  (text ?? "")
    .split(",")
    .map(Number)
    .filter((number) => Number.isSafeInteger(number) && number > 0);

export const loader = reader("see", async (visit) => {
  const { searchParams } = new URL(visit.request.url);
  const { db, store, grid, readiness } = visit.context;
  const administration = administrationIn(visit);
  const { id: administrationId } = administration;
  const entity = entityIn(visit.params).name;
  const view = await viewAt(searchParams, { administration, entity, who: visit.account.id }, readiness);
  const choosing = { view, all: searchParams.get("all") === "1", ids: numbersIn(searchParams.get("ids")) };
  const { groups, version } = await grid.chosen(choosing);
  const total = groups.reduce((sum, { pairs }) => sum + pairs, 0);
  const few = total <= mostAtOnce ? await chosenIds(choosing) : null;
  const { comparable } = store.entityState(db, administrationId, entity);
  const rows = few && store.rowsOf(db, few, comparable);
  const me = { id: visit.account.id, decides: refusal(visit.account, "decide") === null };
  return Response.json(chosenOf({ groups, version, rows }, me), { headers: { "Cache-Control": "no-store" } });

  async function chosenIds({ all, ids }: typeof choosing): Promise<number[]> {
    const leftOut = new Set(ids);
    return all ? [...(await grid.ids(view))].filter((id) => !leftOut.has(id)) : ids;
  }
});
