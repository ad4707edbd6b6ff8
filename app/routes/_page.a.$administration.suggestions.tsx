// What stands alone on both sides and may be one under two codes; a person decides, another approves.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { translator } from "../i18n/translator.ts";
import { reader } from "../session/guard.ts";
import { pageData } from "../suggestions/page-data.ts";
import { SuggestionsPage } from "../suggestions/suggestions-page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", async (visit) => ({
  title: translator(visit.language).t("suggestions.title"),
  ...(await pageData(visit)),
}));

export default function Suggestions() {
  const page = useLoaderData<typeof loader>();
  return <SuggestionsPage key={page.entity} page={page} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
