// One pair whole, as JSON: both sides with raw values, its decisions and what happened.
import { data } from "@remix-run/node";
import { entityIn } from "../grid/entity-in.ts";
import { administrationIn, reader } from "../session/guard.ts";

export const loader = reader(
  "see",
  (visit) => {
    const { db, store } = visit.context;
    const { id } = administrationIn(visit);
    const pair = store.pairOf(db, Number(visit.params.id));
    if (!pair || pair.administrationId !== id || pair.entity !== entityIn(visit.params).name)
      throw data({ problem: null }, { status: 404 });
    return Response.json(pair, { headers: { "Cache-Control": "no-store" } });
  },
  { quietly: true },
);
