// The ledger of deletions: what Globe no longer has and Milestones still uses, with the invoices that hang on it.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { translator } from "../i18n/translator.ts";
import { GonePage } from "../overwrite/gone-page.tsx";
import { administrationIn, reader } from "../session/guard.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", (visit) => {
  const { db, store } = visit.context;
  const { id, code } = administrationIn(visit);
  return {
    title: translator(visit.language).t("overwrite.gone.title"),
    base: `/a/${encodeURIComponent(code)}`,
    ...store.goneRecords(db, id),
  };
});

export default function Gone() {
  return <GonePage page={useLoaderData<typeof loader>()} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
