// The overwrite forecast: what the next run writes into Milestones by itself, and what it would write if it did.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { entityNames } from "../../core/entities/index.ts";
import { translator } from "../i18n/translator.ts";
import { forecast } from "../overwrite/forecast-data.ts";
import { ForecastPage } from "../overwrite/forecast-page.tsx";
import { administrationIn, reader } from "../session/guard.ts";
import { kindsOf } from "../view/kinds.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", (visit) => {
  const now = new Date();
  return {
    title: translator(visit.language).t("overwrite.forecast.title"),
    base: `/a/${encodeURIComponent(administrationIn(visit).code)}`,
    forecasts: entityNames.map((entity) => forecast(visit, entity, now)),
    kinds: kindsOf([...entityNames]),
  };
});

export default function ForecastRoute() {
  return <ForecastPage page={useLoaderData<typeof loader>()} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
