// Whether an administration may go live, and what stands in the way.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { words } from "../i18n/words.ts";
import { pageData } from "../readiness/page-data.ts";
import { ReadinessPage } from "../readiness/readiness-page.tsx";
import { reader } from "../session/guard.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", async (visit) => ({
  title: words[visit.language].readiness.name,
  ...(await pageData(visit)),
}));

export default function Readiness() {
  const page = useLoaderData<typeof loader>();
  return <ReadinessPage key={page.code} page={page} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
