// What the chosen invoices come to, as JSON: the consequence beside the choice.
import { data } from "@remix-run/node";
import { filterOf, readAddress } from "../invoices/address.ts";
import { chosenOf, mostAtOnce } from "../invoices/chosen.ts";
import { acts } from "../invoices/may.ts";
import { administrationIn, reader } from "../session/guard.ts";

const numbersIn = (text: string | null): number[] =>
  (text ?? "")
    .split(",")
    .map(Number)
    .filter((number) => Number.isSafeInteger(number) && number > 0);

export const loader = reader("see", (visit) => {
  const { searchParams } = new URL(visit.request.url);
  const { db, store } = visit.context;
  const administration = administrationIn(visit);
  const act = acts.find((name) => name === searchParams.get("act"));
  if (!act) throw data({ problem: null }, { status: 400 });
  const ids = numbersIn(searchParams.get("ids"));
  const all = searchParams.get("all") === "1";
  const leftOut = new Set(all ? ids : []);
  const filter = all
    ? filterOf(readAddress(searchParams), administration.id)
    : { administrationId: administration.id, ids };
  const rows = store.invoiceRows(db, { ...filter, limit: mostAtOnce }).filter(({ id }) => !leftOut.has(id));
  const chosen = chosenOf(rows, act, visit.account, store.ownCurrency(db, administration));
  return Response.json(
    { ...chosen, journal: administration.settings.salesJournal },
    { headers: { "Cache-Control": "no-store" } },
  );
});
