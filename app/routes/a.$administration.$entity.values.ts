// The values of a field over the rows of a grid with their counts, as JSON.
import { data } from "@remix-run/node";
import { entityIn } from "../grid/entity-in.ts";
import { viewAt } from "../grid/view.ts";
import { administrationIn, reader } from "../session/guard.ts";

export const loader = reader(
  "see",
  async (visit) => {
    const { searchParams } = new URL(visit.request.url);
    const entity = entityIn(visit.params);
    const field = searchParams.get("field") ?? "";
    if (!entity.compared.some(({ name }) => name === field)) throw data({ problem: null }, { status: 400 });
    const of = { administration: administrationIn(visit), entity: entity.name, who: visit.account.id };
    const view = await viewAt(searchParams, of, visit.context.readiness);
    const search = (searchParams.get("find") ?? "").slice(0, 200);
    const values = await visit.context.grid.values({ view, field, search });
    return Response.json(values, { headers: { "Cache-Control": "no-store" } });
  },
  { quietly: true },
);
