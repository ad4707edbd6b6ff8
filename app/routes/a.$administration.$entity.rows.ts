// A block of a grid's rows, as JSON.
import { entityIn } from "../grid/entity-in.ts";
import { viewAt } from "../grid/view.ts";
import { administrationIn, reader } from "../session/guard.ts";

const wholeNumber = (text: string | null, most: number): number => {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? Math.min(value, most) : 0;
};

export const loader = reader(
  "see",
  async (visit) => {
    const { searchParams } = new URL(visit.request.url);
    const view = await viewAt(
      searchParams,
      { administration: administrationIn(visit), entity: entityIn(visit.params).name, who: visit.account.id },
      visit.context.readiness,
    );
    const from = wholeNumber(searchParams.get("from"), Number.MAX_SAFE_INTEGER);
    const block = await visit.context.grid.block(view, from, wholeNumber(searchParams.get("count"), 500));
    return Response.json(block, { headers: { "Cache-Control": "no-store" } });
  },
  { quietly: true },
);
