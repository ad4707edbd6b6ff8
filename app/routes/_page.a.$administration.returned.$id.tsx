// What came of one filled workbook.
import { data, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { returnedIn } from "../returned/page-data.ts";
import { ReturnedPage } from "../returned/returned-page.tsx";
import { administrationIn, reader } from "../session/guard.ts";

const shownAtOnce = 200;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.returned.fileName} · Tieout` : "Tieout" },
];

export const loader = reader("see", (visit) => {
  const { db, store } = visit.context;
  const { id, code } = administrationIn(visit);
  const job = store.bulkOf(db, Number(visit.params.id));
  const returned = job?.administrationId === id ? returnedIn(visit, job) : null;
  if (!returned) throw data({ problem: null }, { status: 404 });
  const rows = store.refusedRows(db, returned.id, { limit: shownAtOnce });
  return {
    base: `/a/${encodeURIComponent(code)}`,
    returned,
    rows,
    /** Of which kind each pair is that a row proved. */
    entities: store.entitiesOfPairs(
      db,
      id,
      rows.flatMap(({ pairId }) => (pairId > 0 ? [pairId] : [])),
    ),
  };
});

export default function OneReturned() {
  return <ReturnedPage page={useLoaderData<typeof loader>()} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
